"""A run to a precision: what the replications of each point gave so far, and how many each is to have."""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence

import numpy as np
import xarray as xr

from yanglao import stopping
from yanglao.errors import PrecisionWarning
from yanglao._core import is_constant
from yanglao.stopping import Precision

MISSED = "precision_missed"  # the attribute that tells of intervals wider than asked for
UNVARIED = "precision_unvaried"  # the one that tells of those that have no width, because nothing has happened yet


class Looks:
    """Replications of some points (scenarios run side by side, or those of a sweep), looked at now and then.

    names: of the points, for what is told. baselines: for each precision the number of the point that its differences
    are to; None: it is of the measure itself. most: the limit of replications.
    """

    def __init__(self, asked: Sequence[Precision], names: Sequence[str], baselines: Sequence[int | None], most: int):
        self.asked, self.names, self.baselines, self.most = asked, names, baselines, most
        self.totals = [stopping.first_total(most) if asked else most] * len(names)
        self._samples: dict[tuple[int, str], list[np.ndarray]] = {}

    def see(self, point: int, dataset: xr.Dataset) -> None:
        """Some replications of one point. dataset: of a job, with one scenario."""
        for measure in {one.measure for one in self.asked}:
            values = stopping.values_of(dataset, measure)[0]
            self._samples.setdefault((point, measure), []).append(np.stack([dataset["replication"].values, values]))

    def see_all(self, dataset: xr.Dataset) -> None:
        """Some replications of all points, which are the dataset's scenarios."""
        for point in range(len(self.names)):
            self.see(point, dataset.isel(scenario=[point]))

    def next(self) -> list[int]:
        """Replications that each point is to have after this look; a baseline has as many as the point that needs most."""
        totals = list(self.totals)
        for one, base in zip(self.asked, self.baselines):
            for point, values in self._quantities(one, base):
                wanted = stopping.look(one, values, self.most)
                for each in (point,) if base is None else (point, base):
                    totals[each] = max(totals[each], wanted)
        return totals

    def missed(self) -> list[str]:
        """The intervals that are wider than asked for, in words."""
        return [f"{name}: after {len(values)} replications {why}" for name, one, values in self._named_quantities()
                if (why := _why_not(one.excess(values), one.shortage(values), stopping.known(values)))]

    def unvaried(self) -> list[str]:
        """Means that count as known though no value differs from another, in words: what the interval cannot say."""
        return [f"{name}: {_unvaried(stopping.known(values))}" for name, one, values in self._named_quantities()
                if one.quantile is None and max(one.excess(values), one.shortage(values)) <= 1
                and is_constant(stopping.known(values))]

    def tell(self) -> dict[str, str]:
        """Warns of what is missed or has not varied. The attributes that say so; none where every precision is met."""
        missed, unvaried = self.missed(), self.unvaried()
        told = {}
        if missed:
            told[MISSED] = "; ".join(missed)
            warnings.warn(f"the limit of {self.most} replications came before the precision: {told[MISSED]}", PrecisionWarning,
                          stacklevel=3)
        if unvaried:
            told[UNVARIED] = "; ".join(unvaried)
            warnings.warn(f"no precision can be told where nothing varies: {told[UNVARIED]}", PrecisionWarning, stacklevel=3)
        return told

    def _named_quantities(self) -> list[tuple[str, Precision, np.ndarray]]:
        """What is asked for at each point, with its values by replication."""
        return [(self._named(one, point, base), one, values) for one, base in zip(self.asked, self.baselines)
                for point, values in self._quantities(one, base)]

    def _quantities(self, one: Precision, base: int | None) -> list[tuple[int, np.ndarray]]:
        """By point: the values by replication whose interval is asked for."""
        if base is None:
            return [(point, self._values(point, one.measure)) for point in range(len(self.names))]
        other = self._values(base, one.measure)
        found = []
        for point in range(len(self.names)):
            if point != base:
                values = self._values(point, one.measure)
                n = min(len(values), len(other))
                found.append((point, values[:n] - other[:n]))
        return found

    def _values(self, point: int, measure: str) -> np.ndarray:
        numbers, values = np.concatenate(self._samples[point, measure], axis=1)
        return values[np.argsort(numbers)]

    def _named(self, one: Precision, point: int, base: int | None) -> str:
        what = one.measure if one.quantile is None else f"{one.quantile:g} quantile of {one.measure}"
        where = f" ({self.names[point]})" if len(self.names) > 1 else ""
        return what + where + ("" if base is None else f" against {self.names[base]}")


def _why_not(excess: float, shortage: float, values: np.ndarray) -> str:
    """In words, what is wrong with an interval; "": nothing."""
    if excess > 1:
        return f"the half-width is {f'{excess:.3g} times the one asked for' if math.isfinite(excess) else 'not known'}"
    if shortage <= 1:
        return ""
    why = _unvaried(values) if is_constant(values) else "the values are too skewed for their number"
    return f"{why}: about {math.ceil(len(values) * shortage**2 - 1e-6)} are needed"


def _unvaried(values: np.ndarray) -> str:
    """What is known of another value where none was seen: the rule of three (Hanley and Lippman-Hand 1983, JAMA 249:1743)."""
    n = len(values)
    return f"all {n} values are the same, {values[0]:g}, and another may still come in up to {min(1, 3 / n):.2g} of replications (3 in {n})"
