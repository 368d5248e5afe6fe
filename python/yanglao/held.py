"""The jobs that a results file holds, as they were when they were run: to go on from the file, and to make a larger sweep of it."""

from __future__ import annotations

import json
import math
import operator
import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import xarray as xr

from yanglao.dataset import DRAWN, POINT
from yanglao.errors import FileError
from yanglao.grid import leading
from yanglao.labels import meaning
from yanglao.looks import MISSED, UNVARIED
from yanglao.recipe import DONE, INTERRUPTED, RECIPE, SHARD, Recipe, recipe_of, refuse_other
from yanglao.reading import open as open_results
from yanglao.reading import reading
from yanglao.store import Key, Store

# Of calls whose jobs are the same where both have one: where they run, and how often.
_MAY_DIFFER = ("levers", "design", "replications", "precision", "shard", "draws", "values", "parameters", "method", "size")
_OF_THE_FILE = (RECIPE, SHARD, DONE, INTERRUPTED, MISSED, UNVARIED)  # attributes that no job has


def go_on_from(output: str | os.PathLike[str], store: Store) -> None:
    """Puts the jobs of an interrupted output into the store, where they are not: its parts may be gone, or it was merged."""
    with open_results(output, lazy=True).dataset as data:
        there = set(store.keys())
        for key in jobs_done(output, data) or []:
            if key not in there:
                store.put(key, _read(output, data, key))


def jobs_done(file: str | os.PathLike[str], data: xr.Dataset) -> list[Key] | None:
    """The jobs that a file says it holds; None: all. Raises FileError."""
    if DONE not in data.attrs:
        return None
    points, replications = math.prod(data.sizes[name] for name in leading(data)), data.sizes["replication"]
    try:
        keys = [Key(*map(operator.index, each)) for each in json.loads(data.attrs[DONE])]
        if all(0 <= key.point < points and 0 <= key.first < key.first + key.count <= replications for key in keys):
            return keys
    except (ValueError, TypeError, RecursionError):
        pass
    raise FileError(f"{os.fspath(file)}: its attribute {DONE}, which tells what it holds, is damaged")


def check_same(path: str | os.PathLike[str], recipe: Recipe) -> None:
    """Raises FileError for a file whose jobs would not be the same in the sweep of this recipe.

    A job's numbers depend on its scenario, replications, seed, scale, end, detail and the program, and on nothing else of the
    sweep."""
    with open_results(path, lazy=True).dataset as data:
        there = recipe_of(path, data.attrs) if RECIPE in data.attrs else {}
    if not there or ("levers" in there) != ("levers" in recipe):
        what = "sweep" if "levers" in recipe else "file of draws"
        raise FileError(f"{os.fspath(path)}: is no {what}, of which runs could be used again")
    refuse_other(path, there, {name: value for name, value in recipe.items() if name not in _MAY_DIFFER},
                 "Its runs cannot be used again here")


def put_again(path: str | os.PathLike[str], settings: Sequence[Mapping[str, Any]], replications: int, size: int,
              store: Store) -> tuple[str, dict[str, Any], int]:
    """Puts those jobs into the store that a sweep, or draws, in a file has run at the same values of the levers.

    settings: of each point. size: replications of a job. The first job of all is run, unless it is the file's first too. Yields
    the file's name, its attributes, and how many replications of it are used (also those that an earlier call has put).
    """
    used = 0
    with open_results(path, lazy=True).dataset as data:
        known = {_same(row): point for point, row in enumerate(_settings(data))}
        held = _held_replications(path, data)
        have = set(store.keys())
        for point, row in enumerate(settings):
            old = known.get(_same(row))
            for first in range(0, replications if old is not None else 0, size):
                key = Key(point, first, min(size, replications - first))
                # The first job's attributes are the sweep's, and the file has those of its own first.
                of_another = key[:2] == (0, 0) and old != 0
                if of_another or not set(range(first, first + key.count)) <= held(old):
                    continue
                job = None if key in have else _read(path, data, key._replace(point=old))
                if job is None or _is_run(job):
                    used += key.count
                if job is not None and _is_run(job):
                    store.put(key, job)
        return os.path.basename(path), dict(data.attrs), used


def _read(file: str | os.PathLike[str], data: xr.Dataset, key: Key) -> xr.Dataset:
    with reading(file):
        return job_of(data, key)


def job_of(data: xr.Dataset, key: Key) -> xr.Dataset:
    """What `run_job` gave, out of the whole."""
    names = leading(data)
    position = dict(zip(names, map(int, np.unravel_index(key.point, [data.sizes[name] for name in names]))))
    beside = [name for name, array in data.data_vars.items() if "draw" in array.dims and "replication" not in array.dims]
    along = {name for each in beside for name in data[each].dims if name != "draw"}
    piece = data.drop_vars([*beside, *along])
    kept = {name: [position.pop(name)] for name in ("scenario", "draw") if name in position}
    piece = piece.isel(kept).isel(position, drop=True).isel(replication=slice(key.first, key.first + key.count)).load()
    arrays = {name: _as_of_a_job(array) for name, array in piece.data_vars.items()}
    labels = {name: array for name, array in piece.coords.items() if name not in ("scenario", "draw")}
    own = {name: (name, [0], piece[name].attrs if name in piece.coords else {}) for name in ("scenario", "draw")}
    attributes = {name: value for name, value in data.attrs.items() if name not in _OF_THE_FILE}
    return xr.Dataset({name: array.variable for name, array in arrays.items()}, labels | own, attributes)


def _as_of_a_job(array: xr.DataArray) -> xr.DataArray:
    if "replication" in array.dims:
        return array if "scenario" in array.dims else array.expand_dims("scenario")
    return array.squeeze("scenario") if "scenario" in array.dims else array


def _settings(data: xr.Dataset) -> Iterator[dict[str, Any]]:
    """The labels of the levers at each point, in order; of draws their values, and the scenario."""
    names = leading(data)[:-1]
    if DRAWN in data:
        rows = data[DRAWN].transpose("draw", "lever")
        keys = [str(key) for key in rows["lever"].values]
        for name in data["scenario"].values:
            yield from ({"scenario": str(name)} | dict(zip(keys, row)) for row in rows.values)
        return
    if names == (POINT,):
        names = tuple(str(name) for name, each in data.coords.items() if each.dims == (POINT,) and name != POINT)
        yield from (dict(zip(names, row)) for row in zip(*(data[name].values for name in names)))
        return
    for position in np.ndindex(*(data.sizes[name] for name in names)):
        yield {name: data[name].values[i] for name, i in zip(names, position)}


def _same(row: Mapping[str, Any]) -> frozenset[tuple[str, float | str]]:
    """The same for the same values of the same levers, as values or as labels."""
    return frozenset((key, str(value) if key == "scenario" else meaning(value)) for key, value in row.items())


def _held_replications(path: str | os.PathLike[str], data: xr.Dataset) -> Any:
    """The replications of a point that the file says were run."""
    done = jobs_done(path, data)
    if done is None:
        every = set(range(data.sizes["replication"]))
        return lambda point: every
    found: dict[int, set[int]] = {}
    for point, first, count in done:
        found.setdefault(point, set()).update(range(first, first + count))
    return lambda point: found.get(point, set())


def _is_run(job: xr.Dataset) -> bool:
    """Of a sweep to a precision the points that stopped early have no number."""
    ran = [array.notnull().any([dim for dim in array.dims if dim != "replication"])
           for array in job.data_vars.values() if "replication" in array.dims]
    return bool(np.logical_or.reduce([each.values for each in ran]).all())
