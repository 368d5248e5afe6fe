"""Distributions that an interval of evidence gives, one study or several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit, logit, ndtr, ndtri

Array = NDArray[np.float64]

# Between a value and the scale on which its distribution is normal.
SCALES = {"log-normal": (np.log, np.exp), "logit-normal": (logit, expit), "normal": (np.asarray, np.asarray)}
_WIDTH = 2 * ndtri(0.975)  # of a 95% interval, in standard deviations


class Study(NamedTuple):
    """What one study says: its 95% interval, the shape in between, and how much it counts beside others."""

    shape: str  # one of SCALES
    low: float
    high: float
    weight: float = 1.0

    def centre_and_sd(self) -> tuple[float, float]:
        """On the scale on which it is normal."""
        to_normal, _ = SCALES[self.shape]
        low, high = float(to_normal(self.low)), float(to_normal(self.high))
        return (low + high) / 2, (high - low) / _WIDTH

    def quantile(self, share: ArrayLike) -> Array:
        centre, sd = self.centre_and_sd()
        values: Array = SCALES[self.shape][1](centre + sd * ndtri(np.asarray(share, dtype=float)))
        return values

    def below(self, value: Array) -> Array:
        """The probability of less than `value`."""
        centre, sd = self.centre_and_sd()
        with np.errstate(divide="ignore", invalid="ignore"):
            shares: Array = ndtr((SCALES[self.shape][0](value) - centre) / sd)
        return shares


class Distribution:
    """A mixture of studies by weight, cut off at the ends of the range that the lever allows.

    shape: "log-normal" (above 0), "logit-normal" (between 0 and 1) or "normal". Raises ValueError for an interval that
    is empty or that the shape cannot hold, and for a range that leaves none of it.
    """

    def __init__(self, studies: Sequence[Study], low: float = -np.inf, high: float = np.inf):
        for study in studies:
            _check(study)
        self.studies = tuple(studies)
        total = sum(study.weight for study in studies)
        self._weights = [study.weight / total for study in studies]
        # Between these lies all but a part in 10^12, which bounds the search for a quantile.
        self._from = max(low, min(float(study.quantile(1e-12)) for study in studies))
        self._to = min(high, max(float(study.quantile(1 - 1e-12)) for study in studies))
        if self._from >= self._to:
            raise ValueError(f"the range {low} to {high} leaves nothing of {list(studies)}")

    def quantile(self, share: ArrayLike) -> Array:
        """The value below which `share` lies. Any shape, between 0 and 1; rising, and exact to rounding."""
        wanted = np.asarray(share, dtype=float)
        if wanted.size and not ((wanted > 0) & (wanted < 1)).all():
            raise ValueError("a share of a distribution lies between 0 and 1, both excluded")
        low, high = np.full(wanted.shape, self._from), np.full(wanted.shape, self._to)
        first, last = self._below(low), self._below(high)
        wanted = first + wanted * (last - first)
        for _ in range(80):  # halves 80 times: more than a double can tell apart
            middle = (low + high) / 2
            under = self._below(middle) < wanted
            low, high = np.where(under, middle, low), np.where(under, high, middle)
        return (low + high) / 2

    def _below(self, value: Array) -> Array:
        return np.asarray(sum(w * study.below(value) for w, study in zip(self._weights, self.studies, strict=True)))


def _check(study: Study) -> None:
    if study.shape not in SCALES:
        raise ValueError(f'the distribution was "{study.shape}"; expected one of {", ".join(SCALES)}')
    lowest, highest = {"log-normal": (0, np.inf), "logit-normal": (0, 1), "normal": (-np.inf, np.inf)}[study.shape]
    if not lowest < study.low < study.high < highest:
        raise ValueError(f"the interval {study.low} to {study.high} is not one of a {study.shape} distribution")
    if not 0 < study.weight < np.inf:
        raise ValueError(f"the weight of a study was {study.weight}; expected a finite number above 0")
