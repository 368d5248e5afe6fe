"""A job: some replications of one scenario, run in one go."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import xarray as xr

from yanglao import _core, checks
from yanglao.checks import days
from yanglao.dataset import to_xarray
from yanglao.errors import ScenarioError, at_point, shown
from yanglao.scenario import Scenario

MOST_NUMBER = 2**32  # replications are numbered below it
REPLICATIONS_A_JOB = 20  # of a sweep or draws; part of the layout: what goes on elsewhere cuts its jobs at the same places


@dataclass(frozen=True)
class Job:
    """Replications `first` to `first + replications - 1` of a scenario: what one worker does in one go.

    The streams of random numbers belong to (seed, replication): replications 20 to 39 as a job of their own are the
    same as the second half of a job of 40. scenario: a `yl.Scenario`; replications: how many, from 1; first: the number of
    the first, from 0. The other arguments are those of `run`; threads: processors to use here, on which jobs run side by
    side; of one job on an executor (None: all here, one on an executor). A job travels as the scenario's resolved text.
    name: for what is told, such as "draw 7".

    Raises TypeError for a field of another type, ValueError for one out of its range.
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


class Stopped(Exception):
    """A job was told to stop in its middle."""


def run_job(job: Job, progress: Any = None) -> xr.Dataset:
    """One job, in this process. progress: called as that of `yl.run`; what it raises stops the job."""
    plain, raised = _run(job, progress)
    if raised is not None:
        raise raised
    return to_xarray(plain)


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


def _run(job: Job, progress: Any) -> tuple[Any, Any]:
    """The engine's arrays and None, or None and what was raised."""
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
            keep=False,
        )
