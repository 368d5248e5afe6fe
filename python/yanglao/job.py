"""A job: some replications of one scenario, run in one go."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
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


@dataclass(frozen=True)
class Together:
    """What jobs gave that ran together, in their order. shared: whether scenarios had people in common that were made once."""

    datasets: list[xr.Dataset]
    shared: bool


def run_job(job: Job, progress: Any = None) -> xr.Dataset:
    """One job, in this process. progress: called as that of `yl.run`; what it raises stops the job."""
    return run_together([job], progress).datasets[0]


def belong_together(a: Job, b: Job) -> bool:
    """Whether the engine can run both at once: they differ in their scenarios alone."""
    return replace(a, scenario=b.scenario, name=b.name) == b


def run_together(jobs: Sequence[Job], progress: Any = None) -> Together:
    """Jobs that belong together, in this process, each to the bit as if it ran alone. Scenarios that begin with the same people,
    as those of a sweep over beds do, have them made once for all. progress: as in `run_job`, of all of them."""
    job = jobs[0]
    try:
        plain, shared, raised = _core.run_each(
            [each.scenario._core for each in jobs],
            replications=job.replications,
            first=job.first,
            seed=job.seed,
            scale=job.scale,
            threads=job.threads or 0,
            until=days(job.until),
            detail=job.detail,
            progress=progress,
        )
    except ScenarioError:
        for each in jobs:  # which of them it is, by its name
            check_job(each)
        raise
    if raised is not None:
        raise raised
    return Together(list(map(to_xarray, plain)), shared)


def check_job(job: Job) -> None:
    """Raises what the job would raise before its first event: its model is built, and not run."""
    try:
        _core.check([job.scenario._core], scale=job.scale, until=days(job.until), detail=job.detail)
    except ScenarioError as error:
        raise (at_point(job.name, error) if job.name else error) from None
