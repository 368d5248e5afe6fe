"""Many runs with a store of what is done: an interruption keeps it, and the same call goes on from there."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import closing
from typing import Any

import numpy as np
import xarray as xr

from yanglao.dataset import RECORD
from yanglao.errors import ScenarioError, at_point
from yanglao.grid import frame, in_memory, to_file
from yanglao.held import go_on_from
from yanglao.job import Job, check_job
from yanglao.jobs import run_jobs
from yanglao.lock import Lock
from yanglao.points import Axes, Position
from yanglao.recipe import DONE, INTERRUPTED, Recipe, holds
from yanglao.results import Results
from yanglao.results import open as open_results
from yanglao.scenario import Scenario
from yanglao.store import Folder, Key, Memory, Store, parts_of

_OWN = ("scenario", "draw", "replication")  # labels that each job has of its own
_CHECKING = 0.02  # of the time that has gone by: what checks of points may take
REPLICATIONS_A_JOB = 20  # part of the layout: what goes on elsewhere cuts its jobs at the same places


class LabelsDiffer(ValueError):
    """Jobs of one call do not fit in one result, now or ever, so that nothing of what was done is of use."""


class Course:
    """The course of a sweep, or of draws: which jobs are run, and the dataset they make.

    scenarios: one a point of `axes`, in order. names: of the points, for what is told. options: those of all jobs (seed, scale, until, detail, threads). facts:
    attributes of the dataset. beside: variables that no job makes.
    """

    def __init__(self, scenarios: Sequence[Scenario], names: Sequence[str], axes: Axes, store: Store, options: dict[str, Any],
                 facts: dict[str, str], beside: dict[str, xr.DataArray] | None = None):
        self.scenarios, self.names, self.axes, self.store = scenarios, names, axes, store
        self.options, self.facts, self.beside = options, dict(facts), beside or {}
        self.totals = [0] * len(scenarios)
        self._started = time.monotonic()
        self._spent = {"events": 0.0, "simulation_seconds": 0.0}  # in the jobs that this call ran
        self._whole = True
        self._axes: dict[str, list[Any]] | None = None  # of the first job
        self._unchecked: dict[int, None] = {}  # points whose models nobody has built yet, in the order in which to do it
        self._checking_s = 0.0

    def run(self, totals: Sequence[int], executor: Executor | None = None, progress: bool = True, text: str = "sweep",
            shard: tuple[int, int] | None = None, see: Callable[[int, xr.Dataset], None] | None = None) -> None:
        """Runs what is missing until each point has as many replications. see: is shown the point and dataset of every
        job of these, run now or before."""
        mine, self._whole = self._share(totals, shard)
        self.totals = list(totals)
        there = set(self.store.keys())
        if there:
            self._refuse_other_axes(min(there).point, self.store.get(min(there)))
        for key in mine if see else []:
            if key in there:
                see(key.point, self.store.get(key))
        left = [key for key in mine if key not in there]
        asked = list(map(self._job, left))
        with closing(run_jobs(asked, executor, progress, text)) as runs:
            for i, dataset in runs:
                self._refuse_other_axes(left[i].point, dataset)
                if see:  # before it is kept: a measure that no result has is told by the first job, which is then of no use
                    see(left[i].point, dataset)
                self.store.put(left[i], dataset)
                for name in self._spent:
                    self._spent[name] += float(dataset.attrs[RECORD + name])
                self._unchecked.pop(left[i].point, None)
                self._check_more()

    def check(self, totals: Sequence[int], shard: tuple[int, int] | None = None, every: bool = False) -> None:
        """Whether the points can be run, so that a wrong one is told soon and not hours later: the first and the last now, the
        others while `run` goes on (`_check_more`); every one now where they are in no order, as draws are. Where an earlier
        call did some of it, that call has checked. Raises ScenarioError, ValueError for a shard of no jobs."""
        mine = self._share(totals, shard)[0]
        if shard and not mine:
            raise ValueError(f"shard {shard[0]} of {shard[1]} has nothing to do: there are fewer jobs, each of up to "
                             f"{REPLICATIONS_A_JOB} replications of a point")
        if not self.store.keys():
            self._unchecked = dict.fromkeys(ends_first(sorted({key.point for key in mine})))
            self._check_more(len(self._unchecked) if every else 2)

    def _check_more(self, at_least: int = 0) -> None:
        """Builds models of points that are still to be run: as many as take no more than a small share of the time so far."""
        while self._unchecked and (at_least > 0 or self._checking_s < _CHECKING * (time.monotonic() - self._started)):
            begun = time.monotonic()
            point = next(iter(self._unchecked))
            del self._unchecked[point]
            check_job(self._job(Key(point, 0, 1)))
            self._checking_s += time.monotonic() - begun
            at_least -= 1

    def _share(self, totals: Sequence[int], shard: tuple[int, int] | None) -> tuple[list[Key], bool]:
        """The jobs that are missing until the totals are reached: those of the shard, and whether these are all."""
        jobs = [Key(point, first, min(REPLICATIONS_A_JOB, total - first)) for point, total in enumerate(totals)
                for first in range(self.totals[point], total, REPLICATIONS_A_JOB)]
        mine = jobs if shard is None else jobs[shard[0] - 1 :: shard[1]]
        return mine, len(mine) == len(jobs)

    def _job(self, key: Key) -> Job:
        return Job(self.scenarios[key.point], key.count, key.first, **self.options, name=self.names[key.point])

    def _refuse_other_axes(self, point: int, dataset: xr.Dataset) -> None:
        """One dataset holds all jobs only if its labels mean the same in all of them."""
        axes = {str(name): dataset.variables[name].values.tolist() for name in dataset.coords if name not in _OWN}
        self._axes = self._axes or axes
        other = [name for name in {**self._axes, **axes} if axes.get(name) != self._axes.get(name)]
        if other:
            raise LabelsDiffer(f"{self.names[point]} ({self.scenarios[point].name}) differs from the others in its {', '.join(other)}, so "
                               "that they do not fit in one result; run it apart")

    def dataset(self) -> xr.Dataset:
        return in_memory(self._frame(), self._pieces())

    def write(self, output: str | os.PathLike[str], interrupted: bool = False) -> None:
        empty = self._frame()
        if interrupted:
            empty.attrs[INTERRUPTED] = "true"
        if interrupted or not self._whole:
            empty.attrs[DONE] = json.dumps(self.store.keys())
        to_file(empty, self._pieces(), output, REPLICATIONS_A_JOB)

    def _frame(self) -> xr.Dataset:
        keys = self.store.keys()
        first = self.store.get(keys[0])
        wall = time.monotonic() - self._started
        most = max(*self.totals, *(key.first + key.count for key in keys))  # an interrupted call may hold more than it came to
        spent = self._spent | {"events_per_second": self._spent["events"] / wall, "wall_seconds": wall}
        record = {RECORD + name: f"{value:.6f}" for name, value in spent.items()}
        return frame(first, self.axes, most, self.facts | {"replications": str(most)} | record).assign(self.beside)

    def _pieces(self) -> Iterator[tuple[Position, xr.Dataset]]:
        """Position and dataset of every job, in order, one at a time."""
        for key in self.store.keys():
            yield tuple(int(i) for i in np.unravel_index(key.point, self.axes.shape)), self.store.get(key)


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


def store_of(output: str | os.PathLike[str] | None, recipe: Recipe) -> Store | Results:
    """Where to keep the jobs of a call; the results, where the output holds all of them. Raises FileError."""
    if output is None:
        return Memory()
    if holds(output, recipe):
        return open_results(output, lazy=True)
    lock = Lock(parts_of(output))
    try:
        if not holds(output, recipe):
            folder = Folder(output, recipe, lock)
            if os.path.exists(output):
                go_on_from(output, folder)
            return folder
    except BaseException:
        lock.release()
        raise
    shutil.rmtree(lock.folder, ignore_errors=True)  # another call has ended in between
    lock.release()
    return open_results(output, lazy=True)


def carry_out(course: Course, work: Callable[[], None], output: str | os.PathLike[str] | None) -> Results:
    """Does the work and yields its results, from the file where there is an output.

    Ctrl-C, or a call that turns out to be wrong (a value cannot be run, or names what the results do not have): what was
    finished is written to the output before the exception goes on. Where nothing was, or nothing of use, no parts are left to
    stand in the way of the corrected call.
    """
    with closing(course.store):
        try:
            work()
        except LabelsDiffer:
            course.store.forget()
            raise
        except (KeyboardInterrupt, ValueError, KeyError, TypeError):
            if not course.store.keys():
                course.store.forget()
            elif output is not None:
                course.write(output, interrupted=True)
            raise
        if output is not None:
            course.write(output)
            course.store.done()
    if output is None:
        return Results(course.dataset())
    return open_results(output, lazy=True)
