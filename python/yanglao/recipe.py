"""How results were made: what is written into them, and whether a file holds those that are asked for."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from yanglao import _core
from yanglao.errors import FileError
from yanglao.labels import canonical, plain
from yanglao.reading import open as open_results
from yanglao.scenario import Scenario

TEXT = "scenario_text"  # the attribute that holds the resolved scenario; of the second and later ones, with their name
RECIPE, SHARD, DONE = "recipe", "shard", "jobs_done"  # attributes of the file of a sweep, or of draws
INTERRUPTED = "interrupted"
RUN = "run"  # the design of what is no sweep, in the recipe of its parts

Recipe = dict[str, str]


def text_names(scenarios: Sequence[str]) -> list[str]:
    """The attributes that hold the texts of scenarios of these names: words that Python can read, each once."""
    found: list[str] = []
    for i, name in enumerate(scenarios):
        wanted = TEXT if i == 0 else f"{TEXT}_{re.sub(r'[^0-9a-zA-Z]', '_', name)}"
        found.append(wanted if wanted not in found else f"{wanted}_{i + 1}")
    return found


def texts(scenarios: Sequence[Scenario]) -> dict[str, str]:
    return {name: one.resolved() for name, one in zip(text_names([one.name for one in scenarios]), scenarios)}


def of_texts(scenarios: Sequence[Scenario]) -> str:
    """The scenarios in a `command`: words of Python in which the names of attributes stand for the texts they hold."""
    names = text_names([one.name for one in scenarios])
    if len(names) == 1:
        return f"yanglao.Scenario.from_toml({TEXT})"
    return f"[yanglao.Scenario.from_toml(text) for text in ({', '.join(names)})]"


def as_arguments(options: dict[str, Any]) -> str:
    return ", ".join(f"{key}={value if value is None or isinstance(value, int | float) else repr(str(value))}"
                     for key, value in options.items())


def in_words(value: Any) -> str:
    """A value in a `command`: Python that needs no import."""
    value = plain(value)
    if isinstance(value, datetime.date):
        return f"__import__('datetime').date({value.year}, {value.month}, {value.day})"
    if isinstance(value, list | tuple):
        inside = "".join(f"{in_words(each)}, " for each in value)
        return f"[{inside[:-2]}]" if isinstance(value, list) else f"({inside[:-1]})"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key!r}: {in_words(each)}" for key, each in value.items()) + "}"
    return repr(value)


def recipe(scenarios: Sequence[Scenario], **made: Any) -> Recipe:
    """All that results depend on, as text: the same for calls that mean the same."""
    digest = _digest("\n".join(one.resolved() for one in scenarios).encode())
    return {"scenario": digest, "tables": _digest(*map(_table, _tables(scenarios)))} | {key: canonical(value) for key, value in made.items()} | {
        "version": _core.__version__, "revision": _core.revision}


def _tables(scenarios: Sequence[Scenario]) -> list[str]:
    """The tables that levers name: a scenario's text has their names alone, and not what is in them."""
    rows = [row for one in scenarios for row in one._core.levers() if row["type"] == "table" and row["value"]]
    return sorted({str(row["value"]) for row in rows})


def _table(name: str) -> bytes:
    """Raises FileError for one that is not there any more."""
    path = Path(_core.folder()) / "data" / name  # what does not ship has its whole path
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileError(f"{path}: the table cannot be read: {error.strerror}") from error


def _digest(*parts: bytes) -> str:
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()[:16]


def holds(output: str | os.PathLike[str], asked: Recipe) -> bool:
    """Whether the output holds these results, whole. Raises FileError when it holds others, or is no results file."""
    if not os.path.exists(output):
        return False
    with open_results(output, lazy=True).dataset as there:
        attributes = there.attrs
    if RECIPE not in attributes:
        raise FileError(f"{os.fspath(output)}: holds results that are not of this call. Choose another output, or delete it")
    refuse_other(output, recipe_of(output, attributes), asked)
    if INTERRUPTED in attributes and DONE not in attributes and not os.path.isdir(f"{os.fspath(output)}.parts"):
        raise FileError(f"{os.fspath(output)}: holds a part of this and does not say which, and {os.path.basename(output)}.parts, from which it "
                        "would go on, is not there. Choose another output (`merge` joins the two), or delete it")
    return INTERRUPTED not in attributes


def refuse_unless_a_run(output: str | os.PathLike[str] | None) -> None:
    """Raises FileError for an output that holds a sweep, or draws, or is no results file: `yl.run` replaces a run alone."""
    if output is None or not os.path.isfile(output):
        return
    with open_results(output, lazy=True).dataset as there:
        if RECIPE in there.attrs:
            raise FileError(f"{os.fspath(output)}: holds a sweep, or draws, and no run. Choose another output, or delete it")


def recipe_of(file: str | os.PathLike[str], attributes: Mapping[str, Any]) -> Recipe:
    """Of the results that a file holds, which has one. Raises FileError."""
    try:
        held = json.loads(attributes[RECIPE])
    except (ValueError, TypeError, RecursionError):
        held = None
    if isinstance(held, dict) and all(isinstance(value, str) for value in held.values()):
        return held
    raise FileError(f"{os.fspath(file)}: its attribute {RECIPE}, which tells how it was made, is damaged")


def refuse_other(file: str | os.PathLike[str], there: Recipe, asked: Recipe,
                 advice: str = "Choose another output, or delete it") -> None:
    """Raises FileError when a file or folder holds parts of other results than those asked for."""
    told = differences(there, asked, "{name} was {there}, and is {asked}", "{name} was another")
    if told:
        kind = RUN if there.get("design") == RUN else "sweep"
        raise FileError(f"{os.fspath(file)}: holds another {kind}: {told}. {advice}")


def differences(there: Recipe, asked: Recipe, words: str, if_long: str) -> str:
    """What of a recipe is not as asked for, in the words for an entry; "": nothing."""
    other = [name for name in asked if there.get(name) != asked[name]]
    short = [name for name in other if len(there.get(name, "") + asked[name]) < 80]
    return "; ".join([words.format(name=name, there=there.get(name) or "not given", asked=asked[name]) for name in short] +
                     [if_long.format(name=name) for name in other if name not in short])
