// One region of a network as it runs. A template over its rules, so that a test can run the same engine with one rule
// broken and see whether the tests notice; `Exact` is what everything else runs.
#pragma once

#include <cstdint>
#include <memory>
#include <type_traits>
#include <vector>

#include "models/network/draws.hpp"
#include "models/network/line.hpp"
#include "models/network/person.hpp"
#include "models/network/plan.hpp"
#include "models/network/rules.hpp"
#include "models/network/tallies.hpp"
#include "sim/event_list.hpp"
#include "sim/exponential.hpp"
#include "sim/huge.hpp"
#include "sim/model.hpp"

namespace yanglao::network {

/// Adds the fields of `report.hpp` for one region.
void collect(const Plan& plan, const Tallies& tallies, std::span<double> out);

/// `Plain`: lines are FIFO and nobody gives up, is pushed out, blocked or turned away, and nobody arrives from outside.
/// `Travel`: people may leave for other regions and come from them.
template <typename Rules, bool Plain, bool Travel>
class NetworkRegion final : public sim::Region {
 public:
  NetworkRegion(const Plan& plan, int region, sim::StreamKey key);
  void advance(int last_day) override;
  void send(std::vector<sim::Mail>& out) override;
  void receive(std::span<const sim::Mail> mail) override;
  void collect(std::span<double> out) const override { network::collect(plan_, tallies_, out); }
  [[nodiscard]] std::uint64_t events() const override { return tallies_.all_events(); }
  [[nodiscard]] std::size_t bytes() const override { return people_.capacity() * sizeof(Person) + list_.bytes(); }
  [[nodiscard]] const Tallies& tallies() const { return tallies_; }

 private:
  static constexpr std::uint32_t kFirstSource = 0xFFFF0000;  // ids from here on are arrivals
  static constexpr bool kReady = Plain && Rules::ties;       // draws are made early; ids are listed as they are
  /// What is left of a service that was interrupted and goes on later.
  struct Paused {
    sim::Tick left = 0;  ///< 0: nothing
    std::uint8_t next = 0;
    bool moved = false;  ///< it goes on at another stage than that where it began
  };
  struct Change {
    int day;
    std::size_t stage;
    int capacity;
    int highest;  ///< of this and all later changes of the stage
  };
  struct Source {
    std::uint32_t draws = 0;
    double next = 0;       // ticks; not rounded, so that many arrivals a tick are as many
    double gap_ticks = 0;  // mean between candidates, at the highest rate
    double highest = 0;
    std::uint32_t batch = 0;  // the draw of the batch that is listed; renewal arrivals only
  };

  // region_start.hpp
  void set_pools();
  void set_people();
  void reserve();
  std::uint32_t new_person(std::size_t klass);
  void grow_people();
  void start_serving(std::size_t klass, std::size_t stage);
  void start_waiting(std::size_t klass, std::size_t stage);

  // region_arrivals.hpp
  void set_sources();
  void list_next_arrival(std::size_t source);
  void arrive(std::size_t source, sim::Tick at);

  // region_cuts.hpp
  void capacity_changes(int day);
  void settle_changed(sim::Tick at);
  void put_out(sim::Tick at);

  // region_moves.hpp
  void handle(sim::Event event, std::size_t slot);
  void make_ready(std::span<const std::uint64_t> events);
  void finish(std::uint32_t id, Person& p, sim::Tick at, std::size_t slot);
  /// `ready`: the person's next draw, made early; null: to be made.
  void enter(std::uint32_t id, Person& p, std::size_t target, sim::Tick at, const Draw* ready = nullptr);
  void start(std::uint32_t id, Person& p, std::size_t stage, sim::Tick at, const Draw* ready = nullptr);
  void be_patient(std::uint32_t id, Person& p, const Node& n, sim::Tick at);
  void join(std::uint32_t id, Person& p, std::size_t stage, sim::Tick at, std::uint8_t held);
  /// The place at `stage` that was counted for them is theirs: their service begins or goes on.
  void take_place(std::uint32_t id, Person& p, std::size_t stage, sim::Tick at, const Draw* ready = nullptr);
  void depart(std::uint32_t id, Person& p, std::size_t node);
  void admit(std::size_t stage, sim::Tick at);
  std::optional<Entry> next_in_line(std::size_t stage);

  // region_travel.hpp
  /// True when the way leads to another region: the person has left.
  bool leave(std::uint32_t id, Person& p, const Elsewhere& way, sim::Tick at);
  void come_in(std::uint32_t id, Person& p, sim::Tick at);

