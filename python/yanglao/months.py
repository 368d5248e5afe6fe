"""How much of each month, and of each year, was simulated."""

from __future__ import annotations

import numpy as np
import xarray as xr

MONTH_DAYS = "month_days"  # days simulated in each month, of no region


def days_simulated(dataset: xr.Dataset) -> xr.DataArray:
    """How many days of each month were simulated: the first may begin late, and the last end early."""
    if MONTH_DAYS in dataset:
        days = dataset[MONTH_DAYS]  # for each point where a sweep changes constants; all go on to the same day
        return days.max([dimension for dimension in days.dims if dimension != "month"])
    days = dataset["month"].dt.days_in_month
    if "end" not in dataset.attrs:
        return days
    left = (np.datetime64(dataset.attrs["end"], "ns") - dataset["month"]) / np.timedelta64(1, "D")
    return days.where(left >= days, left)


def months_in_year(dataset: xr.Dataset) -> xr.DataArray:
    """How many months of each year were simulated, a part of a month by its days."""
    month = dataset["month"].dt
    shares = days_simulated(dataset) / month.days_in_month
    return shares.groupby(month.year.rename("year")).sum().rename("n_months")
