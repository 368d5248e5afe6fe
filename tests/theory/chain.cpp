#include "chain.hpp"

#include <cmath>

namespace yanglao::theory {

void Chain::flow(int from, int to, double rate) {
  if (rate == 0 || from == to) return;
  flows_.push_back({from, to, rate});
  leaving_(from) += rate;
}

Eigen::MatrixXd Chain::generator() const {
  Eigen::MatrixXd a = Eigen::MatrixXd::Zero(leaving_.size(), leaving_.size());
  for (const Flow& f : flows_) a(f.from, f.to) += f.rate, a(f.from, f.from) -= f.rate;
  return a;
}

/// Uniformisation: with L no less than any rate of leaving, exp(A t) is the mean of (I + A/L)^k over a Poisson number k
/// of mean L t. Nothing is negative, so nothing cancels, and only what flows is multiplied; the tail left out is below
/// 1e-15.
Chain::Course Chain::run(const State& now, double days) const {
  const double fastest = leaving_.maxCoeff(), mean = fastest * days;
  Course out{State::Zero(now.size()), State::Zero(now.size())};
  std::vector<Flow> jumps = flows_;  // by chances
  for (Flow& f : jumps) f.rate /= fastest;
  const State leaves = leaving_ / fastest;
  State x = now, next(now.size());
  double chance = std::exp(-mean), more = 1 - chance;  // of k; of more than k
  for (int k = 0;; ++k) {
    out.then += chance * x;
    if (more < 1e-15) return out;
    out.days += (more / fastest) * x;
    next = x - x.cwiseProduct(leaves);
    for (const Flow& f : jumps) next(f.to) += x(f.from) * f.rate;
    x.swap(next);
    chance *= mean / (k + 1);
    more -= chance;
  }
}

}  // namespace yanglao::theory
