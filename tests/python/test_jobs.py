"""Jobs give the same datasets wherever they run; what happens to workers and Ctrl-C loses nothing that was done."""

import os
import signal
import time
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import closing

import pytest
import xarray as xr

import yanglao as yl
from yanglao import jobs
from yanglao.jobs import Job, run_jobs

SMALL = dict(scale=0.005, until="2021-01-01")


@pytest.fixture(scope="module")
def four(scenario) -> list[Job]:
    return [Job(scenario, 2, first=2 * i, **SMALL) for i in range(4)]


def joined(jobs_, executor=None) -> xr.Dataset:
    parts = dict(run_jobs(jobs_, executor, progress=False))
    assert sorted(parts) == list(range(len(jobs_)))
    numbers = [parts[i].drop_attrs() for i in range(len(jobs_))]
    return xr.concat(numbers, "replication", data_vars="minimal")


@pytest.fixture(scope="module")
def whole(scenario) -> xr.Dataset:
    return next(run_jobs([Job(scenario, 8, **SMALL)], progress=False))[1].drop_attrs()


def test_later_replications_go_on_where_earlier_ones_ended(four, whole):
    xr.testing.assert_identical(joined(four), whole)
    assert list(whole["replication"]) == list(range(8))
    first = whole["admissions"].isel(replication=0)
    assert not any(first.equals(whole["admissions"].isel(replication=i)) for i in range(1, 8))


@pytest.mark.parametrize("pool", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_workers_give_the_same(four, whole, pool):
    with pool(2) as executor:
        xr.testing.assert_identical(joined(four, executor), whole)


def die_once(flag: str):
    """For the start of a worker: the first one that gets this far into its work ends as a killed process does."""
    run = jobs.run_job

    def dies(job, progress=None):
        if job.first == 4:
            try:
                os.close(os.open(flag, os.O_CREAT | os.O_EXCL))
            except FileExistsError:
                return run(job, progress)
            os.kill(os.getpid(), signal.SIGKILL)
        return run(job, progress)

    jobs.run_job = dies


def test_killed_worker_loses_nothing(four, whole, tmp_path):
    flag = tmp_path / "died"
    with ProcessPoolExecutor(2, initializer=die_once, initargs=(str(flag),)) as executor:
        xr.testing.assert_identical(joined(four, executor), whole)
    assert flag.exists()


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def test_job_that_always_kills_its_worker_ends_in_an_error(four):
    with ProcessPoolExecutor(1, initializer=die) as executor, pytest.raises(BrokenExecutor):
        joined(four, executor)


def test_leaving_the_loop_stops_the_workers(scenario, tmp_path, monkeypatch):
    monkeypatch.setattr(jobs.tempfile, "tempdir", str(tmp_path))
    long = [Job(scenario, 50, first=50 * i, scale=0.05) for i in range(3)]
    with ProcessPoolExecutor(2) as executor:
        with closing(run_jobs([Job(scenario, 1, **SMALL), *long], executor, progress=False)) as runs:
            assert next(runs)[0] == 0
            left = time.monotonic()
        executor.shutdown()
    assert time.monotonic() - left < 1
    assert not list(tmp_path.iterdir())


def test_fault_of_a_job_is_the_callers(scenario):
    wrong = Job(scenario, 1, scale=0.005, until="1990-01-01")
    for executor in (None, ThreadPoolExecutor(1), ProcessPoolExecutor(1)):
        with pytest.raises(yl.ScenarioError):
            list(run_jobs([wrong], executor, progress=False))


def test_progress_counts_replications(four, capsys):
    list(run_jobs(four, progress=True))
    assert "8/8" in capsys.readouterr().err
