"""The words of `yanglao sweep` as what `yanglao.sweep` takes. All raise ValueError, naming the option and what it expects."""

from __future__ import annotations

import argparse
import csv
import datetime
import os
import re
import tomllib
from collections.abc import Callable
from decimal import Decimal, DecimalException
from typing import Any, NoReturn

import pandas as pd

from yanglao.errors import FileError
from yanglao.labels import NUMBER
from yanglao.points import MOST_POINTS
from yanglao.stopping import Precision

Value = float | bool | str | datetime.date | list | dict
Sections = Callable[[str], bool]  # whether a key is of a network's own sections, where lists and mappings are what they are
_PRECISION = ("MEASURE=RELATIVE or MEASURE,absolute=WIDTH, then quantile=SHARE, baseline=KEY=VALUE, level=SHARE as wanted, "
              "such as 'mean_wait_days[pool=nursing]=0.05' or 'queue[pool=nursing],absolute=20,quantile=0.9'")


def no_sections(key: str) -> bool:
    return False


class Parser(argparse.ArgumentParser):
    """Says in one line what is wrong, and not how everything is used (--help does)."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}; {self.prog} --help tells what there is\n")


def whole(text: str) -> int:
    if not re.fullmatch(r"[-+]?[0-9]{1,20}", text):
        raise argparse.ArgumentTypeError(f"given '{text}', expected a whole number")
    return int(text)


def number(text: str) -> float:
    if not _is_number(text):
        raise argparse.ArgumentTypeError(f"given '{text}', expected a number")
    return float(text)


def setting(text: str, in_section: Sections = no_sections) -> tuple[str, Value]:
    key, equals, given = text.partition("=")
    if not (key and equals):
        raise ValueError(f"--set: given '{text}', expected KEY=VALUE")
    return key, _value_of(f"--set: {key}", given, in_section(key))


def value(text: str, in_section: bool = False) -> Value:
    """As in a scenario file: a whole number, a number, true or false, a date, a schedule, or text (without quotes too). in_section:
    of a network's own, where any list or mapping may stand."""
    if text in ("true", "false"):
        return text == "true"
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        try:
            return datetime.date.fromisoformat(text)
        except ValueError as error:
            raise ValueError(f"given {text}, expected a date such as 2021-01-31 ({error})") from None
    if re.fullmatch(r"[-+]?[0-9]+", text):
        return int(text)
    if text[:1] in ("[", "{", '"'):
        try:
            held = tomllib.loads(f"value = {text}")["value"]
            return _schedule(held) if not in_section or _is_schedule(held) else held
        except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
            raise ValueError(f"given {text}, expected {'a list or table, or ' if in_section else ''}a schedule such as [{{ date = 2021-01-01, value = 0.3 }}, "
                             f"{{ date = 2025-01-01, value = 0.6 }}] ({error})") from None
    return float(text) if _is_number(text) else text


def _value_of(where: str, text: str, in_section: bool = False) -> Value:
    """`value`, whose message says where it was given."""
    try:
        return value(text, in_section)
    except ValueError as error:
        raise ValueError(f"{where}: {error}") from None


def _is_schedule(held: Any) -> bool:
    points = held.get("points") if isinstance(held, dict) else held
    return isinstance(points, list) and all(isinstance(point, dict) and {"date", "value"} == set(point) for point in points)


def _schedule(held: Any) -> Any:
    """A schedule of a scenario file in the form that `Scenario.set` takes."""
    if isinstance(held, list):
        return [(point["date"], point["value"]) for point in held]
    return held | {"points": _schedule(held["points"])} if isinstance(held, dict) else held


def values_of_lever(text: str, in_section: Sections = no_sections) -> tuple[str, list[Value]]:
    """KEY=START:STOP:STEP, STOP included where a step falls on it; or KEY=A,B,C."""
    key, equals, given = text.partition("=")
    if not (key and equals and given):
        raise ValueError(f"--vary: given '{text}', expected KEY=START:STOP:STEP or KEY=A,B,C")
    ends = given.split(":")
    if len(ends) == 2 and all(map(_is_number, ends)):
        raise ValueError(f"--vary: given '{text}', which is a range: expected KEY=START:STOP:STEP or KEY=A,B,C, or --design "
                         "to choose points in ranges")
    if len(ends) != 3 or given[:1] in ("[", "{", '"'):
        return key, [_value_of(f"--vary: {key}", each, in_section(key)) for each in _parts(given)]
    if not all(map(_is_number, ends)):
        raise ValueError(f"--vary: given '{text}', expected numbers in START:STOP:STEP")
    start, stop, step = map(Decimal, ends)
    try:
        last = (stop - start) / step if step else Decimal(-1)
    except DecimalException:
        raise ValueError(f"--vary: given '{text}', expected numbers that can be reckoned with") from None
    if last < 0:
        raise ValueError(f"--vary: given '{text}', expected a STEP that leads from START to STOP")
    if last >= MOST_POINTS:
        count = f"{int(last) + 1}" if last < 10**15 else "more than 10^15"
        raise ValueError(f"--vary: given '{text}', which has {count} values, expected at most {MOST_POINTS:,}")
    # Decimal, so that 0.1:0.3:0.1 has the three values that are meant.
    steps = [start + i * step for i in range(int(last) + 1)]
    whole = all(each == each.to_integral_value() for each in (start, step))
    return key, [int(each) if whole else float(each) for each in steps]


