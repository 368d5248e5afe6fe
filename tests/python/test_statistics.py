import numpy as np
import pytest
import xarray as xr

from yanglao.statistics import interval, share_interval


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


def covered(truth, draws):
    data = interval(xr.DataArray(draws, dims=("trial", "replication")))
    return float(((data["low"] <= truth) & (truth <= data["high"])).mean())


RNG = np.random.default_rng()  # fresh each time: the error rates below are those of every run


@pytest.mark.parametrize("n", [2, 5, 10, 20, 100])
def test_of_normal_values_93_to_97_of_100_intervals_hold_the_mean(n):
    # Measured 95.0, 96.3, 95.9, 95.6 and 95.1% in 10^6 (docs/monte-carlo.md). Of 40,000 at 96.3% more than 97% happens less than
    # once in 10^12.
    assert 0.93 <= covered(10, RNG.normal(10, 3, (40_000, n))) <= 0.97


@pytest.mark.parametrize("n, least", [(10, 0.885), (20, 0.91), (50, 0.93), (100, 0.94)])
def test_of_log_normal_values_more_intervals_hold_the_mean_than_students(n, least):
    # Measured 90.4, 92.8, 94.4 and 95.3% (Student's t: 83.7, 86.6, 90.1 and 91.9%, of which 20,000 reach the bound less than
    # once in 10^12); of 20,000 intervals fewer than the bound hold it less than once in 10^12.
    assert covered(np.exp(0.5), RNG.lognormal(0, 1, (20_000, n))) >= least


def test_an_interval_leans_as_the_values_do_in_the_program_too():
    # Nine zeros and a ten, the case of tests/sim/interval_test.cpp and, as printed, of tests/cli/table_test.cpp.
    cells = xr.DataArray([[0.0] * 9 + [10], [0.0] * 9 + [-10]], dims=("cell", "replication"))
    data = interval(cells.T, amounts=False)  # whatever the order of the dimensions
    np.testing.assert_allclose(data["low"], [1 - 2.262157, -5.714333], atol=1e-5)
    np.testing.assert_allclose(data["high"], [5.714333, -1 + 2.262157], atol=1e-5)
    assert data["low"].dims == ("cell",)
    # Of ten days of waiting, none of which is below 0, no interval is; what may be below 0 is no amount.
    amounts = interval(cells.T)
    np.testing.assert_allclose(amounts["low"], [0, -5.714333], atol=1e-5)
    np.testing.assert_array_equal(amounts["high"], data["high"])


def test_a_cell_without_replications_and_a_share_of_none():
    assert interval(xr.DataArray(np.zeros((3, 0)), dims=("cell", "replication")))["mean"].isnull().all()
    none = xr.DataArray(np.zeros((2, 4), dtype=bool), dims=("cell", "replication"))
    found = share_interval(none, none | xr.DataArray([True, False], dims="cell"))
    # Wilson's score at z = 1.96, none of 4: upper end z^2 / (n + z^2) = 3.8415 / 7.8415.
    np.testing.assert_allclose(found["high"], [0.48990, np.nan], atol=1e-5)
    np.testing.assert_array_equal(found["n"], [4, 0])


def test_refuses_a_level_in_per_cent():
    with pytest.raises(ValueError, match="between 0 and 1"):
        interval(over(1.0, 2.0), 95)
