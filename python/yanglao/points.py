"""Where many runs are made: the points of a sweep, or scenarios with draws of parameters, as dimensions of a dataset."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import pandas as pd
import xarray as xr

from yanglao import checks
from yanglao.dataset import POINT
from yanglao.errors import shown
from yanglao.labels import canonical, is_number, label, labels, plain

Position = tuple[int, ...]
MOST_POINTS = 10_000  # of a grid: with 20 replications of a tenth of a province to 2025, some 17 hours of a machine of two cores
_FEWER = ("let a design choose some (yl.sobol, yl.latin_hypercube; --design sobol --points N), or give as a table those "
          "that are wanted")


class Axes(Protocol):
    """The dimensions of a dataset before `replication`; a point of them is one scenario to be run."""

    @property
    def dims(self) -> list[str]: ...
    @property
    def shape(self) -> Position: ...
    @property
    def constants_vary(self) -> bool:
        """Whether what the policy sets for all replications (targets, appropriations) differs between points."""

    def coordinates(self, job: xr.Dataset) -> dict[str, Any]:
        """Labels of the dimensions. job: the dataset of any job."""


@dataclass(frozen=True)
class Points:
    """Where a sweep runs: all combinations of lever values (a grid), or the rows of a table (a design).

    axes: values by lever. A grid has as many points as all combinations, the last lever first to change; a design as
    many as there are values, each lever having its value of the row. units: of the levers, by key.
    """

    axes: dict[str, list[Any]]
    units: Mapping[str, str]
    is_grid: bool = True

    @classmethod
    def of(cls, levers: Mapping[str, Any] | pd.DataFrame, units: Mapping[str, str]) -> Points:
        """Raises TypeError, ValueError for what is no sweep."""
        if isinstance(levers, pd.DataFrame):
            checks.columns("levers", levers)
            axes = {str(key): plain(levers[key].tolist()) for key in levers}
        elif isinstance(levers, Mapping):
            axes = {key: _values(key, values) for key, values in levers.items()}
        else:
            raise TypeError(f"levers was {shown(levers)}; expected {{lever: values}}, or a table with a column a lever")
        for key in axes:
            if key in ("start", "end"):
                raise ValueError(f'a sweep cannot vary "{key}": all points have the same months; run them one by one')
        if not axes or not all(axes.values()):
            raise ValueError(f"a sweep needs at least one lever, and a value for each; levers was {axes}")
        for key, values in axes.items():
            if str(key).startswith("target.") and str(key).split("@")[0].endswith("_by_date"):
                _refuse_other_dates(key, values)
        if isinstance(levers, Mapping):
            _refuse_too_many([len(values) for values in axes.values()])
        return cls(axes, units, is_grid=not isinstance(levers, pd.DataFrame))

    @property
    def dims(self) -> list[str]:
        return [*(self.axes if self.is_grid else [POINT]), "draw"]

    @property
    def shape(self) -> Position:
        sizes = tuple(len(values) for values in self.axes.values())
        return (*(sizes if self.is_grid else sizes[:1]), 1)

    @property
    def constants_vary(self) -> bool:
        return any(key.startswith(("target.", "budget.")) for key in self.axes)

    def settings(self) -> list[dict[str, Any]]:
        """The values of the levers at each point, in order."""
        rows = itertools.product(*self.axes.values()) if self.is_grid else zip(*self.axes.values())
        return [dict(zip(self.axes, row)) for row in rows]

    def names(self) -> list[str]:
        """Of each point, for what is told."""
        return [", ".join(f"{key}={label(value)}" for key, value in row.items()) for row in self.settings()]

    def coordinates(self, job: xr.Dataset) -> dict[str, Any]:
        labelled = {key: (labels(values), self._described(key)) for key, values in self.axes.items()}
        if self.is_grid:
            return {key: (key, *rest) for key, rest in labelled.items()}
        number = {POINT: (POINT, np.arange(*self.shape[:1]), {"long_name": "point of the design"})}
        return number | {key: (POINT, *rest) for key, rest in labelled.items()}

    def _described(self, key: str) -> dict[str, str]:
        unit = self.units.get(key.split("@")[0], "")
        return {"long_name": key} | ({"units": unit} if unit else {})


@dataclass(frozen=True)
class Drawn:
    """Scenarios side by side, each with draws of parameters."""

    scenarios: Sequence[str]
    draws: int

    @property
    def dims(self) -> list[str]:
        return ["scenario", "draw"]

    @property
    def shape(self) -> Position:
        return len(self.scenarios), self.draws

    @property
    def constants_vary(self) -> bool:
        return len(self.scenarios) > 1

    def coordinates(self, job: xr.Dataset) -> dict[str, Any]:
        return {"scenario": ("scenario", list(self.scenarios), job["scenario"].attrs),
                "draw": ("draw", np.arange(self.draws), job["draw"].attrs)}


def _refuse_too_many(sizes: list[int]) -> None:
    """A table is as long as somebody made it; a product soon is longer than anybody meant."""
    count = math.prod(sizes)
    if count > MOST_POINTS:
        made = f" ({' x '.join(f'{size:,}' for size in sizes)} values)" if len(sizes) > 1 else ""
        raise ValueError(f"every combination of these values makes {count:,} points{made}, expected at most {MOST_POINTS:,}: {_FEWER}")


def _refuse_other_dates(key: str, values: list[Any]) -> None:
    """All points of one file have the same targets by date; only what is wanted by each date may differ."""
    first = _dates(values[0])
    for value in values[1:]:
        if _dates(value) != first:
            told = [f"targets for {', '.join(dates)}" if dates else "no target" for dates in (first, _dates(value))]
            raise ValueError(f"{key}: one value has {told[0]}, and another {told[1]}; expected the same dates in all values of a "
                             "sweep, each with a target above 0. Run them one by one instead")


def _dates(value: Any) -> list[str]:
    """By when a value of a lever `target.NAME_by_date` sets targets: a plain number is due with the target itself."""
    points = value["points"] if isinstance(value, Mapping) and "points" in value else value
    pairs = list(points.items()) if isinstance(points, Mapping) else points
    if not isinstance(pairs, list | tuple):
        return ["the target's year"] if is_number(pairs) and pairs > 0 else []
    return [canonical(date) for date, wanted in pairs if is_number(wanted) and wanted > 0]


def _values(key: str, given: Any) -> list[Any]:
    """The values of one lever of a grid, each once."""
    try:  # no more of a range or a generator than can be run: it may be longer than memory
        values = plain(list(itertools.islice(given, MOST_POINTS + 1))) if not isinstance(given, str | bytes | Mapping) else None
    except TypeError:
        values = None
    if values is None:
        raise TypeError(f"the values of {key} were {shown(given)}; expected a list, such as [{shown(given)}]")
    if len(values) > MOST_POINTS:
        raise ValueError(f"the values of {key} were more than {MOST_POINTS:,}; expected at most as many: {_FEWER}")
    there: set[str] = set()
    for value in values:
        if canonical(value) in there:
            raise ValueError(f"the values of {key} hold {shown(value)} twice; expected each once")
        there.add(canonical(value))
    return values
