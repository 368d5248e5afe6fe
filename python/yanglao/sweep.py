"""Runs over a grid of lever values, or over the points of a design."""

from __future__ import annotations

import datetime
import json
import numbers
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import asdict
from typing import Any

import numpy as np
import pandas as pd

from yanglao import checks, stopping
from yanglao.course import Course, scenarios_at
from yanglao.folder import Extent
from yanglao.held import check_same, put_again
from yanglao.labels import is_label
from yanglao.job import REPLICATIONS_A_JOB
from yanglao.looks import Looks
from yanglao.output import carry_out, store_of
from yanglao.points import Points
from yanglao.recipe import RECIPE, SHARD, TEXT, as_arguments, in_words, of_texts, recipe
from yanglao.rehearsal import rehearse_measures
from yanglao.results import Results
from yanglao.scenario import Scenario, as_scenario
from yanglao.stopping import Asked, Precision
from yanglao.whole import Whole


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
    until: datetime.date | str | None = None,
    detail: str = "province",
    precision: Asked | None = None,
    shard: tuple[int, int] | None = None,
    reuse: str | os.PathLike[str] | None = None,
) -> Results:
    """Runs every point of a sweep; the levers become dimensions of `dataset`, instead of `scenario`.

    scenario: a `Scenario`, the name of one that ships, or the path of its file.
    levers: {lever: values} for every combination of them; or a table with a column a lever and a row a point (see
        `yl.latin_hypercube`, `yl.sobol`): then `point` is the dimension, and the levers lie along it. Values that are no
        numbers (dates, True, texts, schedules) become labels that are text.
    replications: of each point (20). All points share their random numbers, replication by replication: see `compare`.
    precision: {measure: relative half-width}, or `yl.Precision`s; replications are then added point by point until
        each interval is as narrow, at most `replications` (1000). Points that need fewer hold no number (NaN) in the
        others. A precision with a `baseline` is of each point's difference to that one. Where the limit comes first, a
        PrecisionWarning says so, and the attribute "precision_missed" which intervals are how much too wide. Where all
        values are the same, it and "precision_unvaried" say how often another may still come.
    executor: anything with the `concurrent.futures` interface (a process pool, `mpi4py.futures`, Dask's); a job of it
        is 20 replications of a point, on one thread unless `threads` says otherwise. None: here, as many jobs
        side by side as there are threads. The results are the same to the bit. A worker that dies loses nothing: see `yl.run_jobs`.
    threads: to use here (None: all), or for each job on an executor (None: one).
    progress: whether there is a bar.
    output: the results file. Jobs done are kept in the folder `OUTPUT.parts` until it is whole, so memory does not
        grow with replications, and `dataset` reads from the file as it is used. The same call goes on where an earlier
        one was interrupted, or from an output that `yl.merge` made of some shards; when all is done it only opens the file.
        Another sweep than the one there is refused with FileError. None: everything is held in memory.
    shard: (i, n) runs the i-th of n parts (from 1), for job arrays; `yl.merge` joins their outputs.
    reuse: the file of another sweep of the same scenario (seed, scale, until, detail, program): what it has run at the same
        values of the same levers is read from it and not run, as whole jobs of 20 replications. So a sweep gets more
        replications or more points. Not with a precision or a shard.
    detail: as in `run`, but the province alone unless asked for.
    The other arguments are those of `run`. Ctrl-C stops within a second and raises KeyboardInterrupt; what was finished stays
    in `OUTPUT.parts`, from where the same call goes on, and `yl.merge(output, ["OUTPUT.parts"])` writes what there is (the
    rest holds no number). Without an output it is lost. Raises ScenarioError, FileError, ValueError, TypeError.
    """
    base = as_scenario(scenario)
    points = Points.of(levers, base.levers()["unit"])
    asked = stopping.as_precisions(precision)
    most = stopping.how_many(replications, asked)
    checks.check([base], most, seed, scale, threads, detail, until)
    if not asked:
        checks.runs(int(np.prod(points.shape)), most)
    _check_parts(shard, asked, output)
    _check_reuse(reuse, asked or shard, base, points)
    # All are set before any is run: a value out of range on the last one is found now, not hours later.
    names = points.names()
    told = [f"point {name}" for name in names]
    scenarios = scenarios_at(base, told, points.settings())
    looks = Looks(asked, names, [_number_of(one.baseline, points) for one in asked], most)
    checks.executor(executor)
    checks.progress(progress)
    checks.writable(output)
    options: dict[str, Any] = dict(seed=seed, scale=scale, until=until, detail=detail)
    rehearse_measures(asked, scenarios[:1], options)
    made = recipe([base], levers=points.axes, design="grid" if points.is_grid else "points", replications=most, **options,
                  precision=list(map(asdict, asked)) if asked else "none", shard="{}/{}".format(*shard) if shard else "all")
    if reuse is not None:
        check_same(reuse, made)
    store = store_of(output, made, Extent(len(scenarios), most))
    if isinstance(store, Results):
        return store
    facts = {TEXT: base.resolved(), "command": _command(base, points, dict(replications=most) | options, asked),
             RECIPE: json.dumps(made, sort_keys=True)} | ({SHARD: made[SHARD]} if shard else {})
    course = Course(scenarios, told, options | {"threads": threads}, Whole(store, points, facts, {}))

    def work() -> None:
        course.check(looks.totals, shard)
        if reuse is not None:
            course.record.reuse(*put_again(reuse, points.settings(), most, REPLICATIONS_A_JOB, store))
        while course.totals != looks.totals:
            course.run(looks.totals, executor, progress, "sweep", shard, looks.see if asked else None)
            looks.totals = looks.next()
        facts.update(looks.tell())

    return carry_out(course, work, output)


