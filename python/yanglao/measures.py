"""Monthly results as quantities of a year, or of the whole run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import xarray as xr

from yanglao.adding import GREATEST, all_together, refuse_adding_labels
from yanglao.errors import UnknownName, shown
from yanglao.labels import is_number, places
from yanglao.months import MONTH_DAYS, days_simulated, month_of
from yanglao.told import MEAN_WAIT, OVERALL, TAKEN, made_of, refuse_unless_told


def held(dataset: xr.Dataset, name: str) -> xr.Dataset:
    """What a measure of the province is computed from: its variables, and what the engine told of all regions together."""
    refuse_unless_told(dataset, name)
    parts = made_of(name)
    parts += [MONTH_DAYS] if MONTH_DAYS in dataset else []
    return dataset[[*parts, *(part + OVERALL for part in parts if part + OVERALL in dataset)]]


def by_year(dataset: xr.Dataset, name: str) -> xr.DataArray:
    """A measure by calendar year (`year`), of the months of that year that were simulated.

    Sums for what happens in a month, means for what there is in a month, the last month's for what there is at its
    end. `mean_wait_days` is days waited by the admitted over admissions.
    """
    if name == MEAN_WAIT:
        return _ratio(by_year(dataset, "wait_days"), by_year(dataset, "admissions"))
    array = _get(dataset, name)
    if "month" not in array.dims:
        return array
    years = array["month"].dt.year.rename("year")
    grouped = array.groupby(years)
    how = TAKEN.get(name, "mean")
    if how == "mean":  # a month counts by its days
        days = days_simulated(dataset)
        result = (array * days).groupby(years).sum(skipna=False) / days.groupby(years).sum()
    else:
        # A replication that was not run has no number, and no 0 either.
        result = grouped.sum(skipna=False) if how == "sum" else grouped.last(skipna=False)
    return result.transpose(*("year" if d == "month" else d for d in array.dims)).assign_attrs(_named_for(array, "year"))


def over_run(dataset: xr.Dataset, name: str) -> xr.DataArray:
    """A measure over all simulated months: sums are told per year (12 months, a part of one by its
    days), so that runs of any length compare."""
    if name == MEAN_WAIT:
        return _ratio(over_run(dataset, "wait_days"), over_run(dataset, "admissions"))
    array = _get(dataset, name)
    if name in GREATEST and "year" in array.dims:
        return array.max("year", keep_attrs=True, skipna=False)
    if "month" not in array.dims:
        return array
    days = days_simulated(dataset)
    result = _over_months(array, name, days)
    if TAKEN.get(name) != "sum":
        return result
    months = float((days / array["month"].dt.days_in_month).sum())
    units = f"{array.attrs.get('units', '')} per year".strip()
    return (12 / months * result).assign_attrs(result.attrs | {"units": units})


def _over_months(array: xr.DataArray, name: str, days: xr.DataArray) -> xr.DataArray:
    """Of all its months together: sums of what happens, means by days of what there is, the last month's of what is told at its end."""
    how = TAKEN.get(name, "mean")
    if how == "sum":
        result = array.sum("month", skipna=False)
    else:
        result = array.isel(month=-1, drop=True) if how == "end" else array.weighted(days).mean("month", skipna=False)
    return result.assign_attrs(_named_for(array, ""))


def at(dataset: xr.Dataset, chosen: Mapping[str, Any]) -> xr.Dataset:
    """The province, at these labels: one is taken, a list of them is added up, and `...` adds up all; of months together
    see `_over_months`.

    Adding up comes before any ratio, so that a mean wait weighs by admissions. Raises UnknownName for what is not there.
    """
    data = province(dataset)
    for name, given in chosen.items():
        if name not in data.dims:
            raise UnknownName(f'these results have no "{name}" to choose along; they have {", ".join(map(str, data.dims))}')
        labels = list(given) if isinstance(given, tuple | set | np.ndarray) else given
        if is_number(labels) and data[name].dtype.kind in "OU":  # beside schedules numbers are texts
            labels = next((data[name].values[place] for place in places(data[name].values, labels)), labels)
        if name == "month" and labels is not ...:
            months = data["month"].values
            labels = [month_of(months, each) for each in labels] if isinstance(labels, list) else month_of(months, labels)
        adds = labels is ... or isinstance(labels, list)
        if adds:
            refuse_adding_labels(data, name, labels)
        try:
            data = data if labels is ... else data.sel({name: labels})
        except (KeyError, TypeError, ValueError):
            raise UnknownName(f"there is no {name} {shown(given)}; there are {data[name].values.tolist()}") from None
        if adds:
            data = _months_together(data) if name == "month" else all_together(data, name)
    return data


def _months_together(dataset: xr.Dataset) -> xr.Dataset:
    data, days = dataset.sortby("month"), days_simulated(dataset)
    return data.drop_dims("month").assign({name: _over_months(array, str(name), days) for name, array in data.data_vars.items()
                                           if "month" in array.dims and name != MONTH_DAYS})


def province(dataset: xr.Dataset) -> xr.Dataset:
    """Regions added up, or the greatest of them; for ratios and indicators, which do not add up, the engine's own for
    all regions together."""
    overall = [str(name) for name in dataset.data_vars if str(name).endswith(OVERALL)]
    data = dataset.drop_vars([name.removesuffix(OVERALL) for name in overall], errors="ignore")
    data = data.rename({name: name.removesuffix(OVERALL) for name in overall})
    if "region" not in data.dims:
        return data
    if data.sizes["region"] == 1:
        return data.isel(region=0, drop=True)
    return all_together(data, "region")


def _get(dataset: xr.Dataset, name: str) -> xr.DataArray:
    if name not in dataset.data_vars:
        refuse_unless_told(dataset, name)
    return dataset[name]


def _named_for(array: xr.DataArray, time: str) -> dict[str, Any]:
    """The attributes of a monthly array for what was made of it for this time ("": any)."""
    within, end = (f" in the {time}", f"{time}'s end") if time else ("", "end")
    named = {key: text.replace(" in the month", within).replace("month's end", end)
             for key, text in array.attrs.items() if key == "long_name"}
    return dict(array.attrs) | named


def _ratio(days: xr.DataArray, admissions: xr.DataArray) -> xr.DataArray:
    """NaN where nobody was admitted."""
    mean = days / admissions.where(admissions > 0)
    return mean.rename(MEAN_WAIT).assign_attrs(units="days", long_name="mean wait of those admitted")
