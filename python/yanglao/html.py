"""Scenarios and results as a notebook shows them."""

from __future__ import annotations

from html import escape

import pandas as pd
import xarray as xr

_MOST = 12  # rows, beyond which a count is told instead


def scenario_html(name: str, title: str, levers: pd.DataFrame) -> str:
    """Title, and the levers that the scenario's files set. levers: as `Scenario.levers` has them."""
    set_here = levers[~levers["file"].isin(["", "default"])] if "file" in levers else levers.iloc[:0]
    rows = [(key, str(row["value"]), row["unit"]) for key, row in set_here.head(_MOST).iterrows()]
    if len(set_here) > _MOST:
        rows.append((f"and {len(set_here) - _MOST} more: levers()", "", ""))
    head = f"<b>{escape(name)}</b> {escape(title)}"
    return head + _table(("lever set", "value", "unit"), rows)


def results_html(data: xr.Dataset, points: list[str]) -> str:
    """What was run, how often, and how to read it. points: the dimensions that tell scenarios apart."""
    rows = [(name, f"{data.sizes[name]}", _ends(data[name].values) if name in data.coords else "")
            for name in map(str, data.sizes) if name in (*points, "draw", "replication", "region", "month")]
    rows += [(name, data.attrs[name], "") for name in ("seed", "scale", "version") if name in data.attrs]
    if "interrupted" in data.attrs:
        rows.append(("interrupted", "not all that was asked for is here", ""))
    if "precision_missed" in data.attrs:
        rows.append(("precision", "missed at the limit of replications", data.attrs["precision_missed"]))
    if "precision_unvaried" in data.attrs:
        rows.append(("precision", "not told where nothing varies", data.attrs["precision_unvaried"]))
    words = "tables: indicators(), costs(), waits(); everything: dataset"
    return f"<b>yanglao results</b>{_table(('', '', ''), rows)}<i>{words}</i>"


def _ends(values: object) -> str:
    labels = [str(each).split("T")[0] for each in values]  # type: ignore[attr-defined]
    return labels[0] if len(labels) == 1 else f"{labels[0]} to {labels[-1]}" if labels else "none"


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    line = "".join(f"<th>{escape(each)}</th>" for each in head)
    cells = "".join("<tr>" + "".join(f"<td>{escape(_cut(each))}</td>" for each in row) + "</tr>" for row in rows)
    return f"<table>{f'<tr>{line}</tr>' if any(head) else ''}{cells}</table>"


def _cut(text: str, most: int = 160) -> str:
    return text if len(text) <= most else text[: most - 3] + "..."
