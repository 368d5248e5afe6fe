// How sure an average or a share over replications is.
#pragma once

#include <span>

namespace yanglao::sim {

double mean(std::span<const double> values);

struct Range {
  double low = 0;
  double high = 0;
};

/// Confidence interval of the mean; NaN for fewer than two values, or where one is NaN. Each end is the farther one of
/// Student's t and of Hall's interval, out of which the skewness is taken (Hall 1992, JRSS B 54:221-228), its cube root without
/// the upright part. 0 < level < 1.
Range mean_range(std::span<const double> values, double level = 0.95);

/// The same of counts, days, money spent: what is never below 0 has no interval below it, so it is cut there. Where a value is
/// below 0 they are none of these (a balance), and nothing is cut. Not for differences, whose sign is what is asked.
Range amount_range(std::span<const double> values, double level = 0.95);

/// Whether values differ by no more than rounding does. There is at least one, and none is NaN.
bool is_constant(std::span<const double> values);

/// Third central moment over the cubed standard deviation (over n); 0 for values that are all the same.
double skewness(std::span<const double> values);

/// 95% interval of a share, when `hits` of `trials` came true (Wilson's score interval). 0 <= hits <= trials, trials >
/// 0.
Range share_range_95(int hits, int trials);

}  // namespace yanglao::sim
