"""Replications that were not run have no number in any table, and no 0 either."""

import numpy as np
import pytest

import yanglao as yl


@pytest.fixture(scope="module")
def whole():
    return yl.run("jiangxi-2025", replications=4, scale=0.003, until="2022-01-01", progress=False)


@pytest.fixture(scope="module")
def holed(whole):
    """The same, of which the last two of four replications were not run."""
    data = whole.dataset.copy(deep=True)
    for name, array in data.data_vars.items():
        if "replication" in array.dims:
            data[name] = array.astype(float).where(data["replication"] < data["replication"][2])
    return yl.Results(data)


@pytest.fixture(scope="module")
def first_two(whole):
    return yl.Results(whole.dataset.isel(replication=[0, 1]))


@pytest.mark.parametrize("table", ["costs", "waits", "budgets", "blocked", "indicators", "targets"])
def test_tables_are_those_of_the_replications_that_were_run(table, holed, first_two):
    found, expected = getattr(holed, table)(), getattr(first_two, table)()
    assert len(found) == len(expected) > 0
    for name in expected.select_dtypes("number"):
        np.testing.assert_allclose(found[name], expected[name], rtol=1e-9, err_msg=name)


@pytest.mark.parametrize(
    ("measure", "at"),
    [("cost", {"payer": ..., "line": ...}), ("queue", {"pool": ["acute", "geriatric"]}),
     ("mean_wait_days", {"pool": "nursing"})],
)
def test_values_are_those_of_the_replications_that_were_run(measure, at, holed, first_two):
    for year in (None, 2021):
        found = holed.value(measure, year=year, **at)
        assert found.isel(replication=[2, 3]).isnull().all()
        np.testing.assert_allclose(found.isel(replication=[0, 1]), first_two.value(measure, year=year, **at))


def test_an_indicator_is_that_of_all_regions_together(whole):
    of_2021 = whole.indicators().set_index(["indicator", "year"]).loc[("nursing_bed_share", 2021), "mean"]
    value = whole.value("indicator", year=2021, indicator_name="nursing_bed_share")
    assert float(value.mean()) == pytest.approx(float(np.squeeze(of_2021)))
