// The residents of one county as they come under observation: who is there at the start and who will turn 60, their health,
// their fixed dates and which measures reach them. Nothing of beds, prices or wishes: what scenarios that differ in those
// alone have in common, made once for all of them (sim/model.hpp, Setup::begins_like).
#pragma once

#include <array>
#include <vector>

#include "models/care/fate.hpp"
#include "models/care/setup.hpp"
#include "sim/huge.hpp"
#include "sim/model.hpp"
#include "sim/stream.hpp"
#include "sim/tally.hpp"

namespace yanglao::care {

class Residents : public sim::Beginning {
 public:
  /// Who is there at the start is under observation; who turns 60 later is not yet.
  Residents(const Setup& setup, int index, sim::StreamKey key);
  /// The same residents in another scenario that begins alike.
  Residents(const Setup& setup, const Residents& alike);
  /// Those who turn 60 during the run come under observation as well: all that is decided of them here is known on the
  /// first day.
  void observe_entrants() { observe(observed_, people_.size()); }

 protected:
  using Id = std::uint32_t;
  /// What is kept of somebody of 60 and more until all are there: weights of places in care, and two draws.
  struct Found {
    std::array<float, 4> weight;  ///< community, general, nursing, dementia
    std::uint32_t place, ill;
  };

  [[nodiscard]] sim::Draws draw(Id id, Purpose purpose, std::uint32_t count = 0) const {
    return stream_.draw(id, static_cast<std::uint32_t>(purpose), count);
  }
  [[nodiscard]] Levels levels_of(Id id) const {
    return measure_levels(draw(id, Purpose::measure, 0), draw(id, Purpose::measure, 1));
  }
  [[nodiscard]] Reach reach_at(Id id, int day, const Levels& levels) const {
    const ReachPlan& plan = setup_.reach[static_cast<std::size_t>(index_)];
    return plan.at(levels, setup_.calendar.month_of(day), setup_.multipliers.applies(people_[id]));
  }
  [[nodiscard]] int age(const Person& p, Tick t) const { return static_cast<int>(setup_.age(p, sim::day_of(t))); }
  void next_fixed(Id id, int day, const Fate& fate, int month);
  void tell_reached(unsigned before, unsigned after, Tick t);
  void tell_age(const Person& p, Tick t, int n);

  const Setup& setup_;
  int index_;
  sim::Stream stream_;
  sim::HugeVector<Person> people_;
  std::vector<Found> found_;  ///< of the first people, as many as were there at the start; until they are placed
  std::size_t observed_ = 0;  ///< of the people, how many are under observation
  sim::LevelTally ages_;      // age band x sex
  sim::LevelTally reached_;   // measure

 private:
  void people_of(const Cell& cell);
  void observe(std::size_t begin, std::size_t end);
  void begin_health(Id id, Tick t, std::uint32_t word, const float* budgets);
  Fate begin_fate(Id id, const sim::Draws& d);
  void begin_reach(Id id, Tick t, const Levels& levels, const Fate& fate);
};

}  // namespace yanglao::care
