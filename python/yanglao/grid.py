"""The results of many jobs as one dataset, in memory or in a file."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import xarray as xr

from yanglao import _core
from yanglao.dataset import to_plain
from yanglao.points import Axes, Position

Pieces = Iterable[tuple[Position, xr.Dataset]]  # position of the point, and the dataset of a job, in any order
_JOB = 2  # leading dimensions of a job's arrays in the place of the points': `scenario` and `draw`, one each


def frame(job: xr.Dataset, axes: Axes, replications: int, facts: dict[str, str],
          beside: Mapping[str, xr.DataArray] | None = None) -> xr.Dataset:
    """The whole dataset without its numbers (each array a single NaN seen many times), from the dataset of any job. beside:
    variables that no job makes, with their values."""
    data: dict[Any, Any] = {}
    for name in job.data_vars:
        array = job.variables[name]  # not job[name], which takes a hundred times as long
        if "replication" in array.dims:
            dims, shape = [*axes.dims, *array.dims[_JOB:]], [*axes.shape, replications, *array.shape[_JOB + 1 :]]
        elif axes.constants_vary:
            # Targets and appropriations are the same in all draws.
            dims, shape = [*axes.dims[:-1], *array.dims], [*axes.shape[:-1], *array.shape]
        else:
            data[name] = array.copy(deep=True)
            continue
        data[name] = (dims, np.broadcast_to(np.nan, shape), array.attrs)
    replication = ("replication", np.arange(replications), job["replication"].attrs)
    kept = {name: each for name, each in job.coords.items() if name not in ("scenario", "replication")}
    return xr.Dataset(data | dict(beside or {}), kept | axes.coordinates(job) | {"replication": replication}, job.attrs | facts)


def in_memory(empty: xr.Dataset, pieces: Pieces) -> xr.Dataset:
    full = {name: np.full(empty.variables[name].shape, np.nan) for name in by_point(empty)}
    for position, piece in pieces:
        for name, values, begin in _blocks(list(full), position, piece):
            full[name][tuple(slice(at, at + size) for at, size in zip(begin, values.shape))] = values
    same = {name: empty.variables[name].values for name in empty.data_vars if name not in full}
    return empty.copy(data=same | full)  # not `assign`, which looks through all labels again


def to_file(empty: xr.Dataset, pieces: Pieces, path: str | os.PathLike[str], job: int) -> None:
    """The same into a file, one job in memory at a time. The same pieces in the same order make the same bytes.

    job: replications that most jobs have. The file appears when it is whole. Raises FileError.
    """
    path = os.fspath(path)
    _core.check_writable(path)
    folder, name = os.path.split(os.path.realpath(path))
    part = os.path.join(folder, f".{name}.{os.getpid()}-{threading.get_ident()}.part")
    names = by_point(empty)
    try:
        file = _core.ArchivePieces(to_plain(empty, names), part, [1] * len(leading(empty)) + [job])
        for position, piece in pieces:
            for variable, values, begin in _blocks(names, position, piece):
                file.put(variable, begin, values)
        file.finish()
        os.replace(part, path)
    finally:
        if os.path.exists(part):
            os.unlink(part)


def leading(dataset: xr.Dataset) -> tuple[str, ...]:
    """The dimensions of the points, `draw` being the last: those before `replication`."""
    dims = next(dims for name in dataset.data_vars if "replication" in (dims := dataset.variables[name].dims))
    return tuple(map(str, dims[: dims.index("replication")]))


def by_point(dataset: xr.Dataset) -> list[str]:
    """The variables that each point has of its own."""
    first = leading(dataset)[0]
    return [str(name) for name in dataset.data_vars if first in dataset.variables[name].dims]


def _blocks(names: list[str], position: Position, piece: xr.Dataset) -> Iterator[tuple[str, np.ndarray, list[int]]]:
    """(variable, values with the leading dimensions of the whole, where they begin)."""
    first = int(piece.variables["replication"][0])
    for name in names:
        array = piece.variables[name]
        repeated = "replication" in array.dims
        at, inner = (position, array.shape[_JOB:]) if repeated else (position[:-1], array.shape)
        begin = [first, *([0] * (len(inner) - 1))] if repeated else [0] * len(inner)
        yield name, array.values.reshape((1,) * len(at) + inner), [*at, *begin]
