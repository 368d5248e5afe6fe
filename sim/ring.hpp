// A double-ended queue in one block of memory whose size is a power of two: it grows when full and never shrinks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace yanglao::sim {

template <typename T>
class Ring {
 public:
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] std::size_t bytes() const { return slots_.capacity() * sizeof(T); }
  /// Makes room for `n` at once; of use while it is empty.
  void reserve(std::size_t n) {
    while (slots_.size() < n) grow();
  }
  /// 0 is the front; below size().
  T& operator[](std::size_t i) { return slots_[(head_ + i) & mask_]; }
  const T& operator[](std::size_t i) const { return slots_[(head_ + i) & mask_]; }
  [[nodiscard]] const T& front() const { return slots_[head_]; }
  [[nodiscard]] const T& back() const { return (*this)[size_ - 1]; }
  void push_back(const T& value) {
    if (size_ == slots_.size()) grow();
    slots_[(head_ + size_++) & mask_] = value;
  }
  void push_front(const T& value) {
    if (size_ == slots_.size()) grow();
    head_ = (head_ - 1) & mask_;
    ++size_;
    slots_[head_] = value;
  }
  void pop_front() {
    head_ = (head_ + 1) & mask_;
    --size_;
  }
  void pop_back() { --size_; }
  /// Keeps, in order, the entries for which `keep` holds.
  template <typename Keep>
  void filter(Keep&& keep) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < size_; ++i)
      if (keep((*this)[i])) (*this)[kept++] = (*this)[i];
    size_ = kept;
  }
  [[nodiscard]] bool full() const { return size_ == slots_.size(); }

 private:
  void grow() {
    std::vector<T> larger(slots_.empty() ? 16 : 2 * slots_.size());
    for (std::size_t i = 0; i < size_; ++i) larger[i] = (*this)[i];
    slots_ = std::move(larger);
    head_ = 0;
    mask_ = slots_.size() - 1;
  }
  std::vector<T> slots_;
  std::size_t head_ = 0, size_ = 0, mask_ = 0;
};

}  // namespace yanglao::sim
