"""How many values the mean of skewed ones needs: the jackknife by leaving out, and what rare events need."""

import math

import numpy as np
import pytest

from yanglao._core import skewness
from yanglao.skewness import UNSEEN, shortage

def test_values_that_are_the_same_are_not_believed_before_299():
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
