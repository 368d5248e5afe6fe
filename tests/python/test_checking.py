"""Points of a sweep are checked early, without slowing it: the last before anything is run, the first by being run, the others in between."""

import time

import pytest

import yanglao as yl
from yanglao import course
from yanglao.course import ends_first

SMALL = dict(replications=1, scale=0.005, until="2020-12-01", progress=False)
CENTRES = "facility.urban_centre.count"


@pytest.mark.parametrize("n", [0, 1, 2, 3, 4, 10, 97])
def test_ends_come_first_and_everybody_once(n):
    order = ends_first(range(n))
    assert sorted(order) == list(range(n))
    assert order[:2] == [0, n - 1][: min(n, 2)] if n > 1 else order == list(range(n))
    # By halves: after a quarter of them no stretch longer than a third is unseen.
    seen = sorted(order[: max(3, n // 4)])
    assert n < 10 or max(b - a for a, b in zip(seen, seen[1:])) <= 1 + n / 2


def checked(monkeypatch, share):
    """The points checked, and how many jobs were done then, where checks may take this share of the time."""
    told, done = [], []
    run_jobs = course.run_jobs

    def check(job):
        time.sleep(0.01)
        told.append((job.name, len(done)))

    def jobs(*arguments):
        for each in run_jobs(*arguments):
            done.append(1)
            yield each

    monkeypatch.setattr(course, "_CHECKING", share)
    monkeypatch.setattr(course, "check_job", check)
    monkeypatch.setattr(course, "run_jobs", jobs)
    yl.sweep("jiangxi-2025", {"beds.nursing.factor": [1, 1.1, 1.2, 1.3, 1.4, 1.5]}, **SMALL)
    return told


def test_checks_for_which_there_is_time_come_before_the_second_job(monkeypatch):
    told = checked(monkeypatch, 1e9)
    assert [name.split("=")[1] for name, _ in told[:2]] == ["1.5", "1.3"]
    assert len({name for name, _ in told}) == 5 and {done for _, done in told} <= {0, 1}


def test_checks_for_which_there_is_no_time_do_not_hold_up_the_runs(monkeypatch):
    assert [(name.split("=")[1], done) for name, done in checked(monkeypatch, 0)] == [("1.5", 0)]
