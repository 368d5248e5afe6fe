"""Designs in the unit cube, and what the outcomes at their points tell: elementary effects and Sobol indices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from SALib.analyze import sobol as _sobol_indices
from SALib.sample import morris as _morris_sample
from SALib.sample import sobol as _sobol_sample

from yanglao import checks
from yanglao.distribution import Array
from yanglao.errors import shown
from yanglao.statistics import mean_interval

_RESAMPLES = 400  # of a bootstrap
_MOST = 2**20  # trajectories or samples


def ends_design(parameters: int) -> Array:
    """All at the middle, then each parameter in turn at 0.025 and at 0.975."""
    rows = np.full((2 * parameters + 1, parameters), 0.5)
    for j in range(parameters):
        rows[1 + 2 * j, j], rows[2 + 2 * j, j] = 0.025, 0.975
    return rows


def morris_design(parameters: int, trajectories: int, seed: int = 1) -> Array:
    """Points (rows) in the unit cube of `parameters` dimensions, on a grid of 4 levels: trajectories x (parameters + 1) of them.

    parameters: how many, from 1. trajectories: 2 to 2^20. seed: of the design, 0 or more.
    Raises ValueError for fewer than one parameter or two trajectories, TypeError for what are no whole numbers.
    """
    checks.whole("parameters", parameters, 1)
    checks.whole("trajectories", trajectories, 2, _MOST)
    checks.whole("seed", seed, 0)
    return np.asarray(_morris_sample.sample(_unit_cube(_names(parameters)), trajectories, num_levels=4, seed=seed))


def morris_effects(names: list[str], design: Array, values: Array, level: float = 0.95) -> pd.DataFrame:
    """Elementary effects, from the outcome at each point of `morris_design`. Columns: see `morris`.

    names: of the parameters. design: of `morris_design`. values: the outcome at each of its points, in its order.
    level: of confidence, between 0 and 1.
    The interval is that of a mean of independent trajectories; a bootstrap knows too little of the spread of three to ten.
    Raises ValueError, TypeError for values that are missing or do not fit the design.
    """
    values = _checked(names, values, level)
    try:
        design = np.asarray(design, dtype=float)
    except (TypeError, ValueError):
        raise TypeError(f"design was {shown(design)}; expected that of morris_design") from None
    rows = len(names) + 1
    if design.ndim != 2 or design.shape[1] != len(names) or len(design) % rows or len(design) < 2 * rows:
        raise ValueError(f"the design had the shape {design.shape}; expected that of morris_design({len(names)}, trajectories), "
                         f"{rows} rows a trajectory")
    if len(values) != len(design):
        raise ValueError(f"values had {len(values)} outcomes; expected one at each of the design's {len(design)} points")
    moves = (np.diff(design.reshape(-1, rows, len(names)), axis=1) != 0).sum(axis=1)
    if not np.isfinite(design).all() or (moves != 1).any():
        raise ValueError("the design had a parameter that does not move once in each trajectory, or no number; expected that of "
                         "morris_design")
    effects = elementary_effects(design, values)
    low, high = np.maximum(np.transpose([mean_interval(column, level) for column in np.abs(effects).T]), 0)
    frame = pd.DataFrame({"parameter": names, "mu_star": np.abs(effects).mean(axis=0), "low": low, "high": high,
                          "mu": effects.mean(axis=0), "sigma": effects.std(axis=0, ddof=1)})
    return frame.sort_values("mu_star", ascending=False, kind="stable", ignore_index=True)


def elementary_effects(design: Array, values: Array) -> Array:
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
    """Points (rows) in the unit cube of `parameters` dimensions (Saltelli 2010, without second-order indices): samples x
    (parameters + 2) of them.

    parameters: how many, from 1. samples: a power of 2, from 2 to 2^20. seed: of the design, 0 or more.
    Raises ValueError for samples that are no power of 2, TypeError for what are no whole numbers.
    """
    checks.whole("parameters", parameters, 1)
    if checks.whole("samples", samples, 1, _MOST) < 2 or samples & (samples - 1):
        raise ValueError(f"samples was {samples}; expected a power of 2")
    checks.whole("seed", seed, 0)
    return np.asarray(_sobol_sample.sample(_unit_cube(_names(parameters)), samples, calc_second_order=False, seed=seed))


def sobol_indices(names: list[str], values: Array, level: float = 0.95, seed: int = 1) -> pd.DataFrame:
    """Indices from the outcome at each point of `sobol_design`. Columns: see `sobol`.

    names: of the parameters. values: the outcome at each point, in the design's order.
    level: of confidence, between 0 and 1. seed: of the bootstrap, 0 or more.
    Raises ValueError, TypeError for a constant one, and for values that are missing or do not fit the names."""
    values = _checked(names, values, level, seed)
    rows = len(names) + 2
    samples, left = divmod(len(values), rows)
    if left or samples < 2 or samples & (samples - 1):
        raise ValueError(f"values had {len(values)} outcomes; expected those at the points of sobol_design({len(names)}, samples), "
                         f"{rows} a sample, samples being a power of 2")
    if np.ptp(values) == 0:
        raise ValueError(f"the outcome is {values[0]:g} at every point; expected one that varies, as variance is shared out")
    found = _sobol_indices.analyze(_unit_cube(names), values, calc_second_order=False, conf_level=level,
                                   num_resamples=_RESAMPLES, keep_resamples=True, seed=seed)
    columns: dict[str, Any] = {"parameter": names}
    for name, key in (("first", "S1"), ("total", "ST")):
        low, high = _percentiles(np.asarray(found[f"{key}_conf_all"]), level)
        columns |= {name: np.asarray(found[key]), f"{name}_low": low, f"{name}_high": high}
    return pd.DataFrame(columns).sort_values("total", ascending=False, kind="stable", ignore_index=True)


def _checked(names: list[str], values: Array, level: float, seed: int = 1) -> Array:
    """The outcomes as numbers."""
    if isinstance(names, str) or not isinstance(names, Sequence) or not names or not all(isinstance(name, str) for name in names):
        raise TypeError(f"names was {shown(names)}; expected a list of the parameters' names")
    if len(set(names)) < len(names):
        raise ValueError(f"names was {shown(names)}; expected each once")
    checks.share("level", level)
    checks.whole("seed", seed, 0)
    try:
        found = np.asarray(values, dtype=float)
    except (TypeError, ValueError):
        raise TypeError(f"values was {shown(values)}; expected a number at each point of the design") from None
    if found.ndim != 1:
        raise ValueError(f"values had the shape {found.shape}; expected one number at each point of the design")
    missing = int((~np.isfinite(found)).sum())
    if missing:
        raise ValueError(f"values had {missing} of {len(found)} missing or infinite; expected a number at each point of the design")
    return found


def _names(count: int) -> list[str]:
    return [f"x{i}" for i in range(count)]


def _unit_cube(names: list[str]) -> dict[str, Any]:
    return {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}
