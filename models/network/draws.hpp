// Draws of the network model: one call of a counter-based generator an event, four of them at a time (sim/four_draws.hpp).
#pragma once

#include "sim/four_draws.hpp"

namespace yanglao::network {

using Words = sim::FourKeys::Philox::ctr_type;

/// Of one draw what most events ask for.
struct Draw {
  double unit = 0;           ///< the unit exponential of word 0
  std::uint32_t route = 0;  ///< word 1
};

/// Draws made before they are asked for, by slot.
template <std::size_t Slots>
struct Ready {
  alignas(32) double unit[Slots];
  alignas(32) std::uint64_t route[Slots];
  [[nodiscard]] Draw operator[](std::size_t slot) const { return {unit[slot], static_cast<std::uint32_t>(route[slot])}; }
};

class Draws {
 public:
  Draws(sim::StreamKey key, std::uint32_t region) : keys_(key, region, kTag) {}
  /// Words of the `count`th draw of `who`: 0 for a duration, 1 for a route, 2 and 3 for what else is asked.
  [[nodiscard, gnu::always_inline]] Words operator()(std::uint32_t who, std::uint32_t count) const {
    return sim::FourKeys::Philox{}({{who, keys_.region, count, kTag}}, keys_.key);
  }
  [[nodiscard, gnu::always_inline]] Draw draw(std::uint32_t who, std::uint32_t count) const {
    const Words w = (*this)(who, count);
    return {sim::fast_exponential(w[0]), w[1]};
  }
  /// The same for four people (the lower halves of `who`) at once, into four slots.
  template <std::size_t Slots>
  [[gnu::always_inline]] void draw(const std::uint64_t* who, std::uint32_t count0, std::uint32_t count1,
                                   std::uint32_t count2, std::uint32_t count3, Ready<Slots>& out, std::size_t slot) const {
    sim::draw_four(keys_, who, count0, count1, count2, count3, out.unit + slot, out.route + slot);
  }

 private:
  static constexpr std::uint32_t kTag = 0x6E657477;  // apart from the streams of sim/stream.hpp
  sim::FourKeys keys_;
};

}  // namespace yanglao::network
