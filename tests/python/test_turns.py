"""Turns of jobs side by side: points with people in common run together, each with the results that it has alone, and Ctrl-C loses none
that has finished."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
import yanglao as yl
from tqdm import tqdm
from yanglao import here
from yanglao.job import Together, run_together

BASE = yl.Scenario.load("jiangxi-2025")
SHORT = dict(scale=0.001, until="2021-01-01")


def bar() -> tqdm:
    return tqdm(disable=True)


def points(count: int, **more: object) -> list[yl.Job]:
    return [yl.Job(BASE, 1, name=f"point {i}", **(SHORT | more)) for i in range(count)]


def turns(some: list[yl.Job], shared: bool) -> list[int]:
    """How many jobs ran in each turn, in the order in which turns began."""
    sizes: dict[int, int] = {}

    def run(given: Sequence[yl.Job], threads: int, progress: object) -> Together:
        sizes[some.index(given[0])] = len(given)
        time.sleep(0.01)
        return Together([job.name for job in given], shared)

    got = dict(here.run_here(some, run, bar()))
    assert got == {i: job.name for i, job in enumerate(some)}
    return [sizes[i] for i in sorted(sizes)]


def test_jobs_with_people_in_common_run_together_and_fewer_towards_the_end(two: None) -> None:
    assert turns(points(40), shared=True) == [4] * 7 + [3, 2] + [1] * 7


def test_jobs_without_people_in_common_are_parted_when_that_is_known(two: None) -> None:
    sizes = turns(points(60), shared=False)
    assert sizes[:4] == [4] * 4 and set(sizes[4:]) == {1}


def test_only_jobs_that_differ_in_nothing_but_their_scenario_run_together(two: None) -> None:
    some = points(6) + points(6, seed=2) + points(28, first=20)
    assert turns(some, shared=True) == [4, 2, 4, 2, 4, 4, 4, 4, 3, 2] + [1] * 7


def test_points_that_run_together_have_the_results_that_each_has_alone(two: None, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    monkeypatch.setattr(yl.jobs, "run_together", lambda some, progress: seen.append(together := run_together(some, progress)) or together)
    values = {"beds.nursing.factor": [round(0.1 * i, 1) for i in range(1, 21)]}
    four = yl.sweep(BASE, values, replications=2, progress=False, **SHORT)
    assert max(len(one.datasets) for one in seen) == 4 and any(one.shared for one in seen)
    seen.clear()
    monkeypatch.setattr(here, "_MOST_TOGETHER", 1)
    one = yl.sweep(BASE, values, replications=2, progress=False, **SHORT)
    assert len(seen) == 20
    assert four.dataset.equals(one.dataset)
    assert four.dataset.attrs["run_events"] == one.dataset.attrs["run_events"] != "0"
    assert four.dataset["queue"].isel({"beds.nursing.factor": 0}).sum() > four.dataset["queue"].isel({"beds.nursing.factor": -1}).sum()


def test_of_jobs_that_run_together_the_wrong_one_is_named() -> None:
    wrong = BASE.set({"start": date(2010, 1, 1)})  # too long before the census, which is told when the model is built
    some = [yl.Job(BASE, 1, name="point a", **SHORT), yl.Job(wrong, 1, name="point b", **SHORT)]
    with pytest.raises(yl.ScenarioError, match="point b"):
        run_together(some)


@pytest.mark.parametrize("where", ["put", "add"])
def test_ctrl_c_while_a_job_of_a_turn_is_put_away_keeps_the_whole_turn(where: str, two: None, monkeypatch: pytest.MonkeyPatch,
                                                                       tmp_path: Path) -> None:
    owner = yl.folder.Folder if where == "put" else yl.record.Record
    once = [KeyboardInterrupt()]
    was = getattr(owner, where)

    def interrupted(*given: object) -> None:
        if once and (where == "add" or "recipe.json" in os.listdir(tmp_path / "s.h5.parts")):
            raise once.pop()
        was(*given)

    ended = []
    monkeypatch.setattr(yl.jobs, "run_together", lambda some, progress: ended.append(done := run_together(some, progress)) or done)
    monkeypatch.setattr(owner, where, interrupted)
    values = {"beds.nursing.factor": [round(0.1 * i, 1) for i in range(1, 21)]}
    with pytest.raises(KeyboardInterrupt) as caught:
        yl.sweep(BASE, values, replications=2, progress=False, output=tmp_path / "s.h5", **SHORT)
    monkeypatch.undo()
    finished = sum(len(together.datasets) for together in ended)
    assert finished >= 4 and len(list((tmp_path / "s.h5.parts").glob("*.part"))) == finished
    assert "The same call goes on from there" in caught.value.__notes__[0]
    again = yl.sweep(BASE, values, replications=2, progress=False, output=tmp_path / "s.h5", **SHORT).dataset
    assert again.equals(yl.sweep(BASE, values, replications=2, progress=False, **SHORT).dataset)