def range_of_lever(text: str) -> tuple[str, tuple[float, float]]:
    key, equals, given = text.partition("=")
    ends = given.split(":")
    if not (key and equals and len(ends) == 2 and all(map(_is_number, ends))):
        raise ValueError(f"--vary: given '{text}', expected KEY=LOW:HIGH, as a --design chooses points in ranges")
    return key, (float(ends[0]), float(ends[1]))


def precision(text: str, in_section: Sections = no_sections) -> Precision:
    first, *rest = _parts(text) or [""]
    found = re.fullmatch(r"([^=\[\]]+(?:\[[^\[\]]*\])?)(?:=(.*))?", first)
    if found is None:
        raise ValueError(f"--precision: given '{text}', expected {_PRECISION}")
    asked: dict[str, Any] = {} if found[2] is None else {"relative": found[2]}
    for each in rest:
        name, _, given = each.partition("=")
        if name not in ("relative", "absolute", "quantile", "baseline", "level"):
            raise ValueError(f"--precision: given '{each}' in '{text}', expected {_PRECISION}")
        if name == "baseline":
            key, equals, label = given.partition("=")
            if not (key and equals):
                raise ValueError(f"--precision: given '{each}' in '{text}', expected baseline=KEY=VALUE, a point of the sweep")
            asked["baseline"] = asked.get("baseline", {}) | {key: _value_of(f"--precision: baseline={key}", label, in_section(key))}
        elif name in asked:
            raise ValueError(f"--precision: '{text}' says {name} twice")
        else:
            asked[name] = given
    for name in asked.keys() - {"baseline"}:
        if not _is_number(asked[name]):
            raise ValueError(f"--precision: given '{text}', expected a number for {name}: {_PRECISION}")
        asked[name] = value(asked[name])
    try:
        return Precision(found[1], **asked)
    except ValueError as error:
        raise ValueError(f"--precision: {error}; given '{text}', expected {_PRECISION}") from None


def shard(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    found = re.fullmatch(r"(\d+)/(\d+)", text)
    if found is None:
        raise ValueError(f"--shard: given '{text}', expected I/N such as 1/4")
    return int(found[1]), int(found[2])


def points_of_file(path: str, in_section: Sections = no_sections) -> pd.DataFrame:
    """One row a point, one column a lever; values as `--vary` takes them. Raises FileError where it cannot be read."""
    try:
        with open(path, newline="", encoding="utf-8-sig") as file:  # spreadsheets put a mark before the first letter
            rows = [row for row in csv.reader(file) if row]
    except (OSError, ValueError, csv.Error) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no text" if isinstance(error, ValueError) else error
        raise FileError(f"{os.fspath(path)}: cannot be read as a table of points: {why}") from error
    if len(rows) < 2:
        raise ValueError(f"--table: {path} has {len(rows)} lines, expected the levers' keys and a line a point")
    for number, row in enumerate(rows, 1):
        if len(row) != len(rows[0]) or not all(each.strip() for each in row):
            raise ValueError(f"--table: {path}, line {number} that is not empty: {','.join(row)}: expected {len(rows[0])} values, "
                             "one for each lever of the first line")
    columns = [[_value_of(f"--table: {path}, line {number} that is not empty: {key.strip()}", each.strip(), in_section(key.strip()))
                for number, each in enumerate(column, 2)] for key, *column in zip(*rows)]
    table = pd.DataFrame(dict(enumerate(columns)))
    return table.set_axis([each.strip() for each in rows[0]], axis="columns")


def _parts(text: str) -> list[str]:
    """Cut at commas, but for those inside brackets."""
    parts, depth = [""], 0
    for letter in text:
        depth += (letter in "[{") - (letter in "]}")
        if letter == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts]


def _is_number(text: str) -> bool:
    return NUMBER.fullmatch(text) is not None
