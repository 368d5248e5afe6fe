"""Runs with parameters drawn from what the evidence leaves open."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from yanglao import checks
from yanglao.course import Course, scenarios_at
from yanglao.dataset import DRAWN
from yanglao.distribution import Array
from yanglao.errors import UnknownName
from yanglao.folder import Extent
from yanglao.held import check_same, put_again
from yanglao.job import REPLICATIONS_A_JOB
from yanglao.output import carry_out, store_of
from yanglao.parameters import Parameter, chosen, settings, shares
from yanglao.points import Drawn
from yanglao.recipe import RECIPE, as_arguments, of_texts, recipe, texts
from yanglao.rehearsal import rehearse
from yanglao.results import Results
from yanglao.scenario import Scenario, as_scenarios
from yanglao.whole import Whole

PARAMETERS = "parameters"  # the attribute that holds the table of their distributions, where it is the caller's own


def uncertainty(
    scenario: Scenario | str | os.PathLike[str] | Sequence[Scenario | str | os.PathLike[str]],
    draws: int = 100,
    replications: int = 5,
    parameters: Iterable[str] | None = None,
    seed: int = 1,
    table: pd.DataFrame | None = None,
    executor: Executor | None = None,
    scale: float = 1.0,
    progress: bool = True,
    output: str | os.PathLike[str] | None = None,
    until: datetime.date | str | None = None,
    detail: str = "province",
    reuse: str | os.PathLike[str] | None = None,
) -> Results:
    """Runs a scenario, or several side by side, `replications` times for each of `draws` draws of the parameters.

    Draw i of a parameter depends on the seed, on i and on the parameter's name alone: more draws add to those that were
    there, another parameter changes no other's draws, all scenarios have the same draws, and all draws the same
    replications. So differences between scenarios are paired in both. The interval of a draw's mean (`low`, `high` of the
    tables) is that of chance alone; `variance_shares` tells what of the spread is due to the parameters.

    scenario: as in `run`, one or a list. draws: how many (100); replications: of each draw (5).
    seed: of the draws and of the replications, 0 to 2^32 - 1.
    parameters: names from `yanglao.parameters(scenario)`; None for all. table: other distributions, see there.
    output: as in `yanglao.sweep`: jobs done are kept in `OUTPUT.parts`, so memory does not grow with draws, Ctrl-C keeps
        what was finished, and the same call goes on with the rest.
    reuse: the file of draws of the same scenarios, seed and so on, with fewer draws or replications: what it has run is read from
        it and not run, as in `yanglao.sweep`.
    Results: `dataset` has `draw` 0 to draws - 1, and `drawn` (draw x lever) the values that each draw had; draw i can be
    run again by `yanglao.replay`, or `scenario.set` of these. The other arguments are those of `sweep`.

    Raises UnknownName for a parameter that does not exist, ScenarioError, FileError, ValueError, TypeError.
    """
    bases = as_scenarios(scenario)
    checks.check(bases, replications, seed, scale, None, detail, until)
    checks.runs(len(bases) * checks.whole("draws", draws, 1), replications)
    of_each = [chosen(base, parameters, table) for base in bases]
    # All scenarios have the same draws, so that they are paired: what is evidence on some of them only is not drawn.
    asked = [one for one in of_each[0] if all(one.name in [other.name for other in each] for each in of_each)]
    options: dict[str, Any] = dict(seed=seed, scale=scale, until=until, detail=detail)
    return run_rows("uncertainty", bases, asked, shares(seed, draws, asked), dict(draws=draws), replications, options, table,
                    executor, progress, output, reuse=reuse)


def run_rows(
    function: str, bases: list[Scenario], asked: list[Parameter], rows: Array, arguments: dict[str, Any], replications: int,
    options: dict[str, Any], table: pd.DataFrame | None, executor: Executor | None, progress: bool,
    output: str | os.PathLike[str] | None, question: Callable[[Results], Any] | None = None,
    reuse: str | os.PathLike[str] | None = None,
) -> Results:
    """Each scenario at each row of shares (one a parameter), which become the draws. The parameters are checked already.

    function, arguments: what the caller was called, with which arguments of its own, for the results' `command`. options:
    seed, scale, until, detail. question: what the results are for, tried before anything is run.
    """
    values = settings(asked, rows)
    draws = [f"draw {draw}" for draw in range(len(values))]
    names = [f"{base.name}, {draw}" for base in bases for draw in draws] if len(bases) > 1 else draws
    scenarios = [one for at, base in enumerate(bases) for one in scenarios_at(base, names[at * len(draws) :], values)]
    checks.executor(executor)
    checks.progress(progress)
    checks.writable(output)
    record = _record(values)
    made = recipe(bases, design=function, **arguments, replications=replications, **options,
                  parameters=[one.name for one in asked], values=hashlib.sha256(record.values.tobytes()).hexdigest()[:16])
    if question:
        rehearse(question, bases[:1], options, {DRAWN: record})
    if reuse is not None:
        check_same(checks.path("reuse", reuse), made)
    store = store_of(output, made, Extent(len(scenarios), replications))
    if isinstance(store, Results):
        return store
    command = _command(function, bases, asked, table, arguments | dict(replications=replications) | options)
    facts = texts(bases) | {"command": command, RECIPE: json.dumps(made, sort_keys=True)}
    if table is not None:
        facts[PARAMETERS] = table.to_csv(index=False)
    course = Course(scenarios, names, options, Whole(store, Drawn([one.name for one in bases], len(rows)), facts, {DRAWN: record}))
    totals = [replications] * len(scenarios)

    def work() -> None:
        course.check(totals, every=True)
        if reuse is not None:
            points = [{"scenario": base.name} | row for base in bases for row in values]
            course.record.reuse(*put_again(reuse, points, replications, REPLICATIONS_A_JOB, store))
        course.run(totals, executor, progress, "draws")

    return carry_out(course, work, output)


def drawn(results: Results) -> xr.DataArray:
    """draw x lever: what was drawn, in each lever's own unit.

    results: of `yl.uncertainty`, or of `yl.sensitivity.runs`. Raises UnknownName for results without draws.
    """
    checks.instance("results", results, Results, "yanglao.Results")
    if DRAWN not in results.dataset:
        raise UnknownName("these results have no drawn parameters; yanglao.uncertainty makes such results")
    return results.dataset[DRAWN]


def _record(values: list[dict[str, float]]) -> xr.DataArray:
    keys = list(values[0])
    return xr.DataArray(
        np.array([[row[key] for key in keys] for row in values]).reshape(len(values), len(keys)),
        {"draw": np.arange(len(values)), "lever": keys}, ("draw", "lever"),
        attrs={"long_name": "value of the lever in this draw, in the unit that `yanglao levers` tells"},
    )


def _command(function: str, bases: list[Scenario], asked: list[Parameter], table: pd.DataFrame | None,
             options: dict[str, Any]) -> str:
    """Python that has the same results again, where the attributes of the file are names for what they hold."""
    own = "" if table is None else (f", table=__import__('pandas').read_csv(__import__('io').StringIO({PARAMETERS}), "
                                    "keep_default_na=False)")
    return (f"yanglao.{function}({of_texts(bases)}, parameters={[one.name for one in asked]!r}, "
            f"{as_arguments(options)}{own})")
