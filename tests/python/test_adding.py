"""What one number of several labels, months or runs is: a sum, a mean, or nothing that could be told."""

import datetime
import re

import numpy as np
import pandas as pd
import pytest
import yanglao as yl
from yanglao import adding
from yanglao.quantity import values_of
from yanglao.told import TAKEN

LEAD = ("scenario", "draw", "replication")
NOVEMBER, DECEMBER, JANUARY = "2020-11-01", "2020-12-01", "2021-01-01"


def province(by_hand, name):
    """scenario x replication x month, of the one pool."""
    array = by_hand[name].isel(draw=0)
    return array.sum("region").squeeze("pool", drop=True) if "pool" in array.dims else array.sum("region")


def test_what_there_is_at_a_time_is_averaged_over_months_by_their_days(results, by_hand):
    queue = province(by_hand, "queue")
    november, december = queue.sel(month=NOVEMBER), queue.sel(month=DECEMBER)
    both = results.value("queue", pool="nursing", month=[NOVEMBER, DECEMBER])
    np.testing.assert_allclose(both.isel(draw=0), (30 * november + 31 * december) / 61)
    assert both.attrs["units"] == "people"
    np.testing.assert_array_equal(both, results.value("queue", pool="nursing", year=2020))
    np.testing.assert_allclose(results.value("queue", pool="nursing", month=...), results.value("queue", pool="nursing"))


def test_what_happens_in_months_is_added_up(results):
    assert (results.value("admissions", pool="nursing", month=[NOVEMBER, DECEMBER]) == 40).all()
    assert (results.value("admissions", pool="nursing", month=DECEMBER) == 20).all()
    both = results.value("cost", payer=..., line="fee", month=(NOVEMBER, DECEMBER))
    np.testing.assert_allclose(both, results.value("cost", payer=..., line="fee", year=2020))


def test_of_what_is_told_at_a_months_end_the_last_counts_however_months_are_named(results, by_hand):
    december = province(by_hand, "family_doctor_contracts").sel(month=DECEMBER)
    found = results.value("family_doctor_contracts", month=[DECEMBER, NOVEMBER])
    np.testing.assert_array_equal(found.isel(draw=0), december)


def test_a_mean_wait_of_months_weighs_by_admissions(by_hand):
    by_hand["admissions"][..., 0, :] = 30.0
    by_hand["wait_days"][..., 0, :] = 90.0
    by_hand["wait_days"][..., 1, :] = 70.0
    wait = yl.Results(by_hand).value("mean_wait_days", pool="nursing", month=[NOVEMBER, DECEMBER])
    np.testing.assert_allclose(wait, 160 / 40)


@pytest.mark.parametrize("name", ["jiangxi-2025", "w1b-mail"])
def test_of_all_that_is_told_by_month_it_is_said_how_months_go_together(name):
    """Else it would be averaged, which of what happens is wrong."""
    data = yl.run(name, 1, scale=0.01, until="2021-01-01", detail="province", progress=False).dataset
    monthly = [key for key, array in data.data_vars.items() if "month" in array.dims and "replication" in array.dims]
    assert len(monthly) > 10 and set(monthly) <= set(TAKEN)
    # The engine's words for what happens; of what there is it says "mean ... in the month", or "... at the month's end".
    flows = {key for key in monthly if re.match(r"(admissions|deaths|paid|received|falls|left|days|people who (left|came|turned)|of the admissions)",
                                               data[key].attrs["long_name"])}
    assert flows and all(TAKEN[key] == "sum" for key in flows)


@pytest.mark.parametrize("at", [dict(replication=[0, 1]), dict(replication=...), dict(scenario=["base", "more"]), dict(scenario=...)])
def test_different_runs_are_never_added(results, at):
    name = next(iter(at))
    with pytest.raises(yl.UnknownName, match=f"queue: what this tells does not add up; choose one by its {name}, such as {name}="):
        results.value("queue", pool="nursing", **at)
    one = {name: by.values[0] for by in [results.dataset[name]]}
    assert name not in results.value("queue", pool="nursing", **one).dims


def test_points_and_draws_are_runs_too(by_hand):
    swept = yl.Results(by_hand.rename(scenario="beds.factor").assign_coords({"beds.factor": [1.0, 2.0]}))
    drawn = yl.Results(by_hand.isel(draw=[0, 0]).assign_coords(draw=[0, 1]))
    for results, name in ((swept, "beds.factor"), (drawn, "draw")):
        with pytest.raises(yl.UnknownName, match=f"choose one by its {name}"):
            results.value("queue", pool="nursing", **{name: ...})


def test_a_dimension_called_measure_can_be_chosen_along(by_hand):
    data = by_hand.assign_coords(measure=["meals", "respite"]).assign(
        reached=(("scenario", "draw", "replication", "measure"), np.broadcast_to([3.0, 5.0], (2, 1, 4, 2))))
    assert (yl.Results(data).value("reached", measure="respite") == 5).all()


