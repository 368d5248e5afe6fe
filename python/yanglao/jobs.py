"""Many jobs, here or on workers elsewhere."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures import FIRST_COMPLETED
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import xarray as xr
from tqdm import tqdm

from yanglao import checks
from yanglao.errors import TEXT, ScenarioError, at_point, shown
from yanglao.here import advance, run_here
from yanglao.job import Job, Stopped, Together, run_job, run_together

Done = tuple[int, xr.Dataset]  # the number of a job, and what it gave
MOST_BREAKDOWNS = 3  # of workers, one after another without a job done between them
_STOP_S = 0.5  # how long workers are waited for when everything is to stop


def run_jobs(
    jobs: Sequence[Job], executor: Executor | None = None, progress: bool = True, text: str = "replications"
) -> Iterator[tuple[int, xr.Dataset]]:
    """Yields (i, dataset of jobs[i]) as they finish, in any order.

    Each dataset has the dimensions `scenario` (one), `draw` (one), `replication` (numbered from `first`), `region` and
    those of its variables; it is the same to the bit wherever it ran. What was yielded is the caller's: nothing of it
    is lost by what happens later.

    jobs: a list of `yl.Job`.
    executor: anything with the interface of `concurrent.futures` (a process pool, `mpi4py.futures`, Dask's
        `Client.get_executor()`); None: here, as many jobs side by side as there are threads.
    progress: a bar that counts replications, with the time left; text: what stands before it.

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
    checks.progress(progress)
    return _run_jobs(jobs, executor, progress, text)


def _run_jobs(jobs: Sequence[Job], executor: Executor | None, progress: bool, text: str) -> Iterator[tuple[int, xr.Dataset]]:
    total = sum(job.replications for job in jobs)
    with tqdm(total=total, desc=text, unit="", disable=not progress, mininterval=0.2) as bar:
        runs = run_here(jobs, _run_on, bar) if executor is None else _on_workers(jobs, executor)
        with closing(runs):
            yield from _counted(runs, jobs, bar)


def _counted(runs: Generator[Done, None, None], jobs: Sequence[Job], bar: tqdm) -> Iterator[Done]:
    """The same, counted by the bar. What the caller throws in (Ctrl-C while a dataset is put away) goes on, and what has finished
    comes before it is raised."""
    done, thrown = 0, None
    while True:
        try:
            i, dataset = next(runs) if thrown is None else runs.throw(thrown)
        except StopIteration:
            return
        done, thrown = done + jobs[i].replications, None
        advance(bar, done)
        try:
            yield i, dataset
        except KeyboardInterrupt as interrupt:
            thrown = interrupt


def _run_on(jobs: Sequence[Job], threads: int, progress: Any) -> Together:
    """threads: 0, all."""
    return run_together([replace(job, threads=threads or None) for job in jobs], progress)


def _on_workers(jobs: Sequence[Job], executor: Executor) -> Generator[Done, None, None]:
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
    except KeyboardInterrupt:
        for future, i in list(pending.items()):
            if future.done() and not future.cancelled() and not future.exception():
                yield i, future.result()
        raise
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
        return run_job(replace(job, threads=job.threads or 1), look)
    except ScenarioError as error:
        raise at_point(job.name or job.scenario.name, error, TEXT) from None


def _like(pool: ProcessPoolExecutor) -> ProcessPoolExecutor:
    """A fresh pool of the same size and kind."""
    return ProcessPoolExecutor(pool._max_workers, pool._mp_context, pool._initializer, pool._initargs)
