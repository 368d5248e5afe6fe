"""What many runs have done so far: kept in memory, or in a folder beside the output, from where they go on another day."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path
from typing import NamedTuple, Protocol

import xarray as xr

from yanglao import _core, part
from yanglao.dataset import to_plain, to_xarray
from yanglao.errors import FileError
from yanglao.lock import Lock
from yanglao.recipe import Recipe, refuse_other


_SMALL, _MOST_KEPT = 2**20, 16 * 2**20  # bytes of a job, and of all that are kept
_MOST_PLAIN = 2**30  # bytes of larger jobs whose files are not compressed
PLAIN, PACKED = ".part", ".h5"  # what the files of jobs end on
_JOB = re.compile(rf"(\d+)-(\d+)-(\d+)(?:{PLAIN}|{PACKED})".replace(".", r"\."))
NOTE = "recipe.json"  # what the jobs are of


def parts_of(output: str | os.PathLike[str]) -> Path:
    """The folder beside an output that holds its jobs until it is whole."""
    return Path(f"{os.fspath(output)}.parts")


class Key(NamedTuple):
    """A job: number of the point, first replication, and how many of them."""

    point: int
    first: int
    count: int


class Store(Protocol):
    """Datasets of jobs. `keys` are in order."""

    def put(self, key: Key, dataset: xr.Dataset) -> None: ...
    def get(self, key: Key) -> xr.Dataset: ...
    def keys(self) -> list[Key]: ...
    def done(self) -> None: ...
    def forget(self) -> None: ...
    def close(self) -> None: ...


class Memory:
    """For runs without an output."""

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

    def forget(self) -> None:
        """The call was wrong: what it put is of no use to another."""
        self._datasets.clear()

    def close(self) -> None:
        """The call ends, and another may go on."""


class Folder:
    """`OUTPUT.parts`: a file a job, each whole or not there: as `part` has it, which takes a sixth of the time; where larger jobs
    would take more than a gibibyte so, as results files, a quarter of the size. lock: of the folder, to be released at the end.
    Raises FileError."""

    def __init__(self, output: str | os.PathLike[str], recipe: Recipe, lock: Lock | None = None):
        self.path = parts_of(output)
        self._lock = lock
        self._kept: dict[Key, xr.Dataset] = {}  # small jobs of this call: to read one back takes longer than a short run
        self._kept_bytes = 0
        self._plain_bytes = sum(path.stat().st_size for path in self.path.glob(f"*{PLAIN}"))
        self._began = not self.keys()  # a recipe alone holds nothing that could be lost
        if not self._began:
            refuse_other(self.path, self._recipe(), recipe)
            return
        note = self.path / NOTE
        try:
            self.path.mkdir(exist_ok=True)
            fresh = note.with_name(f".{NOTE}.{os.getpid()}")
            with open(fresh, "w") as file:
                file.write(json.dumps(recipe, indent=1))
                file.flush()
                os.fsync(file.fileno())  # without it the jobs that follow would be of nobody knows what after a power cut
            os.replace(fresh, note)
        except OSError as error:
            raise FileError(f"{self.path}: cannot be written: {error.strerror}") from error

    def _recipe(self) -> Recipe:
        """Of the jobs that are there. Raises FileError."""
        note = self.path / NOTE
        try:
            held = json.loads(note.read_text())
        except (OSError, ValueError):
            held = None
        if isinstance(held, dict) and all(isinstance(value, str) for value in held.values()):
            return held
        raise FileError(f"{note}: {'cannot be read' if note.exists() else 'is not there'}, without which nobody knows what the "
                        f"{len(self.keys())} jobs beside it are of. Choose another output, or delete {self.path}")

    def put(self, key: Key, dataset: xr.Dataset) -> None:
        size = sum(array.nbytes for array in dataset.variables.values())
        if size > _SMALL:
            if self._plain_bytes + size > _MOST_PLAIN:
                return _core.write(str(self._file(key, PACKED)), to_plain(dataset))
            self._plain_bytes += size
        part.write(self._file(key, PLAIN), dataset)
        if size <= _SMALL and self._kept_bytes + size <= _MOST_KEPT:
            self._kept[key] = dataset
            self._kept_bytes += size

    def get(self, key: Key) -> xr.Dataset:
        if key in self._kept:
            return self._kept[key]
        path = self._file(key, PLAIN)
        if not path.exists():
            path = self._file(key, PACKED)
        try:
            dataset = _read(path)
            if dataset["replication"].values.tolist() != list(range(key.first, key.first + key.count)):
                raise FileError(f"{path}: holds other replications than its name says")
        except FileError as error:
            raise FileError(f"{error}. Delete this one file, and the same call runs its job again") from error
        return dataset

    def keys(self) -> list[Key]:
        found = (_JOB.fullmatch(path.name) for path in self.path.glob("[0-9]*"))
        return sorted(Key(*map(int, each.groups())) for each in found if each)

    def done(self) -> None:
        shutil.rmtree(self.path, ignore_errors=True)

    def forget(self) -> None:
        """Removes what this call began, so that it does not stand in the way of the corrected one."""
        if self._began:
            self.done()

    def close(self) -> None:
        if self._lock:
            self._lock.release()

    def _file(self, key: Key, suffix: str) -> Path:
        return self.path / f"{key.point:06d}-{key.first:06d}-{key.count:03d}{suffix}"


def _read(path: Path) -> xr.Dataset:
    """A job's file. Raises FileError."""
    if path.suffix == PLAIN:
        return part.read(path)
    try:
        # By the engine's own reader: opened by xarray, a job's file would take as long as some of its replications.
        return to_xarray(_core.read(str(path)))
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise error if isinstance(error, FileError) else FileError(f"{path}: cannot be read: {' '.join(str(error).split())}") from error