  // region_lines.hpp
  bool block(std::uint32_t id, Person& p, sim::Tick at);
  void give_up(std::uint32_t id, Person& p, sim::Tick at);
  /// True when somebody less urgent than `priority` is in service at a preemptive stage.
  bool can_push_out(std::size_t stage, int priority);
  bool push_out(std::size_t stage, int priority, sim::Tick at);
  std::optional<Entry> first_in_line(std::size_t stage);
  bool first_pushes_out(std::size_t stage, sim::Tick at);
  void let_in(std::size_t stage, sim::Tick at);
  void release_held(const Person& p, std::size_t held, std::size_t cause, sim::Tick at);
  void settle(std::size_t stage, sim::Tick at);

  // region_deadlock.hpp
  void look_for_deadlock();
  /// Blocked at `held` until `cause` serves them or has room, whatever happens.
  [[nodiscard]] bool stays_blocked(const Person& p, std::size_t held, std::size_t cause) const;
  [[nodiscard]] bool line_may_shrink(std::size_t stage) const;

  [[nodiscard]] std::uint32_t who(std::uint32_t id) const {
    if constexpr (Plain) return id;
    return plan_.open ? serial_[id] : id;
  }
  [[nodiscard]] bool serves(const Entry& e, std::size_t stage) const {
    const Person& p = people_[e.id];
    return p.status == Status::serving && p.since == e.since && p.stage == stage;
  }
  [[nodiscard]] bool waits(const Entry& e, std::size_t stage) const {
    const Person& p = people_[e.id];
    return p.status == Status::waiting && p.since == e.since && p.stage == stage;
  }
  [[nodiscard]] std::size_t node(const Person& p, std::size_t target) const { return p.klass * targets_ + target; }
  sim::Generator generator(std::uint32_t id, std::uint32_t count) const { return {stream_, who(id), count}; }
  /// The id by which events are listed: that of the person.
  static std::uint32_t listed(std::uint32_t id) {
    return Rules::ties || id >= kFirstSource ? id : kFirstSource - 1 - id;
  }
  [[gnu::always_inline]] void list(sim::Tick at, std::uint32_t id) { list_.push(at, listed(id)); }
  /// `duration` in ticks, to the nearest tick and at least one; kNever beyond the clock.
  static sim::Tick later(sim::Tick from, double duration) {
    const double t = static_cast<double>(from) + duration + 0.5;
    const auto at = static_cast<sim::Tick>(t < 0x1p32 - 1 ? t : 0x1p32 - 1);
    return at > from ? at : from + 1;
  }

  const Plan& plan_;
  const Node* nodes_;
  const Alias* aliases_;
  std::size_t targets_;
  int region_;
  Draws draws_;
  Ready<sim::EventList::kBlock> ready_;  // by slot: the next draw of those whose event is soon
  sim::Stream stream_;
  sim::EventList list_;
  Tallies tallies_;
  // Regions that take turns a day at a time find little of each other's in the caches, and their pages nowhere.
  std::conditional_t<Plain && Travel, sim::HugeVector<Person>, std::vector<Person>> people_;
  std::vector<Pool> pools_;  // by stage
  std::vector<Change> changes_;
  std::size_t next_change_ = 0;
  // Where needed only:
  std::vector<Paused> paused_;         // by person
  std::vector<std::uint32_t> serial_;  // by person: whose draws are theirs
  std::vector<std::uint32_t> unused_;  // people who are gone
  std::uint32_t next_serial_ = 0;
  std::vector<Source> sources_;
  Draws shared_draws_;       // the same in every region
  sim::Stream all_regions_;  // and these
  std::vector<sim::Mail> outbox_;
  std::vector<std::uint8_t> unsettled_;
  std::vector<std::size_t> changed_;       // stages whose capacity changes today
  std::vector<std::uint32_t> put_out_;     // those that cuts put out, and may put out
  std::vector<int> stuck_;                 // by stage and cause: blocked people who stay blocked until there is a place
  int all_stuck_ = 0;
  std::vector<std::uint8_t> opens_;  // by stage: a place may still become free
};

template <typename Rules>
std::unique_ptr<sim::Region> make_region(const Plan& plan, int region, sim::StreamKey key) {
  if (plan.plain && !plan.travel) return std::make_unique<NetworkRegion<Rules, true, false>>(plan, region, key);
  if (plan.plain) return std::make_unique<NetworkRegion<Rules, true, true>>(plan, region, key);
  return std::make_unique<NetworkRegion<Rules, false, true>>(plan, region, key);
}

}  // namespace yanglao::network

#include "models/network/region_arrivals.hpp"
#include "models/network/region_cuts.hpp"
#include "models/network/region_deadlock.hpp"
#include "models/network/region_lines.hpp"
#include "models/network/region_moves.hpp"
#include "models/network/region_start.hpp"
#include "models/network/region_travel.hpp"
