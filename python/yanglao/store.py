"""What a sweep has done so far: kept in memory, or in a folder beside its output, from where it goes on another day."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import xarray as xr

from yanglao import _core
from yanglao.dataset import to_plain
from yanglao.errors import FileError
from yanglao.results import open as open_results

Key = tuple[int, int]  # number of the point, first replication
Recipe = dict[str, str]


class Store(Protocol):
    """Datasets of jobs by (number of the point, first replication); `items` are in that order."""

    def put(self, key: Key, dataset: xr.Dataset) -> None: ...
    def get(self, key: Key) -> xr.Dataset: ...
    def keys(self) -> list[Key]: ...
    def done(self) -> None: ...


class Memory:
    """For a sweep without an output."""

    def __init__(self) -> None:
        self._datasets: dict[Key, xr.Dataset] = {}

    def put(self, key: Key, dataset: xr.Dataset) -> None:
        self._datasets[key] = dataset

    def get(self, key: Key) -> xr.Dataset:
        return self._datasets[key]

    def keys(self) -> list[Key]:
        return sorted(self._datasets)

    def done(self) -> None:
        """What was put is no longer needed."""
        self._datasets.clear()


class Folder:
    """`OUTPUT.parts`: a results file a job, each whole or not there. Raises FileError."""

    def __init__(self, output: str | os.PathLike[str], recipe: Recipe):
        self.path = Path(f"{os.fspath(output)}.parts")
        note = self.path / "recipe.json"
        if note.exists():
            refuse_other(self.path, json.loads(note.read_text()), recipe)
        try:
            self.path.mkdir(exist_ok=True)
            fresh = self.path / f".recipe.{os.getpid()}"
            fresh.write_text(json.dumps(recipe, indent=1))
            os.replace(fresh, note)
        except OSError as error:
            raise FileError(f"{self.path}: cannot be written: {error.strerror}") from error

    def put(self, key: Key, dataset: xr.Dataset) -> None:
        _core.write(str(self._file(key)), to_plain(dataset))

    def get(self, key: Key) -> xr.Dataset:
        return open_results(self._file(key)).dataset

    def keys(self) -> list[Key]:
        names = (path.stem.split("-") for path in self.path.glob("[0-9]*.h5"))
        return sorted((int(point), int(first)) for point, first in names)

    def done(self) -> None:
        shutil.rmtree(self.path, ignore_errors=True)

    def _file(self, key: Key) -> Path:
        return self.path / f"{key[0]:06d}-{key[1]:06d}.h5"


def refuse_other(file: str | os.PathLike[str], there: Recipe, asked: Recipe) -> None:
    """Raises FileError when a file or folder holds parts of another sweep than the one asked for."""
    other = [name for name in asked if there.get(name) != asked[name]]
    if not other:
        return
    short = [name for name in other if len(there.get(name, "") + asked[name]) < 80]
    told = [f"{name} was {there.get(name) or 'not given'}, and is {asked[name]}" for name in short]
    told += [f"{name} was another" for name in other if name not in short]
    raise FileError(f"{os.fspath(file)}: holds another sweep: {'; '.join(told)}. Choose another output, or delete it")


def pieces(store: Store, positions: list[tuple[int, ...]]) -> Iterator[tuple[tuple[int, ...], xr.Dataset]]:
    """Position and dataset of every job, in order, one at a time."""
    for key in store.keys():
        yield positions[key[0]], store.get(key)
