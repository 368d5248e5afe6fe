import numpy as np
import pytest
import xarray as xr

from yanglao.statistics import interval


def over(*values):
    return xr.DataArray(list(values), dims="replication")


def test_interval_of_four_numbers_by_hand():
    # Mean 5, standard deviation sqrt(20/3), t(0.975, 3) = 3.182446 from a printed table.
    data = interval(over(2.0, 4.0, 6.0, 8.0))
    half = 3.182446 * np.sqrt(20 / 3) / 2
    assert data["mean"] == 5
    assert data["low"].item() == pytest.approx(5 - half, abs=1e-5)
    assert data["high"].item() == pytest.approx(5 + half, abs=1e-5)
    assert data["n_replications"] == 4


def test_replications_without_a_value_do_not_count():
    data = interval(over(1.0, np.nan, 3.0))
    assert data["mean"] == 2 and data["n_replications"] == 2
    assert data["high"].item() == pytest.approx(2 + 12.706205, abs=1e-5)  # t(0.975, 1), and s / sqrt(2) = 1


def test_one_replication_has_a_mean_and_no_interval():
    data = interval(over(3.0))
    assert data["mean"] == 3 and np.isnan(data["low"]) and np.isnan(data["high"])


def test_no_replication_with_a_value_has_no_mean():
    data = interval(over(np.nan, np.nan))
    assert np.isnan(data["mean"]) and data["n_replications"] == 0


@pytest.mark.parametrize("level, t", [(0.90, 2.353363), (0.95, 3.182446), (0.99, 5.840909)])
def test_level_is_used(level, t):
    data = interval(over(0.0, 0.0, 2.0, 2.0), level)
    assert data["high"].item() == pytest.approx(1 + t * np.sqrt(4 / 3) / 2, abs=1e-5)


def test_covers_the_true_mean_as_often_as_it_says():
    # 2,000 intervals at 95% cover 1,900 times in the mean, with a standard deviation of 9.7; 4.5 of them each way.
    draws = np.random.default_rng(1).normal(10, 3, (2000, 5))
    data = interval(xr.DataArray(draws, dims=("trial", "replication")))
    covered = int(((data["low"] < 10) & (data["high"] > 10)).sum())
    assert 1900 - 44 < covered < 1900 + 44


def test_refuses_a_level_in_per_cent():
    with pytest.raises(ValueError, match="between 0 and 1"):
        interval(over(1.0, 2.0), 95)