def _number_of(baseline: Any, points: Points) -> int | None:
    """The number of the point that a precision's baseline names."""
    if baseline is None:
        return None
    if not isinstance(baseline, Mapping):
        raise ValueError(f'the baseline was "{baseline}"; in a sweep expected {{lever: value}} of a point')
    found = [number for number, row in enumerate(points.settings())
             if all(key in row and is_label(row[key], value) for key, value in baseline.items())]
    if len(found) != 1:
        raise ValueError(f"the baseline {dict(baseline)} names {len(found)} points of the sweep; expected one")
    return found[0]


def _check_parts(shard: tuple[int, int] | None, asked: list[Precision], output: Any) -> None:
    if shard is None:
        return
    is_pair = isinstance(shard, tuple | list) and len(shard) == 2 and all(map(_is_whole, shard))
    if not (is_pair and 1 <= shard[0] <= shard[1]):
        raise ValueError(f"shard was {shard}; expected (i, n), i from 1 to n")
    if asked:
        raise ValueError("a shard cannot be run to a precision, which needs the results of the other shards")
    if output is None:
        raise ValueError("a shard needs an output: yl.merge joins files")


def _is_whole(given: Any) -> bool:
    return isinstance(given, numbers.Integral) and not isinstance(given, bool)


def _check_reuse(reuse: Any, other: Any, base: Scenario, points: Points) -> None:
    if reuse is None:
        return
    checks.path("reuse", reuse)
    if other:
        raise ValueError("reuse is for a number of replications at each point: expected no precision and no shard beside it")
    tables = [key for key in points.axes if base.levers()["type"].get(key.split("@")[0]) == "table"]
    if tables:
        raise ValueError(f"reuse cannot tell whether the tables that {tables[0]} names are the same; expected other levers")


def _command(base: Scenario, points: Points, options: dict[str, Any], asked: list[Precision]) -> str:
    """Python that has the same results again, where the attributes of the file are names for what they hold."""
    levers = in_words(points.axes) if points.is_grid else f"__import__('pandas').DataFrame({in_words(points.axes)})"
    precisions = ", ".join(f"yanglao.Precision(**{in_words(asdict(one))})" for one in asked)
    precision = f", precision=[{precisions}]" if asked else ""
    return f"yanglao.sweep({of_texts([base])}, {levers}, {as_arguments(options)}{precision})"
