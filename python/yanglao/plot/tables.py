"""The tables of results as pictures: indicators against their targets, money by payer, waits, differences."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from yanglao import checks
from yanglao.errors import UnknownName
from yanglao.plot.around import axes, legend, note, row_labels
from yanglao.plot.labels import numbered, readable, short, together, wrapped
from yanglao.plot.lines import MOST_LINES, instead
from yanglao.results import Results

_ROW_WIDTH = 36  # letters of a line beside the axes


def indicators(results: Results, indicator: str, ax: Axes | None = None, level: float = 0.95) -> Axes:
    """One indicator at each year's end, with the interval of its mean, and its target where the policy sets one: in the line's
    colour where it is that of one line alone. Of draws, as `over_time`.

    indicator: its name in `Results.indicators()`. results, ax, level: as in `over_time`.
    Raises UnknownName for an indicator that the results do not have, ValueError for more than 12 lines, TypeError for what are no
    yanglao.Results.
    """
    checks.instance("results", results, Results, "yanglao.Results")
    rows = results.indicators(level=level)
    known = sorted(rows["indicator"].unique())
    if indicator not in known:
        raise UnknownName(f'there is no indicator "{indicator}"; these are: {", ".join(known)}')
    rows = rows[(rows["indicator"] == indicator) & rows["mean"].notna()]
    heading, parts = _parts(results, rows)
    ax = axes(ax, [label for label, _ in parts])
    targets: dict[tuple[float, float], list[str]] = {}  # the lines whose target it is, by their colours
    for label, part in parts:
        (line,) = ax.plot(part["year"], part["mean"], marker="o", label=label)
        ax.fill_between(part["year"], part["low"], part["high"], color=line.get_color(), alpha=0.2, linewidth=0)
        for due in part[["target", "target_year"]].dropna().drop_duplicates().itertuples() if "target" in part else ():
            targets.setdefault((due.target, due.target_year), []).append(line.get_color())
    lines = len(ax.lines)
    for (target, year), colors in targets.items():
        color = "black" if len(colors) == lines or len(colors) > 1 else colors[0]  # of several lines: no one's
        ax.axhline(target, color=color, linestyle="--", linewidth=1)
        ax.annotate(f"target {target:g}, end of {year:.0f}", (0, target), (4, 3), ("axes fraction", "data"), "offset points",
                    fontsize="small", color=color)
    words = indicator.replace("_", " ")
    ax.set(title=words, xlabel="end of the year", ylabel=f"{words} [share]" if indicator.endswith("_share") else words)
    ax.margins(y=0.12)
    ax.xaxis.get_major_locator().set_params(integer=True)
    if any(ax.get_legend_handles_labels()[1]):
        legend(ax, heading)
    note(ax, rows["n_replications"], level, numbers=numbered(label for label, _ in parts))
    return ax


def costs(results: Results, year: int, ax: Axes | None = None) -> Axes:
    """What a calendar year costs: one bar a scenario, million CNY, means over draws and replications, stacked by payer; of a
    network, which has no payers, by stage.

    Of the months of the year that were simulated: see `n_months` of `Results.costs()`.
    year: such as 2025. results, ax: as in `over_time`.
    Raises UnknownName for a year that the results do not have, TypeError for what are no
    yanglao.Results.
    """
    checks.instance("results", results, Results, "yanglao.Results")
    rows = results.costs()
    if year not in set(rows["year"]):
        raise UnknownName(f"{year} was not simulated; these were: {sorted(set(rows['year']))}")
    rows = rows[rows["year"] == year]
    part = "payer" if "payer" in rows else "stage"
    by_draw = rows.groupby([*results.points, "draw", part], sort=False)["mean"].sum()
    wide = by_draw.groupby([*results.points, part], sort=False).mean().unstack(part, sort=False) / 1e6
    some = wide.abs().sum() > 0
    wide = (wide.loc[:, some] if some.any() else wide).rename(columns=lambda label: str(label).replace("_", " "))
    heading, labels = together({name: wide.index.get_level_values(name) for name in results.points}, results.points)
    wide = wide.reset_index(drop=True)
    ax = axes(ax, labels)
    wide.plot.barh(stacked=True, ax=ax, colormap="tab10", width=0.7)
    row_labels(ax, np.arange(len(labels)), labels)
    levers = heading or wrapped(", ".join(name for name in results.points if name != "scenario"))
    over = "draws and replications" if results.dataset.sizes["draw"] > 1 else "replications"
    ax.set(title=f"{'Who pays' if part == 'payer' else 'Costs'}, {year}", xlabel="\n".join(filter(None, (f"million CNY, mean over {over}", numbered(labels)))), ylabel=levers)
    legend(ax, part)
    return ax


def waits(results: Results, pool: str, ax: Axes | None = None, level: float = 0.95) -> Axes:
    """The wait of those admitted to a pool by year: the mean with its interval, and within how long nine in
    ten got in, in days; of a network, whose waits are counted in no classes, the mean alone. Of draws, as `over_time`.

    pool: its name in `Results.waits()`, such as "nursing". results, ax, level: as in `over_time`.
    Raises UnknownName for a pool that the results do not have, ValueError for more than 12 lines, TypeError for what are no
    yanglao.Results.
    """
    checks.instance("results", results, Results, "yanglao.Results")
    rows = results.waits(level=level)
    if pool not in set(rows["pool"]):
        raise UnknownName(f'there is no pool "{pool}"; these are: {", ".join(rows["pool"].unique())}')
    rows = rows[rows["pool"] == pool]
    heading, parts = _parts(results, rows)
    ax = axes(ax, [label for label, _ in parts])
    for label, part in parts:
        (line,) = ax.plot(part["year"], part["mean"], marker="o", label=label or "mean wait")
        ax.fill_between(part["year"], part["low"], part["high"], color=line.get_color(), alpha=0.2, linewidth=0)
        if "p90" in part:
            ax.plot(part["year"], part["p90"], linestyle=":", color=line.get_color(), label="" if label else "nine in ten within")
    for style, words in (("-", "mean wait"), (":", "nine in ten within")) if len(parts) > 1 and "p90" in rows else ():
        ax.plot([], [], color="gray", linestyle=style, label=words)
    ax.set(title=f"Waiting for a place: {pool}", xlabel="year of admission", ylabel="wait of those admitted [days]")
    ax.xaxis.get_major_locator().set_params(integer=True)
    legend(ax, heading)
    note(ax, rows["n_replications"], level, numbers=numbered(label for label, _ in parts))
    return ax


def differences(rows: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Rows of `yanglao.compare`, as a share of the baseline, each with its interval. An interval off 0 is no chance.

    rows: the table, 1 to 40 rows with a baseline other than 0. ax: the axes to draw on (some 0.2 inches tall for each row); None for
    new ones, as tall as the rows need.
    Raises ValueError for a table without the columns, with no row or more than 40, TypeError for what is no table.
    """
    amounts = ("baseline", "difference", "low", "high")
    checks.rows(rows, ("variable", *amounts), "yanglao.compare", amounts)
    rows = rows[rows["baseline"].abs() > 0].reset_index(drop=True)
    if not 0 < len(rows) <= 40:
        raise ValueError(f"{len(rows)} rows are none or too many for one picture; choose some with .query(...)")
    part = {name: (100 * rows[name] / rows["baseline"].abs()).to_numpy() for name in ("difference", "low", "high")}
    numbers = ("units", "over", "baseline", "value", "difference", "low", "high", "n_replications", "n_months", "draw")
    labels = [name for name in rows.columns if name not in numbers and rows[name].nunique() > 1]
    called = {name: short(rows[name]) for name in labels}
    between = "; " if any(", " in label for each in called.values() for label in each.values()) else ", "
    words = [between.join(called[name][str(row[name])] for name in labels if str(row[name])) or str(row["variable"])
             for _, row in rows.iterrows()]
    words = [wrapped(each, _ROW_WIDTH) for each in readable(words)]
    ax = axes(ax, words)
    place = np.arange(len(rows))[::-1]
    ax.errorbar(part["difference"], place, xerr=[part["difference"] - part["low"], part["high"] - part["difference"]],
                fmt="o", capsize=3)
    ax.axvline(0, color="gray", linewidth=1)
    row_labels(ax, place, words)
    ax.margins(y=0.5 / len(rows))
    ax.set(title="Difference from the baseline", xlabel="\n".join(filter(None, (
        "% of the baseline, with the interval of the paired difference", numbered(words, "rows")))))
    return ax


def _parts(results: Results, rows: pd.DataFrame) -> tuple[str, list[tuple[str, pd.DataFrame]]]:
    """The rows of each scenario or lever value (and draw, where there are several), with its name: a scenario is known by its name
    alone, a lever's value by the lever as well. Before them the heading of these names."""
    keys = [name for name in (*results.points, "draw") if rows[name].nunique() > 1]
    if not keys:
        return "", [("", rows)]
    lines = len(rows[keys].drop_duplicates())
    if lines > MOST_LINES:
        raise ValueError(f"{lines} lines are too many to tell apart, a line each of {keys}; run or take fewer"
                         f"{instead(results.dataset)}")
    found = list(rows.groupby(keys, sort=False))
    heading, labels = together(dict(zip(keys, zip(*(label for label, _ in found)))), ["scenario"])
    return heading, [(label, part) for label, (_, part) in zip(labels, found)]