def test_months_and_a_year_are_not_chosen_together(results):
    with pytest.raises(ValueError, match="year was 2020, beside a month; expected one of them"):
        results.value("queue", year=2020, pool="nursing", month=NOVEMBER)


CONSTANTS = ["target", "appropriation", "month_days", "indicator_overall"]  # the last: of all regions, told as `indicator`


@pytest.fixture
def with_constants(by_hand):
    return by_hand.assign_coords(indicator_name=["a"], year=[2021]).assign(
        indicator_overall=(("scenario", "draw", "replication", "year"), np.ones((2, 1, 4, 1))), target=("indicator_name", [0.6]),
        appropriation=(("payer", "year"), [[1.0], [2.0]]), month_days=("month", [30.0, 31.0, 31.0]))


@pytest.mark.parametrize("name", CONSTANTS)
def test_what_the_policy_sets_for_all_replications_is_no_measure(with_constants, name):
    results = yl.Results(with_constants)
    for call in (lambda: yl.compare(results, "base", [name]), lambda: yl.compare(results, "base", [name], by_year=True),
                 lambda: results.value(name)):
        with pytest.raises(yl.UnknownName, match=f'hold no "{name}"; they hold .*queue'):
            call()
    with pytest.raises(yl.UnknownName, match=f'there is no "{name}" for the precision asked for; there are .*queue'):
        values_of(with_constants, name)


@pytest.mark.parametrize("name", ["replication", "draw", "scenario", "region"])
def test_a_precision_chooses_among_labels_of_one_run(by_hand, name):
    with pytest.raises(yl.UnknownName, match=f'"queue" has no {name} to choose by; it has month, pool'):
        values_of(by_hand, f"queue[{name}=0]")


def test_a_tornado_of_no_bars_is_refused():
    row = {"parameter": "a", "low": 1.0, "high": 3.0, "base": 2.0, "swing": 2.0, "swing_low": 1.5, "swing_high": 2.5}
    with pytest.raises(ValueError, match="most was 0; expected 1 or more"):
        yl.plot.tornado(pd.DataFrame([row]), most=0)


def test_what_is_not_told_by_month_is_not_chosen_by_one(by_hand):
    by_hand["wait_max_days"] = by_hand["queue"].isel(month=0, drop=True).expand_dims(year=[2020]).transpose(*LEAD, "region", "year", "pool")
    by_hand["standing_wait_days"] = by_hand["queue"].isel(month=0, drop=True)
    results = yl.Results(by_hand)
    for name, at in (("wait_max_days", {"month": NOVEMBER}), ("standing_wait_days", {"month": NOVEMBER}), ("standing_wait_days", {"year": 2020})):
        with pytest.raises(ValueError, match=f"{name} is not told by"):
            results.value(name, pool="nursing", **at)
    assert results.value("wait_max_days", pool="nursing", year=2020).size and results.value("standing_wait_days", pool="nursing").size


def test_a_choice_is_advised_as_python_can_write_it():
    assert adding.chosen_by("pool", "nursing") == "pool='nursing'"
    assert eval(f"dict({adding.chosen_by('class', 'person')})") == {"class": "person"}


@pytest.mark.parametrize("december", ["2020-12", "2020-12-01", datetime.date(2020, 12, 1), datetime.datetime(2020, 12, 1),
                                      np.datetime64("2020-12-01"), pd.Timestamp("2020-12-01")])
def test_a_month_is_that_month_however_it_is_written(by_hand, december):
    results = yl.Results(by_hand)
    assert (results.value("admissions", pool="nursing", month=december) == 20).all()
    assert (results.value("admissions", pool="nursing", month=[december]) == 20).all()
    assert results.value("admissions", pool="nursing", month=december).attrs["units"] == results.value(
        "admissions", pool="nursing", month=[december]).attrs["units"]
    with pytest.raises(ValueError, match="month holds .* twice"):
        results.value("admissions", pool="nursing", month=[december, DECEMBER])


@pytest.mark.parametrize("wrong", ["2020", "2020-1", "December 2020", "2020Q4", "2021-12", 12, slice("2020-11", "2020-12"), None,
                                   datetime.date(2020, 12, 2)])
def test_what_is_no_month_is_refused(by_hand, wrong):
    with pytest.raises(yl.UnknownName, match='there is no month .*; there are 2020-11-01 to 2021-01-01, each a date or a text such as "2020-11"'):
        yl.Results(by_hand).value("admissions", pool="nursing", month=wrong)


def test_a_precision_takes_months_as_value_does(by_hand):
    for month in ("2020-12", "2020-12-01"):
        np.testing.assert_allclose(values_of(by_hand, f"admissions[pool=nursing,month={month}]"), 20)
    with pytest.raises(yl.UnknownName, match="there is no month '2020'"):
        values_of(by_hand, "admissions[pool=nursing,month=2020]")
