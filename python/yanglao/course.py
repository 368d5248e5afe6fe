"""Many runs, as jobs: which are missing, what they are checked for, and where they go when they are done."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import closing
from typing import Any

import xarray as xr

from yanglao import _core
from yanglao.errors import ScenarioError, at_point
from yanglao.job import REPLICATIONS_A_JOB, Job, check_job
from yanglao.jobs import run_jobs
from yanglao.points import Axes
from yanglao.scenario import Scenario
from yanglao.store import Key
from yanglao.whole import Whole

_OWN = ("scenario", "draw", "replication")  # labels that each job has of its own
_CHECKING = 0.02  # of the time that has gone by: what checks of points may take


class LabelsDiffer(ValueError):
    """Jobs of one call do not fit in one result, now or ever, so that nothing of what was done is of use."""


class Course:
    """The course of a sweep, or of draws: which jobs are run.

    scenarios: one a point, in order. names: of the points, for what is told. options: those of all jobs (seed, scale, until,
    detail, threads). whole: where their datasets go, and what they make.
    """

    def __init__(self, scenarios: Sequence[Scenario], names: Sequence[str], options: dict[str, Any], whole: Whole):
        self.scenarios, self.names, self.options, self.whole = scenarios, names, options, whole
        self.store, self.record = whole.store, whole.record
        self.totals = [0] * len(scenarios)
        self._has_all = True
        self._labels: dict[str, list[Any]] | None = None  # of the first job
        self._unchecked: dict[int, None] = {}  # points whose models nobody has built yet, in the order in which to do it
        self._checking_s = 0.0

    def run(self, totals: Sequence[int], executor: Executor | None = None, progress: bool = True, text: str = "sweep",
            shard: tuple[int, int] | None = None, see: Callable[[int, xr.Dataset], None] | None = None) -> None:
        """Runs what is missing until each point has as many replications. see: is shown the point and dataset of every
        job of these, run now or before."""
        mine, self._has_all = self._share(totals, shard)
        self.totals = list(totals)
        there = set(self.store.keys())
        if there:
            self._refuse_other_labels(min(there).point, self.store.get(min(there)))
        for key in mine if see else []:
            if key in there:
                see(key.point, self.store.get(key))
        left = [key for key in mine if key not in there]
        asked = list(map(self._job, left))
        if asked and executor is None:
            self.record.side_by_side(self.options.get("threads") or _core.threads())
        with closing(run_jobs(asked, executor, progress, text)) as runs:
            for i, dataset in runs:
                try:
                    self._refuse_other_labels(left[i].point, dataset)
                    if see:  # before it is kept: a measure that no result has is told by the first job, which is then of no use
                        see(left[i].point, dataset)
                    self._keep(left[i], dataset)
                    self._unchecked.pop(left[i].point, None)
                    self._check_more()
                except KeyboardInterrupt as interrupt:
                    self._keep_rest(left, (i, dataset), runs, interrupt)
                    raise

    def _keep(self, key: Key, dataset: xr.Dataset) -> None:
        self.store.put(key, dataset)
        self.record.add(dataset)

    def _keep_rest(self, left: Sequence[Key], last: tuple[int, xr.Dataset], runs: Any, interrupt: KeyboardInterrupt) -> None:
        """Keeps the job in whose midst Ctrl-C came, and those that have finished and were not handed over yet."""
        self.store.put(left[last[0]], last[1])
        try:
            i, dataset = runs.throw(interrupt)
            while True:
                self._keep(left[i], dataset)
                i, dataset = next(runs)
        except (KeyboardInterrupt, StopIteration):
            pass

    def check(self, totals: Sequence[int], shard: tuple[int, int] | None = None, every: bool = False) -> None:
        """Whether the points can be run, so that a wrong one is told soon and not hours later: the last now, as the first is run at
        once, the others while `run` goes on (`_check_more`); every one now where they are in no order, as draws are. Where an
        earlier call did some of it, that call has checked. Raises ScenarioError, ValueError for a shard of no jobs."""
        mine = self._share(totals, shard)[0]
        if shard and not mine:
            raise ValueError(f"shard {shard[0]} of {shard[1]} has nothing to do: there are fewer jobs, each of up to "
                             f"{REPLICATIONS_A_JOB} replications of a point")
        if not self.store.keys():
            order = ends_first(sorted({key.point for key in mine}))
            self._unchecked = dict.fromkeys(order if every else order[1:])
            self._check_more(len(order) if every else 1)

    def _check_more(self, at_least: int = 0) -> None:
        """Builds models of points that are still to be run: as many as take no more than a small share of the time so far."""
        while self._unchecked and (at_least > 0 or self._checking_s < _CHECKING * self.record.wall_s()):
            begun = time.monotonic()
            point = next(iter(self._unchecked))
            del self._unchecked[point]
            check_job(self._job(Key(point, 0, 1)))
            self._checking_s += time.monotonic() - begun
            at_least -= 1

    def _share(self, totals: Sequence[int], shard: tuple[int, int] | None) -> tuple[list[Key], bool]:
        """The jobs that are missing until the totals are reached: those of the shard, and whether these are all."""
        # The same replications of all points first: they have people in common (here.py), and are of use before the rest is there.
        jobs = sorted((Key(point, first, min(REPLICATIONS_A_JOB, total - first)) for point, total in enumerate(totals)
                       for first in range(self.totals[point], total, REPLICATIONS_A_JOB)), key=lambda key: (key.first, key.point))
        mine = jobs if shard is None else jobs[shard[0] - 1 :: shard[1]]
        return mine, len(mine) == len(jobs)

    def _job(self, key: Key) -> Job:
        return Job(self.scenarios[key.point], key.count, key.first, **self.options, name=self.names[key.point])

    def _refuse_other_labels(self, point: int, dataset: xr.Dataset) -> None:
        """One dataset holds all jobs only if its labels mean the same in all of them."""
        if self._labels is None:
            _refuse_taken_names(self.whole.axes, dataset)
        labels = {str(name): dataset.variables[name].values.tolist() for name in dataset.coords if name not in _OWN}
        self._labels = self._labels or labels
        other = [name for name in {**self._labels, **labels} if labels.get(name) != self._labels.get(name)]
        if other:
            raise LabelsDiffer(f"{self.names[point]} ({self.scenarios[point].name}) differs from the others in its {', '.join(other)}, so "
                               "that they do not fit in one result; run it apart")

    def write(self, output: str | os.PathLike[str], interrupted: bool = False) -> None:
        self.whole.write(output, max(self.totals), all_there=self._has_all and not interrupted, interrupted=interrupted)


def _refuse_taken_names(axes: Axes, job: xr.Dataset) -> None:
    taken = [name for name in axes.coordinates(job) if name not in _OWN and (name in job.dims or name in job.variables)]
    if taken:
        raise LabelsDiffer(f'a sweep cannot vary "{taken[0]}" as a whole: the results have something else of this name; vary keys in it')


def ends_first(items: Sequence[int]) -> list[int]:
    """The first and the last, then those between by halves: what goes wrong from somewhere on is met early."""
    order, parts = [*items[:1], *items[1:][-1:]], [(1, len(items) - 1)]
    for low, high in parts:  # which grows meanwhile
        if low < high:
            middle = (low + high) // 2
            order.append(items[middle])
            parts += [(low, middle), (middle + 1, high)]
    return order


def scenarios_at(base: Scenario, names: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> list[Scenario]:
    """The scenario with the settings of each row. names: of the rows, for what is told. Raises ScenarioError."""
    made = []
    for name, row in zip(names, rows):
        try:
            made.append(base.set(row))
        except ScenarioError as error:
            raise at_point(name, error) from None
    return made
