"""Runs over a grid of lever values, or over the points of a design."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from contextlib import closing
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from yanglao import _core, stopping
from yanglao.dataset import RECORD
from yanglao.errors import FileError
from yanglao.grid import Points, frame, in_memory, to_file
from yanglao.jobs import Job, run_jobs
from yanglao.results import Results
from yanglao.results import open as open_results
from yanglao.run import TEXT, as_arguments, check, how_many
from yanglao.scenario import Scenario, as_scenario
from yanglao.stopping import Asked, Precision
from yanglao.store import Folder, Key, Memory, Recipe, Store, pieces, refuse_other

REPLICATIONS_A_JOB = 20  # part of the layout: a sweep that goes on elsewhere cuts its jobs at the same places
RECIPE, SHARD, DONE = "recipe", "shard", "jobs_done"  # attributes of a sweep's file


def sweep(
    scenario: Scenario | str | os.PathLike[str],
    levers: Mapping[str, Sequence[Any]] | pd.DataFrame,
    replications: int | None = None,
    seed: int = 1,
    executor: Executor | None = None,
    scale: float = 1.0,
    threads: int | None = None,
    progress: bool = True,
    output: str | os.PathLike[str] | None = None,
    until: Any = None,
    detail: str = "province",
    precision: Asked | None = None,
    shard: tuple[int, int] | None = None,
) -> Results:
    """Runs every point of a sweep; the levers become dimensions of `dataset`, instead of `scenario`.

    levers: {lever: values} for every combination of them; or a table with a column a lever and a row a point (see
        `yl.latin_hypercube`, `yl.sobol`): then `point` is the dimension, and the levers lie along it.
    replications: of each point (20). All points share their random numbers, replication by replication: see `compare`.
    precision: {measure: relative half-width}, or `yl.Precision`s; replications are then added point by point until
        each interval is as narrow, at most `replications` (1000). Points that need fewer hold no number (NaN) in the
        others. A precision with a `baseline` is of each point's difference to that one.
    executor: anything with the `concurrent.futures` interface (a process pool, `mpi4py.futures`, Dask's); a job of it
        is 20 replications of a point, on one thread unless `threads` says otherwise. None: one job after another here,
        each on all threads. The results are the same to the bit. A worker that dies loses nothing: see `yl.jobs`.
    output: the results file. Jobs done are kept in the folder `OUTPUT.parts` until it is whole, so memory does not
        grow with replications, and `dataset` reads from the file as it is used. The same call goes on where an earlier
        one was interrupted; when all is done it only opens the file. Another sweep than the one there is refused with
        FileError. None: everything is held in memory.
    shard: (i, n) runs the i-th of n parts (from 1), for job arrays; `yl.merge` joins their outputs.
    The other arguments are those of `run`. Ctrl-C stops within a second, writes what was finished to `output` (the rest
    holds no number) and raises KeyboardInterrupt. Raises ScenarioError, FileError, ValueError, TypeError.
    """
    base, points = as_scenario(scenario), Points.of(levers)
    asked = stopping.as_precisions(precision) if precision is not None else []
    most = how_many(replications, bool(asked))
    check([base], most, seed, scale, threads, detail)
    _check_parts(shard, asked, output)
    # All are set before any is run: a value out of range on the last one is found now, not hours later.
    scenarios = [base.set(points.settings(position)) for position in points.positions()]
    options = dict(replications=most, seed=seed, scale=scale, until=until, detail=detail)
    recipe = _recipe(base, points, options, asked, shard)
    if output is not None:
        _core.check_writable(os.fspath(output))
        if _finished(output, recipe):
            return open_results(output, lazy=True)
    facts = {TEXT: base.resolved(), "command": _command(points, options, asked), RECIPE: json.dumps(recipe, sort_keys=True)}
    if shard is not None:
        facts[SHARD] = recipe[SHARD]
    store: Store = Memory() if output is None else Folder(output, recipe)
    course = _Sweep(scenarios, points, base, store, {k: v for k, v in options.items() if k != "replications"} |
                    {"threads": threads}, facts)
    try:
        course.run(most, asked, shard, executor, progress)
    except KeyboardInterrupt:
        if output is not None and store.keys():
            course.write(output, interrupted=True)
        raise
    if output is None:
        return Results(course.dataset())
    course.write(output)
    store.done()
    return open_results(output, lazy=True)


class _Sweep:
    """The course of one sweep: which jobs are run, and the dataset they make."""

    def __init__(self, scenarios: list[Scenario], points: Points, base: Scenario, store: Store,
                 options: dict[str, Any], facts: dict[str, str]):
        self.scenarios, self.points, self.base, self.store = scenarios, points, base, store
        self.options, self.facts = options, facts
        self.positions = points.positions()
        self.totals = [0] * len(scenarios)
        self.samples: dict[tuple[int, str], list[np.ndarray]] = {}
        self.started = time.monotonic()
        self.spent = {"events": 0, "simulation_seconds": 0.0}  # in the jobs that this call ran
        self.whole = True

    def run(self, most: int, asked: list[Precision], shard: tuple[int, int] | None, executor: Executor | None,
            progress: bool) -> None:
        totals = [stopping.first_total(most) if asked else most] * len(self.scenarios)
        baselines = [_baseline(self.points, one) for one in asked]
        while totals != self.totals:
            keys = [key for point in range(len(totals)) for key in self._keys(point, self.totals[point], totals[point])]
            self.totals = totals
            mine = keys if shard is None else keys[shard[0] - 1 :: shard[1]]
            self.whole = len(mine) == len(keys)
            self._run(mine, asked, executor, progress)
            totals = self._next(asked, baselines, most)

    def _keys(self, point: int, have: int, total: int) -> list[Key]:
        return [(point, first) for first in range(have, total, REPLICATIONS_A_JOB)]

    def _run(self, keys: list[Key], asked: list[Precision], executor: Executor | None, progress: bool) -> None:
        there = set(self.store.keys())
        for key in keys if asked else []:
            if key in there:
                self._sample(key, self.store.get(key), asked)
        keys = [key for key in keys if key not in there]
        jobs = [Job(self.scenarios[point], min(REPLICATIONS_A_JOB, self.totals[point] - first), first, **self.options)
                for point, first in keys]
        with closing(run_jobs(jobs, executor, progress, "sweep")) as runs:
            for i, dataset in runs:
                self.store.put(keys[i], dataset)
                for name in self.spent:
                    self.spent[name] += float(dataset.attrs[RECORD + name])
                self._sample(keys[i], dataset, asked)

    def _sample(self, key: Key, dataset: xr.Dataset, asked: list[Precision]) -> None:
        for measure in {one.measure for one in asked}:
            values = self.samples.setdefault((key[0], measure), [])
            values.append(np.stack([dataset["replication"].values, stopping.values_of(dataset, measure)[0]]))

    def _values(self, point: int, measure: str) -> np.ndarray:
        numbers, values = np.concatenate(self.samples[point, measure], axis=1)
        return values[np.argsort(numbers)]

    def _next(self, asked: list[Precision], baselines: list[int | None], most: int) -> list[int]:
        """Replications of each point after another look; a baseline has as many as the point that needs most."""
        totals = list(self.totals)
        for one, base in zip(asked, baselines):
            for point, n in enumerate(self.totals):
                values = self._values(point, one.measure)
                if base == point:
                    continue
                if base is not None:
                    other = self._values(base, one.measure)
                    n = min(n, self.totals[base])
                    values = values[:n] - other[:n]
                wanted = stopping.next_total(n, one.excess(values), most)
                totals[point] = max(totals[point], wanted)
                if base is not None:
                    totals[base] = max(totals[base], wanted)
        return totals

    def _frame(self) -> xr.Dataset:
        first = self.store.get(self.store.keys()[0])
        wall, most = time.monotonic() - self.started, max(self.totals)
        spent = self.spent | {"events_per_second": self.spent["events"] / wall, "wall_seconds": wall}
        record = {RECORD + name: f"{value:.6f}" for name, value in spent.items()}
        facts = self.facts | {"replications": str(most)} | record
        return frame(first, self.points, self.base.levers()["unit"], most, facts)

    def dataset(self) -> xr.Dataset:
        return in_memory(self._frame(), pieces(self.store, self.positions))

    def write(self, output: str | os.PathLike[str], interrupted: bool = False) -> None:
        empty = self._frame()
        if interrupted:
            empty.attrs["interrupted"] = "true"
        if interrupted or not self.whole:
            empty.attrs[DONE] = json.dumps(self.store.keys())
        to_file(empty, pieces(self.store, self.positions), output, REPLICATIONS_A_JOB)


def _baseline(points: Points, asked: Precision) -> int | None:
    """The number of the point that a precision's baseline names."""
    if asked.baseline is None:
        return None
    if isinstance(asked.baseline, str):
        raise ValueError(f'the baseline was "{asked.baseline}"; in a sweep expected {{lever: value}} of a point')
    found = [number for number, position in enumerate(points.positions())
             if all(points.settings(position).get(key) == value for key, value in asked.baseline.items())]
    if len(found) != 1:
        raise ValueError(f"the baseline {dict(asked.baseline)} names {len(found)} points of the sweep; expected one")
    return found[0]


def _check_parts(shard: tuple[int, int] | None, asked: list[Precision], output: Any) -> None:
    if shard is None:
        return
    if not (len(shard) == 2 and all(isinstance(each, int) for each in shard) and 1 <= shard[0] <= shard[1]):
        raise ValueError(f"shard was {shard}; expected (i, n), i from 1 to n")
    if asked:
        raise ValueError("a shard cannot be run to a precision, which needs the results of the other shards")
    if output is None:
        raise ValueError("a shard needs an output: yl.merge joins files")


def _recipe(base: Scenario, points: Points, options: dict[str, Any], asked: list[Precision],
            shard: tuple[int, int] | None) -> Recipe:
    """All that the results of a sweep depend on, as text."""
    made = {"scenario": hashlib.sha256(base.resolved().encode()).hexdigest()[:16]}
    made |= {"levers": repr(points.axes), "design": "grid" if points.is_grid else "points"}
    made |= {key: str(value) for key, value in options.items()}
    made |= {"precision": repr(asked) if asked else "none", SHARD: "{}/{}".format(*shard) if shard else "all"}
    return made | {"version": _core.__version__, "revision": _core.revision}


def _finished(output: str | os.PathLike[str], recipe: Recipe) -> bool:
    """Whether the output holds this sweep, whole. Raises FileError when it holds another, or is no results file."""
    if not os.path.exists(output):
        return False
    with open_results(output, lazy=True).dataset as there:
        attributes = there.attrs
    if RECIPE not in attributes:
        raise FileError(f"{os.fspath(output)}: holds results that are no sweep. Choose another output, or delete it")
    refuse_other(output, json.loads(attributes[RECIPE]), recipe)
    return "interrupted" not in attributes


def _command(points: Points, options: dict[str, Any], asked: list[Precision]) -> str:
    """What to say in Python to have the same results again, the scenario being in the file as text."""
    levers = repr(points.axes) if points.is_grid else f"pandas.DataFrame({points.axes!r})"
    precision = f", precision={asked!r}" if asked else ""
    return f"yanglao.sweep(yanglao.Scenario.from_toml({TEXT}), {levers}, {as_arguments(options)}{precision})"
