"""Targets and appropriations over replications: how often met or exceeded, when first, and what binds."""

from __future__ import annotations

import numpy as np
import xarray as xr

from yanglao import measures
from yanglao.months import days_simulated, months_in_year
from yanglao.statistics import interval, share_interval

SLACK = 1e-9  # a share that is a quotient of whole numbers may miss its decimal target by the last bit


def meeting(values: xr.DataArray, constants: xr.Dataset) -> xr.Dataset:
    """share, low, high and n of the replications with a value that meet the target; NaN where there is none."""
    target, sense = constants["target"], constants["target_sense"]
    share = share_interval((values - target) * sense >= -SLACK * abs(target), values.notnull() & target.notnull())
    return _without_chance(share, certain(constants))


def certain(constants: xr.Dataset) -> xr.DataArray:
    """Of each indicator: whether the plan alone decides if its target is met, and chance has no part. Older files do not say."""
    if "target_certain" in constants:
        return constants["target_certain"] > 0
    return xr.zeros_like(constants["indicator_name"], dtype=bool)


def _without_chance(share: xr.Dataset, sure: xr.DataArray) -> xr.Dataset:
    """What is the same in every replication is met or not met: its share has no interval."""
    return share.assign(low=share["low"].where(~sure, share["share"]), high=share["high"].where(~sure, share["share"]), certain=sure)


def targets(data: xr.Dataset, level: float) -> xr.Dataset:
    """Each target at the end of the year in which it is due: see Results.targets."""
    due = data["target_year"]
    judged = due.isin(_whole_years(data))
    values = data["indicator"].where(data["year"] == due).sum("year", min_count=1).where(judged)
    share = meeting(values, data)
    out = interval(values, level).drop_vars("n_replications").assign(
        target=data["target"],
        due=_year_end(due),
        judged=judged,
        certain=share["certain"],
        share_meeting=share["share"],
        share_low=share["low"],
        share_high=share["high"],
        n_replications=share["n"],
    )
    if "target_met_months" in data:
        months = data["target_met_months"]
        run = data["indicator"].notnull().any(["year", "indicator_name"])
        out["share_ever_met"] = months.notnull().where(run).mean("replication")
        for name, quantile in (("first_met", 0.5), ("first_met_earliest", 0.0), ("first_met_latest", 1.0)):
            out[name] = _month(data, _quantile(months, quantile))
    if "target_gap" in data:
        out["binds"] = _binding(data["target_gap"].mean("replication"), share["share"])
    return out.where(data["target"].notnull(), drop=True)


def stages(data: xr.Dataset, level: float) -> xr.Dataset:
    """Each target by date and place (dimension target_stage), as `targets` tells those of the province."""
    values = data["target_stage_value"]
    wanted, ends = data["target_stage_wanted"], data["target_stage_due"]
    names = [label.split(" by ")[0].split("@")[0] for label in values["target_stage"].astype(str).values]
    sure = certain(data).sel(indicator_name=names).rename(indicator_name="target_stage")
    share = _without_chance(share_interval(values - wanted >= -SLACK * abs(wanted), values.notnull()),
                            sure.assign_coords(target_stage=values["target_stage"]))
    months = data["target_stage_met_months"]
    run = data["indicator"].notnull().any(["year", "indicator_name"])
    out = interval(values, level).drop_vars("n_replications").assign(
        target=wanted,
        due=_calendar(ends),
        judged=values.notnull().any("replication"),
        certain=share["certain"],
        share_meeting=share["share"],
        share_low=share["low"],
        share_high=share["high"],
        n_replications=share["n"],
        share_ever_met=months.notnull().where(run).mean("replication"),
    )
    for name, quantile in (("first_met", 0.5), ("first_met_earliest", 0.0), ("first_met_latest", 1.0)):
        out[name] = _month(data, _quantile(months, quantile))
    if "target_stage_gap" in data:
        out["binds"] = _binding(data["target_stage_gap"].mean("replication"), share["share"])
    return out


