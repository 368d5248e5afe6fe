"""Joins the shards of a sweep."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence

import numpy as np
import xarray as xr

from yanglao.errors import FileError
from yanglao.grid import Begin, by_point, leading, to_file
from yanglao.results import Results
from yanglao.results import open as open_results
from yanglao.store import Key, refuse_other
from yanglao.sweep import DONE, RECIPE, REPLICATIONS_A_JOB, SHARD


def merge(output: str | os.PathLike[str], files: Sequence[str | os.PathLike[str]]) -> Results:
    """Writes the sweep of which `files` are shards (or interrupted parts): the file that one run would have written.

    Jobs that none of them holds have no number (NaN), and the result's attribute "interrupted" is "true". Raises
    FileError when they are no parts of the same sweep.
    """
    if not files:
        raise ValueError("merge needs at least one file")
    parts = [open_results(file, lazy=True).dataset for file in files]
    recipe = {}
    for file, part in zip(files, parts):
        if RECIPE not in part.attrs:
            raise FileError(f"{os.fspath(file)}: is not part of a sweep")
        here = {key: value for key, value in json.loads(part.attrs[RECIPE]).items() if key != SHARD}
        refuse_other(file, here, recipe or here)
        recipe = recipe or here
    empty = _frame(parts[0])
    empty.attrs[RECIPE] = json.dumps(recipe | {SHARD: "all"}, sort_keys=True)
    shape = tuple(empty.sizes[name] for name in leading(empty))
    wanted = [(point, first) for point in range(int(np.prod(shape)))
              for first in range(0, empty.sizes["replication"], REPLICATIONS_A_JOB)]
    holder = {key: part for part in reversed(parts) for key in _held(part, wanted)}
    found = [key for key in wanted if key in holder]
    if len(found) < len(wanted):
        empty.attrs |= {"interrupted": "true", DONE: json.dumps(found)}
    to_file(empty, _pieces(found, holder, shape), output, REPLICATIONS_A_JOB)
    for part in parts:
        part.close()
    return open_results(output, lazy=True)


def _frame(part: xr.Dataset) -> xr.Dataset:
    """A shard's dataset without numbers, and without what tells it from the whole."""
    own = by_point(part)
    numbers = {name: array.copy(data=np.broadcast_to(np.nan, array.shape)) if name in own else array.load()
               for name, array in part.data_vars.items()}
    attributes = {key: value for key, value in part.attrs.items() if key not in (SHARD, DONE, "interrupted")}
    return part.assign(numbers).assign_attrs(attributes).drop_attrs(deep=False).assign_attrs(attributes)


def _held(part: xr.Dataset, wanted: list[Key]) -> list[Key]:
    return [(int(point), int(first)) for point, first in json.loads(part.attrs[DONE])] if DONE in part.attrs else wanted


def _pieces(keys: list[Key], holder: dict[Key, xr.Dataset], shape: Begin) -> Iterator[tuple[Begin, xr.Dataset]]:
    for point, first in keys:
        position = tuple(int(i) for i in np.unravel_index(point, shape))
        part = holder[point, first]
        at = dict(zip(leading(part), position))
        piece = part[by_point(part)].isel(at, drop=True)
        piece = piece.isel(replication=slice(first, first + REPLICATIONS_A_JOB)).load()
        repeated = {name: array.expand_dims("scenario") for name, array in piece.data_vars.items()
                    if "replication" in array.dims}
        yield position, piece.assign(repeated)
