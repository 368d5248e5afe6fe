#include "cohort_chain.hpp"

#include <algorithm>
#include <array>

namespace yanglao::theory {

using care::kFunctions;
using care::kHealthStates;
using care::Place;

care::Rates rates_of(const care::Setup& setup, const Kind& kind, int health, int year) {
  care::Person p;
  p.sex = static_cast<unsigned>(kind.sex) & 1u;
  p.home = static_cast<unsigned>(kind.home) & 1u;
  p.function = static_cast<unsigned>(health / 2) & 3u;
  p.dementia = static_cast<unsigned>(health % 2) & 1u;
  p.birth = static_cast<std::uint16_t>(kind.birth);
  return setup.hazards.row(p)[year];
}

namespace {

using ByBase = std::array<double, kBases>;

/// What people do about a place in care: the rules of models/care/choice.cpp and county_events.cpp, written down a
/// second time.
class Wishes {
 public:
  Wishes(const care::Parameters& q, const Rescaled& factors, int home, bool dementia_unit)
      : q_(q), factors_(factors), home_(home), dementia_unit_(dementia_unit) {}

  /// Chances of where somebody lives once their need has changed to that of `s`.
  [[nodiscard]] ByBase after_change(Spot s) const {
    const int f = function_of(s), home = base_of(Place::home), community = base_of(Place::community);
    ByBase out{};
    const double bed = factors_.institution * institution(s);
    if (s.base == home) {
      out[static_cast<std::size_t>(suitable(s))] = bed;
      out[1] = std::min(1 - bed, factors_.community * q_.wish_community[static_cast<std::size_t>(f)]);
      out[0] = 1 - bed - out[1];
    } else if (s.base == community) {
      out[static_cast<std::size_t>(suitable(s))] = bed;
      out[0] = f == care::able ? factors_.better * (1 - bed) : 0;
      out[1] = 1 - bed - out[0];
    } else {
      const bool moves = s.base == base_of(Place::general) && f >= care::moderate;
      if (moves) out[static_cast<std::size_t>(suitable(s))] = factors_.transfer;
      out[static_cast<std::size_t>(s.base)] = moves ? 1 - factors_.transfer : 1;
    }
    return out;
  }

  /// The same when they leave hospital.
  [[nodiscard]] ByBase after_discharge(Spot s) const {
    ByBase out{};
    const bool may = s.base == base_of(Place::home) || s.base == base_of(Place::community);
    const double geriatric_ratio = s.stay == geriatric ? q_.geriatric_institution : 1;
    const double bed =
        may ? factors_.discharged * q_.wish_discharge_factor * geriatric_ratio * institution(s) : 0;
    out[static_cast<std::size_t>(s.base)] = 1 - bed;
    out[static_cast<std::size_t>(suitable(s))] += bed;
    return out;
  }

 private:
  [[nodiscard]] double institution(Spot s) const {
    const double share = q_.wish_institution[static_cast<std::size_t>(function_of(s))];
    double odds = share / (1 - share);
    if (!s.alone) odds *= q_.wish_living_odds[care::with_family];
    if (s.health % 2) odds *= q_.wish_dementia_odds;
    if (home_ == care::rural) odds *= q_.wish_rural_odds;
    return odds / (1 + odds);
  }
  [[nodiscard]] int suitable(Spot s) const {
    const int f = function_of(s);
    if (s.health % 2 && f >= care::mild) return base_of(dementia_unit_ ? Place::dementia : Place::nursing);
    return base_of(f >= care::moderate ? Place::nursing : Place::general);
  }

  const care::Parameters& q_;
  const Rescaled& factors_;
  int home_;
  bool dementia_unit_;
};

}  // namespace

Chain chain_of(const care::Setup& setup, const Rescaled& factors, const Kind& kind, int year, double age,
               bool dementia_unit) {
  const care::Parameters& q = setup.parameters;
  const Wishes wishes(q, factors, kind.home, dementia_unit);
  const double onset = factors.dementia * q.dementia.at(age, kind.sex, kind.home) / sim::kDaysPerYear;
  const double loss = factors.carer_loss * q.family_moves_per_year / sim::kDaysPerYear;
  std::array<care::Rates, kHealthStates> rates;
  for (int s = 0; s < kHealthStates; ++s) rates[static_cast<std::size_t>(s)] = rates_of(setup, kind, s, year);

  Chain chain(kStates);
  const auto split = [&](int from, Spot to, double rate, const ByBase& bases) {
    for (int b = 0; b < kBases; ++b)
      chain.flow(from, state_of({to.alone, b, to.health, 0}), rate * bases[static_cast<std::size_t>(b)]);
  };
  for (int state = 0; state < kTerminal; ++state) {
    const Spot s = spot_of(state);
    const int f = function_of(s);
    const care::Rates& r = rates[static_cast<std::size_t>(s.health)];
    const bool sound = s.health % 2 == 0;
    chain.flow(state, terminal(s.base, f), factors.terminal * r.terminal);
    if (s.stay != there) {  // function stands still, and who is in hospital thinks of a place when they leave
      if (sound) chain.flow(state, state_of({s.alone, s.base, s.health + 1, s.stay}), onset);
      if (!s.alone) chain.flow(state, state_of({1, s.base, s.health, s.stay}), loss);
      const auto leave = [&](Spot as, double rate) { split(state, as, rate, wishes.after_discharge(as)); };
      if (s.stay == acute) {
        const double stay = factors.stay * q.stay_days * (f >= care::moderate ? q.stay_disabled_factor : 1.0);
        const double on = factors.rehabilitation * q.rehabilitation_share[static_cast<std::size_t>(f)];
        chain.flow(state, state_of({s.alone, s.base, s.health, geriatric}), on / stay);
        leave(s, (1 - on) / stay);
      } else {
        const double stay = factors.geriatric_stay * q.geriatric_days;
        const double better = f > care::able ? factors.recovered * q.geriatric_recovery : 0;
        if (better > 0) leave({s.alone, s.base, s.health - 2, geriatric}, better / stay);
        leave(s, (1 - better) / stay);
      }
      continue;
    }
    const auto changes = [&](Spot to, double rate) { split(state, to, rate, wishes.after_change(to)); };
    const bool community = s.base == base_of(Place::community);
    const double declines = factors.decline * (community ? q.community_decline : 1);
    const double falls_ill = community ? q.community_illness : s.base > 0 ? q.institution_illness : 1;
    if (f < care::severe) changes({s.alone, s.base, s.health + 2, 0}, declines * r.decline);
    if (f > care::able) changes({s.alone, s.base, s.health - 2, 0}, factors.recovery * r.recover);
    if (sound) changes({s.alone, s.base, s.health + 1, 0}, onset);
    if (!s.alone) changes({1, s.base, s.health, 0}, loss);
    chain.flow(state, state_of({s.alone, s.base, s.health, acute}), factors.illness * falls_ill * r.illness);
    if (s.base > 0)
      chain.flow(state, state_of({s.alone, 0, s.health, 0}),
                 factors.home_again / q.home_again_days[static_cast<std::size_t>(s.base - 1)]);
  }
  for (int state = kTerminal; state < kDead; ++state)
    chain.flow(state, kDead, 1 / (factors.terminal_days * q.terminal_days));
  return chain;
}

}  // namespace yanglao::theory
