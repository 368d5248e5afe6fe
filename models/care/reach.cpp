#include "models/care/reach.hpp"

#include <cmath>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace yanglao::care {
namespace {

constexpr std::int16_t kLowest = -32768, kHighest = 32767;

/// The share of 65,536 equal draws is met from below, so that limited places are never exceeded.
std::int16_t level_of(double share) {
  if (share >= 1) return kHighest;
  return static_cast<std::int16_t>(kLowest + static_cast<int>(std::floor(std::max(0.0, share) * 65536)));
}

/// Bit k: draw k lies below level k.
[[gnu::always_inline]] inline unsigned below(const Levels& draws, const Levels& levels) {
  const Levels::Eight low = draws.low < levels.low, high = draws.high < levels.high;
#if defined(__SSE2__)
  return static_cast<unsigned>(
      _mm_movemask_epi8(_mm_packs_epi16(reinterpret_cast<__m128i>(low), reinterpret_cast<__m128i>(high))));
#else
  unsigned mask = 0;
  for (unsigned k = 0; k < kLevels; ++k) mask |= (Levels{low, high}.get(k) & 1u) << k;
  return mask;
#endif
}

}  // namespace

Levels measure_levels(const sim::Draws& first, const sim::Draws& second) {
  typedef std::uint32_t Words __attribute__((vector_size(16)));
  const auto eight = [](const sim::Draws& d) {
    const auto draws = reinterpret_cast<Levels::Eight>(Words{d[0], d[1], d[2], d[3]});
    // The two highest count as one, so that a coverage of 1 reaches everybody.
    return draws < kHighest ? draws : Levels::Eight{} + static_cast<std::int16_t>(kHighest - 1);
  };
  return {eight(first), eight(second)};
}

void ReachPlan::Range::add(const Levels& least_of, const Levels& greatest_of) {
  for (unsigned k = 0; k < kLevels; ++k) {
    least.set(k, std::min(least.get(k), least_of.get(k)));
    greatest.set(k, std::max(greatest.get(k), greatest_of.get(k)));
  }
}

ReachPlan::ReachPlan(const std::vector<Measure>& measures, std::size_t county) {
  const auto months = static_cast<int>(measures.front().coverage[county].size());
  for (int m = 0; m < months; ++m) {
    Levels level;
    for (unsigned k = 0; k < kLevels; ++k) level.set(k, kLowest);
    for (unsigned k = 0; k < measures.size(); ++k)
      level.set(k, level_of(static_cast<double>(measures[k].coverage[county][static_cast<std::size_t>(m)])));
    level.set(kServedBit, level_of(measures[kFamilyDoctor].active_share));
    const auto same = [&](unsigned k) { return level.get(k) == segments_.back().level.get(k); };
    bool changed = m == 0;
    for (unsigned k = 0; k < kLevels && m > 0; ++k)
      if (!same(k)) changed = true, changing_ |= 1u << k;
    if (changed) segments_.push_back({level, {level, level}, m});
    segment_of_.push_back(static_cast<std::uint16_t>(segments_.size() - 1));
  }
  find_ranges();
}

void ReachPlan::find_ranges() {
  for (std::size_t s = segments_.size() - 1; s-- > 0;) {
    const Segment& next = segments_[s + 1];
    segments_[s].after = {next.level, next.level};
    if (s + 2 < segments_.size()) segments_[s].after.add(next.after.least, next.after.greatest);
  }
  for (std::size_t s = 0; s < segments_.size(); ++s) {
    const Levels& level = segments_[s].level;
    if (s % kBlock == 0) blocks_.push_back({level, level});
    blocks_.back().add(level, level);
  }
}

Reach ReachPlan::at(const Levels& draws, int month, unsigned watched) const {
  std::size_t s = segment_of_[static_cast<std::size_t>(month)];
  const unsigned now = below(draws, segments_[s].level);
  // Who is not signed cannot be served.
  const unsigned mask = now & (now >> kFamilyDoctor & 1 ? ~0u : ~(1u << kServedBit));
  Reach out{static_cast<std::uint16_t>(mask), static_cast<int>(segment_of_.size())};
  const auto changes = [&](const Range& r) {
    return (((now & ~below(draws, r.least)) | (~now & below(draws, r.greatest))) & watched) != 0;
  };
  if (!changes(segments_[s].after)) return out;
  for (++s; ((below(draws, segments_[s].level) ^ now) & watched) == 0;) {
    ++s;
    while (s % kBlock == 0 && !changes(blocks_[s / kBlock])) s += kBlock;
  }
  out.next = segments_[s].first_month;
  return out;
}

std::vector<ReachPlan> reach_plans(const std::vector<Measure>& measures, std::size_t counties) {
  std::vector<ReachPlan> out;
  for (std::size_t c = 0; c < counties; ++c) out.emplace_back(measures, c);
  return out;
}

}  // namespace yanglao::care
