"""Runs with parameters drawn from what the evidence leaves open."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from yanglao.draws import Grid, run_all
from yanglao.parameters import chosen, settings, shares
from yanglao.results import Results
from yanglao.run import check
from yanglao.scenario import Scenario, as_scenario

DRAWN = "drawn"  # the variable that holds the value of every drawn lever


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
    until: Any = None,
    detail: str = "province",
) -> Results:
    """Runs a scenario, or several side by side, `replications` times for each of `draws` draws of the parameters.

    Draw i of a parameter depends on the seed, on i and on the parameter's name alone: more draws add to those that were
    there, another parameter changes no other's draws, all scenarios have the same draws, and all draws the same
    replications. So differences between scenarios are paired in both. The interval of a draw's mean (`low`, `high` of the
    tables) is that of chance alone; `variance_shares` tells what of the spread is due to the parameters.

    parameters: names from `yanglao.parameters(scenario)`; None for all. table: other distributions, see there.
    Results: `dataset` has `draw` 0 to draws - 1, and `drawn` (draw x lever) the values that each draw had; draw i can be
    run again by `scenario.set` of these. The other arguments are those of `sweep`.

    Raises KeyError for a parameter that does not exist, ValueError for a number that cannot be.
    """
    given = scenario if isinstance(scenario, list | tuple) else [scenario]
    bases = [as_scenario(one) for one in given]
    check(bases, replications, seed, scale, None, detail)
    if draws < 1:
        raise ValueError(f"draws was {draws}; expected 1 or more")
    drawn = chosen(bases[0], parameters, table)
    values = settings(drawn, shares(seed, draws, drawn))
    options = dict(replications=replications, seed=seed, scale=scale, until=until, detail=detail)
    grid = Grid("draw", np.arange(draws))
    tasks = [[base.set(value) for base in bases] for value in values]
    for i, dataset in enumerate(run_all(tasks, options, executor, progress, "draws", output)):
        grid.put(i, dataset)
    results = Results(grid.dataset.assign({DRAWN: _record(bases[0], values)}))
    if output is not None:
        results.save(output)
    return results


def drawn(results: Results) -> xr.DataArray:
    """draw x lever: what was drawn, in each lever's own unit. Raises KeyError for results without draws."""
    if DRAWN not in results.dataset:
        raise KeyError("these results have no drawn parameters; yanglao.uncertainty makes such results")
    return results.dataset[DRAWN]


def _record(base: Scenario, values: list[dict[str, float]]) -> xr.DataArray:
    keys = list(values[0])
    return xr.DataArray(
        np.array([[row[key] for key in keys] for row in values]).reshape(len(values), len(keys)),
        {"draw": np.arange(len(values)), "lever": keys}, ("draw", "lever"),
        attrs={"long_name": "value of the lever in this draw, in the unit that `yanglao levers` tells"},
    )
