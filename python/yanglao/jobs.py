"""Many runs, here or on workers elsewhere: each job is some replications of one scenario."""

from __future__ import annotations

import datetime
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures import FIRST_COMPLETED
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import xarray as xr
from tqdm import tqdm

from yanglao import _core, checks
from yanglao.checks import days
from yanglao.dataset import to_xarray
from yanglao.errors import TEXT, ScenarioError, at_point, shown
from yanglao.here import Stopped, advance, run_here
from yanglao.scenario import Scenario

MOST_NUMBER = 2**32  # replications are numbered below it
MOST_BREAKDOWNS = 3  # of workers, one after another without a job done between them
_STOP_S = 0.5  # how long workers are waited for when everything is to stop


@dataclass(frozen=True)
class Job:
    """Replications `first` to `first + replications - 1` of a scenario: what one worker does in one go.

    The streams of random numbers belong to (seed, replication): replications 20 to 39 as a job of their own are the
    same as the second half of a job of 40. The other fields are the arguments of `yl.run`; threads: processors
    to use here, on which jobs run side by side; of one job on an executor (None: all here, one on an executor). A job travels as the scenario's resolved text. name: for what is told, such as "draw 7".
    """

    scenario: Scenario
    replications: int
    first: int = 0
    seed: int = 1
    scale: float = 1.0
    until: datetime.date | str | None = None
    detail: str = "province"
    threads: int | None = None
    name: str = ""

    def __post_init__(self) -> None:
        if not isinstance(self.scenario, Scenario):
            raise TypeError(f"the scenario of a job was {shown(self.scenario)}; expected a yanglao.Scenario")
        checks.check([self.scenario], self.replications, self.seed, self.scale, self.threads, self.detail, self.until)
        checks.whole("first", self.first, 0, MOST_NUMBER - self.replications)
        if not isinstance(self.name, str):
            raise TypeError(f"the name of a job was {shown(self.name)}; expected a text")


def run_jobs(
    jobs: Sequence[Job], executor: Executor | None = None, progress: bool = True, text: str = "replications"
) -> Iterator[tuple[int, xr.Dataset]]:
    """Yields (i, dataset of jobs[i]) as they finish: in order without an executor, in any order with one.

    Each dataset has the dimensions `scenario` (one), `draw` (one), `replication` (numbered from `first`), `region` and
    those of its variables; it is the same to the bit wherever it ran. What was yielded is the caller's: nothing of it
    is lost by what happens later.

    executor: anything with the interface of `concurrent.futures` (a process pool, `mpi4py.futures`, Dask's
        `Client.get_executor()`); None: here, as many jobs side by side as there are threads.
    progress: a bar that counts replications, with the time left.

    A worker that dies: jobs that it broke are run again, in a fresh pool where `executor` is a process pool, else here
    (Dask sends them to another worker by itself; where MPI loses a process, it ends the program: see `output` of
    `yl.sweep`). BrokenExecutor is raised when that happens three times without a job done between.
    Ctrl-C, or the caller's leaving the loop, stops the jobs that run, here and on workers of this machine within a
    second, on other machines when their job ends; those not begun are cancelled. Use `contextlib.closing` around the
    iterator where the loop may be left early. Raises what a job raises (ScenarioError, FileError), TypeError for what are no
    jobs.
    """
    if not isinstance(jobs, Sequence) or not all(isinstance(job, Job) for job in jobs):
        raise TypeError(f"jobs was {shown(jobs)}; expected a list of yanglao.Job")
    checks.executor(executor)
    return _run_jobs(jobs, executor, progress, text)


def _run_jobs(jobs: Sequence[Job], executor: Executor | None, progress: bool, text: str) -> Iterator[tuple[int, xr.Dataset]]:
    total = sum(job.replications for job in jobs)
    with tqdm(total=total, desc=text, unit="", disable=not progress, mininterval=0.2) as bar:
        runs = run_here(jobs, _run_on, bar) if executor is None else _on_workers(jobs, executor)
        with closing(runs):
            done = 0
            for i, dataset in runs:
                done += jobs[i].replications
                advance(bar, done)
                yield i, dataset


