"""Values of levers: what is said of them in a recipe, as labels along a dimension, and as TOML again."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from yanglao.toml import section_toml, to_toml

NUMBER = re.compile(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?")
_MOST_WHOLE = 2**53  # a float above it holds no single whole number


def plain(value: Any) -> Any:
    """Numpy's and pandas' scalars as Python's own, a time of day taken off dates. Arrays as lists. Lists and mappings inside too."""
    if hasattr(value, "to_pydatetime"):
        value = value.to_pydatetime()
    elif isinstance(value, np.datetime64):
        value = value.astype("datetime64[D]").item()
    elif isinstance(value, np.generic) or (hasattr(value, "item") and not hasattr(value, "__len__")):
        value = value.item()
    elif isinstance(value, np.ndarray) and value.ndim:
        value = value.tolist()
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, list | tuple):
        return [plain(each) for each in value] if isinstance(value, list) else tuple(map(plain, value))
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items()}
    return value


def canonical(value: Any) -> str:
    """The same text for values that mean the same: 1 and 1.0, numpy's and Python's numbers, a date and its text."""
    value = plain(value)
    if isinstance(value, bool) or value is None:
        return str(value)
    if isinstance(value, int | float):
        return repr(value if isinstance(value, int) or not value.is_integer() else int(value))
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(canonical, value)) + "]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {canonical(each)}" for key, each in sorted(value.items(), key=lambda each: str(each[0]))) + "}"
    return str(value)


def is_number(value: Any) -> bool:
    return isinstance(value, int | float | np.number) and not isinstance(value, bool | np.bool_)


def labels(values: Sequence[Any]) -> list[float] | list[str]:
    """Numbers as numbers, if all are; anything else as text: True, 2025-01-01, words as they are, schedules as TOML."""
    if all(is_number(value) for value in values):
        return [float(value) for value in values]
    return [label(value) for value in values]


def label(value: Any) -> str:
    """The same text for 1 and 1.0, inside schedules too."""
    value = _whole(plain(value))
    return section_toml(value) if isinstance(value, list | tuple | Mapping) else str(value)


def _whole(value: Any) -> Any:
    """Numbers without a fraction as whole ones, at any depth."""
    if isinstance(value, float) and value.is_integer() and abs(value) < _MOST_WHOLE:
        return int(value)
    if isinstance(value, list | tuple):
        return [*map(_whole, value)] if isinstance(value, list) else tuple(map(_whole, value))
    return {key: _whole(each) for key, each in value.items()} if isinstance(value, Mapping) else value


def meaning(value: Any) -> float | str:
    """The same for a value and any label that stands for it, of older files too: 1, 1.0, "1" and "1.0"; schedules that are the same."""
    text = label(value)
    if is_number(value) or NUMBER.fullmatch(text):
        return float(text)
    if text[:1] in ("[", "{"):
        try:
            return canonical(tomllib.loads(f"value = {text}")["value"])
        except tomllib.TOMLDecodeError:
            pass
    return text


def is_label(held: Any, value: Any) -> bool:
    """Whether `value`, as a caller gives it, is the one that `held`, a label of a dataset or another value, stands for."""
    if is_number(value):
        there = meaning(held)
        return isinstance(there, float) and bool(np.isclose(there, float(value), rtol=1e-9, atol=0))
    if is_number(held):
        return False
    there, asked = label(held), label(value)
    return there == asked or (there[:1] in ("[", "{") and meaning(there) == meaning(asked))


def places(held: Iterable[Any], value: Any) -> list[int]:
    """Where the labels stand for the value."""
    return [place for place, each in enumerate(held) if is_label(each, value)]


def from_label(held: Any, kind: str) -> str:
    """The TOML of a lever of this type (`Scenario.levers()["type"]`) from its label."""
    held = plain(held)
    if is_number(held):
        return to_toml(int(held) if kind == "integer" else held)
    if kind == "boolean":
        return held.lower()
    return to_toml(held) if kind in ("text", "table") else held


def from_section_label(held: Any, is_text: bool) -> str:
    """The TOML of a key of a network's own sections from its label. is_text: its value is a text, and "6" the name of a stage."""
    held = plain(held)
    if is_number(held):  # labels are all of one kind, but here a whole number may be asked for
        return to_toml(int(held) if abs(held) < 2**53 and float(held).is_integer() else held)
    return to_toml(held) if is_text or not _is_toml(held) else held


def _is_toml(text: str) -> bool:
    """Whether it is a value as a file has it: a number, a date, a list or a mapping."""
    try:
        return list(tomllib.loads(f"value = {text}")) == ["value"]
    except tomllib.TOMLDecodeError:
        return False
