// One county: its residents (residents.hpp), its event list, its pools and its tallies. The flow of a life is in
// county_start.cpp (who is there), county.cpp (clocks and what comes next), county_events.cpp (what people ask for),
// county_moves.cpp (lines and beds), county_mail.cpp (beds elsewhere), county_end.cpp (death, departure);
// county_tallies.cpp, county_benefits.cpp and county_report.cpp tell it.
#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "models/care/blocking.hpp"
#include "models/care/lives.hpp"
#include "models/care/residents.hpp"
#include "sim/event_list.hpp"
#include "sim/model.hpp"
#include "sim/pool.hpp"
#include "sim/tally.hpp"

namespace yanglao::care {

constexpr int kStateCells = kPlaces * kFunctions * kPensions;
constexpr int state_cell(int place, int function, int pension) {
  return (place * kFunctions + function) * kPensions + pension;
}

/// What counties write to each other about beds.
enum class Message : std::uint16_t {
  ask,      ///< is a bed free for this person?
  offer,    ///< it is, and kept for them
  release,  ///< it is no longer needed
};

struct Layout;

/// How somebody leaves a waiting line.
enum class Left : std::uint8_t {
  served,
  without,   ///< gave up, died, recovered
  hospital,  ///< for a hospital bed; they ask again on discharge
};

class County final : public sim::Region, private Residents {
 public:
  /// `lives`: told by the watched county (lives.hpp), of no use to the other.
  County(const Setup& setup, int index, sim::StreamKey key, LifeLog* lives = nullptr);
  /// The county that the other makes, of residents that are known already, from this scenario or one that begins alike.
  County(const Setup& setup, const Residents& alike);
  void advance(int last_day) override;
  void collect(std::span<double> out) const override;
  /// Changes of state, starts of service and mail handled.
  [[nodiscard]] std::uint64_t events() const override { return events_; }
  void send(std::vector<sim::Mail>& out) override;
  void receive(std::span<const sim::Mail> mail) override;
  [[nodiscard]] std::size_t bytes() const override;

 private:
  County(Residents&& residents, LifeLog* lives);

  // Start
  void reserve(std::size_t people);
  void come(Id id, Tick t);
  void enter_later();
  [[nodiscard]] std::size_t found_in(std::size_t kind) const;
  std::array<std::size_t, 4> place_supported(std::vector<double>& left);
  void fill_at_start();
  void place_at_start();
  [[nodiscard]] std::array<float, 4> start_weights(Id id) const;
  void settle_at_start(Id id, Place bed);

  // Clocks and events
  void handle(sim::Event event);
  void day_starts(int day);
  void open_month(int month);
  void run_clocks(Person& p, Tick to) const;
  void plan(Id id, Tick t, Tick deadline, Kind at_deadline);
  void plan_at_base(Id id, Tick t);
  [[nodiscard]] Tick home_again(Id id, Tick t) const;
  void list(Id id, Tick at, Kind kind);
  bool departs_on(Id id, int day) const;
  bool change_is_private(Id id, Tick t, std::uint8_t function, std::uint32_t word) const;
  void on_illness(Id id, Tick t);
  void on_function(Id id, Tick t);
  void on_fixed(Id id, Tick t);
  void on_terminal(Id id, Tick t);
  void on_death(Id id, Tick t);
  void on_discharge(Id id, Tick t);
  void on_give_up(Id id, Tick t);
  void on_leave(Id id, Tick t);
  void on_departure(Id id, Tick t);
  void remove(Id id, Tick t);
  void act(Id id, Tick t, Wish wish);
  void set_function(Id id, Tick t, std::uint8_t function, std::uint32_t word);
  void apply_fixed(Id id, int day);
  void now_for(Id id, Tick t, unsigned applied);
  [[nodiscard]] Wish wish_after(Id id, const Person& p, Tick t, std::uint32_t word) const;

