#include "models/network/distribution.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <boost/random/gamma_distribution.hpp>
#include <boost/random/normal_distribution.hpp>
#include <cmath>

namespace yanglao::network {
namespace {

using Kind = Distribution::Kind;

double uniform01(sim::Generator& g) {
  const std::uint64_t high = g(), low = g();
  return (static_cast<double>(high << 21 | low >> 11) + 0.5) * 0x1p-53;
}
double unit_exponential(sim::Generator& g) { return -std::log(uniform01(g)); }
double gamma_draw(double shape, double scale, sim::Generator& g) {
  return boost::random::gamma_distribution<double>(shape, scale)(g);
}

std::size_t pick(const double* cumulative, std::size_t n, double u) {
  return static_cast<std::size_t>(
      std::min(std::upper_bound(cumulative, cumulative + n, u) - cumulative, static_cast<std::ptrdiff_t>(n) - 1));
}

double through(const Distribution::Phases& phases, const std::vector<double>& first, sim::Generator& g) {
  const std::size_t n = phases.rate.size();
  double sum = 0;
  for (std::size_t i = pick(first.data(), n, uniform01(g)); i < n;
       i = pick(&phases.cumulative[i * (n + 1)], n + 1, uniform01(g)))
    sum += unit_exponential(g) / phases.rate[i];
  return sum;
}

std::vector<double> summed(std::vector<double> parts) {
  double sum = 0;
  for (double& p : parts) p = sum += p;
  for (double& p : parts) p /= sum;
  return parts;
}

}  // namespace

double Distribution::mean() const {
  switch (kind) {
    case Kind::exponential:
    case Kind::deterministic:
      return a;
    case Kind::lognormal:
      return std::exp(a + b * b / 2);
    case Kind::gamma:
      return a * b;
    case Kind::weibull:
      return b * std::tgamma(1 + 1 / a);
    case Kind::uniform:
      return (a + b) / 2;
    case Kind::empirical: {
      double sum = 0, before = 0;
      for (std::size_t i = 0; i < values.size(); ++i) {
        sum += values[i] * (cumulative[i] - before);
        before = cumulative[i];
      }
      return sum;
    }
    case Kind::phase_type:
      break;
  }
  const auto n = static_cast<Eigen::Index>(phases->rate.size());
  Eigen::MatrixXd leave = Eigen::MatrixXd::Identity(n, n);
  Eigen::VectorXd start(n), stay(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    const auto at = static_cast<std::size_t>(i);
    start(i) = phases->first[at] - (i == 0 ? 0 : phases->first[at - 1]);
    stay(i) = 1 / phases->rate[at];
    for (Eigen::Index j = 0; j < n; ++j) {
      const double* row = &phases->cumulative[at * static_cast<std::size_t>(n + 1)];
      leave(i, j) -= row[j] - (j == 0 ? 0 : row[j - 1]);
    }
  }
  return start.dot(leave.partialPivLu().solve(stay));
}

double Distribution::sample(sim::Generator& g) const {
  switch (kind) {
    case Kind::exponential:
      return a * unit_exponential(g);
    case Kind::lognormal:
      return std::exp(boost::random::normal_distribution<double>(a, b)(g));
    case Kind::gamma:
      return gamma_draw(a, b, g);
    case Kind::weibull:
      return b * std::pow(unit_exponential(g), 1 / a);
    case Kind::deterministic:
      return a;
    case Kind::uniform:
      return a + (b - a) * uniform01(g);
    case Kind::empirical:
      return values[pick(cumulative.data(), values.size(), uniform01(g))];
    case Kind::phase_type:
      break;
  }
  return through(*phases, phases->first, g);
}

// A length met in proportion to itself has density x f(x) / mean, which stays in the family for most kinds.
double Distribution::residual(sim::Generator& g) const {
  const double part = uniform01(g);
  switch (kind) {
    case Kind::exponential:
      return a * unit_exponential(g);
    case Kind::lognormal:
      return part * std::exp(boost::random::normal_distribution<double>(a + b * b, b)(g));
    case Kind::gamma:
      return part * gamma_draw(a + 1, b, g);
    case Kind::weibull:
      return part * b * std::pow(gamma_draw(1 + 1 / a, 1, g), 1 / a);
    case Kind::deterministic:
      return part * a;
    case Kind::uniform:
      return part * std::sqrt(a * a + (b * b - a * a) * uniform01(g));
    case Kind::empirical: {
      std::vector<double> weights(values.size());
      for (std::size_t i = 0; i < values.size(); ++i)
        weights[i] = values[i] * (cumulative[i] - (i == 0 ? 0 : cumulative[i - 1]));
      const std::vector<double> by_length = summed(std::move(weights));
      return part * values[pick(by_length.data(), values.size(), uniform01(g))];
    }
    case Kind::phase_type:
      break;
  }
  return through(*phases, phases->residual_first, g);
}

Distribution Distribution::lognormal(double mean, double cv) {
  if (cv == 0) return {Kind::deterministic, mean, 0, {}, {}, {}};
  const double variance = std::log1p(cv * cv);
  return {Kind::lognormal, std::log(mean) - variance / 2, std::sqrt(variance), {}, {}, {}};
}

Distribution Distribution::gamma(double mean, double cv) {
  if (cv == 0) return {Kind::deterministic, mean, 0, {}, {}, {}};
  return {Kind::gamma, 1 / (cv * cv), mean * cv * cv, {}, {}, {}};
}

Distribution Distribution::empirical(std::vector<double> values, std::vector<double> weights) {
  return {Kind::empirical, 0, 0, std::move(values), summed(std::move(weights)), {}};
}

Distribution Distribution::phase_type(const std::vector<double>& start, const std::vector<std::vector<double>>& to,
                                      const std::vector<double>& leave) {
  const std::size_t n = start.size();
  auto phases = std::make_shared<Phases>();
  Eigen::MatrixXd generator = Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(n), static_cast<Eigen::Index>(n));
  Eigen::RowVectorXd alpha(static_cast<Eigen::Index>(n));
  for (std::size_t i = 0; i < n; ++i) {
    double rate = leave[i];
    std::vector<double> row;
    for (std::size_t j = 0; j < n; ++j) {
      const double r = i == j ? 0 : to[i][j];
      rate += r;
      row.push_back(r);
      generator(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) = r;
    }
    row.push_back(leave[i]);
    generator(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(i)) = -rate;
    alpha(static_cast<Eigen::Index>(i)) = start[i];
    phases->rate.push_back(rate);
    for (const double c : summed(std::move(row))) phases->cumulative.push_back(c);
  }
  // Phase met in progress: in proportion to the time spent in it, alpha (-T)^-1.
  const Eigen::VectorXd spent = (-generator).transpose().partialPivLu().solve(alpha.transpose());
  std::vector<double> time(n);
  for (std::size_t i = 0; i < n; ++i) time[i] = std::max(0.0, spent(static_cast<Eigen::Index>(i)));
  phases->first = summed(start);
  phases->residual_first = summed(std::move(time));
  return {Kind::phase_type, 0, 0, {}, {}, std::move(phases)};
}

}  // namespace yanglao::network
