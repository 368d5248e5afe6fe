"""Sweeps over targets by date: what differs between points is told of each, and what does not fit in one file is refused."""

import datetime

import numpy as np
import pytest

import yanglao as yl

LEVER = "target.family_doctor_coverage_by_date"
DUE, LATER = datetime.date(2020, 12, 31), datetime.date(2021, 12, 31)
SMALL = dict(replications=2, scale=0.005, until="2021-02-01", progress=False)


def by(date, wanted):
    return [(datetime.date(2020, 11, 1), 0.0), (date, wanted)]


def test_what_is_wanted_may_differ(tmp_path):
    swept = yl.sweep("jiangxi-2025", {LEVER: [by(DUE, 0.01), by(DUE, 0.99)]}, output=tmp_path / "s.h5", **SMALL)
    np.testing.assert_array_equal(swept.dataset["target_stage_wanted"], [[0.01], [0.99]])
    rows = swept.targets()
    rows = rows[rows["due"] == np.datetime64(DUE)]
    assert list(rows["target"]) == [0.01, 0.99] and list(rows["share_meeting"]) == [1, 0]


@pytest.mark.parametrize("values, told", [
    ([by(DUE, 0.3), by(LATER, 0.3)], "targets for 2020-12-31, and another targets for 2021-12-31"),
    ([by(DUE, 0.3), [*by(DUE, 0.3), (LATER, 0.4)]], "another targets for 2020-12-31, 2021-12-31"),
    ([0, by(DUE, 0.3)], "has no target, and another targets for 2020-12-31"),
    ([by(DUE, 0.3), 0.0], "and another no target"),
    ([0.5, by(DUE, 0.3)], "targets for the target's year, and another"),
    ([{"shape": "step", "points": by(DUE, 0.3)}, {"2020-11-01": 0, "2021-12-31": 0.3}], "2020-12-31, and another"),
])
def test_other_dates_are_refused_before_anything_is_run(values, told, tmp_path):
    with pytest.raises(ValueError, match=told):
        yl.sweep("jiangxi-2025", {LEVER: values}, output=tmp_path / "s.h5", **SMALL)
    with pytest.raises(ValueError, match=told):
        yl.sweep("jiangxi-2025", {f"{LEVER}@Ganzhou": values}, output=tmp_path / "s.h5", **SMALL)
    assert not list(tmp_path.iterdir())


def test_the_same_dates_in_other_words_are_the_same(tmp_path):
    words = [by(DUE, 0.3), {"shape": "step", "points": by(DUE, 0.4)}, {"2020-11-01": 0, "2020-12-31": 0.5}]
    swept = yl.sweep("jiangxi-2025", {LEVER: words}, **SMALL)
    np.testing.assert_array_equal(swept.dataset["target_stage_wanted"].squeeze(), [0.3, 0.4, 0.5])


def test_runs_whose_labels_differ_are_not_put_into_one_result(tmp_path):
    # The two provinces have other regions and other targets by date.
    with pytest.raises(ValueError, match="jilin-2020.*differs from the others in its .*target_stage"):
        yl.uncertainty(["jiangxi-2020", "jilin-2020"], 2, 1, ["wish.institution"], output=tmp_path / "u.h5", scale=0.005,
                       until="2021-02-01", progress=False)
    assert not list(tmp_path.iterdir())
