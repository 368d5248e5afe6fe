// Faults that can be planted in the care engine itself. tests/CMakeLists.txt compiles the code of County, not a line of
// it changed, once more as FaultyCounty, on parts that do as they should until one of these faults is planted.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sim/model.hpp"

namespace yanglao::care {

struct Setup;

enum class Fault : std::uint8_t {
  none,
  event_lost,          ///< one event in a hundred never comes
  draws_long,          ///< budgets of illness are 5% too large
  draws_repeat,        ///< every illness of a person has the draws of the first
  draws_shifted,       ///< the draws of an illness depend on how many illnesses there were before, of whomever
  draws_shared,        ///< a draw depends on how many were made before, by whomever
  bed_too_many,        ///< a full pool takes one more
  wait_too_long,       ///< who joins a line is taken to have come a day earlier
  telling_lost,        ///< one telling in 97 of one tally is forgotten, the first to begin with
  telling_wrong_cell,  ///< one telling in 97 of one tally is told of another cell
  mail_lost,           ///< one release in ten of a lent bed does not arrive
  mail_twice,          ///< one release in ten of a lent bed arrives twice
};

/// The tallies of a county's residents, then its own, in the order in which they are made; `faulty_tally` says which of them tells wrongly.
enum class Told : int {
  ages,
  reached,
  states,
  occupied,
  queue,
  capacity,
  blocked,
  admissions,
  left_waiting,
  wait_ticks,
  left_ticks,
  interrupted_ticks,
  deaths,
  entries,
  departures,
  elsewhere,
  held,
};

inline Fault planted = Fault::none;
inline Told faulty_tally = Told::states;

/// Plants a fault for as long as it lives.
class Planted {
 public:
  explicit Planted(Fault fault, Told tally = Told::states) { planted = fault, faulty_tally = tally; }
  ~Planted() { planted = Fault::none; }
  Planted(const Planted&) = delete;
  Planted& operator=(const Planted&) = delete;
};

/// By county and person, a number that stands for a life: all that was listed for the person and drawn for them.
using Lives = std::vector<std::vector<std::uint64_t>>;

/// The lives of one replication of a model made by `faulty_model`.
Lives lives_of(const std::shared_ptr<const sim::Model>& faulty);

std::unique_ptr<sim::Region> make_faulty(const Setup& setup, int county, sim::StreamKey key);

/// The care model with counties that have the fault planted. Without one it is the model that `build` makes.
std::shared_ptr<const sim::Model> faulty_model(const std::string& scenario, double scale, int end,
                                               const std::vector<std::pair<std::string, std::string>>& settings = {});

}  // namespace yanglao::care
