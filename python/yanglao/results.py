"""What a run or a sweep yields, and what an earlier one left in a file."""

from __future__ import annotations

import os
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from yanglao import _core, checks, measures, told, units
from yanglao.adding import chosen_by
from yanglao.dataset import to_plain
from yanglao.errors import UnknownName, shown
from yanglao.html import results_html
from yanglao.labels import plain
from yanglao.months import months_in_year
from yanglao.statistics import interval
from yanglao.targets import blocked, budgets, meeting, stages, targets
from yanglao.units import with_units
from yanglao.waits import wait_quantile


class Results:
    """`dataset` holds everything, by scenario (or swept lever), draw, replication, region and month.

    The tables tell means over replications; `low` and `high` bound the mean's confidence interval (its ends need not be as far
    from the mean: docs/monte-carlo.md, section 4), and
    `n_replications` says how many replications it rests on. Counts, days and money are never below 0, and so are their intervals.
    None of them changes the dataset.

    dataset: an xarray.Dataset as `yl.run` makes it; `yl.open` reads a file. Of a part of it draw, replication and month stay
        dimensions, with one label or more: `isel(replication=[0])` takes one and keeps the dimension.

    Raises TypeError for what is no xarray.Dataset, ValueError for one without these dimensions, or without a label along them.
    """

    def __init__(self, dataset: xr.Dataset):
        checks.instance("dataset", dataset, xr.Dataset, "an xarray.Dataset; yanglao.open reads a file")
        for name in ("draw", "replication"):
            if not any(name in array.dims for array in dataset.data_vars.values()):
                raise ValueError(f'dataset has no variable by {name}; expected one as yanglao.run makes it. Of several, '
                                 f"isel({name}=[0]) takes one and keeps the dimension")
        for name in ("draw", "replication", "month"):
            if dataset.sizes.get(name) == 0:
                raise ValueError(f"dataset has the dimension {name} without a label; expected one or more")
        self.dataset = dataset

    @cached_property
    def points(self) -> list[str]:
        """The dimensions that tell scenarios apart: `scenario`, or the levers that were swept."""
        dims = next(array.dims for array in self.dataset.data_vars.values() if "draw" in array.dims)
        return [str(name) for name in dims[: dims.index("draw")]]

    def indicators(self, by_region: bool = False, level: float = 0.95) -> pd.DataFrame:
        """One row a scenario, draw, year and indicator: value at the year's end, in its `unit`.

        over: what a ratio is over ("deaths in the year"); "" for counts and spending, which are over nothing. mean, low, high:
        over the replications that have a value. Flows are those of the `n_months` of the year that were simulated.
        Where the policy sets a target, `target` is it, `target_year` when it is due, and `share_meeting` the share of
        the `n_replications` that meet it by that year's end, with its 95% interval (`share_low` to `share_high`, Wilson);
        certain: the plan alone decides on it, so the share is 0 or 1, met or not met, and has no interval.
        `targets()` says when each was first met, and what binds where it is not.
        by_region: a row for each region of the run's `detail`; else for the province as a whole.
        level: of confidence, of the means' intervals, between 0 and 1.
        Raises UnknownName where the results hold none, as those of a network, ValueError and TypeError for a level that is no share.
        """
        values = self._at(by_region, "indicator")["indicator"]
        data = interval(values, level)
        if "month" in self.dataset.dims:
            data = data.assign(n_months=months_in_year(self.dataset))
        if "target" in self.dataset:
            data = data.merge(self.dataset[["target", "target_year"]])
            share = meeting(values, self.dataset)
            data = data.assign(share_meeting=share["share"], share_low=share["low"], share_high=share["high"],
                               certain=share["certain"])
        # A netCDF variable cannot share its name with one of its dimensions; a column of a table can.
        return self._with_unit(table(data).rename(columns={"indicator_name": "indicator"}))

    def _with_unit(self, rows: pd.DataFrame) -> pd.DataFrame:
        """With a column `unit` beside `indicator`, where the results tell the units, and `over` before `mean`."""
        units_of = units.of_indicators(self.dataset)
        names = rows["indicator"].astype(str)
        if units_of:
            rows.insert(rows.columns.get_loc("indicator") + 1, "unit", names.map(units_of))
        rows.insert(rows.columns.get_loc("mean"), "over", [units.over("indicator", name) for name in names])
        return rows

    def targets(self, level: float = 0.95) -> pd.DataFrame:
        """One row a scenario, draw and target of the policy: of the province as a whole, and of places with targets of
        their own (`place`, else "").

        over: as in `indicators`; due: the day by whose end it is due, for the province the last of a year; mean, low, high: the
        indicator then;
        judged: whether the run lasts until then, else they are missing; share_meeting: the share of the
        `n_replications` that meet `target` then, share_low to share_high its 95% interval (Wilson). certain: what is built,
        staffed and scheduled decides on it alone, so it is met or not met in every replication alike, no chance involved,
        and the share has no interval. first_met: the month
        at whose end half of the replications that ever met it had (first_met_earliest to first_met_latest: all);
        share_ever_met: those within the run. binds: where it is missed, by how much the indicator would rise if one limit
        alone were lifted; plan: what is missing with all of them lifted.
        level: as in `indicators`.
        Raises UnknownName where the results hold none, as those of a network, ValueError and TypeError for a level that is no share.
        """
        data = self._at(False, "target")
        rows = table(targets(data, level)).dropna(subset="target").rename(columns={"indicator_name": "indicator"})
        rows.insert(rows.columns.get_loc("indicator") + 1, "place", "")
        rows = rows.astype({"judged": bool, "certain": bool})
        if "target_stage_value" not in data:
            return self._with_unit(rows)
        places = table(stages(data, level))
        label = places.pop("target_stage").astype(str).str.split(" by ").str[0].str.partition("@")
        places = places.assign(indicator=label[0], place=label[2], binds=places.get("binds", ""))
        return self._with_unit(pd.concat([rows, places[rows.columns]], ignore_index=True))

    def budgets(self, by_region: bool = False, level: float = 0.95) -> pd.DataFrame:
        """One row a scenario, draw, payer and fiscal (calendar) year: CNY (`unit`) spent by the payer in all lines.

        mean, low, high: spent in the `n_months` that were simulated; appropriation: what it may spend (levers
        `budget.*`; NaN: none, or not a whole year); share_exceeding: the share of replications that spend more, share_low
        to share_high its 95% interval (Wilson); mean_excess: by how much, where they do. Appropriations are the
        province's: by region there is spending alone.
        by_region, level: as in `indicators`.
        Raises UnknownName where the results hold none, as those of a network, ValueError and TypeError for a level that is no share.
        """
        data = self._at(by_region, "appropriation")
        if by_region:
            data = data.assign(appropriation=data["appropriation"] * float("nan"))
        return with_units(table(budgets(data, level)), {"mean": units.of(data, "cost")})

    def blocked(self, by_region: bool = False, level: float = 0.95) -> pd.DataFrame:
        """One row a scenario, draw, year and cause: bed-days held by people ready to leave, by the place missing at the
        end of the chain of blocked beds (mean, low, high; in `unit`), and what the beds so held cost (cost, cost_low, cost_high;
        in `cost_unit`, CNY).
        by_region, level: as in `indicators`.
        Raises UnknownName where the results hold none, as those of a network, ValueError and TypeError for a level that is no share.
        """
        data = self._at(by_region, "blocked_days_by_root")
        of_each = {"mean": units.of(data, "blocked_days_by_root"), "cost": units.of(data, "blocked_cost")}
        return with_units(table(blocked(data, level)), of_each)

    def costs(self, by_region: bool = False, level: float = 0.95) -> pd.DataFrame:
        """One row a scenario, draw, year, payer (of a network: stage) and line: CNY (`unit`) in the `n_months` of the year that were simulated.

        rate: of a line of which something is used in the run, "unknown" where it has no rate above 0 and of one at least no
        figure was found and none was set; "in part" where such a rate counts as 0 beside others; "set to 0" where all were
        set so; "" else. `dataset.attrs["rates_unknown"]` names the rates.
        by_region, level: as in `indicators`.
        Raises UnknownName where the results hold none, as those of a network, ValueError and TypeError for a level that is no share.
        """
        data = self._at(by_region)
        cost = interval(measures.by_year(data, "cost"), level).assign(n_months=months_in_year(data))
        if "line_rate" in data:
            cost = cost.assign(rate=xr.apply_ufunc(np.asarray(_RATES).__getitem__, data["line_rate"].astype(int)))
        return with_units(table(cost), {"mean": units.of(data, "cost")})

    def waits(self, by_region: bool = False, level: float = 0.95) -> pd.DataFrame:
        """One row a scenario, draw, year and pool of places.

        unit: of mean, low, high, median, p90 and longest (days); admissions_unit: of admissions, left_waiting and queue (people).
        mean, low, high: days waited by those admitted in the year; n_replications: those in which anybody was.
        admissions, left_waiting: mean number in the `n_months` of the year that were simulated; the latter left the
        line without a place. queue: mean number waiting. median, p90: days within which half and nine in ten of those
        admitted got their place; longest: the longest wait; all replications together. Not of a network, which counts waits in no
        classes: its rows lack these three columns.
        by_region, level: as in `indicators`.
        Raises UnknownName where the results hold none, as those of a network, ValueError and TypeError for a level that is no share.
        """
        data = self._at(by_region)
        wait = interval(measures.by_year(data, told.MEAN_WAIT), level)
        numbers = {name: measures.by_year(data, name).mean("replication") for name in _BESIDE_WAITS if name in data}
        if "wait_histogram" in data:
            numbers |= {name: wait_quantile(data, share) for name, share in _QUANTILES.items()}
            numbers["longest"] = data["wait_max_days"].max("replication")
        rows = table(wait.assign(numbers | {"n_months": months_in_year(data)}))
        return with_units(rows, {"mean": units.of(data, told.MEAN_WAIT), "admissions": units.of(data, "admissions")})

    def value(self, measure: str, /, year: int | None = None, **at: Any) -> xr.DataArray:
        """One number a scenario (or swept lever), draw and replication: a measure of the province.

        measure: name of a variable of the results, or "mean_wait_days".
        Over the whole run, flows as a number per year; or of the calendar `year`, of the months of it that were
        simulated. `at` chooses along the further dimensions as in `plot.over_time`: pool="nursing" takes one,
        pool=["acute", "geriatric"] adds them up, cause=... adds up all (of `wait_max_days` the
        greatest counts). Over several months (month=[...]) flows are added up, what there is at a time is averaged by their days,
        and what is told at a month's end is that of the last of them. Raises UnknownName for what is not there and for what does
        not add up (replications, draws, scenarios; indicators; limits, of which each is lifted alone), and ValueError where a
        dimension is left to choose along, a label is given twice, or months beside a year.
        """
        if year is not None and "month" in at:
            raise ValueError(f"year was {shown(year)}, beside a month; expected one of them")
        whole = measures.held(self.dataset, measure)
        dims = whole[told.made_of(measure)[0]].dims
        if "month" in at and "month" not in dims or year is not None and not {"month", "year"} & set(dims):
            raise ValueError(f"{measure} is not told by {'month' if 'month' in at else 'year or month'}")
        held = measures.at(whole, at)
        values = measures.over_run(held, measure) if year is None else measures.by_year(held, measure)
        if year is not None and "year" in values.dims:
            if year not in values["year"].values:
                raise UnknownName(f"{year!r} was not simulated; these years were: {values['year'].values.tolist()}")
            values = values.sel(year=year, drop=True)
        left = [str(name) for name in values.dims if name not in (*self.points, "draw", "replication")]
        if left:
            choices = ", ".join(chosen_by(name, plain(values[name].values[0])) for name in left)
            raise ValueError(f"{measure} has a value for each {' and '.join(left)}; choose one, such as {choices}")
        if measure == "indicator":  # each has a unit of its own
            values.attrs["units"] = units.of_indicators(self.dataset).get(str(at.get("indicator_name")), "")
        return values.reset_coords(drop=True).rename(measure)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes a results file: the whole of it, or none.

        path: of the file. Raises FileError where it cannot be written, TypeError for no path.
        """
        _core.write(checks.path("path", path), to_plain(self.dataset))

    def _at(self, by_region: bool, *needed: str) -> xr.Dataset:
        """needed: variables without which there is no answer. Raises UnknownName."""
        for name in needed:
            if name not in self.dataset.data_vars:
                there = ", ".join(told.names(self.dataset))
                raise UnknownName(f'these results hold no "{name}", as those of a network; they hold {there}')
        return self.dataset if by_region else measures.province(self.dataset)

    def __repr__(self) -> str:
        sizes = ", ".join(f"{name} {size}" for name, size in self.dataset.sizes.items())
        return f"<yanglao.Results {sizes}>"

    def _repr_html_(self) -> str:
        return results_html(self.dataset, self.points)


_RATES = ("", "in part", "unknown", "set to 0")  # line_rate, models/care/used_rates.hpp
_BESIDE_WAITS = ("admissions", "left_waiting", "queue")
_QUANTILES = {"median": 0.5, "p90": 0.9}


def table(data: xr.Dataset) -> pd.DataFrame:
    """One row a cell, the dimensions as columns in the array's order."""
    order = list(next(iter(data.data_vars.values())).dims)
    return data.to_dataframe(dim_order=order).reset_index()
