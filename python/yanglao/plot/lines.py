"""Lines of means over replications, with the band of their confidence interval."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import xarray as xr
from matplotlib.axes import Axes

from yanglao import checks, measures, told
from yanglao.adding import chosen_by
from yanglao.dataset import POINT
from yanglao.plot.around import axes, axis, few_dates, legend, named, note, text_ticks, title
from yanglao.plot.labels import numbered, together
from yanglao.results import Results
from yanglao.statistics import interval


MOST_LINES = 12  # that can be told apart


def over_time(results: Results, variable: str, ax: Axes | None = None, level: float = 0.95, **at: Any) -> Axes:
    """A monthly variable of the whole province over the months, a line for each scenario or lever value.

    results: `yl.Results`. variable: its name in their `dataset`, where it is told by month.
    ax: the axes to draw on; None for new ones. level: of confidence, of the means' intervals, between 0 and 1.
    `at` chooses along the further dimensions: pool="nursing" takes one, pool=["acute", "geriatric"] adds them up, and
    cause=... adds up all. Schedules are told by the dates in which they differ ("... 2025-12-31: 0.8"), or, of more than two such
    dates, by number, first and last value ("schedule 3: 0.3 ... 0.8"), as in all pictures. Of `yanglao.uncertainty` each draw is a line (draw=0 takes one): `fan` shows
    how many draws differ.

    Raises UnknownName for a variable, dimension or label that the results do not have, ValueError for more than 12 lines,
    TypeError for what are no yanglao.Results.
    """
    checks.instance("results", results, Results, "yanglao.Results")
    return _lines(measures.at(told.monthly(results.dataset, variable), at)[variable], "month", ax, level, title(variable, at))


def over_lever(
    results: Results, variable: str, lever: str, ax: Axes | None = None, level: float = 0.95, **at: Any
) -> Axes:
    """A measure over the whole run (flows per year) against a swept lever, a line for each value of the others; of a design
    (a table of points, as `yl.latin_hypercube` and `yl.sobol` make) a dot for each point, whatever the other levers are there.

    lever: its key. `at` as in `over_time`: over_lever(r, "blocked_days", "beds.nursing.factor", pool="acute", cause=...).
    variable: its name in `dataset`, or "mean_wait_days". The other arguments are those of `over_time`. Draws as there.

    Raises UnknownName for a variable, dimension or label that the results do not have, ValueError for a lever that was
    not swept, or more than 12 lines,
    TypeError for what are no yanglao.Results.
    """
    checks.instance("results", results, Results, "yanglao.Results")
    values = measures.over_run(measures.at(measures.held(results.dataset, variable), at), variable)
    if lever in values.coords and values[lever].dims == (POINT,):
        return _dots(values, lever, ax, level, title(variable, at))
    return _lines(values, lever, ax, level, title(variable, at), marker="o")


def band(data: xr.Dataset, x: str, ax: Axes, label: str | None = None, **line: Any) -> None:
    """One line with its band, from `mean`, `low` and `high` over the dimension `x`.

    data: an xarray.Dataset of these three. ax: the axes to draw on. label: of the line in a legend; None for none.
    line: what matplotlib's `Axes.plot` takes, such as color.

    Raises ValueError for a dataset without these, or of several dimensions, TypeError for what is no dataset.
    """
    checks.instance("data", data, xr.Dataset, "an xarray.Dataset of mean, low and high")
    missing = [name for name in ("mean", "low", "high") if name not in data or data[name].dims != (x,)]
    if missing:
        raise ValueError(f"data has no {', '.join(missing)} over {x} alone; expected mean, low and high")
    checks.instance("ax", ax, Axes, "matplotlib's Axes")
    (drawn,) = ax.plot(data[x], data["mean"], label=label, **line)
    ax.fill_between(data[x], data["low"], data["high"], color=drawn.get_color(), alpha=0.2, linewidth=0)


def _lines(values: xr.DataArray, x: str, ax: Axes | None, level: float, title: str, **line: Any) -> Axes:
    ax = _series(values, x, x, ax, level, title, lambda ax, one, label: band(one, x, ax, label, **line), "line", "band")
    if np.issubdtype(values[x].dtype, np.datetime64):
        few_dates(ax)
    return ax


def _dots(values: xr.DataArray, lever: str, ax: Axes | None, level: float, title: str) -> Axes:
    """The points of a design along one of its levers, each with its interval; a colour for each draw."""
    def draw(ax: Axes, one: xr.Dataset, label: str | None) -> None:
        ends = abs(np.stack([one["low"], one["high"]]) - one["mean"].values)
        ax.errorbar(one[lever].values, one["mean"], ends, fmt="o", markersize=4, linewidth=1, label=label)

    return _series(values, POINT, lever, ax, level, title, draw, "dot", "bar")


def _series(values: xr.DataArray, along: str, x: str, ax: Axes | None, level: float, title: str,
            draw: Callable[[Axes, xr.Dataset, str | None], None], mean: str, ends: str) -> Axes:
    """Means and intervals along a dimension, over the coordinate x, for each label of the others. draw: one of them."""
    values = values.squeeze("draw", drop=True) if values.sizes.get("draw") == 1 else values
    others = [name for name in values.dims if name not in (along, "replication")]
    _check(values, along, others)
    data = interval(values, level)
    places = list(itertools.product(*(range(values.sizes[name]) for name in others)))
    heading, labels = together({name: [values[name][place[i]].item() for place in places] for i, name in enumerate(others)})
    ax = axes(ax, labels)
    for place, label in itertools.zip_longest(places, labels):
        draw(ax, data.isel(dict(zip(others, place))), label)
    named(ax, title=title, xlabel=axis(values[x], x), ylabel=axis(values, title))
    if others:
        legend(ax, heading)
    numbers = text_ticks(ax, values[x].values) if values[x].dtype.kind in "OU" else ""
    note(ax, data["n_replications"], level, mean, ends, numbers or numbered(labels))
    return ax


def _check(values: xr.DataArray, x: str, others: list[str]) -> None:
    if x not in values.dims:
        swept = [str(name) for name in (*values.dims, *(name for name in values.coords if values[name].dims == (POINT,)))]
        raise ValueError(f'"{x}" is not a dimension here; these are: {list(dict.fromkeys(swept))}')
    lines = math.prod(values.sizes[name] for name in others)
    if lines > MOST_LINES:
        choices = ", ".join(chosen_by(name, values[name].values.tolist()[0]) for name in others)
        raise ValueError(f"{lines} lines are too many to tell apart; choose along {others}, such as {choices}{instead(values)}")


def instead(values: xr.DataArray | xr.Dataset) -> str:
    """What shows many draws, where there are some."""
    return "; plot.fan shows how draws differ" if values.sizes.get("draw", 1) > 1 else ""
