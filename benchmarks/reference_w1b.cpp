// The pathway W1b as a plain textbook simulator: one region, a binary heap of events, std::mt19937_64, the standard
// library's distributions. It is what the engine's speed is compared with, so it is kept honest: neither tuned nor
// slowed down. N people start at home at t = 0; rates are per year.
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <functional>
#include <queue>
#include <random>
#include <vector>

#include "options.hpp"

namespace {

constexpr double kToInstitution = 0.05, kToHospital = 0.30, kDeathAtHome = 0.04;
constexpr double kHospitalStay = 10.0 / 365, kInstitutionStay = 2;  // mean, years
constexpr double kHospitalHome = 0.92, kHospitalDeath = 0.03;       // the rest joins the institution's line
constexpr double kDaysPerYear = 365.2425;
constexpr double kInstitutionDeath = 0.8;  // the rest goes home

enum class State : std::uint8_t { home, hospital_line, hospital, institution_line, institution, dead };

struct Person {
  State state = State::home;
  double waits_since = 0;
};

struct Event {
  double at;
  std::uint32_t person;
  bool operator>(const Event& other) const { return at > other.at; }
};

struct Pool {
  std::uint32_t beds = 0, occupied = 0;
  std::deque<std::uint32_t> line;
  double occupied_years = 0, changed = 0;  // bed-years up to `changed`
  double wait_years = 0;
  std::uint64_t starts = 0;

  void account(double now) {
    occupied_years += occupied * (now - changed);
    changed = now;
  }
};

class W1b {
 public:
  W1b(std::uint32_t population, double years, std::uint64_t seed) : random_(seed), people_(population), years_(years) {
    hospital_.beds = static_cast<std::uint32_t>((std::uint64_t{population} * 8 + 999) / 1000);
    institution_.beds = static_cast<std::uint32_t>((std::uint64_t{population} * 2 + 99) / 100);
    for (std::uint32_t i = 0; i < population; ++i) go_home(i, 0);
  }

  void run() {
    while (!events_.empty() && events_.top().at < years_) {
      const Event event = events_.top();
      events_.pop();
      handle(event);
    }
    hospital_.account(years_);
    institution_.account(years_);
  }

  [[nodiscard]] std::uint64_t events() const { return events_handled_; }

  void print() const {
    std::printf("deaths %llu\n", static_cast<unsigned long long>(deaths_));
    print("hospital", hospital_);
    print("institution", institution_);
  }

 private:
  void print(const char* name, const Pool& pool) const {
    const double starts = pool.starts == 0 ? 1 : static_cast<double>(pool.starts);
    std::printf("%s_occupancy %.6f\n%s_wait_days %.6f\n", name, pool.occupied_years / years_, name,
                pool.wait_years / starts * kDaysPerYear);
  }

  double uniform() { return std::uniform_real_distribution<double>()(random_); }
  double exponential(double rate) { return std::exponential_distribution<double>(rate)(random_); }
  void list(std::uint32_t person, double at) { events_.push({at, person}); }

  void go_home(std::uint32_t person, double now) {
    people_[person].state = State::home;
    list(person, now + exponential(kToInstitution + kToHospital + kDeathAtHome));
  }
  void die(std::uint32_t person) {
    people_[person].state = State::dead;
    ++deaths_;
  }
  void join(Pool& pool, State line, std::uint32_t person, double now) {
    people_[person].state = line;
    people_[person].waits_since = now;
    pool.line.push_back(person);
    fill(pool, now);
  }
  void join_hospital(std::uint32_t person, double now) { join(hospital_, State::hospital_line, person, now); }
  void join_institution(std::uint32_t person, double now) { join(institution_, State::institution_line, person, now); }

  // Whoever is first in line takes a free bed.
  void fill(Pool& pool, double now) {
    while (!pool.line.empty() && pool.occupied < pool.beds) {
      const std::uint32_t person = pool.line.front();
      pool.line.pop_front();
      pool.account(now);
      ++pool.occupied;
      ++pool.starts;
      ++events_handled_;
      pool.wait_years += now - people_[person].waits_since;
      const bool hospital = &pool == &hospital_;
      people_[person].state = hospital ? State::hospital : State::institution;
      list(person, now + exponential(1 / (hospital ? kHospitalStay : kInstitutionStay)));
    }
  }
  void leave(Pool& pool, double now) {
    pool.account(now);
    --pool.occupied;
    fill(pool, now);
  }

  void handle(const Event& event) {
    ++events_handled_;
    const double u = uniform();
    switch (people_[event.person].state) {
      case State::home: {
        const double at = u * (kToInstitution + kToHospital + kDeathAtHome);
        if (at < kToHospital)
          join_hospital(event.person, event.at);
        else if (at < kToHospital + kToInstitution)
          join_institution(event.person, event.at);
        else
          die(event.person);
        break;
      }
      case State::hospital:
        if (u < kHospitalHome)
          go_home(event.person, event.at);
        else if (u < kHospitalHome + kHospitalDeath)
          die(event.person);
        else
          join_institution(event.person, event.at);
        leave(hospital_, event.at);
        break;
      case State::institution:
        if (u < kInstitutionDeath)
          die(event.person);
        else
          go_home(event.person, event.at);
        leave(institution_, event.at);
        break;
      default:
        break;  // nobody who waits or is dead has an event
    }
  }

  std::mt19937_64 random_;
  std::vector<Person> people_;
  double years_;
  Pool hospital_, institution_;
  std::priority_queue<Event, std::vector<Event>, std::greater<>> events_;
  std::uint64_t events_handled_ = 0, deaths_ = 0;
};

}  // namespace

int main(int count, char** words) {
  double population = 1e5, years = 10, seed = 1, replications = 1;
  yanglao::benchmarks::read_options(
      count, words,
      {{"--population", &population}, {"--years", &years}, {"--seed", &seed}, {"--replications", &replications}});
  std::uint64_t events = 0;
  const auto start = std::chrono::steady_clock::now();
  for (int r = 0; r < static_cast<int>(replications); ++r) {
    W1b pathway(static_cast<std::uint32_t>(population), years,
                static_cast<std::uint64_t>(seed) + static_cast<unsigned>(r));
    pathway.run();
    events += pathway.events();
    if (r == 0) pathway.print();
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  std::printf("events %llu\nseconds %.6f\nevents_per_second %.0f\n", static_cast<unsigned long long>(events), seconds,
              static_cast<double>(events) / seconds);
}
