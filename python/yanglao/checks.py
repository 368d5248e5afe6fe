"""Refuses, in plain words, what could not be run: each message says what was given and what was expected."""

from __future__ import annotations

import datetime
import numbers
import os
from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from yanglao import _core
from yanglao.errors import FileError, shown
from yanglao.labels import is_number, plain

if TYPE_CHECKING:
    import pandas as pd

LARGEST_SCALE = 1000  # as on the command line
MOST_REPLICATIONS = 2**31 - 1  # the engine's count
DETAILS = ("county", "prefecture", "province")
MOST_THREADS = 4096
MOST_RUNS = 20_000_000  # of a sweep, or of draws: a week of two cores at a fiftieth of a second each
_EPOCH = datetime.date(1970, 1, 1)


def whole(name: str, value: Any, least: int, most: int | None = None) -> int:
    """A whole number from `least` to `most` (None: any). Raises TypeError, ValueError."""
    if isinstance(value, bool) or not isinstance(value, numbers.Integral):
        raise TypeError(f"{name} was {shown(value)}; expected a whole number")
    if value < least or (most is not None and value > most):
        raise ValueError(f"{name} was {value}; expected {least} {'or more' if most is None else f'to {most}'}")
    return int(value)


def runs(points: int, replications: int) -> None:
    """Raises ValueError for more runs than anybody could wait for, or a list of them be held. The numbers are checked already."""
    count = points * replications
    if count > MOST_RUNS:
        raise ValueError(f"replications was {replications:,}, at each of {points:,} {'point' if points == 1 else 'points'}; "
                         f"expected at most {MOST_RUNS:,} runs in all, and these are {count:,}")


def share(name: str, value: Any) -> float:
    """A number between 0 and 1, both excluded. Raises TypeError, ValueError."""
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        raise TypeError(f"{name} was {shown(value)}; expected a number")
    if not 0 < value < 1:
        raise ValueError(f"{name} was {value}; expected between 0 and 1, such as 0.95")
    return float(value)


def instance(name: str, given: Any, kind: type, told: str) -> None:
    """Raises TypeError for what is not of this type. told: the type, as the message names it."""
    if not isinstance(given, kind):
        raise TypeError(f"{name} was {shown(given)}; expected {told}")


def replications(dims: Sequence[Hashable]) -> None:
    """Raises ValueError for what is not told by replication, over which means and spreads are taken."""
    if "replication" not in dims:
        raise ValueError(f"there is no replication along {', '.join(map(str, dims))}; expected all of them, as means and spreads are "
                         "over replications")


def rows(given: Any, needed: Sequence[str], told: str, numbers: Sequence[str] = ()) -> None:
    """Raises TypeError, ValueError for what is no table with these columns. told: what makes such tables. numbers: those of them
    that hold numbers."""
    if not hasattr(given, "columns"):
        raise TypeError(f"rows was {shown(given)}; expected a table, as {told} makes it")
    missing = [name for name in needed if name not in given.columns]
    if missing:
        raise ValueError(f"the table has no column {', '.join(missing)}; expected one as {told} makes it")
    if not len(given):
        raise ValueError(f"the table has no row; expected some, as {told} makes them")
    for name in numbers:
        for value in given[name] if given[name].dtype.kind not in "iuf" else ():
            if not is_number(value):
                raise TypeError(f"the column {name} holds {shown(value)}; expected numbers, as {told} makes them")


def columns(name: str, table: pd.DataFrame) -> None:
    """Raises ValueError for a table that has a column twice."""
    twice = table.columns[table.columns.duplicated()]
    if len(twice):
        raise ValueError(f'{name} has the column "{twice[0]}" twice; expected each once')


class Named(Protocol):
    """What is run under a name: a scenario."""

    @property
    def name(self) -> str: ...


def check(chosen: Sequence[Named], replications: int, seed: int, scale: float, threads: int | None, detail: str,
          until: Any = None) -> None:
    """The arguments that all runs have. Raises TypeError, ValueError."""
    names = [one.name for one in chosen]
    if not names or len(set(names)) < len(names):
        raise ValueError(f"scenarios run side by side need a name each that differs, and were {names}")
    whole("replications", whole("replications", replications, 1), 1, MOST_REPLICATIONS)
    whole("seed", seed, 0, 2**32 - 1)
    if threads is not None:
        whole("threads", whole("threads", threads, 1), 1, MOST_THREADS)
    if isinstance(scale, bool) or not isinstance(scale, numbers.Real):
        raise TypeError(f"scale was {shown(scale)}; expected a number")
    if not 0 < scale <= LARGEST_SCALE:
        raise ValueError(f"scale was {scale}; expected a number above 0, at most {LARGEST_SCALE}")
    if detail not in DETAILS:
        raise ValueError(f"detail was {shown(detail)}; expected \"county\", \"prefecture\" or \"province\"")
    days(until)


def executor(given: Any) -> None:
    """Raises TypeError for what has not the interface of `concurrent.futures`."""
    if given is not None and (isinstance(given, type) or not callable(getattr(given, "submit", None))):
        raise TypeError(f"executor was {shown(given)}; expected None, or an executor of concurrent.futures, mpi4py.futures or Dask")


def progress(given: Any, or_else: str = "") -> None:
    """Raises TypeError for what says neither that there is a bar nor that there is none. or_else: what is taken besides."""
    if given is not None and not isinstance(given, bool | np.bool_):
        raise TypeError(f"progress was {shown(given)}; expected True or False{or_else}")


def writable(output: Any) -> None:
    """Raises FileError for a file that could not be written, TypeError for what names no file."""
    if output is None:
        return
    _core.check_writable(path("output", output))


def path(name: str, given: Any) -> str:
    """Raises TypeError, FileError for what names no file."""
    text = os.fspath(given) if isinstance(given, str | os.PathLike) else given
    if not isinstance(text, str):
        raise TypeError(f"{name} was {shown(given)}; expected the path of a file")
    if not text or "\0" in text:
        raise FileError(f"{name} was {shown(text)}; expected the path of a file")
    return text


def days(date: datetime.date | str | None) -> int | None:
    """Days since 1970-01-01. Raises TypeError, ValueError for what is no date."""
    if date is None:
        return None
    if isinstance(date, datetime.date) and date != date:  # pandas' NaT
        raise TypeError(f"until was {shown(date)}; expected a date, or its text such as 2025-01-01")
    given, date = date, plain(date)
    if isinstance(date, str):
        try:
            date = datetime.date.fromisoformat(date)
        except ValueError:
            raise ValueError(f"until was {shown(given)}; expected a date such as 2025-01-01") from None
    if not isinstance(date, datetime.date):
        raise TypeError(f"until was {shown(given)}; expected a date, or its text such as 2025-01-01")
    return (date - _EPOCH).days
