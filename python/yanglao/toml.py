"""Python values as the TOML that scenario files are written in."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from typing import Any


def to_toml(value: Any) -> str:
    """One line of TOML: bool, int, float, str, date, or a schedule (see `Scenario.set`). Numpy scalars count too."""
    if hasattr(value, "item") and not hasattr(value, "__len__"):
        value = value.item()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, str):
        # JSON strings are TOML basic strings, DEL aside.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
    if isinstance(value, datetime.datetime):
        value = value.date()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return _mapping(value)
    if isinstance(value, list | tuple):
        return _points(value)
    raise TypeError(
        f"a lever is a number, True or False, a text, a date or a schedule [(date, value), ...], "
        f"not {value!r} ({type(value).__name__})"
    )


def _mapping(value: Mapping) -> str:
    if "points" in value:
        parts = [f"points = {_points(value['points'])}"]
        parts += [f"{key} = {to_toml(entry)}" for key, entry in value.items() if key != "points"]
        return "{ " + ", ".join(parts) + " }"
    return _points(list(value.items()))


def _points(points: list | tuple) -> str:
    for point in points:
        if not (isinstance(point, list | tuple) and len(point) == 2):
            raise TypeError(f"a schedule is a list of (date, value) pairs, and holds {point!r}")
    return "[" + ", ".join(f"{{ date = {_date(date)}, value = {to_toml(value)} }}" for date, value in points) + "]"


def _date(value: Any) -> str:
    """A date as TOML has it, without quotes; "2025-01-01" as a text is taken for one."""
    return datetime.date.fromisoformat(value).isoformat() if isinstance(value, str) else to_toml(value)
