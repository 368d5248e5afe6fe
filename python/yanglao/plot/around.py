"""What stands around the lines of a picture: axes, titles, labels, legend, and what was drawn."""

from __future__ import annotations

import re
import textwrap
from typing import Any

import matplotlib.dates
import matplotlib.pyplot as plt
import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from yanglao import checks

_TICK_WIDTH = 16  # letters of a label that is a text
_POINT_OF_SCHEDULE = re.compile(r"\{ date = (\S+), value = (\S+) \}")


def axes(ax: Axes | None, size: tuple[float, float] = (8.5, 4.8)) -> Axes:
    """Those given, or new ones of this size in inches: wide enough for a legend beside them. Raises TypeError for what are none."""
    if ax is None:
        return plt.subplots(figsize=size, layout="constrained")[1]
    checks.instance("ax", ax, Axes, "matplotlib's Axes, or None for new ones")
    return ax


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


def few_dates(ax: Axes) -> None:
    """Dates on the axis that do not run into each other: the year once, months in between."""
    dates = matplotlib.dates.AutoDateLocator(minticks=3, maxticks=9)
    ax.xaxis.set_major_locator(dates)
    ax.xaxis.set_major_formatter(matplotlib.dates.ConciseDateFormatter(dates))


def text_ticks(ax: Axes, labels: np.ndarray) -> int:
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
