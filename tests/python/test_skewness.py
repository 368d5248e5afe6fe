"""Intervals of skewed means: Hall's cubic by its formula, the jackknife by leaving out, and what rare events need."""

import math

import numpy as np
import pytest

from yanglao.skewness import UNSEEN, mean_interval, shortage, skewness

T_3, T_9 = 3.182446, 2.262157  # 97.5% points with 3 and 9 degrees of freedom, printed table


def test_interval_of_symmetric_values_is_students():
    # Mean 12, squared deviations 4, 1, 1, 4: standard deviation sqrt(10 / 3), and half of it for 4 values.
    low, high = mean_interval(np.array([10.0, 11, 13, 14]), 0.95)
    assert (12 - low, high - 12) == pytest.approx((T_3 * math.sqrt(10 / 3) / 2,) * 2, abs=1e-5)


@pytest.mark.parametrize("sign", [1, -1])
def test_skewed_interval_reaches_further_to_the_long_tail(sign):
    # Nine zeros and a ten: mean 1, deviations -1 and 9: variance 90 / 9, skewness (9 x -1 + 729) / 10 / 9^1.5 = 8/3.
    values = sign * np.array([0.0] * 9 + [10])
    assert skewness(values) == pytest.approx(sign * 8 / 3)
    low, high = mean_interval(values, 0.95)
    near, far = (1 - low, high - 1) if sign > 0 else (high + 1, -1 - low)
    assert near == pytest.approx(T_9, abs=1e-5)  # Student's: standard deviation and square root of n are both sqrt(10)
    # The far end solves Hall's cubic, W + G W^2 / 3 + G^2 W^3 / 27 + G / 6n = -t / sqrt(n), for W = -far / s.
    w, g = -far / math.sqrt(10), 8 / 3
    assert w + g * w**2 / 3 + g**2 * w**3 / 27 + g / 60 == pytest.approx(-T_9 / math.sqrt(10), abs=1e-6)
    assert far > 2 * near


def test_values_that_are_the_same_have_no_width_and_are_not_believed_before_299():
    assert mean_interval(np.full(5, 0.1), 0.95) == (pytest.approx(0.1),) * 2 and skewness(np.full(5, 0.1)) == 0
    assert shortage(np.zeros(UNSEEN)) == 1 < shortage(np.zeros(UNSEEN - 1))
    assert 0.99**UNSEEN < 0.05 < 0.99 ** (UNSEEN - 1)  # an event of one in a hundred is missed in 5% of cases
    assert shortage(np.full(UNSEEN // 4, 7.0)) == pytest.approx(2, rel=0.01)  # four times as many


def test_shortage_is_the_rule_of_sugden_and_others_one_jackknifed_error_up():
    values = np.random.default_rng(31).exponential(size=40)
    without = np.array([skewness(np.delete(values, i)) for i in range(40)])
    error = math.sqrt(39 / 40 * ((without - without.mean()) ** 2).sum())
    assert shortage(values) == pytest.approx(math.sqrt((28 + 25 * (skewness(values) + error) ** 2) / 40))
    assert shortage(-3 * values + 7) == pytest.approx(shortage(values))


def test_a_rare_event_must_be_seen_25_to_40_times():
    # The rule asks for 25 (skewness of few events among n is the root of n over their number); the error adds to it.
    def seen(events: int, n: int) -> float:
        return shortage(np.repeat([1.0, 0.0], [events, n - events]))

    assert seen(25, 10_000) > 1 > seen(40, 10_000)
    assert seen(1, 1000) > 5
