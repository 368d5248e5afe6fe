"""Means of skewed values: an interval that leans as they do, and how many values make it trustworthy."""

from __future__ import annotations

import math

import numpy as np

from yanglao._core import t_quantile

UNSEEN = 299  # values, all the same, before they count as known: 0.99^299 < 5%, so an event of one in a hundred would be seen


def is_constant(values: np.ndarray) -> bool:
    """Whether values (one or more, no NaN) differ by no more than rounding does."""
    return not float(np.ptp(values)) > 1e-12 * float(np.abs(values).max())


def mean_interval(values: np.ndarray, level: float) -> tuple[float, float]:
    """Bounds of the mean of two values or more, no NaN: each is the farther one of Student's t and of Hall's interval.

    Hall (1992, JRSS B 54:221-228) takes the skewness out of the t statistic by a cubic that has an inverse in closed form.
    Student's t misses a mean on the side of the long tail; Hall's alone is the narrower one on the other side.
    """
    n, mean = len(values), float(values.mean())
    if is_constant(values):
        return mean, mean
    spread, third = float(values.std(ddof=1)), skewness(values)
    t = t_quantile(0.5 + level / 2, n - 1) / math.sqrt(n)
    low, high = (_without_skewness(end, third, n) for end in (t, -t))
    return mean - spread * max(t, low), mean + spread * max(t, -high)


def skewness(values: np.ndarray) -> float:
    """Third central moment over the cubed standard deviation; 0 for values that are all the same."""
    if is_constant(values):
        return 0.0
    return float(((values - values.mean()) ** 3).mean() / values.std() ** 3)


def shortage(values: np.ndarray) -> float:
    """Above 1: the mean's interval is not to be trusted yet, and the squared shortage times as many values would be.

    28 + 25 G^2 values are needed for a skewness of G (Sugden, Smith and Jones 2000, JRSS B 62:787-793, who extend Cochran's
    rule to Student's t). G is taken one standard error higher than it looks, because samples that missed the tail look the
    least skewed, and are those that a rule stops at. An event of some replications must be seen about 30 times.
    """
    if is_constant(values):
        return math.sqrt(UNSEEN / len(values))
    return math.sqrt((28 + 25 * (abs(skewness(values)) + _error_of_skewness(values)) ** 2) / len(values))


def _without_skewness(t: float, third: float, n: int) -> float:
    """Hall's transformed statistic (per square root of n) turned back into (mean - truth) / standard deviation."""
    if abs(third) < 1e-9:
        return t
    return 3 * (float(np.cbrt(1 + third * (t - third / (6 * n)))) - 1) / third


def _error_of_skewness(values: np.ndarray) -> float:
    """Standard error, by the jackknife: sums without each value in turn."""
    n = len(values)
    z = (values - values.mean()) / values.std()
    first, second, third = (moment.sum() / (n - 1) - moment / (n - 1) for moment in (z, z**2, z**3))
    variance = second - first**2
    central = third - 3 * first * second + 2 * first**3
    spread = variance > 1e-9  # not where the only value that differs is left out
    without = np.where(spread, central / np.where(spread, variance, 1) ** 1.5, 0.0)
    return math.sqrt((n - 1) * float(without.var()))
