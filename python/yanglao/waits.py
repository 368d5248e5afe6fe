"""How long those who got a place had waited, from the classes that the engine counts them in."""

from __future__ import annotations

import numpy as np
import xarray as xr


def wait_quantile(dataset: xr.Dataset, share: float) -> xr.DataArray:
    """Days within which `share` of those admitted in a year got their place, all replications together.

    From `wait_histogram`, evenly spread within each class of waits: classes are narrower than half their waits.
    """
    counts = dataset["wait_histogram"].sum("replication").transpose(..., "wait_bin")
    longest = dataset["wait_max_days"].max("replication")
    lower = counts["wait_bin"].drop_vars("wait_bin")
    upper = xr.concat([lower[1:], xr.full_like(lower[:1], np.inf)], "wait_bin")
    upto = counts.drop_vars("wait_bin").cumsum("wait_bin")
    before = upto - counts.drop_vars("wait_bin")
    reached = ((upto >= share * upto.isel(wait_bin=-1)) & (upto > before)).argmax("wait_bin")
    part = ((share * upto.isel(wait_bin=-1) - before) / (upto - before)).isel(wait_bin=reached)
    low, high = lower.isel(wait_bin=reached), upper.isel(wait_bin=reached)
    days = xr.where(reached == 0, 0.0, low + part * (np.minimum(high, longest) - low))
    return days.where(upto.isel(wait_bin=-1) > 0).assign_attrs(units="days", long_name=f"wait, {share:.0%} quantile")
