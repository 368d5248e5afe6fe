"""Points at which a sweep runs, where a grid of several levers would have too many."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd
from scipy.stats import qmc

from yanglao import checks
from yanglao.labels import is_number

Ranges = Mapping[str, tuple[float, float]]


def latin_hypercube(ranges: Ranges, points: int, seed: int = 1) -> pd.DataFrame:
    """One row a point, one column a lever: each lever's range is cut into `points` equal parts, one point in each.

    ranges: {lever: (low, high)} in the lever's unit. Give the table to `yl.sweep`. Raises ValueError.
    McKay, Beckman, Conover 1979, Technometrics 21, 239-245.
    """
    _check(ranges, points)
    return _scaled(qmc.LatinHypercube(len(ranges), rng=seed).random(points), ranges)


def sobol(ranges: Ranges, points: int, seed: int = 1) -> pd.DataFrame:
    """Like `latin_hypercube`, but spread evenly in all levers together: a scrambled Sobol sequence.

    points: a power of two, without which the sequence is not even. Owen 1998, Journal of Complexity 14, 466-489.
    """
    _check(ranges, points)
    if points & (points - 1):
        raise ValueError(f"points was {points}; a Sobol design needs a power of two, such as "
                         f"{2 ** math.floor(math.log2(points))} or {2 ** math.ceil(math.log2(points))}")
    return _scaled(qmc.Sobol(len(ranges), rng=seed).random(points), ranges)


def _check(ranges: Ranges, points: int) -> None:
    if not isinstance(ranges, Mapping):
        raise TypeError(f"ranges was {ranges!r}; expected {{lever: (low, high)}}")
    if not ranges:
        raise ValueError("a design needs at least one lever with its range")
    checks.whole("points", points, 1)
    for lever, ends in ranges.items():
        if not (isinstance(ends, tuple | list) and len(ends) == 2 and all(map(is_number, ends))):
            raise TypeError(f"the range of {lever} was {ends!r}; expected two numbers (low, high)")
        if not ends[0] < ends[1]:
            raise ValueError(f"the range of {lever} was {ends}; expected the lower end first")


def _scaled(unit, ranges: Ranges) -> pd.DataFrame:
    lows, highs = zip(*ranges.values())
    return pd.DataFrame(qmc.scale(unit, lows, highs), columns=list(ranges))
