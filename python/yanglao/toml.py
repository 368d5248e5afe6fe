"""Python values as the TOML that scenario files are written in."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from typing import Any

import numpy as np

from yanglao.errors import shown

_DEEPEST = 20  # lists and mappings one in another; a list that holds itself has no end


def to_toml(value: Any) -> str:
    """One line of TOML: bool, int, float, str, date, or a schedule (see `Scenario.set`). Numpy scalars count too."""
    value = _of_numpy(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, str):
        if not value.isprintable() and any("\ud800" <= letter <= "\udfff" for letter in value):
            raise ValueError(f"a text was {shown(value)}; expected letters that can be written")
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
        f"not {shown(value)} ({type(value).__name__})"
    )


def section_toml(value: Any, depth: int = 0) -> str:
    """The same of what may stand in a section of a scenario: lists and mappings of anything, and schedules among them."""
    if depth > _DEEPEST:
        raise ValueError(f"a value of a section holds more than {_DEEPEST} lists and mappings one in another, or itself")
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, Mapping):
        if isinstance(value.get("points"), list | tuple) or (value and all(map(_is_date, value))):
            return _mapping(value)
        return "{ " + ", ".join(f"{to_toml(str(key))} = {section_toml(each, depth + 1)}" for key, each in sorted(value.items(), key=lambda each: str(each[0]))) + " }"
    if isinstance(value, list | tuple):
        if any(isinstance(each, list | tuple) and len(each) == 2 and _is_date(each[0]) for each in value):
            return _points(value)
        return "[" + ", ".join(section_toml(each, depth + 1) for each in value) + "]"
    return to_toml(value)


def _of_numpy(value: Any) -> Any:
    """A NumPy scalar, also a date, as Python has it."""
    if isinstance(value, np.datetime64) and not np.isnat(value):
        return value.astype("datetime64[D]").item()
    return value.item() if hasattr(value, "item") and not hasattr(value, "__len__") else value


def _is_date(value: Any) -> bool:
    value = _of_numpy(value)
    if isinstance(value, datetime.date):
        return True
    try:
        return isinstance(value, str) and bool(datetime.date.fromisoformat(value))
    except ValueError:
        return False


def _mapping(value: Mapping) -> str:
    if "points" in value:
        parts = [f"points = {_points(value['points'])}"]
        parts += [f"{key} = {to_toml(entry)}" for key, entry in value.items() if key != "points"]
        return "{ " + ", ".join(parts) + " }"
    return _points(list(value.items()))


def _points(points: Any) -> str:
    if not isinstance(points, list | tuple):
        raise TypeError(f"the points of a schedule were {shown(points)}; expected a list of (date, value) pairs")
    for point in points:
        if not (isinstance(point, list | tuple) and len(point) == 2):
            raise TypeError(f"a schedule is a list of (date, value) pairs, and holds {shown(point)}")
    return "[" + ", ".join(f"{{ date = {_date(date)}, value = {to_toml(value)} }}" for date, value in points) + "]"


def _date(value: Any) -> str:
    """A date as TOML has it, without quotes; "2025-01-01" as a text is taken for one."""
    value = _of_numpy(value)
    if isinstance(value, str):
        try:
            return datetime.date.fromisoformat(value).isoformat()
        except ValueError:
            raise ValueError(f"a date of a schedule was {shown(value)}; expected such as 2025-01-31") from None
    if not isinstance(value, datetime.date):
        raise TypeError(f"a date of a schedule was {shown(value)}; expected a date, or its text such as 2025-01-31")
    return to_toml(value)
