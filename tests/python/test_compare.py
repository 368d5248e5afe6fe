import numpy as np
import pytest
import xarray as xr

import yanglao as yl

# Waits by replication: base 2, 3, 4, 5 days and more 1, 1, 3, 3 days; differences -1, -2, -1, -2.
# Mean -1.5, standard deviation sqrt(1/3), t(0.975, 3) = 3.182446 from a printed table.
HALF = 3.182446 * np.sqrt(1 / 3) / 2


def test_paired_difference_by_hand(results):
    rows = yl.compare(results, baseline="base", variables=["mean_wait_days"])
    assert len(rows) == 1
    row = rows.iloc[0]
    assert (row["scenario"], row["pool"], row["units"]) == ("more", "nursing", "days")
    assert (row["baseline"], row["value"], row["difference"]) == (3.5, 2.0, -1.5)
    assert row["low"] == pytest.approx(-1.5 - HALF, abs=1e-6)
    assert row["high"] == pytest.approx(-1.5 + HALF, abs=1e-6)
    assert row["n_replications"] == 4


def test_pairs_and_not_means_make_the_interval(results):
    # Unpaired, the interval would be about three times as wide: the test fails on an engine that ignores the pairs.
    row = yl.compare(results, baseline="base", variables=["mean_wait_days"]).iloc[0]
    assert row["high"] - row["low"] < 2.0


def test_the_other_way_round_is_the_opposite(results):
    forth = yl.compare(results, baseline="base")
    back = yl.compare(results, baseline={"scenario": "more"})
    np.testing.assert_allclose(forth["difference"], -back["difference"])
    np.testing.assert_allclose(forth["low"], -back["high"])


def test_every_measure_is_compared(results):
    rows = yl.compare(results, baseline="base")
    assert set(rows["variable"]) == {
        "admissions", "wait_days", "left_waiting", "queue", "cost", "family_doctor_contracts", "mean_wait_days",
    }
    np.testing.assert_allclose(rows["value"] - rows["baseline"], rows["difference"])
    assert (rows.query("variable == 'admissions'")["difference"] == 0).all()


def test_no_measure_is_not_every_measure(results):
    with pytest.raises(ValueError, match="variables was empty; expected names of measures, or None"):
        yl.compare(results, "base", [])


def test_a_difference_keeps_its_sign_where_amounts_are_cut(by_hand):
    # Waits of 0, 0, 0 and 4 days against 0: their mean is 1 and its interval, -2.2 to 4.2 by Student, begins at 0; the difference's
    # does not, for its sign is what is asked.
    waits = by_hand.copy(deep=True)
    waits["wait_days"] = waits["wait_days"] * 0.0
    waits["wait_days"][{"scenario": 1, "replication": 3}] = 4 * waits["admissions"][{"scenario": 1, "replication": 3}]
    found = yl.Results(waits)
    rows = found.waits().query("scenario == 'more'")
    assert (rows["low"] == 0).all() and (rows["high"] > 1).all()
    assert (yl.compare(found, "base", ["mean_wait_days"])["low"] < 0).all()


def test_by_year_and_by_region(results):
    rows = yl.compare(results, "base", variables=["mean_wait_days"], by_year=True, by_region=True)
    assert len(rows) == 4 and set(rows["year"]) == {2020, 2021} and set(rows["region"]) == {"Nanchang", "Ganzhou"}
    assert rows.set_index("year")["n_months"].to_dict() == {2020: 2, 2021: 1}
    assert "n_months" not in yl.compare(results, "base", variables=["mean_wait_days"])


@pytest.fixture
def swept(by_hand) -> yl.Results:
    """Two levers: beds 1, 2 and coverage 0.3, 0.6. Waits differ by -1.5 along beds, and by 10 along coverage."""
    one = by_hand.rename(scenario="beds").assign_coords(beds=[1.0, 2.0])
    other = one.copy(deep=True)
    other["wait_days"] = other["wait_days"] + 10 * other["admissions"]
    both = xr.concat([one, other], xr.Variable("coverage", [0.3, 0.6]), data_vars="all")
    return yl.Results(both.transpose("beds", "coverage", "draw", "replication", "region", ...))


def test_sweep_against_one_corner(swept):
    rows = yl.compare(swept, {"beds": 1, "coverage": 0.3}, variables=["mean_wait_days"])
    found = rows.set_index(["beds", "coverage"])["difference"].to_dict()
    assert found == pytest.approx({(2, 0.3): -1.5, (1, 0.6): 10, (2, 0.6): 8.5})


def test_lever_left_out_is_compared_like_with_like(swept):
    rows = yl.compare(swept, {"beds": 1}, variables=["mean_wait_days"])
    found = rows.set_index(["beds", "coverage"])["difference"].to_dict()
    assert found == pytest.approx({(2, 0.3): -1.5, (2, 0.6): -1.5})


def test_baseline_that_was_not_run(swept):
    with pytest.raises(ValueError, match="1.0"):
        yl.compare(swept, {"beds": 3})
    with pytest.raises(KeyError, match="coverage"):
        yl.compare(swept, {"bed": 1})
    with pytest.raises(ValueError):
        yl.compare(swept, {})
