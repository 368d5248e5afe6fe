"""Means and shares over replications, with their confidence intervals: those of the program's tables."""

from __future__ import annotations

import numpy as np
import xarray as xr

from yanglao._core import mean_intervals, share_intervals
from yanglao.checks import replications, share


def interval(values: xr.DataArray, level: float = 0.95, amounts: bool = True) -> xr.Dataset:
    """mean, low, high and n_replications over `replication`: the mean and its interval at `level`, each end the farther one of
    Student's t and of Hall's, which leans as skewed values do (docs/monte-carlo.md, section 4).

    amounts: counts, days, money spent: where no value is below 0, no interval is. False for differences, whose sign is asked.
    Replications without a value (NaN: a mean wait where nobody was admitted) do not count. With fewer than two, there
    is a mean but no interval.
    """
    share("level", level)
    replications(values.dims)
    n = values.count("replication")
    found = mean_intervals(values.transpose(..., "replication").values, level, amounts)
    told = {name: n.copy(data=each) for name, each in zip(("mean", "low", "high"), found)}
    return xr.Dataset({**told, "n_replications": n})


def mean_interval(values: np.ndarray, level: float) -> tuple[float, float]:
    """low and high of the same interval, of one mean of any sign: values by replication, no NaN."""
    _, low, high = mean_intervals(values, level, False)
    return float(low), float(high)


def share_interval(hits: xr.DataArray, known: xr.DataArray) -> xr.Dataset:
    """share, low, high and n over `replication`, of those known: Wilson's 95% score interval; NaN where none is known."""
    n, met = xr.align(known.sum("replication"), (hits & known).sum("replication"))
    n, met = xr.broadcast(n, met)
    low, high = share_intervals(met.values.astype(np.int32), n.values.astype(np.int32))
    return xr.Dataset({"share": met / n.where(n > 0), "low": n.copy(data=low), "high": n.copy(data=high), "n": n})
