// The reference pathway as it ships, with places for everybody: the mean path of its Markov chain.
#include <Eigen/Dense>
#include <unsupported/Eigen/MatrixFunctions>

#include "models/network/model.hpp"
#include "support.hpp"
#include "tests/catch.hpp"

using namespace yanglao;
using namespace yanglao::theory;

namespace {

std::shared_ptr<const network::Plan> w1b() {
  return network::plan(scenario::Scenario::load("w1b").with({{"population", "20000"},
                                                             {"regions", "4"},
                                                             {"stage.hospital.capacity_per_1000", "1000"},
                                                             {"stage.institution.capacity_per_1000", "1000"}}),
                       {});
}

std::vector<Claim> claims() {
  // Home, hospital, institution; rates per year as design.md has them. Ten years from 2020 have 3653 days.
  constexpr double years = 3653 / sim::kDaysPerYear, hospital = 365.0 / 10;
  Eigen::Matrix3d q;
  q << -0.39, 0.30, 0.05, hospital * 0.92, -hospital, hospital * 0.05, 0.2 / 2, 0, -1.0 / 2;
  const Eigen::Matrix3d at_end = (q * years).exp();
  const Eigen::RowVector3d spent =
      Eigen::RowVector3d(1, 0, 0) * (at_end - Eigen::Matrix3d::Identity()) * q.inverse() / years;
  const double alive = at_end.row(0).sum();
  std::vector<Claim> out{{"deaths", [](const Outcome& o) { return o.sum("departures") / 20000; }, 1 - alive}};
  // Stages by name: home, hospital, institution.
  for (std::size_t s = 0; s < 3; ++s)
    out.push_back({"mean share at stage " + std::to_string(s),
                   [s](const Outcome& o) { return o.mean("people", 0, s) / 20000; },
                   spent(static_cast<Eigen::Index>(s))});
  return out;
}

}  // namespace

TEST_CASE("W1b with places for everybody: deaths and people at each stage") { holds(*w1b(), claims(), 0.02, 40); }
TEST_CASE("W1b catches service 3% too long") { catches(*w1b(), wrong::slow_service, claims(), 20); }
TEST_CASE("W1b catches skewed routes") { catches(*w1b(), wrong::skewed_routes, claims(), 20); }
