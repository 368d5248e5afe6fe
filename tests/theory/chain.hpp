// A Markov chain in continuous time, solved by matrix exponential.
#pragma once

#include <Eigen/Dense>
#include <vector>

namespace yanglao::theory {

/// Numbers of people (expected) by state.
using State = Eigen::RowVectorXd;

class Chain {
 public:
  struct Flow {
    int from, to;
    double rate;  ///< per day
  };
  explicit Chain(int states) : leaving_(State::Zero(states)) {}
  void flow(int from, int to, double rate);
  [[nodiscard]] const std::vector<Flow>& flows() const { return flows_; }
  [[nodiscard]] Eigen::MatrixXd generator() const;

  struct Course {
    State then;  ///< where they are at the end
    State days;  ///< spent in each state meanwhile
  };
  /// From `now` on for some days: `now` times the matrix exponential of the generator, and the integral of that.
  [[nodiscard]] Course run(const State& now, double days) const;

 private:
  std::vector<Flow> flows_;
  State leaving_;  ///< rate of leaving each state
};

}  // namespace yanglao::theory