def _calendar(days: xr.DataArray) -> xr.DataArray:
    """Days since 1970 as dates, unless they were decoded as such."""
    if np.issubdtype(days.dtype, np.datetime64):
        return days
    return days.copy(data=np.datetime64("1970-01-01", "ns") + days.values.astype("timedelta64[D]"))


def _year_end(years: xr.DataArray) -> xr.DataArray:
    """The last day of each year; NaT: none."""
    first = (years.fillna(1970).values.astype(int) - 1969).astype("datetime64[Y]").astype("datetime64[ns]")
    return years.copy(data=np.where(years.notnull(), first - np.timedelta64(1, "D"), np.datetime64("NaT", "ns")))


def _whole_years(data: xr.Dataset) -> np.ndarray:
    """Years that a run goes on to the end of: a target is not judged in a year that was cut short."""
    month = data["month"].dt
    ends = month.month.values == 12
    # Only the last month can be cut at its end.
    ends[-1] &= days_simulated(data).values[-1] >= month.days_in_month.values[-1]
    return month.year.values[ends]


def budgets(data: xr.Dataset, level: float) -> xr.Dataset:
    """Spending of each payer in each fiscal year against its appropriation: see Results.budgets."""
    spent = measures.by_year(data, "cost").sum("line", skipna=False)
    most = data["appropriation"]
    excess = (spent - most).where(spent > most)
    share = share_interval(spent > most, spent.notnull() & most.notnull())
    return interval(spent, level).assign(
        appropriation=most,
        share_exceeding=share["share"],
        share_low=share["low"],
        share_high=share["high"],
        mean_excess=excess.mean("replication"),
        n_months=months_in_year(data),
    )


def _quantile(months: xr.DataArray, share: float) -> xr.DataArray:
    """Over the replications that have a value, one of them: the month in which so many had met it."""
    ordered = months.copy(data=np.sort(months.values, axis=months.get_axis_num("replication")))  # NaN last
    n = months.count("replication")
    at = ((n - 1).clip(min=0) * share).astype(int)
    return ordered.isel(replication=at).drop_vars("replication", errors="ignore")


def _month(data: xr.Dataset, months: xr.DataArray) -> xr.DataArray:
    """The first day of the month after whose end so many months of the run are over; NaT: never."""
    first = data["month"].values
    index = months.fillna(1).astype(int).values - 1
    return months.copy(data=np.where(months.notnull(), first[index], np.datetime64("NaT")))


def _binding(gaps: xr.DataArray, share: xr.DataArray) -> xr.DataArray:
    """As "doctors 0.107, carers -0.003" where the target is missed in some replication, the highest first; else "".

    As the program prints it: a gap below 0 is told too, for without that limit the indicator would be lower.
    """
    def text(row: np.ndarray) -> str:
        found = [(gap, name) for gap, name in zip(row, names, strict=True) if abs(gap) > 5e-4]
        return ", ".join(f"{name} {_fitting(gap)}" for gap, name in sorted(found, key=lambda each: -each[0]))

    names = gaps["limit"].values
    texts = xr.apply_ufunc(text, gaps, input_core_dims=[["limit"]], vectorize=True, output_dtypes=[object])
    return texts.where(share < 1, "")


def _fitting(number: float) -> str:
    """With as many decimals as the program shows: shares have three, counts none."""
    size = abs(number)
    return f"{number:,.{0 if size >= 1000 or number == round(number) else 1 if size >= 10 else 3}f}"


def blocked(data: xr.Dataset, level: float) -> xr.Dataset:
    """Blocked bed-days by the place missing at the end of the chain, and what those beds cost: see Results.blocked."""
    days = measures.by_year(data, "blocked_days_by_root").sum("pool", skipna=False)
    cost = interval(measures.by_year(data, "blocked_cost"), level)
    return interval(days, level).assign(
        cost=cost["mean"], cost_low=cost["low"], cost_high=cost["high"], n_months=months_in_year(data)
    )
