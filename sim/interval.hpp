// How sure an average or a share over replications is.
#pragma once

#include <span>

namespace yanglao::sim {

double mean(std::span<const double> values);

/// Half the width of the 95% confidence interval of the mean (Student's t); NaN for fewer than two values.
double half_width_95(std::span<const double> values);

struct Range {
  double low = 0;
  double high = 0;
};

/// 95% interval of a share, when `hits` of `trials` came true (Wilson's score interval). 0 <= hits <= trials, trials >
/// 0.
Range share_range_95(int hits, int trials);

}  // namespace yanglao::sim
