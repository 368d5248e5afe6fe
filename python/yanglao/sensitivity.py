"""Which uncertain parameters move a result: one at a time, Morris screening, Sobol indices."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr
from SALib.analyze import sobol as _sobol_indices
from SALib.sample import morris as _morris_sample
from SALib.sample import sobol as _sobol_sample

from yanglao import checks
from yanglao.course import Course
from yanglao.distribution import Array
from yanglao.parameters import Parameter, chosen, settings
from yanglao.points import Drawn
from yanglao.results import Results
from yanglao.scenario import Scenario, as_scenario
from yanglao.statistics import interval
from yanglao.store import Memory

Outcome = Callable[[Results], xr.DataArray]
_OPTIONS: dict[str, Any] = {"scale": 1.0, "until": None, "detail": "province", "progress": True}
_RESAMPLES = 400  # of a bootstrap
_EDGE = 1e-3  # designs reach 0 and 1, where a distribution has no value: shares end here and at 1 less this


def one_at_a_time(
    scenario: Scenario | str | os.PathLike[str], outcome: Outcome, parameters: Iterable[str] | None = None,
    replications: int = 5, seed: int = 1, table: pd.DataFrame | None = None, executor: Executor | None = None,
    **options: Any,
) -> pd.DataFrame:
    """Each parameter at the ends of its 95% interval, the others at their medians: 2 k + 1 runs for k parameters.

    outcome: one number a draw and replication: `lambda r: r.value("mean_wait_days", pool="nursing")`.
    options: scale, until, detail, progress, as in `yanglao.uncertainty`.
    Columns: `parameter`, `low` and `high` (mean outcome at either end), `base` (at the medians), `swing` (high - low, the
    replications being the same at both ends) and `swing_low`, `swing_high`, its 95% Student's t interval over replications;
    the widest first. It sees no interaction and nothing between the ends: `sobol` does.
    """
    asked = chosen(as_scenario(scenario), parameters, table)
    _check(outcome, options)
    rows = np.full((2 * len(asked) + 1, len(asked)), 0.5)
    for j in range(len(asked)):
        rows[1 + 2 * j, j], rows[2 + 2 * j, j] = 0.025, 0.975
    values = _run(scenario, outcome, asked, rows, replications, seed, executor, options)
    low, high = (values.isel(draw=slice(first, None, 2)).assign_coords(draw=range(len(asked))) for first in (1, 2))
    swing = interval(high - low)
    mean = {"low": low.mean("replication"), "high": high.mean("replication")}
    frame = pd.DataFrame({"parameter": [one.name for one in asked], **{name: each.values for name, each in mean.items()},
                          "base": float(values.isel(draw=0).mean()), "swing": swing["mean"].values,
                          "swing_low": swing["low"].values, "swing_high": swing["high"].values})
    frame = frame.iloc[np.argsort(-frame["swing"].abs().to_numpy(), kind="stable")].reset_index(drop=True)
    frame.attrs = {"outcome": str(values.name or "outcome"), "units": values.attrs.get("units", "")}
    return frame


def morris(
    scenario: Scenario | str | os.PathLike[str], outcome: Outcome, parameters: Iterable[str] | None = None,
    trajectories: int = 10, replications: int = 2, seed: int = 1, table: pd.DataFrame | None = None,
    executor: Executor | None = None, level: float = 0.95, **options: Any,
) -> pd.DataFrame:
    """Screening by elementary effects (Morris 1991): trajectories x (k + 1) runs for k parameters.

    An effect is the slope of a step: the outcome's change while the parameter moves over two thirds of its distribution
    (of 0 to 1, on the scale of shares), divided by 2/3. Where the outcome is a straight line in that share, it is the
    change from one end to the other.
    Columns: `parameter`; `mu_star`, the mean of absolute effects, with `low` and `high`, its bootstrap interval over
    trajectories (percentiles; too narrow with few of them); `mu`, the mean with sign; `sigma`, the effects' spread over
    where the others stand (interaction, or no straight line); the greatest first. outcome, options: see `one_at_a_time`.
    """
    asked = chosen(as_scenario(scenario), parameters, table)
    _check(outcome, options)
    design = morris_design(len(asked), trajectories, seed)
    values = _run(scenario, outcome, asked, design, replications, seed, executor, options)
    return morris_effects([one.name for one in asked], design, _means(values), level, seed)


def sobol(
    scenario: Scenario | str | os.PathLike[str], outcome: Outcome, parameters: Iterable[str] | None = None,
    samples: int = 64, replications: int = 2, seed: int = 1, table: pd.DataFrame | None = None,
    executor: Executor | None = None, level: float = 0.95, **options: Any,
) -> pd.DataFrame:
    """Sobol indices: the share of the outcome's variance over draws that is due to each parameter; samples x (k + 2) runs.

    Columns: `parameter`; `first`, alone, and `total`, with its interactions (0 to 1; estimates may stray), each with
    `_low` and `_high`, its bootstrap interval at `level` (percentiles); the greatest total first. samples: a power of 2. What chance
    leaves in the mean over replications counts as variance that no parameter explains alone.
    outcome, options: see `one_at_a_time`.
    """
    asked = chosen(as_scenario(scenario), parameters, table)
    _check(outcome, options)
    design = sobol_design(len(asked), samples, seed)
    values = _run(scenario, outcome, asked, design, replications, seed, executor, options)
    return sobol_indices([one.name for one in asked], _means(values), level, seed)


def morris_design(parameters: int, trajectories: int, seed: int = 1) -> Array:
    """Points (rows) in the unit cube of `parameters` dimensions, on a grid of 4 levels."""
    checks.whole("parameters", parameters, 1)
    checks.whole("trajectories", trajectories, 2)
    return np.asarray(_morris_sample.sample(_unit_cube(_names(parameters)), trajectories, num_levels=4, seed=seed))


def morris_effects(names: list[str], design: Array, values: Array, level: float = 0.95, seed: int = 1) -> pd.DataFrame:
    """Elementary effects, from the outcome at each point of `morris_design`. Columns: see `morris`."""
    effects = _effects(design, values)
    picks = np.random.default_rng(seed).integers(0, len(effects), (_RESAMPLES, len(effects)))
    low, high = _percentiles(np.abs(effects)[picks].mean(axis=1), level)
    frame = pd.DataFrame({"parameter": names, "mu_star": np.abs(effects).mean(axis=0), "low": low, "high": high,
                          "mu": effects.mean(axis=0), "sigma": effects.std(axis=0, ddof=1)})
    return frame.sort_values("mu_star", ascending=False, kind="stable", ignore_index=True)


def _effects(design: Array, values: Array) -> Array:
    """trajectory x parameter: the slope of the step in which the parameter alone moves."""
    size = design.shape[1]
    steps = np.diff(design.reshape(-1, size + 1, size), axis=1)
    changes = np.diff(values.reshape(-1, size + 1), axis=1)
    moved = np.abs(steps).argmax(axis=1)  # the step of each trajectory in which a parameter moves
    effects: Array = np.take_along_axis(changes, moved, axis=1) / np.take_along_axis(steps, moved[:, None, :], axis=1)[:, 0]
    return effects


def _percentiles(again: Array, level: float) -> tuple[Array, Array]:
    """Of bootstrap estimates (rows)."""
    low, high = np.quantile(again, [0.5 - level / 2, 0.5 + level / 2], axis=0)
    return low, high


def sobol_design(parameters: int, samples: int, seed: int = 1) -> Array:
    """Points (rows) in the unit cube of `parameters` dimensions (Saltelli 2010, without second-order indices)."""
    checks.whole("parameters", parameters, 1)
    if checks.whole("samples", samples, 1) < 2 or samples & (samples - 1):
        raise ValueError(f"samples was {samples}; expected a power of 2")
    return np.asarray(_sobol_sample.sample(_unit_cube(_names(parameters)), samples, calc_second_order=False, seed=seed))


def sobol_indices(names: list[str], values: Array, level: float = 0.95, seed: int = 1) -> pd.DataFrame:
    """Indices from the outcome at each point of `sobol_design`. Columns: see `sobol`."""
    found = _sobol_indices.analyze(_unit_cube(names), values, calc_second_order=False, conf_level=level,
                                   num_resamples=_RESAMPLES, keep_resamples=True, seed=seed)
    columns: dict[str, Any] = {"parameter": names}
    for name, key in (("first", "S1"), ("total", "ST")):
        low, high = _percentiles(np.asarray(found[f"{key}_conf_all"]), level)
        columns |= {name: np.asarray(found[key]), f"{name}_low": low, f"{name}_high": high}
    return pd.DataFrame(columns).sort_values("total", ascending=False, kind="stable", ignore_index=True)


def _check(outcome: Any, options: dict[str, Any]) -> None:
    if not callable(outcome):
        raise TypeError(f"outcome was {outcome!r}; expected a function of the results, such as "
                        "lambda r: r.value('mean_wait_days', pool='nursing')")
    for name in options:
        if name not in _OPTIONS:
            raise TypeError(f'there is no option "{name}"; these are: {", ".join(_OPTIONS)}')


def _run(scenario: Any, outcome: Outcome, asked: list[Parameter], rows: Array, replications: int, seed: int,
         executor: Executor | None, options: dict[str, Any]) -> xr.DataArray:
    """The outcome (draw x replication) at each row of shares."""
    told = _OPTIONS | options
    progress = bool(told.pop("progress"))
    base = as_scenario(scenario)
    checks.check([base], replications, seed, told["scale"], None, told["detail"], told["until"])
    checks.executor(executor)
    scenarios = [base.set(row) for row in settings(asked, np.clip(rows, _EDGE, 1 - _EDGE))]
    course = Course(scenarios, Drawn([base.name], len(scenarios)), Memory(), told | {"seed": seed}, {})
    course.run([replications] * len(scenarios), executor, progress, "points")
    found = outcome(Results(course.dataset()))
    if not isinstance(found, xr.DataArray):
        raise TypeError(f"the outcome was {type(found).__name__}; expected an xarray.DataArray, such as Results.value gives")
    found = found.squeeze("scenario", drop=True) if "scenario" in found.dims else found
    if set(found.dims) != {"draw", "replication"}:
        raise ValueError(f"the outcome must be one number a draw and replication, and has the dimensions {found.dims}")
    if not np.isfinite(found.values).all():
        raise ValueError("the outcome is missing in some runs; choose one that every run has")
    return found.transpose("draw", "replication")


def _means(values: xr.DataArray) -> Array:
    return np.asarray(values.mean("replication").values, dtype=float)


def _names(count: int) -> list[str]:
    return [f"x{i}" for i in range(count)]


def _unit_cube(names: list[str]) -> dict[str, Any]:
    return {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}
