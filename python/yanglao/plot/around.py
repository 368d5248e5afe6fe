"""What stands around the lines of a picture: axes, titles, labels, legend, and what was drawn."""

from __future__ import annotations

import textwrap
import warnings
from collections.abc import Sequence
from typing import Any

import matplotlib.dates
import matplotlib.pyplot as plt
import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from yanglao import checks
from yanglao.labels import label
from yanglao.plot.labels import families, numbered, points, readable, short, wrapped

_TICK_WIDTH = 16  # letters of a label that is a text
_MOST_NUMBERS = 10  # on an axis
_NOTE_INCHES = 4  # of axes below which a note of one line would stand out
_INCHES_PER_LINE = 0.15  # of small labels


def axes(ax: Axes | None, labels: Sequence[str] = (), size: tuple[float, float] = (8.5, 4.8)) -> Axes:
    """Those given, or new ones of this size in inches: wide enough for a legend beside them, and taller where these labels, one below
    the other, need it. Raises TypeError for what are none."""
    if ax is not None:
        checks.instance("ax", ax, Axes, "matplotlib's Axes, or None for new ones")
        return ax
    lines = len(labels) * max((each.count("\n") + 1.4 for each in labels), default=0)
    return plt.subplots(figsize=(size[0], max(size[1], 1.4 + _INCHES_PER_LINE * lines)), layout="constrained")[1]


def legend(ax: Axes, title: str | None = None) -> None:
    """Beside the axes, where it hides no line."""
    handles, labels = ax.get_legend_handles_labels()
    told = readable(labels)
    ax.legend(handles, told, title=title or None, bbox_to_anchor=(1, 1), loc="upper left",
              prop={"family": families(told), "size": "small"}, title_fontproperties={"family": families([title or ""]), "size": "small"})


def named(ax: Axes, **texts: str) -> None:
    """title, xlabel and ylabel of the axes, in letters that a font has."""
    for name, text in texts.items():
        (told,) = readable([text])
        getattr(ax, f"set_{name}")(told, fontfamily=families([told]))


def row_labels(ax: Axes, place: np.ndarray, labels: Sequence[str]) -> None:
    """Labels of the y axis, one below the other."""
    ax.set_yticks(place, labels, fontfamily=families(labels), fontsize="small" if len(labels) > 12 or "\n" in "".join(labels) else None)


def title(variable: str, at: dict[str, Any]) -> str:
    chosen = [each for each in at.values() if each is not ...]
    added = [isinstance(each, list) and all(isinstance(label, str) for label in each) for each in chosen]  # and no schedule
    parts = [" + ".join(each) if several else label(each) for each, several in zip(chosen, added)]
    parts = [", ".join(points(part)) or part for part in parts]
    return wrapped(variable.replace("_", " ") + (f" ({', '.join(parts)})" if parts else ""), 60)


def axis(array: xr.DataArray, fallback: str) -> str:
    name = array.attrs.get("long_name") or fallback
    units = array.attrs.get("units", "")
    return textwrap.fill(f"{name} [{units}]" if units and " since " not in units else name, 42)


def few_dates(ax: Axes) -> None:
    """Dates on the axis that do not run into each other: the year once, months in between."""
    dates = matplotlib.dates.AutoDateLocator(minticks=3, maxticks=9)
    ax.xaxis.set_major_locator(dates)
    ax.xaxis.set_major_formatter(matplotlib.dates.ConciseDateFormatter(dates))


def text_ticks(ax: Axes, labels: np.ndarray) -> str:
    """Labels that are texts, in the first of these ways in which they stand apart: whole (a schedule a line a date), in few words,
    those upright, numbers. Returns what the numbers are, if there are some."""
    texts = list(dict.fromkeys(map(str, labels)))
    place = range(len(texts))
    brief = readable(list(short(texts).values()))
    whole = ["\n".join(points(text)) or wrapped(name, _TICK_WIDTH) for text, name in zip(texts, readable(texts))]
    ax.margins(x=0.2 if len(texts) < 4 else 0.1)  # a few texts would else stand on the frame
    for told, upright in ((whole, 0), ([wrapped(text, _TICK_WIDTH) for text in brief], 0), ([wrapped(text) for text in brief], 90)):
        lines = max(each.count("\n") for each in told)
        ax.set_xticks(place, told, rotation=upright, fontfamily=families(told), fontsize="x-small" if lines or upright else None)
        if _fit(ax):
            return numbered(brief) if told != whole else ""
    some = place[::-(-len(texts) // _MOST_NUMBERS)]
    ax.set_xticks(some, [str(i + 1) for i in some], rotation=0)
    return "values are numbered as in the results"


def _fit(ax: Axes) -> bool:
    """Whether the labels of the x axis leave each other some room, and the lines more than they take."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that labels leave no room
        ax.figure.canvas.figure.draw_without_rendering()
    boxes = [each.get_window_extent() for each in ax.get_xticklabels()]
    room = 2 + 0.1 * max(box.width for box in boxes)  # pixels; other axes beside these may yet take some
    return (max(box.height for box in boxes) < 0.7 * ax.bbox.height
            and all(left.x1 + room < right.x0 for left, right in zip(boxes, boxes[1:])))


def note(ax: Axes, replications: ArrayLike, level: float, mean: str = "line", ends: str = "band", numbers: str = "") -> None:
    """Below the label of the x axis: what the line and its band are. replications: of each value drawn; 0 where there is none.
    numbers: what the numbers in labels are, if there are some."""
    told = f"{mean}: mean of {span(replications)} replications; {ends}: {level:.0%} interval of the mean"
    if ax.bbox.width < _NOTE_INCHES * ax.figure.dpi:
        told = told.replace("; ", ";\n")
    ax.annotate("\n".join(filter(None, (told, numbers))), (1, 0), (0, -3), ("axes fraction", ax.xaxis.label), textcoords="offset points",
                ha="right", va="top", fontsize="x-small", color="gray")


def span(counts: ArrayLike) -> str:
    """From the least to the most; those of 0 do not count."""
    counts = np.asarray(counts)
    least, most = int(counts.min(where=counts > 0, initial=counts.max())), int(counts.max())
    return str(most) if least == most else f"{least} to {most}"
