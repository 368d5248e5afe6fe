// Lives of chosen people, as they are lived: what a replay tells and an ordinary run does not. The code of County, not a
// line of it changed, is compiled once more as WatchedCounty (models/CMakeLists.txt), in which `tell_life` speaks.
#pragma once

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "models/care/person.hpp"
#include "models/scenario/scenario.hpp"
#include "sim/model.hpp"
#include "sim/stream.hpp"

namespace yanglao::care {

struct Options;
struct Setup;

/// What happened to a person; the state after it is told beside.
enum class Moment : std::uint8_t {
  enters,      ///< is there at the start, or turns 60
  moves,       ///< to another place
  function,    ///< able, mild, moderate, severe
  fixed_date,  ///< dementia, loss of a carer, or a measure that begins or ceases to reach them
  asks,        ///< joins a line
  called,      ///< leaves the line for the place
  gives_up,    ///< leaves the line without
  to_hospital, ///< leaves the line for a hospital bed, and will ask again
  terminal,    ///< the last weeks begin
  dies,
  departs,  ///< leaves the province
};
inline constexpr int kMoments = 11;
extern const char* const kMomentNames[kMoments];

/// One line of a life: number of the person in their county, when, what, and the record after it.
struct LifeLine {
  std::uint32_t person = 0;
  Tick at = 0;
  Moment what = Moment::enters;
  Person state;
};

/// Who is watched, and what was seen. Each county writes to a list of its own, so that counties may run side by side.
class LifeLog {
 public:
  /// The people named (county, number), and about `about` others.
  LifeLog(int counties, double about, const std::vector<std::pair<int, std::uint32_t>>& named);
  /// How many there are at the census, of whom `about` are chosen by county and number alone; before anything runs.
  void choose_of(double people);
  [[nodiscard]] bool watched(int county, std::uint32_t person) const;
  void tell(int county, const LifeLine& line) { seen_[static_cast<std::size_t>(county)].push_back(line); }
  /// By person, each in order of time.
  [[nodiscard]] std::vector<LifeLine> of(int county) const;

 private:
  double about_;
  std::uint64_t below_ = 0;
  std::vector<std::vector<std::uint32_t>> named_;  // by county, in rising order
  std::vector<std::vector<LifeLine>> seen_;        // by county
};

/// The care model whose counties tell `lives`, which must outlive it. Results are those of `build`, to the bit.
std::shared_ptr<const sim::Model> build_watched(const scenario::Scenario& scenario, const Options& options, LifeLog& lives);

std::unique_ptr<sim::Region> make_watched(const Setup& setup, int county, sim::StreamKey key, LifeLog& lives);

}  // namespace yanglao::care
