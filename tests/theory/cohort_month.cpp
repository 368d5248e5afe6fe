#include "cohort_month.hpp"

namespace yanglao::theory {

using care::kFunctions;

void tell(const Chain& chain, const State& days, double month_days, CohortMonth& out) {
  constexpr int hospital = static_cast<int>(care::Setting::hospital);
  const auto setting = [](int base) { return static_cast<std::size_t>(setting_of(static_cast<care::Place>(base))); };
  const auto bed = [](int stay) {
    return static_cast<std::size_t>(pool_of(stay == acute ? care::Place::acute : care::Place::geriatric));
  };
  const auto lives = [&](int base, double person_days) {
    if (base > 0) out.occupied[static_cast<std::size_t>(base - 1)] += person_days / month_days;
  };
  for (int state = 0; state < kTerminal; ++state) {
    const Spot s = spot_of(state);
    const auto f = static_cast<std::size_t>(function_of(s));
    out.people[s.stay != there ? hospital : setting(s.base)][f] += days(state) / month_days;
    if (s.stay != there) out.occupied[bed(s.stay)] += days(state) / month_days;
    lives(s.base, days(state));
  }
  for (int base = 0; base < kBases; ++base)
    for (int f = 0; f < kFunctions; ++f) {
      out.people[setting(base)][static_cast<std::size_t>(f)] += days(terminal(base, f)) / month_days;
      lives(base, days(terminal(base, f)));
    }
  for (const Chain::Flow& flow : chain.flows()) {
    const double times = days(flow.from) * flow.rate;
    if (flow.to == kDead) out.deaths[setting((flow.from - kTerminal) / kFunctions)] += times;
    if (flow.to >= kTerminal) continue;
    const Spot from = spot_of(flow.from), to = spot_of(flow.to);
    if (to.stay > from.stay) out.admissions[bed(to.stay)] += times;
    if (to.base != from.base && to.base > 0) out.admissions[static_cast<std::size_t>(to.base - 1)] += times;
  }
}

}  // namespace yanglao::theory
