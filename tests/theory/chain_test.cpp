// What cohort_test.cpp and cohort_places_test.cpp compare with is the matrix exponential, as Eigen computes it.
#include <unsupported/Eigen/MatrixFunctions>

#include "cohort_chain.hpp"
#include "models/care/setup.hpp"
#include "tests/catch.hpp"

using namespace yanglao;
using namespace yanglao::theory;

TEST_CASE("The course of a chain is the matrix exponential of its generator") {
  const care::Setup setup(scenario::Scenario::load("jiangxi-2020"), sim::epoch_day(2023, 1, 1), 0.01);
  for (int kind = 0; kind < 4; ++kind) {
    const Chain chain = chain_of(setup, {}, {kind / 2, kind % 2, 15000 + 3000 * kind}, kind % 3, 65 + 8 * kind, true);
    State now(kStates);
    for (int i = 0; i < kStates; ++i) now(i) = i % 7 + 1;
    const Eigen::MatrixXd a = chain.generator();
    // exp of (a I; 0 0) t has exp(a t) in one corner and the integral of it in another.
    Eigen::MatrixXd both = Eigen::MatrixXd::Zero(2 * kStates, 2 * kStates);
    both.topLeftCorner(kStates, kStates) = a;
    both.topRightCorner(kStates, kStates).setIdentity();
    const double days = 31;
    const Eigen::MatrixXd solved = (both * days).exp();
    const Chain::Course course = chain.run(now, days);
    const State then = now * solved.topLeftCorner(kStates, kStates);
    const State spent = now * solved.topRightCorner(kStates, kStates);
    CHECK((course.then - then).cwiseAbs().maxCoeff() < 1e-10 * now.sum());
    CHECK((course.days - spent).cwiseAbs().maxCoeff() < 1e-10 * days * now.sum());
    CHECK((then - now).cwiseAbs().maxCoeff() > 0.1);
  }
}
