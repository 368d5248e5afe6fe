"""The same sweep here, in a process pool, under MPI and on a Dask cluster: the same bytes."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import distributed
import pytest
from support import same

import yanglao as yl
from yanglao import jobs

LEVERS = {"beds.nursing.factor": [1, 2], "family_doctor.coverage": [0.3, 0.9]}


def swept(path, executor=None, replications=2) -> Path:
    yl.sweep("jiangxi-2025", LEVERS, replications=replications, scale=0.005, until="2021-01-01", progress=False,
             output=path, executor=executor)
    return path


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    return swept(tmp_path_factory.mktemp("executors") / "here.h5")


def test_process_pool(here, tmp_path):
    with ProcessPoolExecutor(2) as executor:
        assert same(swept(tmp_path / "pool.h5", executor), here)


def die_once(flag: str):
    """For the start of a worker: the first one that has simulated its job, and not yet given it back, is killed."""
    run = jobs.run_job

    def dies(job, progress=None):
        done = run(job, progress)
        if job.scenario["beds.nursing.factor"] == 2:
            try:
                os.close(os.open(flag, os.O_CREAT | os.O_EXCL))
            except FileExistsError:
                return done
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    jobs.run_job = dies


def test_worker_of_a_process_pool_killed_in_the_middle_loses_nothing(here, tmp_path):
    flag = tmp_path / "died"
    with ProcessPoolExecutor(2, initializer=die_once, initargs=(str(flag),)) as executor:
        assert same(swept(tmp_path / "pool.h5", executor), here)
    assert flag.exists()


@pytest.mark.parametrize("where", ["pool", "dask"])
def test_draws_are_the_same_bytes_on_executors(where, tmp_path, request):
    def drawn(path, executor=None):
        yl.uncertainty(["jiangxi-2025", "jiangxi-2020"], 2, 2, ["wish.institution"], scale=0.005, until="2021-01-01",
                       progress=False, output=path, executor=executor)
        return path

    expected = drawn(tmp_path / "here.h5")
    if where == "dask":
        assert same(drawn(tmp_path / "dask.h5", request.getfixturevalue("dask").get_executor()), expected)
    else:
        with ProcessPoolExecutor(2) as executor:
            assert same(drawn(tmp_path / "pool.h5", executor), expected)


def test_mpi(here, tmp_path):
    command = [Path(sys.executable).with_name("mpiexec"), "-n", "3", sys.executable, "-m", "mpi4py.futures",
               Path(__file__).with_name("mpi_sweep.py"), tmp_path / "mpi.h5"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert "workers 2" in done.stdout
    assert same(tmp_path / "mpi.h5", here)


@pytest.fixture(scope="module")
def dask():
    """Two worker processes on this machine."""
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        with distributed.Client(cluster) as client:
            yield client


def test_dask(here, tmp_path, dask):
    assert len(dask.scheduler_info()["workers"]) == 2
    assert same(swept(tmp_path / "dask.h5", dask.get_executor()), here)


def test_dask_worker_killed_in_the_middle_loses_nothing(here, tmp_path, dask):
    victim = next(iter(dask.run(os.getpid).values()))
    executor = dask.get_executor()

    def kill_then_submit(*arguments, submitted=[], **options):
        future = submit(*arguments, **options)
        submitted.append(future)
        if len(submitted) == 4:
            os.kill(victim, signal.SIGKILL)
        return future

    submit, executor.submit = executor.submit, kill_then_submit
    assert same(swept(tmp_path / "dask.h5", executor), here)
    assert victim not in dask.run(os.getpid).values()


PROGRAM = """
import sys, yanglao as yl
from concurrent.futures import ProcessPoolExecutor
if __name__ == "__main__":
    with ProcessPoolExecutor(2) as executor:
        print("begun", flush=True)
        yl.sweep("jiangxi-2025", {"beds.nursing.factor": [1, 2, 3]}, replications=100, scale=0.05, progress=False,
                 output=sys.argv[1], executor=executor if sys.argv[2] == "pool" else None)
"""


@pytest.mark.parametrize("where", ["here", "pool"])
@pytest.mark.parametrize("to", ["the process", "all of the terminal's"])
def test_interrupted_sweep_ends_within_a_second(tmp_path, where, to):
    """Ctrl-C in a terminal reaches the workers too, a notebook's interrupt only the process itself."""
    command = [sys.executable, "-c", PROGRAM, tmp_path / "x.h5", where]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    assert running.stdout.readline() == b"begun\n"
    time.sleep(3)
    sent = time.monotonic()
    (os.kill if to == "the process" else os.killpg)(running.pid, signal.SIGINT)
    _, errors = running.communicate(timeout=20)
    assert time.monotonic() - sent < 2  # one to stop, and one for the interpreter's end on a busy machine
    assert running.returncode == -signal.SIGINT and b"KeyboardInterrupt" in errors
