// Runs of the care model with room for everybody, and what of them is compared with the cohort solution.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cohort.hpp"
#include "sim/model.hpp"
#include "support.hpp"

namespace yanglao::theory {

using Settings = std::vector<std::pair<std::string, std::string>>;
Settings operator+(Settings a, const Settings& b);

/// Room for everybody in hospital, where stays are exponential; nobody in care at the start, need unmet without effect,
/// no last days in hospital. Dementia, of which little is told, is made frequent and to weigh on decline.
Settings room_for_all();
/// Nobody wishes for a place in care, or stays in a geriatric bed.
Settings no_care();
/// Jiangxi from November 2020 to the end of 2022.
care::Setup cohort_setup(const Settings& settings);

/// Something told of each month: as it is in that month, or in all months so far.
struct Quantity {
  std::string what;
  bool so_far;
  std::function<double(const CohortMonth&)> of;
  int from = 0;  ///< the month before which it is not compared: too few for a t test
};
using Quantities = std::vector<Quantity>;

/// Values in the last months of 2020, 2021 and 2022, all quantities of one before those of the next; and their names.
std::vector<double> values(const std::vector<CohortMonth>& course, const Quantities& quantities);
std::vector<std::string> names(const Quantities& quantities);

using CohortEngine = std::unique_ptr<sim::Region> (*)(const care::Setup& setup, int county, sim::StreamKey key);
std::unique_ptr<sim::Region> right_county(const care::Setup& setup, int county, sim::StreamKey key);

constexpr int kCohortCounty = 0;
/// The expected values of the first county.
std::vector<double> expected(const care::Setup& setup, const Quantities& quantities, const Rescaled& factors = {});
constexpr int kReplications = 40;
/// By value, then replication. Nobody may have waited.
std::vector<std::vector<double>> samples(const care::Setup& setup, const Quantities& quantities,
                                         CohortEngine engine = right_county, int replications = kReplications);
/// Whether a t test refuses the theory. A few replications show most faults; all are run where they do not.
bool refused(const std::vector<double>& theory, const care::Setup& setup, const Quantities& quantities,
             CohortEngine engine = right_county);

/// A rate or chance of the solution, and the relative error in it that at least one test must refuse with probability
/// 0.999 or more.
struct Seen {
  const char* what;
  double Rescaled::*factor;
  double bound;
};
/// The replications must agree with theory, and errors in rates be seen: how large ones, is computed from the solution
/// with the rate times `off`.
void follows(const care::Setup& setup, const Quantities& quantities, const std::vector<Seen>& rates, double off);

}  // namespace yanglao::theory
