// Numbers that change by time in a birth-death process, by its forward equations (Runge-Kutta of order 4).
#pragma once

#include <functional>
#include <vector>

namespace yanglao::theory {

/// Rates per day in state n at time t (days). `day`: the day that t lies in, where something changes at midnight only.
struct Process {
  int states = 0;
  std::function<double(double t, int day, int n)> birth, death;
};

/// Mean of `value` over each span of days [end before, end) from state `first` on day 0. `value(day, n)`.
inline std::vector<double> span_means(const Process& process, int first, const std::vector<int>& ends,
                                      const std::function<double(int day, int n)>& value) {
  using Shares = std::vector<double>;
  const auto size = static_cast<std::size_t>(process.states);
  constexpr int steps = 50;  // a day
  constexpr double h = 1.0 / steps;
  const auto slope = [&](double t, int day, const Shares& p) {
    Shares out(size, 0.0);
    for (std::size_t n = 0; n < size; ++n) {
      const double up = n + 1 < size ? process.birth(t, day, static_cast<int>(n)) * p[n] : 0;
      const double down = n > 0 ? process.death(t, day, static_cast<int>(n)) * p[n] : 0;
      out[n] -= up + down;
      if (n + 1 < size) out[n + 1] += up;
      if (n > 0) out[n - 1] += down;
    }
    return out;
  };
  const auto moved = [size](const Shares& p, const Shares& k, double by) {
    Shares out(size);
    for (std::size_t n = 0; n < size; ++n) out[n] = p[n] + by * k[n];
    return out;
  };
  Shares p(size, 0.0);
  p[static_cast<std::size_t>(first)] = 1;
  std::vector<double> out;
  int day = 0;
  for (const int end : ends) {
    const int begin = day;
    double sum = 0;
    for (; day < end; ++day)
      for (int i = 0; i < steps; ++i) {
        const double t = day + i * h;
        const Shares k1 = slope(t, day, p), k2 = slope(t + h / 2, day, moved(p, k1, h / 2)),
                     k3 = slope(t + h / 2, day, moved(p, k2, h / 2)), k4 = slope(t + h, day, moved(p, k3, h));
        for (std::size_t n = 0; n < size; ++n) {
          const double before = p[n];
          p[n] += h / 6 * (k1[n] + 2 * k2[n] + 2 * k3[n] + k4[n]);
          sum += h / 2 * (before + p[n]) * value(day, static_cast<int>(n));
        }
      }
    out.push_back(sum / (end - begin));
  }
  return out;
}

}  // namespace yanglao::theory
