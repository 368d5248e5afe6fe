"""Months of results: which one is meant, and how much of each, and of each year, was simulated."""

from __future__ import annotations

import datetime
import re
from typing import Any

import numpy as np
import xarray as xr

from yanglao.errors import UnknownName, shown
from yanglao.labels import plain

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


def month_of(months: np.ndarray, given: Any) -> np.datetime64:
    """The month that is meant: by the date of its label, or as a text such as "2021-03". Raises UnknownName."""
    value = plain(given)  # dates of every kind as Python's own
    text = value.isoformat() if isinstance(value, datetime.date) else value
    if isinstance(text, str) and re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", text):
        found = months[np.array([str(each).startswith(text) for each in months.astype("datetime64[D]")], bool)]
        if len(found):
            return found[0]
    first, last = (str(each) for each in months.astype("datetime64[D]")[[0, -1]])
    raise UnknownName(f'there is no month {shown(given)}; there are {first} to {last}, each a date or a text such as "{first[:7]}"')
