// How long something lasts: the distributions that a scenario may name, their draws and their remaining lives.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "sim/stream.hpp"

namespace yanglao::network {

/// All durations in days.
struct Distribution {
  enum class Kind : std::uint8_t {
    exponential,    ///< a: mean
    lognormal,      ///< a, b: mean and standard deviation of the logarithm
    gamma,          ///< a: shape (a whole number for Erlang), b: scale
    weibull,        ///< a: shape, b: scale
    deterministic,  ///< a: the duration
    uniform,        ///< a to b
    empirical,      ///< values, each with its cumulative weight
    phase_type      ///< a Markov chain through phases until it leaves them all
  };
  /// Leaves phase i at `rate[i]` per day; then `cumulative[i * (n + 1) + j]` is the probability of a next phase <= j,
  /// where phase n is the end. The same for the first phase in `first`, and in `residual_first` for a stay in progress.
  struct Phases {
    std::vector<double> rate, cumulative, first, residual_first;
  };

  Kind kind = Kind::exponential;
  double a = 1, b = 0;
  std::vector<double> values, cumulative;
  std::shared_ptr<const Phases> phases;

  [[nodiscard]] double mean() const;
  /// One duration.
  double sample(sim::Generator& generator) const;
  /// What is left of a stay found in progress at a moment that has nothing to do with it: an interval is met in
  /// proportion to its length, and at a uniform point of it (density (1 - F(x)) / mean).
  double residual(sim::Generator& generator) const;

  /// Squared coefficient of variation 0 gives a deterministic one.
  static Distribution lognormal(double mean, double cv);
  static Distribution gamma(double mean, double cv);
  static Distribution empirical(std::vector<double> values, std::vector<double> weights);
  /// `start[i]`: probability of beginning in phase i (sum 1); `to[i][j]`: rate per day from phase i to j != i, and
  /// `leave[i]` from i to the end. Every phase leads to the end sooner or later.
  static Distribution phase_type(const std::vector<double>& start, const std::vector<std::vector<double>>& to,
                                 const std::vector<double>& leave);
};

}  // namespace yanglao::network
