"""How sure the answer is: fans over draws and replications, tornados, and the split of variance."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb

from yanglao import checks, measures, told
from yanglao.errors import UnknownName, shown
from yanglao.labels import places
from yanglao.plot.around import axes, axis, few_dates, legend, named, row_labels, span, title
from yanglao.results import Results

LEVELS = (0.5, 0.8, 0.95)  # of the bands of a fan, from the middle outwards
_SHADES = (0.6, 0.38, 0.18)  # of the line's colour in each


def fan(results: Results, variable: str, ax: Axes | None = None, **at: Any) -> Axes:
    """Where a monthly variable may lie: its median, and the bands that hold 50, 80 and 95% of all draws and replications.

    Not the interval of a mean: the spread of single worlds, parameters and chance together. `at` as in `over_time`; one
    scenario or lever value is chosen there too (scenario="jiangxi-2025"). The other arguments are those of `over_time`.

    Raises UnknownName for a variable, dimension or label that the results do not have, ValueError for more than one line, or what
    is not told by month,
    TypeError for what are no yanglao.Results.
    """
    checks.instance("results", results, Results, "yanglao.Results")
    held = told.monthly(results.dataset, variable)
    chosen = {name: at.pop(name) for name in results.points if name in at}
    values = measures.at(held.isel({name: _place(held, name, value) for name, value in chosen.items()}), at)[variable]
    left = [name for name in values.dims if name not in ("month", "draw", "replication")]
    single = [name for name in left if values.sizes[name] == 1]
    values = values.squeeze(single, drop=True)
    if set(left) - set(single):
        raise ValueError(f"a fan shows one variable; choose along {sorted(set(map(str, left)) - set(map(str, single)))}")
    if "month" not in values.dims:
        raise ValueError(f'"{variable}" is not told by month')
    checks.replications(values.dims)
    ax = axes(ax)
    flat = values.transpose("month", ...).values.reshape(values.sizes["month"], -1)
    (line,) = ax.plot(values["month"], np.nanmedian(flat, axis=1), label="median")
    for share, shade in sorted(zip(LEVELS, _SHADES), reverse=True):
        low, high = np.nanquantile(flat, [0.5 - share / 2, 0.5 + share / 2], axis=1)
        ax.fill_between(values["month"], low, high, color=_lighter(line.get_color(), shade), linewidth=0, label=f"{share:.0%} of runs")
    named(ax, title=title(variable, chosen | at), xlabel="month", ylabel=axis(values, variable))
    legend(ax, ", ".join(f"{count} {name}{'' if str(count) == '1' else 's'}" for name, count in
                         (("draw", values.sizes.get("draw", 1)), ("replication", span(_run(values))))))
    few_dates(ax)
    return ax


def _place(data: xr.Dataset, name: str, value: Any) -> int:
    """Raises UnknownName."""
    found = places(data[name].values, value)
    if not found:
        raise UnknownName(f"there is no {name} {shown(value)}; there are {data[name].values.tolist()}")
    return found[0]


def _run(values: xr.DataArray) -> np.ndarray:
    """How many replications there are of each draw: a point of a sweep to a precision may have fewer than others."""
    return values.notnull().any("month").sum("replication").values


def _lighter(color: str, shade: float) -> tuple[float, ...]:
    """A colour on white paper, as opaque as it has to be to look the same on others and in the legend."""
    return tuple(1 - shade * (1 - part) for part in to_rgb(color))


def tornado(rows: pd.DataFrame, ax: Axes | None = None, most: int = 12) -> Axes:
    """Rows of `sensitivity.one_at_a_time`: the outcome with each parameter at either end of its 95% interval.

    rows: the table. ax: the axes to draw on; None for new ones. most: bars, the widest first (12); in the
    outcome's unit. Raises ValueError for a table without the columns or rows, or less than one bar, TypeError for what is no
    table, or no number of bars.
    """
    numbers = ("low", "high", "base", "swing", "swing_low", "swing_high")
    checks.rows(rows, ("parameter", *numbers), "yanglao.sensitivity.one_at_a_time", numbers)
    rows = rows.head(checks.whole("most", most, 1))
    place = np.arange(len(rows))[::-1]
    ax = axes(ax, rows["parameter"])
    for end, color, words in (("low", "tab:blue", "at its lower end"), ("high", "tab:orange", "at its upper end")):
        ax.barh(place, rows[end] - rows["base"], left=rows["base"], color=color, label=words)
    ax.errorbar(rows["high"], place, xerr=[rows["swing"] - rows["swing_low"], rows["swing_high"] - rows["swing"]], fmt="none", color="black", capsize=2, linewidth=1,
                label="95% interval of the swing")
    ax.axvline(rows["base"].iloc[0], color="black", linewidth=1)
    row_labels(ax, place, rows["parameter"])
    ax.margins(y=0.5 / len(rows))
    units = rows.attrs.get("units", "")
    ax.set(title="Each parameter by itself, over its 95% interval",
           xlabel=rows.attrs.get("outcome", "outcome").replace("_", " ").removesuffix(" days") + (f" [{units}]" if units else ""))
    legend(ax)
    return ax


def shares(rows: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Rows of `variance_shares`: how much of the variance scenario, parameters and chance contribute, in %.

    rows: the table. ax: the axes to draw on; None for new ones.
    Raises ValueError for a table without the columns or rows, TypeError for what is no table.
    """
    checks.rows(rows, ("source", "share", "low", "high"), "yanglao.variance_shares", ("share", "low", "high"))
    ax = axes(ax, rows["source"])
    place = np.arange(len(rows))[::-1]
    drawn = rows["share"].clip(0, 1)
    ax.barh(place, 100 * drawn, color="tab:blue", alpha=0.7)
    error = [100 * (drawn - rows["low"]).clip(lower=0), 100 * (rows["high"] - drawn).clip(lower=0)]
    ax.errorbar(100 * drawn, place, xerr=error, fmt="none", color="black", capsize=3)
    row_labels(ax, place, rows["source"])
    ax.set(title="What the spread is due to", xlabel="% of the variance of one run, with its 95% interval", xlim=(0, 100))
    return ax
