// Whom measures reach, and when that changes next. It is asked for everybody again and again, so all measures of a
// county are answered side by side.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "models/care/measure.hpp"
#include "sim/stream.hpp"

namespace yanglao::care {

/// Measures that reach a person in a month (Person::mask), and the first month after it in which that changes for one of
/// those asked about; the number of months if none.
struct Reach {
  std::uint16_t mask = 0;
  int next = 0;
};

/// A number for each measure in 65,536ths, less 2^15: draws of a person, or coverage that a draw must lie below.
struct Levels {
  typedef std::int16_t Eight __attribute__((vector_size(16)));
  Eight low{}, high{};
  [[nodiscard]] std::int16_t get(unsigned k) const { return k < 8 ? low[k] : high[k - 8]; }
  void set(unsigned k, std::int16_t level) { (k < 8 ? low[k] : high[k - 8]) = level; }
};
inline constexpr unsigned kLevels = 16;
static_assert(kServedBit < kLevels);

/// A person's draws, one for each measure and for ever: raising coverage adds people and never swaps them. Those of counts 0 and 1.
[[nodiscard]] Levels measure_levels(const sim::Draws& first, const sim::Draws& second);

/// The coverage of all measures in one county.
class ReachPlan {
 public:
  ReachPlan(const std::vector<Measure>& measures, std::size_t county);
  /// `watched`: the measures, a bit each, whose changes matter to the person as they now are.
  [[nodiscard]] Reach at(const Levels& draws, int month, unsigned watched) const;
  /// Measures whose coverage changes at all during the run: of the others a mask once taken holds for ever.
  [[nodiscard]] unsigned changing() const { return changing_; }

 private:
  struct Range {
    Levels least, greatest;
    void add(const Levels& least_of, const Levels& greatest_of);
  };
  /// Months in which all levels are the same.
  struct Segment {
    Levels level;
    Range after;  ///< of the segments that follow
    int first_month = 0;
  };
  void find_ranges();

  static constexpr std::size_t kBlock = 8;
  std::vector<Segment> segments_;
  std::vector<std::uint16_t> segment_of_;  // by month
  std::vector<Range> blocks_;              // of segments
  unsigned changing_ = 0;
};

/// One for each county.
std::vector<ReachPlan> reach_plans(const std::vector<Measure>& measures, std::size_t counties);

}  // namespace yanglao::care
