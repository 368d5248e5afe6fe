"""Means of skewed values: how many of them make an interval trustworthy."""

from __future__ import annotations

import math

import numpy as np

from yanglao._core import is_constant, skewness

# Rarer ones may be missed, and are told of by `looks`.
UNSEEN = 299  # values, all the same, before they count as known: 0.99^299 < 5%, so an event of one in a hundred would be seen


def shortage(values: np.ndarray) -> float:
    """Above 1: the mean's interval is not to be trusted yet, and the squared shortage times as many values would be.

    28 + 25 G^2 values are needed for a skewness of G (Sugden, Smith and Jones 2000, JRSS B 62:787-793, who extend Cochran's
    rule to Student's t). G is taken one standard error higher than it looks, because samples that missed the tail look the
    least skewed, and are those that a rule stops at. An event of some replications must be seen about 30 times.
    """
    if is_constant(values):
        return math.sqrt(UNSEEN / len(values))
    return math.sqrt((28 + 25 * (abs(skewness(values)) + _error_of_skewness(values)) ** 2) / len(values))


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
