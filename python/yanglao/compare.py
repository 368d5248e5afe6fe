"""Differences between scenarios, each replication against the same replication of the baseline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from yanglao import measures, told, units
from yanglao.errors import UnknownName, shown
from yanglao.labels import places
from yanglao.months import months_in_year
from yanglao.results import Results, table
from yanglao.statistics import interval


def compare(
    results: Results,
    baseline: Mapping[str, Any] | str,
    variables: Sequence[str] | None = None,
    by_year: bool = False,
    by_region: bool = False,
    level: float = 0.95,
) -> pd.DataFrame:
    """One row a scenario other than the baseline and a measure: how much it differs.

    results: of several scenarios, or of a sweep.
    baseline: {lever: value} of a sweep; levers left out are compared like with like. A scenario's name, where several
        scenarios were run.
    variables: names of measures; None for all. by_year: by calendar year; else over the whole run, flows per year.
    by_region: a row for each region of the results' `detail`; else for the province as a whole.
    level: of confidence, between 0 and 1.

    Columns: `units` is that of the numbers that follow; `over` what a ratio is over ("deaths in the year"), "" for counts and
    spending, which are over nothing. `baseline` and `value` are means over replications. `difference` is the
    mean of the differences by replication, `low` and `high` its interval at `level`, `n_replications` the number of pairs; by
    year, flows are those of the `n_months` of it that were simulated. Because both sides of a pair share their random numbers,
    the interval is far narrower than that of two separate runs.

    Raises UnknownName for a measure or lever that the results do not have, ValueError for a baseline that was not run or names
    nothing, an empty list of variables, or a level that is no share, TypeError for arguments of other types.
    """
    if not isinstance(results, Results):
        raise TypeError(f"results was {type(results).__name__}; expected yanglao.Results")
    if isinstance(variables, str) or not isinstance(variables, Sequence | None):
        raise TypeError(f"variables was {shown(variables)}; expected a list of names, or None for all")
    if variables is not None and not len(variables):
        raise ValueError("variables was empty; expected names of measures, or None for all")
    if not isinstance(baseline, str | Mapping):
        raise TypeError(f"baseline was {shown(baseline)}; expected a scenario's name, or {{lever: value}}")
    at = _position(results, {"scenario": baseline} if isinstance(baseline, str) else baseline)
    data = results.dataset if by_region else measures.province(results.dataset)
    asked = told.names(data) if variables is None else variables
    for name in asked:
        told.refuse_unless_told(data, name)
    take = measures.by_year if by_year else measures.over_run
    parts = [_differences(take(data, name), name, at, level) for name in asked]
    rows = _stack(parts, [*results.points, "draw", *(["region"] if by_region else []), "variable"])
    if "indicator_name" in rows:  # each indicator has a unit of its own
        rows["units"] = rows["indicator_name"].map(units.of_indicators(data)).fillna(rows["units"])
    indicators = rows["indicator_name"] if "indicator_name" in rows else [""] * len(rows)
    over = [units.over(name, indicator) for name, indicator in zip(rows["variable"], indicators)]
    rows.insert(rows.columns.get_loc("baseline"), "over", over)
    return rows.assign(n_months=rows["year"].map(months_in_year(data).to_series())) if "year" in rows else rows


def _position(results: Results, baseline: Mapping[str, Any]) -> dict[str, int]:
    """Where the baseline stands on each of its dimensions."""
    position = {}
    for name, value in baseline.items():
        if name not in results.points:
            raise UnknownName(f'the baseline names "{name}", which these results do not vary; they vary {results.points}')
        values = results.dataset[name].values
        found = places(values, value)
        if len(found) != 1:
            raise ValueError(f"the baseline has {name} = {value!r}, which was not run; these were: {list(values)}")
        position[name] = found[0]
    if not position:
        raise ValueError(f"the baseline names no lever; these results vary {results.points}")
    return position


def _differences(values: xr.DataArray, name: str, at: dict[str, int], level: float) -> pd.DataFrame:
    base = values.isel(at, drop=True)
    difference = values - base
    # The means of the pairs that count, so that value - baseline is the difference.
    pairs = difference.notnull()
    data = interval(difference, level, amounts=False).rename(mean="difference")
    data["baseline"] = base.where(pairs).mean("replication")
    data["value"] = values.where(pairs).mean("replication")
    rows = table(data)
    itself = np.logical_and.reduce([rows[key] == values[key].values[index] for key, index in at.items()])
    return rows[~itself].assign(variable=name, units=values.attrs.get("units", ""))


def _stack(parts: list[pd.DataFrame], first: list[str]) -> pd.DataFrame:
    """One table of all measures; a column that a measure does not have is empty."""
    rows = pd.concat(parts, ignore_index=True)
    numbers = ["units", "baseline", "value", "difference", "low", "high", "n_replications"]
    labels = [column for column in rows.columns if column not in (*first, *numbers)]
    texts = [column for column in labels if column != "year"]
    rows[texts] = rows[texts].fillna("")
    return rows[[*first, *labels, *numbers]]
