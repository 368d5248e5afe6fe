// Long-term-care insurance and vouchers: who has them, and where those are who do.
#include <algorithm>

#include "models/care/county_steps.hpp"

namespace yanglao::care {
namespace {

/// The cell in which somebody in a state (state_cell) with a set of own reliefs is told; -1: none, or it pays nothing.
int held_of(int state, unsigned own) {
  const auto place = static_cast<Place>(state / (kFunctions * kPensions));
  const int function = state / kPensions % kFunctions, pension = state % kPensions;
  if (function < moderate || own == 0) return -1;
  if (place == Place::home) return held_cell(With::home, function, pension, own);
  if (place == Place::community) return held_cell(With::community, function, pension, own);
  return is_institution(place) ? held_cell(With::institution, function, pension, own) : -1;
}

unsigned own_of(const Rule& rule, const sim::Draws& d) {
  unsigned set = 0;
  if (sim::chance(d[0], rule.care_insured)) set |= 1U << care_insured;
  if (sim::chance(d[1], rule.vouchers)) set |= 1U << with_voucher;
  return set >> kPlaceReliefs;
}

}  // namespace

/// A person's draws are theirs for ever: more coverage adds holders and swaps none. So nothing is remembered of them.
unsigned County::benefits_of(Id id, Tick t) const { return own_of(rule(t), draw(id, Purpose::benefit)); }

/// Tells the benefits of somebody who comes into a state now and in every month to come in which they change; with
/// n = -1 takes all of it back.
void County::tell_held(Id id, int state, Tick t, int n) {
  if (held_of(state, 1) < 0 || sim::day_of(t) >= setup_.calendar.days()) return;
  const sim::Draws d = draw(id, Purpose::benefit);
  const auto tell = [&](unsigned own, Tick at, int by) {
    if (const int cell = held_of(state, own); cell >= 0) held_.add(cell, at, by);
  };
  const int month = setup_.calendar.month_of(sim::day_of(t));
  unsigned own = own_of(setup_.rules.at(index_, month), d);
  tell(own, t, n);
  const auto& changes = setup_.rules.benefit_changes(index_);
  for (auto m = std::upper_bound(changes.begin(), changes.end(), month); m != changes.end(); ++m) {
    const unsigned next = own_of(setup_.rules.at(index_, *m), d);
    if (next == own) continue;
    const Tick at = sim::tick_of_day(setup_.calendar.month_begin(*m));
    tell(own, at, -n);
    tell(next, at, n);
    own = next;
  }
}

}  // namespace yanglao::care
