"""Units of what tables tell: those that the engine gave to the variables of the results, and to the policy's indicators; and what
ratios are over."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import xarray as xr

from yanglao import _core, told

_OVER = {told.MEAN_WAIT: "people admitted"}


def of(dataset: xr.Dataset, measure: str) -> str:
    """Of a measure in a month or year: that of its first variable ("days" of days waited over admissions); "" where untold."""
    return str(dataset[told.made_of(measure)[0]].attrs.get("units", ""))


def of_indicators(dataset: xr.Dataset) -> dict[str, str]:
    lines = str(dataset.attrs.get("indicator_units", "")).splitlines()
    return dict(line.split(",", 1) for line in lines)


def over(measure: str, indicator: str = "") -> str:
    """What a ratio is over ("deaths in the year"); "" for counts and spending, which are over nothing."""
    return _core.indicators().get(indicator, {}).get("over", "") if measure == "indicator" else _OVER.get(measure, "")


def with_units(rows: pd.DataFrame, units: Mapping[str, str]) -> pd.DataFrame:
    """The table with a column of units before each column that is named: `unit` before `mean`, `COLUMN_unit` before another."""
    for column, unit in units.items():
        rows.insert(rows.columns.get_loc(column), "unit" if column == "mean" else f"{column}_unit", unit)
    return rows
