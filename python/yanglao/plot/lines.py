"""Lines of means over replications, with the band of their confidence interval."""

from __future__ import annotations

import itertools
import math
import re
import textwrap
from collections.abc import Callable
from typing import Any

import matplotlib.dates
import matplotlib.pyplot as plt
import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from yanglao import checks, measures, told
from yanglao.adding import chosen_by
from yanglao.dataset import POINT
from yanglao.results import Results
from yanglao.statistics import interval


MOST_LINES = 12  # that can be told apart
_TICK_WIDTH = 16  # letters of a label that is a text
_POINT_OF_SCHEDULE = re.compile(r"\{ date = (\S+), value = (\S+) \}")


def over_time(results: Results, variable: str, ax: Axes | None = None, level: float = 0.95, **at: Any) -> Axes:
    """A monthly variable of the whole province over the months, a line for each scenario or lever value.

    results: `yl.Results`. variable: its name in their `dataset`, where it is told by month.
    ax: the axes to draw on; None for new ones. level: of confidence, of the means' intervals, between 0 and 1.
    `at` chooses along the further dimensions: pool="nursing" takes one, pool=["acute", "geriatric"] adds them up, and
    cause=... adds up all. Of `yanglao.uncertainty` each draw is a line (draw=0 takes one): `fan` shows
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
    ax = axes(ax)
    data = interval(values, level)
    for position in itertools.product(*(range(values.sizes[name]) for name in others)):
        one = data.isel(dict(zip(others, position)))
        draw(ax, one, ", ".join(f"{name} {one[name].item()}" for name in others) or None)
    ax.set(title=title, xlabel=axis(values[x], x), ylabel=axis(values, title))
    if others:
        legend(ax)
    lines = _text_ticks(ax, values[x].values) if values[x].dtype.kind in "OU" else 1
    note(ax, data["n_replications"], level, mean, ends, lines)
    return ax


def _text_ticks(ax: Axes, labels: np.ndarray) -> int:
    """Labels that are texts below one another instead of side by side: a schedule a line a date. How many lines the longest has."""
    texts = list(dict.fromkeys(map(str, labels)))
    told = [[f"{date}: {value}" for date, value in _POINT_OF_SCHEDULE.findall(text)] or textwrap.wrap(text, _TICK_WIDTH) or [text]
            for text in texts]
    ax.set_xticks(range(len(texts)), ["\n".join(each) for each in told], fontsize="x-small" if max(map(len, told)) > 1 else None)
    ax.margins(x=0.2 if len(texts) < 4 else 0.1)  # a few texts would else stand on the frame
    return max(map(len, told))


def note(ax: Axes, replications: ArrayLike, level: float, mean: str = "line", ends: str = "band", lines: int = 1) -> None:
    """Below the axes: what the line and its band are. replications: of each value drawn; 0 where there is none. lines: of the
    labels between."""
    ax.annotate(f"{mean}: mean of {span(replications)} replications; {ends}: {level:.0%} interval of the mean", (1, 0),
                (0, -34 - 9 * (lines - 1)), "axes fraction", textcoords="offset points", ha="right", va="top", fontsize="x-small",
                color="gray")


def span(counts: ArrayLike) -> str:
    """From the least to the most; those of 0 do not count."""
    counts = np.asarray(counts)
    least, most = int(counts.min(where=counts > 0, initial=counts.max())), int(counts.max())
    return str(most) if least == most else f"{least} to {most}"


def few_dates(ax: Axes) -> None:
    """Dates on the axis that do not run into each other: the year once, months in between."""
    dates = matplotlib.dates.AutoDateLocator(minticks=3, maxticks=9)
    ax.xaxis.set_major_locator(dates)
    ax.xaxis.set_major_formatter(matplotlib.dates.ConciseDateFormatter(dates))


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


def axes(ax: Axes | None) -> Axes:
    """Those given, or new ones, wide enough for a legend beside them."""
    return plt.subplots(figsize=(8.5, 4.8), layout="constrained")[1] if ax is None else ax


def legend(ax: Axes, title: str | None = None) -> None:
    """Beside the axes, where it hides no line."""
    ax.legend(title=title, bbox_to_anchor=(1, 1), loc="upper left", fontsize="small")


def title(variable: str, at: dict[str, Any]) -> str:
    chosen = [each for each in at.values() if each is not ...]
    parts = [" + ".join(each) if isinstance(each, list) else str(each) for each in chosen]
    return variable.replace("_", " ") + (f" ({', '.join(parts)})" if parts else "")


def axis(array: xr.DataArray, fallback: str) -> str:
    name = array.attrs.get("long_name") or fallback
    units = array.attrs.get("units", "")
    return textwrap.fill(f"{name} [{units}]" if units and " since " not in units else name, 42)
