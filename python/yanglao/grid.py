"""The results of many jobs as one dataset: levers (or `point`) as dimensions in the place of `scenario`."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from yanglao import _core
from yanglao.dataset import POINT, to_plain

Begin = tuple[int, ...]


@dataclass(frozen=True)
class Points:
    """Where a sweep runs: all combinations of lever values (a grid), or the rows of a table (a design).

    axes: values by lever. A grid has as many points as all combinations, the last lever first to change; a design as
    many as there are values, each lever having its value of the row.
    """

    axes: dict[str, list[Any]]
    is_grid: bool = True

    @classmethod
    def of(cls, levers: Mapping[str, Any] | pd.DataFrame) -> Points:
        if isinstance(levers, pd.DataFrame):
            points = cls({str(key): levers[key].tolist() for key in levers}, is_grid=False)
        else:
            points = cls({key: list(values) for key, values in levers.items()})
        if not points.axes or not all(points.axes.values()):
            raise ValueError("a sweep needs at least one lever, and a value for each")
        return points

    @property
    def shape(self) -> Begin:
        sizes = tuple(len(values) for values in self.axes.values())
        return sizes if self.is_grid else sizes[:1]

    def positions(self) -> list[Begin]:
        return list(itertools.product(*map(range, self.shape)))

    def settings(self, position: Begin) -> dict[str, Any]:
        along = position if self.is_grid else position * len(self.axes)
        return {key: values[i] for (key, values), i in zip(self.axes.items(), along)}

    def coordinates(self, units: Mapping[str, str]) -> dict[str, Any]:
        labelled = {key: (_labels(values), _described(key, units)) for key, values in self.axes.items()}
        if self.is_grid:
            return {key: (key, *rest) for key, rest in labelled.items()}
        number = {POINT: (POINT, np.arange(*self.shape), {"long_name": "point of the design"})}
        return number | {key: (POINT, *rest) for key, rest in labelled.items()}


def frame(first: xr.Dataset, points: Points, units: Mapping[str, str], replications: int, facts: dict[str, str]) -> xr.Dataset:
    """The whole dataset without its numbers (each array a single NaN seen many times), from the dataset of any job."""
    names = [str(name) for name in (points.axes if points.is_grid else [POINT])]
    numbers = np.arange(replications)
    one = first.isel(scenario=0, drop=True)
    data = {}
    # Constants of the policy (targets, appropriations) are the same everywhere, unless they are what is swept.
    constants_vary = any(key.startswith(("target.", "budget.")) for key in points.axes)
    for name, array in one.data_vars.items():
        if "replication" not in array.dims and not constants_vary:
            data[name] = array.copy(deep=True)
            continue
        sizes = [replications if dim == "replication" else size for dim, size in array.sizes.items()]
        data[name] = ((*names, *array.dims), np.broadcast_to(np.nan, (*points.shape, *sizes)), array.attrs)
    replication = ("replication", numbers, one["replication"].attrs)
    coordinates = dict(one.drop_vars("replication").coords) | points.coordinates(units) | {"replication": replication}
    return xr.Dataset(data, coordinates, one.attrs | facts)


def in_memory(empty: xr.Dataset, pieces: Iterable[tuple[Begin, xr.Dataset]]) -> xr.Dataset:
    """pieces: (position of the point, dataset of a job), in any order."""
    full = {name: np.full(empty[name].shape, np.nan) for name in by_point(empty)}
    for position, piece in pieces:
        for name, values, begin in _blocks(list(full), position, piece):
            full[name][tuple(slice(at, at + size) for at, size in zip(begin, values.shape))] = values
    return empty.assign({name: empty[name].copy(data=values) for name, values in full.items()})


def to_file(empty: xr.Dataset, pieces: Iterable[tuple[Begin, xr.Dataset]], path: str | os.PathLike[str], job: int) -> None:
    """The same into a file, one job in memory at a time. The same pieces in the same order make the same bytes.

    job: replications that most jobs have. The file appears when it is whole. Raises FileError.
    """
    path = os.fspath(path)
    _core.check_writable(path)
    folder, name = os.path.split(os.path.realpath(path))
    part = os.path.join(folder, f".{name}.{os.getpid()}.part")
    names = by_point(empty)
    try:
        file = _core.ArchivePieces(to_plain(empty, names), part, [1] * (len(leading(empty)) + 1) + [job])
        for position, piece in pieces:
            for variable, values, begin in _blocks(names, position, piece):
                file.put(variable, begin, values)
        file.finish()
        os.replace(part, path)
    finally:
        if os.path.exists(part):
            os.unlink(part)


def leading(dataset: xr.Dataset) -> tuple[str, ...]:
    """The dimensions of the points: those before `draw`."""
    dims = next(array.dims for array in dataset.data_vars.values() if "draw" in array.dims)
    return tuple(map(str, dims[: dims.index("draw")]))


def by_point(dataset: xr.Dataset) -> list[str]:
    """The variables that each point has of its own."""
    first = leading(dataset)[0]
    return [str(name) for name, array in dataset.data_vars.items() if first in array.dims]


def _blocks(names: list[str], position: Begin, piece: xr.Dataset) -> Iterator[tuple[str, np.ndarray, list[int]]]:
    """(variable, values with the leading dimensions of the whole, where they begin)."""
    first = int(piece["replication"].values[0])
    for name in names:
        array = piece.variables[name]
        repeated = "replication" in array.dims
        inner = array.shape[1:] if repeated else array.shape
        begin = [0, first, *([0] * (len(inner) - 2))] if repeated else [0] * len(inner)
        yield name, array.values.reshape((1,) * len(position) + inner), [*position, *begin]


def _described(key: str, units: Mapping[str, str]) -> dict[str, str]:
    unit = units.get(key.split("@")[0], "")
    return {"long_name": key} | ({"units": unit} if unit else {})


def _labels(values: list[Any]) -> list[float] | list[str]:
    """Numbers as numbers; anything else (a schedule, a date, a text, True) as text."""
    if all(isinstance(value, int | float | np.number) and not isinstance(value, bool) for value in values):
        return [float(value) for value in values]
    return [str(value) for value in values]
