"""When enough replications have been run: a precision asked for, and whether it is met."""

from __future__ import annotations

import math
import numbers
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from yanglao import checks
from yanglao.errors import shown
from yanglao.quantity import parse as parse
from yanglao.quantity import values_of as values_of
from yanglao.skewness import shortage
from yanglao.statistics import mean_interval

FIRST = 30  # replications before the first look: fewer, and the spread is known too badly to stop on
MOST = 1000  # unless the caller says otherwise
_STEP = 10


@dataclass(frozen=True)
class Precision:
    """A half-width that the interval of one quantity is to have at most.

    measure: name of a variable of the results, or "mean_wait_days", of the province over the whole run (flows per
        year); labels in brackets choose cells, the others are added up (of `wait_max_days` the
        greatest counts): "mean_wait_days[pool=nursing]". Of `indicator` choose one: "indicator[indicator_name=...,year=2025]".
    relative: the half-width as a share of the estimate (0.05); absolute: in the measure's unit. Either, not both.
    quantile: of the distribution over replications (0.9: nine worlds in ten are below); None: its mean.
    baseline: the quantity is the difference to this scenario (a name, or {lever: value} of a sweep), replication by
        replication; None: the measure itself.
    level: of confidence, between 0 and 1.

    Raises ValueError for a half-width, quantile or level that cannot be, TypeError for one that is no number.
    """

    measure: str
    relative: float | None = None
    absolute: float | None = None
    quantile: float | None = None
    baseline: str | Mapping[str, Any] | None = None
    level: float = 0.95

    def __post_init__(self) -> None:
        parse(self.measure)
        if (self.relative is None) == (self.absolute is None):
            raise ValueError(f"precision of {self.measure}: expected relative= or absolute=, one of them, above 0")
        width = self.absolute if self.relative is None else self.relative
        if isinstance(width, bool) or not isinstance(width, numbers.Real):
            raise TypeError(f"precision of {self.measure}: the half-width was {shown(width)}; expected a number")
        if not (width > 0 and math.isfinite(width)):
            raise ValueError(f"precision of {self.measure}: the half-width was {width}; expected a number above 0")
        if self.quantile is not None:
            checks.share(f"precision of {self.measure}: quantile", self.quantile)
        checks.share(f"precision of {self.measure}: level", self.level)

    def interval(self, values: ArrayLike) -> tuple[float, float, float]:
        """Estimate, low and high of the quantity, at `level`; its half-width is what is asked for. NaN: there is none yet.

        values: one a replication, as `results.value("queue", pool="nursing")` gives them; NaN ones do not count.
        Of a mean it is that of the tables: never narrower than Student's t interval, and reaching further towards the long tail
        of skewed values (docs/monte-carlo.md, section 4). Raises ValueError for more than one value a replication, TypeError
        for what are no numbers.
        """
        values = known(values)
        if self.quantile is not None:
            estimate = float(np.quantile(values, self.quantile)) if len(values) else math.nan
            return estimate, *quantile_interval(values, self.quantile, self.level)
        if len(values) < 2:
            return float(values.mean()) if len(values) else math.nan, math.nan, math.nan
        return float(values.mean()), *mean_interval(values, self.level)

    def excess(self, values: ArrayLike) -> float:
        """Half-width over the one asked for: at most 1 is enough. values: by replication; NaN ones do not count.

        Infinite where there is no interval yet. Raises what `interval` raises.
        """
        estimate, low, high = self.interval(values)
        half = (high - low) / 2
        wanted = self.absolute if self.relative is None else self.relative * abs(estimate)
        if not math.isfinite(half):
            return math.inf
        return half / wanted if wanted else (math.inf if half > 0 else 0.0)

    def shortage(self, values: ArrayLike) -> float:
        """Above 1 where the interval, whatever its width, would cover less than it says: too few values for so skewed a mean,
        or for one that has not varied yet. Quantiles need no such rule.
        values: as in `interval`. Raises what `interval` raises."""
        values = known(values)
        return 0.0 if self.quantile is not None or not len(values) else shortage(values)


def known(values: ArrayLike) -> np.ndarray:
    """Those that are not NaN. Raises TypeError, ValueError for what are not one number a replication."""
    try:
        found = np.atleast_1d(np.asarray(values, dtype=float).squeeze())
    except (TypeError, ValueError):
        raise TypeError(f"the values were {shown(values)}; expected numbers, one a replication") from None
    if found.ndim > 1:
        raise ValueError(f"the values had the shape {found.shape}; expected one a replication, of one scenario")
    return found[~np.isnan(found)]


Asked = Mapping[str, float] | Precision | Sequence[Precision]


def as_precisions(asked: Asked | None) -> list[Precision]:
    """{measure: relative} or any number of Precision; None: nothing is asked for. Raises TypeError, ValueError."""
    if asked is None:
        return []
    if isinstance(asked, Precision):
        return [asked]
    if isinstance(asked, Mapping):
        found = [Precision(measure, relative=width) for measure, width in asked.items()]
    elif isinstance(asked, list | tuple) and all(isinstance(one, Precision) for one in asked):
        found = list(asked)
    else:
        raise TypeError(f"precision was {shown(asked)}; expected {{measure: relative half-width}}, a Precision or a list of them")
    if not found:
        raise ValueError("precision was empty; expected a measure, such as {\"queue[pool=nursing]\": 0.05}, or None")
    return found


def how_many(replications: int | None, asked: list[Precision]) -> int:
    """The number of replications; where a precision is asked for, the most."""
    return replications if replications is not None else MOST if asked else 20


def look(asked: Precision, values: np.ndarray, most: int) -> int:
    """How many replications to have, after a look at the values of those so far; as many as there are when it is enough."""
    return next_total(len(values), max(asked.excess(values), asked.shortage(values)), most)


def next_total(n: int, excess: float, most: int) -> int:
    """How many replications to have next, when `n` miss the precision by the factor `excess`; `n` when it is met.

    What the spread so far asks for, but at least a tenth more and at most twice as many: few looks, so that stopping
    on a lucky one is rare, and none far beyond what is needed.
    """
    if excess <= 1:
        return n
    wanted = n * excess**2 if math.isfinite(excess) else 2 * n
    more = min(max(wanted, 1.1 * n, n + _STEP), 2 * n)
    return min(most, _STEP * math.ceil(more / _STEP))


def first_total(most: int) -> int:
    return min(FIRST, most)


def quantile_interval(values: np.ndarray, share: float, level: float = 0.95) -> tuple[float, float]:
    """Bounds of a quantile's confidence interval, without an assumption on the distribution; NaN where n is too small.

    values: no NaN. Two order statistics, by the binomial number of values below the quantile (Conover 1999, Practical
    Nonparametric Statistics, section 3.2): the interval covers at least `level`.
    """
    n, tail = len(values), (1 - level) / 2
    upto = special.bdtr(np.arange(n + 1), n, share)
    low, high = int(np.searchsorted(upto, tail)), int(np.searchsorted(upto, 1 - tail)) + 1
    if low < 1 or high > n:
        return math.nan, math.nan
    ordered = np.sort(values)
    return float(ordered[low - 1]), float(ordered[high - 1])
