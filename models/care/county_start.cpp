// A county begins: its residents are told, those found in care are placed, and who turns 60 later enters.
#include <algorithm>

#include "models/care/county_steps.hpp"
#include "models/care/report.hpp"

namespace yanglao::care {

County::County(const Setup& setup, int index, sim::StreamKey key, LifeLog* lives)
    : County(Residents(setup, index, key), lives) {}

County::County(const Setup& setup, const Residents& alike) : County(Residents(setup, alike), nullptr) {}

County::County(Residents&& residents, [[maybe_unused]] LifeLog* lives)
    : Residents(std::move(residents)),
#ifdef YANGLAO_WATCHED
      lives_(lives),
#endif
      benefits_(setup_.rules.benefits(index_)),
      list_(setup_.calendar.days()),
      states_(setup_.calendar, kStateCells),
      occupied_(setup_.calendar, kPools),
      queue_(setup_.calendar, kPools),
      capacity_(setup_.calendar, kPools),
      blocked_(setup_.calendar, kPools * kPools),
      blocking_(setup_.calendar),
      admissions_(setup_.calendar, kPools),
      left_waiting_(setup_.calendar, kPools),
      wait_ticks_(setup_.calendar, kPools),
      left_ticks_(setup_.calendar, kPools),
      interrupted_ticks_(setup_.calendar, kPools),
      waits_(static_cast<std::size_t>(setup_.calendar.years() * kPools * kWaitBins)),
      longest_(static_cast<std::size_t>(setup_.calendar.years() * kPools)),
      deaths_(setup_.calendar, kSettings),
      entries_(setup_.calendar, 1),
      departures_(setup_.calendar, 1),
      elsewhere_(setup_.calendar, kPools),
      held_(setup_.calendar, benefits_ ? kHeldCells : 0) {
  reserve(people_.capacity());
  day_starts(0);
  for (; entered_ < found_.size(); ++entered_) come(static_cast<Id>(entered_), 0);
  place_at_start();
}

/// Takes the memory that the run will need, so that none is taken while time runs: the numbers are above what was seen
/// (docs/engine.md), and what exceeds them grows by doubling.
void County::reserve(std::size_t people) {
  list_.reserve(people, people / 64 + 64);
  for (sim::Pool& pool : pools_) pool.line.reserve(people / 64 + 16);
  inbox_.reserve(people / 512 + 64);
  outbox_.reserve(people / 512 + 64);
}

/// Those who turn 60 during the run: it is theirs alone until they ask for something, their draws are their own, and
/// tallies may be told of days to come. So nobody need be listed for a birthday.
void County::enter_later() {
  observe_entrants();
  for (; entered_ < people_.size(); ++entered_) {
    const Id id = static_cast<Id>(entered_);
    const Tick t = people_[id].since;
    ++events_;
    entries_.add(0, t);
    come(id, t);
    plan(id, t, sim::kNever, Kind::none);
  }
}

/// Somebody under observation is told for the first time.
void County::come(Id id, Tick t) {
  tell_state(id, -1, state_of(people_[id]), t);
  tell_life(id, t, Moment::enters);
}

}  // namespace yanglao::care
