"""Runs with parameters drawn from what the evidence leaves open."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from yanglao import _core
from yanglao.draws import run_draws
from yanglao.parameters import chosen, settings, shares
from yanglao.results import Results
from yanglao.run import as_arguments, check, text_attribute
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
    values = settings(asked := chosen(bases[0], parameters, table), shares(seed, draws, asked))
    if output is not None:
        _core.check_writable(os.fspath(output))
    options = dict(replications=replications, seed=seed, scale=scale, until=until, detail=detail)
    dataset = run_draws(bases, values, options, executor, progress, "draws")
    dataset = dataset.assign({DRAWN: _record(values)})
    dataset.attrs |= {text_attribute(i, one): one.resolved() for i, one in enumerate(bases)}
    dataset.attrs["command"] = _command(bases, draws, [one.name for one in asked], options)
    results = Results(dataset)
    if output is not None:
        results.save(output)
    return results


def drawn(results: Results) -> xr.DataArray:
    """draw x lever: what was drawn, in each lever's own unit. Raises KeyError for results without draws."""
    if DRAWN not in results.dataset:
        raise KeyError("these results have no drawn parameters; yanglao.uncertainty makes such results")
    return results.dataset[DRAWN]


def _record(values: list[dict[str, float]]) -> xr.DataArray:
    keys = list(values[0])
    return xr.DataArray(
        np.array([[row[key] for key in keys] for row in values]).reshape(len(values), len(keys)),
        {"draw": np.arange(len(values)), "lever": keys}, ("draw", "lever"),
        attrs={"long_name": "value of the lever in this draw, in the unit that `yanglao levers` tells"},
    )


def _command(bases: list[Scenario], draws: int, names: list[str], options: dict[str, Any]) -> str:
    """What to say in Python to have the same results again, the scenarios being in the file as text."""
    texts = ", ".join(text_attribute(i, one) for i, one in enumerate(bases))
    return (f"yanglao.uncertainty([yanglao.Scenario.from_toml(text) for text in ({texts},)], draws={draws}, "
            f"parameters={names!r}, {as_arguments(options)})")
