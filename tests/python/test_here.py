"""Jobs side by side in this process: as they finish, threads, what goes wrong in one, and the same bytes as one after
another."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import yanglao as yl
from support import written
from tqdm import tqdm
from yanglao import here
from yanglao.job import Together, run_together

BASE = yl.Scenario.load("jiangxi-2025")
SHORT = dict(scale=0.001, until="2021-01-01")


def jobs(count: int, **more: object) -> list[yl.Job]:
    return [yl.Job(BASE, 1, first=i, **(SHORT | more)) for i in range(count)]


def bar() -> tqdm:
    return tqdm(disable=True)


def alone(run: Callable[[yl.Job, int, object], object]) -> here.Run:
    """As the engine that runs jobs together, of jobs that have nothing in common."""

    def one(some: Sequence[yl.Job], threads: int, progress: object) -> Together:
        assert len(some) == 1
        return Together([run(some[0], threads, progress)], shared=False)

    return one


def test_two_run_at_once_on_a_thread_each_and_the_odd_one_on_all(two: None) -> None:
    meet = threading.Barrier(2)
    asked = []

    def run(job: yl.Job, threads: int, progress: object) -> int:
        asked.append((job.first, threads))
        if threads == 1:
            meet.wait(10)  # breaks unless another is there at the same time
        return job.first

    assert sorted(here.run_here(jobs(5), alone(run), bar())) == [(i, i) for i in range(5)]
    assert sorted(asked) == [(0, 1), (1, 1), (2, 1), (3, 1), (4, 0)]


def test_results_come_as_they_finish_also_behind_a_slow_one(two: None) -> None:
    handed_over = threading.Event()

    def run(job: yl.Job, threads: int, progress: object) -> int:
        assert job.first > 0 or handed_over.wait(10)
        return job.first

    got = []
    for i, _ in here.run_here(jobs(8), alone(run), bar()):
        got.append(i)
        if len(got) == 7:
            handed_over.set()
    assert sorted(got) == list(range(8)) and got[-1] == 0


def test_as_many_run_at_once_as_threads_were_asked_for() -> None:
    meet = threading.Barrier(3)

    def run(job: yl.Job, threads: int, progress: object) -> int:
        if threads == 1:
            meet.wait(10)
        return threads

    assert sorted(here.run_here(jobs(4, threads=3), alone(run), bar())) == [(0, 1), (1, 1), (2, 1), (3, 3)]


@pytest.mark.parametrize("more", [[{}, {"threads": 1}], [{"detail": "county"}]])
def test_jobs_of_unlike_threads_or_many_regions_come_one_after_another(two: None, more: list[dict]) -> None:
    inside = 0

    def run(job: yl.Job, threads: int, progress: object) -> int:
        nonlocal inside
        inside += 1
        assert inside == 1
        time.sleep(0.01)
        inside -= 1
        return threads

    some = [job for each in more for job in jobs(4 // len(more), **each)]
    assert list(here.run_here(some, alone(run), bar())) == [(i, job.threads or 0) for i, job in enumerate(some)]


def until_stopped(progress: object) -> None:
    for _ in range(1000):
        progress(0.5)
        time.sleep(0.01)


def test_what_has_finished_is_handed_over_where_another_fails(two: None) -> None:
    finished = threading.Event()

    def run(job: yl.Job, threads: int, progress: object) -> int:
        if job.first == 0:
            until_stopped(progress)
        if job.first == 2:
            raise ValueError("the third")
        if job.first == 3:
            finished.set()
        return job.first

    got = []
    with pytest.raises(ValueError, match="the third"):
        for i, _ in here.run_here(jobs(4), alone(run), bar()):
            got.append(i)
            assert finished.wait(10)  # the caller is at work on the second job while the third fails and the fourth is done
    assert sorted(got) == [1, 3]


def interrupted_after(monkeypatch: pytest.MonkeyPatch, done: threading.Event) -> None:
    def wait(*_: object) -> None:
        assert done.wait(10)
        raise KeyboardInterrupt

    monkeypatch.setattr(here, "wait", wait)


def test_what_has_finished_is_handed_over_on_ctrl_c(two: None, monkeypatch: pytest.MonkeyPatch) -> None:
    finished = threading.Event()

    def run(job: yl.Job, threads: int, progress: object) -> int:
        if job.first == 0:
            until_stopped(progress)
        if job.first == 3:
            finished.set()
        return job.first

    interrupted_after(monkeypatch, finished)
    got = []
    with pytest.raises(KeyboardInterrupt):
        for i, _ in here.run_here(jobs(6), alone(run), bar()):
            got.append(i)
    assert sorted(got) == [1, 2, 3]


def test_ctrl_c_keeps_the_points_of_a_sweep_behind_a_slow_one(two: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    finished = threading.Event()

    def run(some: Sequence[yl.Job], progress: object) -> Together:
        if some[0].name.endswith("=1"):
            until_stopped(progress)
        done = run_together(some, progress)
        if some[0].name.endswith("=4"):
            finished.set()
        return done

    monkeypatch.setattr(yl.jobs, "run_together", run)
    interrupted_after(monkeypatch, finished)
    with pytest.raises(KeyboardInterrupt):
        yl.sweep(BASE, {"beds.nursing.factor": [1, 2, 3, 4]}, replications=1, output=tmp_path / "s.h5", progress=False, **SHORT)
    with yl.open(written(tmp_path / "s.h5")).dataset as data:
        assert json.loads(data.attrs["jobs_done"]) == [[1, 0, 1], [2, 0, 1], [3, 0, 1]]


def test_leaving_early_stops_the_jobs_that_run(two: None) -> None:
    stopped = []

    def run(job: yl.Job, threads: int, progress: object) -> int:
        if job.first > 0:
            try:
                for _ in range(1000):
                    progress(0.5)
                    time.sleep(0.01)
            except here.Stopped:
                stopped.append(job.first)
                raise
        return job.first

    runs = here.run_here(jobs(4), alone(run), bar())
    assert next(runs) == (0, 0)
    time.sleep(0.1)
    begun = time.monotonic()
    runs.close()
    assert time.monotonic() - begun < 1 and sorted(stopped) == [1, 2]


def test_the_bar_counts_replications_of_all_that_run_and_never_back(two: None) -> None:
    class Bar:
        n = 0
        seen: list[int] = []

        def update(self, by: int) -> None:
            assert by > 0
            self.n += by
            self.seen.append(self.n)

    def run(job: yl.Job, threads: int, progress: object) -> int:
        progress(0.5)
        time.sleep(0.4)
        return job.first

    shown = Bar()
    some = [yl.Job(BASE, 10, first=10 * i, **SHORT) for i in range(2)]
    list(here.run_here(some, alone(run), shown))
    assert shown.seen[0] == 10  # half of each


def test_side_by_side_and_one_after_another_make_the_same(two: None) -> None:
    values = {"beds.nursing.factor": [0.8, 1.0, 1.2]}
    together = yl.sweep(BASE, values, replications=2, progress=False, **SHORT)
    alone = yl.sweep(BASE, values, replications=2, progress=False, threads=1, **SHORT)
    assert together.dataset.equals(alone.dataset)
    assert float(together.dataset["deaths"].sum()) > 0
