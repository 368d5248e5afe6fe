"""Every table tells the unit of its numbers, as the engine gave it to the variables of the results."""

import numpy as np
import pytest

import yanglao as yl

SMALL = dict(replications=2, scale=0.005, until="2021-01-01", progress=False)


@pytest.fixture(scope="module")
def results():
    return yl.run(["jiangxi-2020", "jiangxi-2025"], detail="province", **SMALL)


def unit(results, variable):
    found = results.dataset[variable].attrs["units"]
    assert found
    return {found}


def test_tables_have_the_units_of_their_variables(results):
    assert set(results.costs()["unit"]) == unit(results, "cost") == set(results.budgets()["unit"]) == {"CNY"}
    waits = results.waits()
    assert set(waits["unit"]) == unit(results, "wait_days") == {"days"}
    assert set(waits["admissions_unit"]) == unit(results, "admissions") == unit(results, "left_waiting") == unit(results, "queue")
    blocked = results.blocked()
    assert set(blocked["unit"]) == unit(results, "blocked_days_by_root") and set(blocked["cost_unit"]) == unit(results, "blocked_cost")


def test_units_follow_what_the_engine_tells(results):
    """A network's are others; were they written down in Python as well, this would not see them change."""
    data = results.dataset.copy()
    data["cost"] = data["cost"].assign_attrs(units="fen")
    assert set(yl.Results(data).costs()["unit"]) == {"fen"}
    data["cost"].attrs = {}
    assert set(yl.Results(data).costs()["unit"]) == {""}


def test_columns_that_there_were_stand_as_before(results):
    assert list(results.costs().columns[:6]) == ["scenario", "draw", "year", "payer", "line", "unit"]
    assert list(results.waits().columns[3:6]) == ["pool", "unit", "mean"]


def test_each_indicator_has_its_own_unit_wherever_it_is_told(results):
    told = results.indicators().set_index("indicator")["unit"].to_dict()
    rows = yl.compare(results, "jiangxi-2020", ["indicator", "queue"], by_year=True)
    indicators = rows[rows["variable"] == "indicator"]
    assert len(set(told.values())) > 4 and indicators["units"].tolist() == [told[name] for name in indicators["indicator_name"]]
    assert set(rows[rows["variable"] == "queue"]["units"]) == unit(results, "queue")
    assert results.value("indicator", year=2020, indicator_name="nursing_wait_days").attrs["units"] == "days"
    assert results.value("indicator", year=2020, indicator_name="nursing_bed_share").attrs["units"] == "share"


def test_a_difference_of_ratios_names_what_they_are_over(results):
    told = results.indicators().set_index("indicator")["over"].to_dict()
    rows = yl.compare(results, "jiangxi-2020")
    indicators = rows[rows["variable"] == "indicator"]
    assert len(set(told.values())) > 4 and indicators["over"].tolist() == [told[name] for name in indicators["indicator_name"]]
    assert set(rows[rows["variable"] == "mean_wait_days"]["over"]) == {"people admitted"}
    assert set(rows[rows["variable"] == "queue"]["over"]) == {""}
    alone = yl.compare(results, "jiangxi-2020", ["mean_wait_days"])  # no column of indicators beside it
    assert set(alone["over"]) == {"people admitted"}
    targets = results.targets()
    assert targets["over"].tolist() == [told[name] for name in targets["indicator"]]


def test_lives_tell_the_unit_of_age():
    lives = yl.lives("jiangxi-2025", persons=20, **{key: value for key, value in SMALL.items() if key != "replications"})
    assert lives.attrs["units"] == {name: "years" for name in lives.select_dtypes(np.number).columns}