def run_job(job: Job, progress: Any = None) -> xr.Dataset:
    """One job, in this process. progress: called as that of `yl.run`; what it raises stops the job."""
    plain, raised = _run(job, progress)
    if raised is not None:
        raise raised
    return to_xarray(plain)


def _run_on(job: Job, threads: int, progress: Any) -> xr.Dataset:
    """threads: 0, all."""
    return run_job(replace(job, threads=threads or None), progress)


def check_job(job: Job) -> None:
    """Raises what the job would raise before its first event: its model is built, and not run."""
    with _named(job):
        _core.check([job.scenario._core], scale=job.scale, until=days(job.until), detail=job.detail)


@contextmanager
def _named(job: Job) -> Iterator[None]:
    try:
        yield
    except ScenarioError as error:
        raise (at_point(job.name, error) if job.name else error) from None


def _run(job: Job, progress: Any) -> tuple[dict[str, Any], Any]:
    with _named(job):
        return _core.run(
            [job.scenario._core],
            replications=job.replications,
            first=job.first,
            seed=job.seed,
            scale=job.scale,
            threads=job.threads or 0,
            until=days(job.until),
            detail=job.detail,
            title=job.scenario.title or job.scenario.name,
            command="",
            progress=progress,
        )


def _on_workers(jobs: Sequence[Job], executor: Executor) -> Iterator[tuple[int, xr.Dataset]]:
    """Everything is submitted at once: sharing it out is the executor's work."""
    folder = Path(tempfile.mkdtemp(prefix="yanglao-"))
    stop = folder / "stop"
    own: Executor | None = None
    pending: dict[Future, int] = {}
    left = set(range(len(jobs)))
    breakdowns = 0
    try:
        while left:
            broken: BrokenExecutor | None = None
            try:
                for i in sorted(left):
                    pending[(own or executor).submit(_work, jobs[i], str(stop))] = i
            except BrokenExecutor as error:
                broken = error
            while pending:
                for future in wait(pending, return_when=FIRST_COMPLETED).done:
                    i = pending.pop(future)
                    try:
                        dataset = future.result()
                    except BrokenExecutor as error:
                        broken = error
                        continue
                    left.discard(i)
                    breakdowns = 0
                    yield i, dataset
            if broken is None:
                break
            breakdowns += 1
            if breakdowns == MOST_BREAKDOWNS:
                raise broken
            if not isinstance(executor, ProcessPoolExecutor):
                yield from ((i, run_job(jobs[i])) for i in sorted(left))
                break
            if own is not None:
                own.shutdown(wait=False)
            own = _like(executor)
    finally:
        if pending:
            stop.touch()
            for future in pending:
                future.cancel()
            wait(pending, timeout=_STOP_S)
        if own is not None:
            own.shutdown(wait=False, cancel_futures=True)
        # Workers that are busy still look for the sign; it is one empty file.
        if all(future.done() for future in pending):
            shutil.rmtree(folder, ignore_errors=True)


def _work(job: Job, stop: str) -> xr.Dataset:
    """A job on a worker, which looks for the sign to stop about twenty times a second."""

    def look(*_: Any) -> None:
        if os.path.exists(stop):
            raise Stopped("the caller went away")

    look()
    try:
        return _run_on(job, job.threads or 1, look)
    except ScenarioError as error:
        raise at_point(job.name or job.scenario.name, error, TEXT) from None


def _like(pool: ProcessPoolExecutor) -> ProcessPoolExecutor:
    """A fresh pool of the same size and kind."""
    return ProcessPoolExecutor(pool._max_workers, pool._mp_context, pool._initializer, pool._initargs)
