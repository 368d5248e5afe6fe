"""Points at which a sweep runs, where a grid of several levers would have too many."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd
from scipy.stats import qmc

from yanglao import checks
from yanglao.distribution import Array
from yanglao.errors import shown
from yanglao.labels import is_number

Ranges = Mapping[str, tuple[float, float]]
MOST_POINTS = 1_000_000  # of a design: each is a run of its own, in a file of which it takes a part


def latin_hypercube(ranges: Ranges, points: int, seed: int = 1, whole: Iterable[str] = ()) -> pd.DataFrame:
    """One row a point, one column a lever: each lever's range is cut into `points` equal parts, one point in each.

    ranges: {lever: (low, high)} in the lever's unit. points: 1 to 1,000,000. seed: of the design, 0 or more.
    whole: the levers that are whole numbers, of which each from low to high is as likely. Give the table to `yl.sweep`.
    Raises ValueError for ranges, points or whole levers that cannot be, TypeError for arguments of other types.
    McKay, Beckman, Conover 1979, Technometrics 21, 239-245.
    """
    whole = _check(ranges, points, seed, whole)
    return _scaled(qmc.LatinHypercube(len(ranges), rng=seed).random(points), ranges, whole)


def sobol(ranges: Ranges, points: int, seed: int = 1, whole: Iterable[str] = ()) -> pd.DataFrame:
    """Like `latin_hypercube`, but spread evenly in all levers together: a scrambled Sobol sequence.

    points: a power of two, without which the sequence is not even. Owen 1998, Journal of Complexity 14, 466-489.
    The other arguments are those of `latin_hypercube`.
    Raises ValueError for ranges, points or whole levers that cannot be, TypeError for arguments of other types.
    """
    whole = _check(ranges, points, seed, whole)
    if points & (points - 1):
        raise ValueError(f"points was {points}; a Sobol design needs a power of two, such as "
                         f"{2 ** math.floor(math.log2(points))} or {2 ** math.ceil(math.log2(points))}")
    return _scaled(qmc.Sobol(len(ranges), rng=seed).random(points), ranges, whole)


def _check(ranges: Ranges, points: int, seed: int, whole: Iterable[str]) -> list[str]:
    """The levers that are whole numbers."""
    if not isinstance(ranges, Mapping):
        raise TypeError(f"ranges was {shown(ranges)}; expected {{lever: (low, high)}}")
    if not ranges:
        raise ValueError("a design needs at least one lever with its range")
    checks.whole("points", points, 1, MOST_POINTS)
    checks.whole("seed", seed, 0)
    for lever, ends in ranges.items():
        if not (isinstance(ends, tuple | list) and len(ends) == 2 and all(map(is_number, ends))):
            raise TypeError(f"the range of {lever} was {shown(ends)}; expected two numbers (low, high)")
        if not all(map(math.isfinite, ends)):
            raise ValueError(f"the range of {lever} was {ends}; expected two finite numbers")
        if not math.isfinite(float(ends[1]) - float(ends[0])):
            raise ValueError(f"the range of {lever} was {ends}; expected one whose width is a number")
        if not ends[0] < ends[1]:
            raise ValueError(f"the range of {lever} was {ends}; expected the lower end first")
    named = [] if isinstance(whole, str) or not isinstance(whole, Iterable) else list(whole)
    if isinstance(whole, str) or not isinstance(whole, Iterable) or not all(isinstance(lever, str) for lever in named):
        raise TypeError(f"whole was {shown(whole)}; expected a list of levers")
    for lever in named:
        if lever not in ranges:
            raise ValueError(f"whole names {lever}, which has no range; there are {', '.join(ranges)}")
        if not all(float(end).is_integer() for end in ranges[lever]):
            raise ValueError(f"the range of {lever} was {ranges[lever]}; expected whole numbers")
    return named


def _scaled(unit: Array, ranges: Ranges, whole: list[str]) -> pd.DataFrame:
    table = pd.DataFrame({lever: low + column * (high - low) for column, (lever, (low, high)) in zip(unit.T, ranges.items())})
    for lever in whole:
        low, high = map(int, ranges[lever])
        table[lever] = low + np.floor(unit[:, list(ranges).index(lever)] * (high - low + 1)).astype(int)
    return table
