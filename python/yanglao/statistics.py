"""Means over replications, with their confidence intervals."""

from __future__ import annotations

import numpy as np
import xarray as xr

from yanglao._core import t_quantile
from yanglao.checks import share


def interval(values: xr.DataArray, level: float = 0.95) -> xr.Dataset:
    """mean, low, high and n_replications over `replication`: Student's t interval for the mean, at `level`.

    Replications without a value (NaN: a mean wait where nobody was admitted) do not count. With fewer than two, there
    is a mean but no interval.
    """
    share("level", level)
    # Sums, not nanmean: a cell without any value is NaN, and no reason for a warning.
    n = values.count("replication")
    mean = (values.sum("replication") / n).where(n > 0)
    variance = ((values - mean) ** 2).sum("replication") / (n - 1).where(n > 1)
    half = _t(n, level) * np.sqrt(variance / n)
    return xr.Dataset({"mean": mean, "low": mean - half, "high": mean + half, "n_replications": n})


def share_interval(hits: xr.DataArray, known: xr.DataArray) -> xr.Dataset:
    """share, low, high and n over `replication`, of those known: Wilson's 95% score interval; NaN where none is known."""
    n = known.sum("replication")
    part = (hits & known).sum("replication") / n.where(n > 0)
    z = 1.959963984540054  # 97.5% point of the standard normal distribution
    centre = (part + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * np.sqrt(part * (1 - part) / n + z * z / (4 * n * n))
    return xr.Dataset({"share": part, "low": (centre - half).clip(0), "high": (centre + half).clip(max=1), "n": n})


def _t(n: xr.DataArray, level: float) -> xr.DataArray:
    """Quantile of Student's t with n - 1 degrees of freedom; NaN below two."""
    sizes, where = np.unique(n.values, return_inverse=True)
    quantiles = [t_quantile(0.5 + level / 2, size - 1) if size > 1 else np.nan for size in sizes]
    return n.copy(data=np.array(quantiles)[where].reshape(n.shape))
