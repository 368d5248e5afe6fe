"""How much of a result's spread is due to the scenario, to the parameters and to chance."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr
from scipy.special import chndtrinc, ndtri

from yanglao import checks
from yanglao._core import t_quantile
from yanglao.dataset import of_runs
from yanglao.distribution import Array

SOURCES = ("scenario", "parameters", "chance")
Squares = dict[tuple[int, ...], Any]  # by set of axes: one number, or one a draw of `_interval`
_DRAWS = 4000  # of the mean squares: with as many, either end is met to about half a percent of the draws

_NEAR = 200.0  # of a non-central chi-squared: beyond, its root is normal to three digits


def variance_shares(values: xr.DataArray, level: float = 0.95) -> pd.DataFrame:
    """The variance of one run's result, split into what scenario, parameters and chance contribute.

    values: scenario (or swept levers) x draw x replication, as `Results.value` of `yanglao.uncertainty` gives it, without
        gaps. Columns: `source`, `variance` (the measure's unit, squared), `share` of the total (0 to 1), `low` and `high`,
        the interval of the share at `level` (of confidence, between 0 and 1). The table's `attrs` hold `mean` and `units`.

    Analysis of variance with scenarios, draws and replications as crossed random factors (Searle, Casella and McCulloch,
    Variance Components, 1992, ch. 4): `parameters` is what draws change, and change differently between scenarios;
    `chance` is all in which replications take part. The shares are estimates: where one is near nothing it may come out
    below 0. The interval covers at least `level` for normal effects (docs/uncertainty.md). Raises ValueError for fewer than 3 of
    draws or replications, or another dimension (months, pools), whose labels are no scenarios; TypeError for what is no array.
    """
    checks.share("level", level)
    checks.instance("values", values, xr.DataArray, "an xarray.DataArray, such as Results.value gives")
    if not {"draw", "replication"} <= set(values.dims) or values.dtype.kind not in "iufb":
        raise ValueError(f"values had the dimensions {values.dims} and were of {values.dtype}; expected numbers by draw and replication")
    within = [str(name) for name in values.dims if name not in of_runs(values.dims)]
    if within:
        raise ValueError(f"values had a number for each {' and '.join(within)} of a run; expected one a run, such as Results.value gives")
    others = [str(name) for name in values.dims if name not in ("draw", "replication")]
    ordered = values.transpose(*others, "draw", "replication")
    cube = np.asarray(ordered.values, dtype=float).reshape(-1, *ordered.shape[-2:])
    if min(cube.shape[1:]) < 3:
        raise ValueError(f"a split of variance needs 3 draws and 3 replications or more, and had {cube.shape[1:]}")
    if not np.isfinite(cube).all():
        raise ValueError("a value is missing; choose a measure that every run has, or drop the draws without it")
    parts = _parts(cube)
    total = parts.sum()
    low, high = _interval(cube, level)
    rows = pd.DataFrame({"source": SOURCES, "variance": parts, "share": parts / total if total > 0 else np.nan,
                         "low": low, "high": high})
    rows.attrs = {"mean": float(cube.mean()), "units": values.attrs.get("units", "")}
    return rows if len(cube) > 1 else rows[rows["source"] != "scenario"].reset_index(drop=True)


def components(cube: Array) -> dict[tuple[int, ...], float]:
    """Variance component of each set of axes of an array with one value a cell, all axes random and crossed.

    The expected mean square of a set holds the components of all sets that contain it, times the sizes of the axes
    outside; so each component is an alternating sum of mean squares. Unbiased, and so at times negative.
    """
    return _components(_mean_squares(cube), cube.shape)


def _components(squares: Squares, shape: tuple[int, ...]) -> Squares:
    return {
        subset: sum((-1) ** (len(larger) - len(subset)) * square
                    for larger, square in squares.items() if set(subset) <= set(larger))
        / np.prod([size for axis, size in enumerate(shape) if axis not in subset])
        for subset in squares
    }


def _mean_squares(cube: Array) -> Squares:
    axes = [axis for axis in range(cube.ndim) if cube.shape[axis] > 1]
    return {subset: _mean_square(cube, subset) for subset in _subsets(axes) if subset}


def _mean_square(cube: Array, subset: tuple[int, ...]) -> float:
    """Of the effect of these axes together, after all effects of fewer of them."""
    effect = sum((-1) ** (len(subset) - len(part)) * _mean_over_others(cube, part) for part in _subsets(subset))
    outside = np.prod([cube.shape[axis] for axis in range(cube.ndim) if axis not in subset])
    freedom = np.prod([cube.shape[axis] - 1 for axis in subset])
    return float((np.asarray(effect) ** 2).sum() * outside / freedom)


def _mean_over_others(cube: Array, kept: tuple[int, ...]) -> Array:
    mean: Array = cube.mean(tuple(axis for axis in range(cube.ndim) if axis not in kept), keepdims=True)
    return mean


def _subsets(axes: Iterable[int]) -> list[tuple[int, ...]]:
    held = tuple(axes)
    return [part for size in range(len(held) + 1) for part in itertools.combinations(held, size)]


def _parts(cube: Array) -> Array:
    return _by_source(components(cube))


def _by_source(split: Squares) -> Array:
    """Scenario, parameters, chance: axes 0, 1 and 2."""
    none = np.zeros_like(next(iter(split.values())))
    return np.array([sum((value for subset, value in split.items() if max(subset) == axis), none) for axis in range(3)])


def _interval(cube: Array, level: float) -> tuple[Array, Array]:
    """Of each share: each end is the farther one of two intervals that fail in different places.

    A jackknife knows too little where the replications are few, or where most of chance is common to all draws. The other
    takes effects for normal, which those of the draws need not be.
    """
    (low, high), (least, most) = _jackknife(cube, level), _generalised(cube, level)
    return np.minimum(low, least), np.maximum(high, most)


def _generalised(cube: Array, level: float) -> tuple[Array, Array]:
    """Interval of each share for effects that are normal (Weerahandi 1993, JASA 88, 899-905).

    A mean square over its expectation is a chi-squared over its degrees of freedom; so the expectations that may stand behind
    those seen are drawn, and split like them.
    """
    rng = np.random.default_rng(1)  # any: the same table each time
    squares = _mean_squares(cube)
    between = squares.pop((0,), None)
    drawn: Squares = {}
    for subset, square in squares.items():
        freedom = np.prod([cube.shape[axis] - 1 for axis in subset])
        drawn[subset] = square * freedom / rng.chisquare(freedom, _DRAWS)
    if between is not None:
        drawn[(0,)] = _between_scenarios(between, cube.shape[0] - 1, drawn, rng.uniform(size=_DRAWS))
    parts = np.maximum(_by_source(_components(drawn, cube.shape)), 0)
    total = parts.sum(axis=0)
    if not total.any():
        return np.full(3, np.nan), np.full(3, np.nan)
    low, high = np.quantile(parts / np.where(total > 0, total, 1), [0.5 - level / 2, 0.5 + level / 2], axis=1)
    return low, high


def _between_scenarios(square: float, freedom: int, drawn: Squares, share: Array) -> Array:
    """Expectations that may stand behind the mean square of scenarios, which are those chosen and no sample.

    Over its expectation were all scenarios alike (what draws and replications change in one scenario and not in another), it
    is a non-central chi-squared, whose non-centrality is found from the share of it that lies below what was seen.
    """
    alike = np.maximum(drawn[(0, 1)] + drawn[(0, 2)] - drawn[(0, 1, 2)], drawn[(0, 1, 2)])
    seen = freedom * square / np.where(alike > 0, alike, np.nan)
    far = np.maximum(np.sqrt(np.maximum(seen - (freedom - 1), 0)) + ndtri(share), 0) ** 2
    near = chndtrinc(np.minimum(seen, _NEAR), freedom, 1 - share)
    apart: Array = np.where(seen < _NEAR, near, far)
    return np.where(alike > 0, alike * (1 + apart / freedom), square)


def _jackknife(cube: Array, level: float) -> tuple[Array, Array]:
    """Interval of each share, leaving out one draw, then one replication at a time (their variances add up)."""
    whole = _shares(cube)
    spread, freedom = np.zeros(3), np.zeros(3)
    for axis in (1, 2):
        n = cube.shape[axis]
        without = np.array([_shares(np.delete(cube, i, axis)) for i in range(n)])
        part = (n - 1) / n * ((without - without.mean(axis=0)) ** 2).sum(axis=0)
        spread, freedom = spread + part, freedom + part**2 / (n - 1)
    # Degrees of freedom of a sum of two variances (Satterthwaite 1946).
    degrees = np.where(freedom > 0, spread**2 / np.where(freedom > 0, freedom, 1), 1)
    half = np.array([t_quantile(0.5 + level / 2, max(1.0, d)) for d in degrees]) * np.sqrt(spread)
    return np.clip(whole - half, 0, 1), np.clip(whole + half, 0, 1)


def _shares(cube: Array) -> Array:
    parts = _parts(cube)
    shares: Array = parts / (parts.sum() or np.nan)
    return shares