  // Moves
  void stand(Id id, Tick t, Place place);
  void live_at(Id id, Tick t, Place base);
  void take(Tick t, Place pool, bool admission = true);
  void give_back(Tick t, Place pool);
  void fill(Tick t, int pool);
  void accept(Id id, Tick t, Place bed, bool away = false);
  bool request(Id id, Tick t, Place bed, double patience_days, std::uint8_t priority);
  void stop_waiting(Id id, Tick t, Left how);
  void admit(Id id, Tick t, Place hospital, const sim::Draws& episode, bool away = false, bool at_start = false);
  bool stays_quietly(Person& p, Tick t, Tick out) const;
  void settle(Id id, Tick t, Place base, bool away = false);
  void release(Tick t, Place place, bool away);
  void ask_elsewhere(Id id, Tick t, Place bed);
  void post(Tick t, int to, Id id, Message what, Place bed);
  void on_mail(const sim::Mail& mail, Tick t);
  void go_back(Id id, Tick t);
  void onward(Id id, Tick t, std::uint32_t word);
  [[nodiscard]] std::uint8_t priority(const Person& p) const;

  // Tallies
  [[nodiscard]] static int state_of(const Person& p) { return state_cell(p.place, p.function, p.pension); }
  void tell_state(Id id, int from, int to, Tick t);
  void tell_held(Id id, int state, Tick t, int n);
  void tell_wait(int pool, Tick t, Tick wait, Left how);
  void tell_blocked(int pool, int cause, Tick t, int by);
  void collect(std::span<double> out, const Layout& layout) const;
  void collect_levels(std::span<double> out, const Layout& layout) const;
  void collect_waits(std::span<double> out, const Layout& layout) const;
  void collect_measures(std::span<double> out, const Layout& layout, const std::vector<Volume>& volumes) const;
  void collect_rules(std::span<double> out, const Layout& layout) const;
  void collect_money(std::span<double> out, const Layout& layout, const std::vector<Volume>& volumes) const;
  [[nodiscard]] std::vector<Volume> volumes() const;
#ifdef YANGLAO_WATCHED
  void tell_life(Id id, Tick t, Moment what) {
    if (lives_->watched(index_, id)) lives_->tell(index_, {id, t, what, people_[id]});
  }
  LifeLog* lives_;
#else
  void tell_life(Id, Tick, Moment) {}
#endif

  /// A request for a bed, as a count for draws: the need it comes from, the bed, and whether it is made from a hospital
  /// bed. No date is in it: who asks a week later in another scenario has the same patience.
  [[nodiscard]] static std::uint32_t request_of(const Person& p, Place bed) {
    const std::uint32_t need = ((p.living * 2u + p.dementia) * 64u + p.episodes) * 64u + p.changes;
    return (need * 16u + static_cast<std::uint32_t>(bed)) * 2u + (is_hospital(p.at()) ? 1u : 0u);
  }
  [[nodiscard]] const Rule& rule(Tick t) const {
    const int day = std::min(sim::day_of(t), setup_.calendar.days() - 1);
    return setup_.rules.at(index_, setup_.calendar.month_of(day));
  }
  [[nodiscard]] unsigned own_reliefs(Id id, Tick t) const;
  [[nodiscard]] unsigned benefits_of(Id id, Tick t) const;

  bool benefits_;  // whether anybody ever has one
  sim::EventList list_;
  std::array<sim::Pool, kPools> pools_;
  sim::Inbox inbox_;
  std::vector<sim::Mail> outbox_;
  std::size_t next_capacity_ = 0, entered_ = 0;  // of the people, how many have come
  std::uint64_t events_ = 0;
  std::array<Id, 4> soon_{};  // whose events come next
  std::size_t soon_at_ = 0;
  int year_ = 0, month_ = -1;  // of the day being handled

  sim::LevelTally states_;                                     // place x function x pension
  sim::LevelTally occupied_, queue_, capacity_;                // pool
  sim::LevelTally blocked_;                                    // pool x cause
  Blocking blocking_;                                          // the same by root cause
  sim::SumTally admissions_, left_waiting_;                    // pool
  sim::SumTally wait_ticks_, left_ticks_, interrupted_ticks_;  // pool; by how the line was left
  std::vector<std::uint32_t> waits_;                           // year x pool x wait_bin, of those admitted from a line
  std::vector<Tick> longest_;                                  // year x pool
  sim::SumTally deaths_;                                       // setting
  sim::SumTally entries_, departures_;                         // turned 60; left the province
  sim::SumTally elsewhere_;                                    // pool; admissions to a place that another county lends
  sim::LevelTally held_;                                       // held_cell; no cells where nobody has a benefit
};

}  // namespace yanglao::care
