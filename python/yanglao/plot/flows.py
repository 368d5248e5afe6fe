"""Moves between settings of care, out of single lives."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from yanglao import checks
from yanglao.plot.around import axes

SETTINGS = {"home": "home", "community": "community", "general": "institution", "nursing": "institution",
            "dementia": "institution", "acute": "hospital", "geriatric": "hospital", "hospice": "hospice",
            "hospice at home": "hospice"}
ORDER = ("home", "community", "institution", "hospital", "hospice", "death")
_GAP = 0.02  # between the blocks, as a part of all moves


def moves(lives: pd.DataFrame) -> pd.DataFrame:
    """How often people went from one setting to another, or died there: `before`, `after`, `count`."""
    lives = lives.assign(setting=lives["place"].map(SETTINGS))
    lives["before"] = lives.groupby("person")["setting"].shift()
    lives["after"] = lives["setting"].where(lives["event"] != "dies", "death")
    # What places people at the start is no move of theirs.
    moved = lives[(lives["before"] != lives["after"]) & lives["before"].notna() & (lives["time"] > lives["time"].min())]
    return moved.groupby(["before", "after"]).size().rename("count").reset_index()


def flows(lives: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """From which setting to which (rows of `yanglao.lives`): bands as thick as moves are many.

    Left where people were, right where they went, or their death. Who goes to hospital and back counts twice.
    lives: the table. ax: the axes to draw on; None for new ones.

    Raises ValueError where nobody moved, or for a table without the columns, TypeError for what is no table.
    """
    checks.rows(lives, ("person", "time", "event", "place"), "yanglao.lives")
    table = moves(lives)
    if table.empty:
        raise ValueError("nobody moved in these lives; take more people or a longer time")
    wide = table.pivot_table(index="before", columns="after", values="count", aggfunc="sum").fillna(0)
    wide = wide.reindex(index=[each for each in ORDER if each in wide.index],
                        columns=[each for each in ORDER if each in wide.columns]) / table["count"].sum()
    ax = axes(ax, size=(8, 5))
    colors = dict(zip(ORDER, plt.get_cmap("tab10").colors, strict=False))
    left, right = _blocks(ax, wide.sum(axis=1), 0, colors), _blocks(ax, wide.sum(axis=0), 1, colors)
    for before in wide.index:
        for after in wide.columns:
            width = float(wide.loc[before, after])
            if width > 0:
                _band(ax, left[before], right[after], width, colors[before])
                left[before] -= width
                right[after] -= width
    ax.set(xlim=(-0.25, 1.25), title=f"{int(table['count'].sum()):,} moves of {lives['person'].nunique():,} people")
    ax.axis("off")
    return ax


def _blocks(ax: Axes, sizes: pd.Series, x: float, colors: dict[str, tuple[float, ...]]) -> dict[str, float]:
    """Draws the blocks of one side, the first on top; returns the upper end of each."""
    tops, y = {}, 1.0
    for name, size in sizes.items():
        ax.bar(x, size, 0.04, y - size, color=colors[str(name)])
        ax.annotate(f"{name} {size:.0%}" if size >= 0.005 else str(name), (x, y - size / 2), (-12 if x == 0 else 12, 0),
                    textcoords="offset points", ha="right" if x == 0 else "left", va="center", fontsize="small")
        tops[str(name)] = y
        y -= size + _GAP
    return tops


def _band(ax: Axes, start: float, end: float, width: float, color: tuple[float, ...]) -> None:
    a, b, middle = 0.02, 0.98, 0.5
    points = [(a, start), (middle, start), (middle, end), (b, end), (b, end - width), (middle, end - width),
              (middle, start - width), (a, start - width), (a, start)]
    codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
    ax.add_patch(PathPatch(Path(np.array(points), codes), facecolor=color, alpha=0.4, linewidth=0))
