"""Jobs in a folder beside the output, from where another call goes on another day."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path
from typing import NamedTuple

import xarray as xr

from yanglao import part
from yanglao.errors import FileError
from yanglao.lock import Lock
from yanglao.recipe import Recipe, refuse_other
from yanglao.store import Describe, Key

_SMALL, _MOST_KEPT = 2**20, 16 * 2**20  # bytes of a job, and of all that are kept
_MOST_PLAIN = 2**30  # bytes of the jobs of a call that are written as they are: packing takes longer than the disk
_JOB = re.compile(r"(\d+)-(\d+)-(\d+)\.part")
PARTS = ".parts"  # after the name of an output: the folder of its jobs
NOTE = "recipe.json"  # what the jobs are of
WHOLE = "whole.h5"  # the results file that they make, without their numbers and with one replication: for `merge`


def parts_of(output: str | os.PathLike[str]) -> Path:
    """The folder beside an output that holds its jobs until it is whole."""
    return Path(os.fspath(output) + PARTS)


def recipe_in(folder: Path, advice: str) -> Recipe:
    """What the jobs in a folder are of. advice: what to do where that is not known. Raises FileError."""
    note = folder / NOTE
    try:
        held = json.loads(note.read_text())
    except (OSError, ValueError, RecursionError):
        held = None
    if isinstance(held, dict) and all(isinstance(value, str) for value in held.values()):
        return held
    raise FileError(f"{note}: {'cannot be read' if note.exists() else 'is not there'}, without which nobody knows what the "
                    f"{len(keys_in(folder))} jobs beside it are of. {advice}")


def keys_in(folder: Path) -> list[Key]:
    found = (_JOB.fullmatch(path.name) for path in folder.glob("[0-9]*"))
    keys = {each.string: Key(*map(int, each.groups())) for each in found if each}
    return sorted(key for name, key in keys.items() if _name(key) == name)


def _name(key: Key) -> str:
    return f"{key.point:06d}-{key.first:06d}-{key.count:03d}.part"


class Extent(NamedTuple):
    """How many points a call has, and how many replications of each at most."""

    points: int
    replications: int


class Folder:
    """`OUTPUT.parts`: a file a job, each whole or not there, as `part` has it, packed when those that are not have `most_plain` bytes (a gibibyte).
    lock: of the folder, to be released at the end. Raises FileError."""

    def __init__(self, output: str | os.PathLike[str], recipe: Recipe, extent: Extent, lock: Lock | None = None,
                 most_plain: float | None = None):
        self.path = parts_of(output)
        self._lock, self._most_plain = lock, _MOST_PLAIN if most_plain is None else most_plain
        self.describe: Describe | None = None
        self._of = json.dumps(recipe, sort_keys=True)
        self._kept: dict[Key, xr.Dataset] = {}  # small jobs of this call: to read one back takes longer than a short run
        self._kept_bytes = self._plain_bytes = 0
        there = self.keys()
        self._first = there[0] if there else None  # in order; looked up once, as there may be thousands
        self._began = not there  # a recipe alone holds nothing that could be lost
        if not self._began:
            refuse_other(self.path, recipe_in(self.path, f"Choose another output, or delete {self.path}"), recipe)
            self._refuse_strangers(extent)
            return
        note = self.path / NOTE
        try:
            self.path.mkdir(exist_ok=True)
            (self.path / WHOLE).unlink(missing_ok=True)  # of whose jobs nothing is left
            fresh = note.with_name(f".{NOTE}.{os.getpid()}")
            with open(fresh, "w") as file:
                file.write(json.dumps(recipe, indent=1))
                file.flush()
                os.fsync(file.fileno())  # without it the jobs that follow would be of nobody knows what after a power cut
            os.replace(fresh, note)
        except OSError as error:
            raise FileError(f"{self.path}: cannot be written: {error.strerror}") from error

    def _refuse_strangers(self, extent: Extent) -> None:
        """Files that no call of this recipe has put here: a copy or a change of name. Raises FileError."""
        before = Key(-1, 0, 0)
        for key in self.keys():
            last = key.first + key.count
            why = (f"is of point {key.point}, and there are {extent.points}, from 0" if key.point >= extent.points else
                   "is of no replication" if not key.count else
                   f"is of replications to {last - 1}, and there are {extent.replications}, from 0" if last > extent.replications else
                   f"is of replications that {self._file(before).name} holds too" if key.point == before.point
                   and key.first < before.first + before.count else "")
            if why:
                raise FileError(f"{self._file(key)}: {why}, so that it is no job of this sweep. Delete this one file")
            before = key

    def put(self, key: Key, dataset: xr.Dataset) -> None:
        size = sum(array.nbytes for array in dataset.variables.values())
        packed = self._plain_bytes + size > self._most_plain
        if not packed:
            self._plain_bytes += size
        part.write(self._file(key), dataset, self._told(key), packed)
        # Told by the first job in order, as a whole results file is, whichever of those side by side ends first.
        is_first = self._first is None or key <= self._first
        self._first = key if is_first else self._first
        if self.describe and (is_first or not (self.path / WHOLE).exists()):
            try:
                self.describe(dataset, str(self.path / WHOLE))
            except KeyboardInterrupt:  # a tenth of a second more, without which the job could not be merged
                self.describe(dataset, str(self.path / WHOLE))
                raise
        if size <= _SMALL and self._kept_bytes + size <= _MOST_KEPT:
            self._kept[key] = dataset
            self._kept_bytes += size

    def get(self, key: Key) -> xr.Dataset:
        if key in self._kept:
            return self._kept[key]
        try:
            return part.read(self._file(key), self._told(key))
        except FileError as error:
            raise FileError(f"{error}. Delete this one file, and the same call runs its job again") from error

    def keys(self) -> list[Key]:
        return keys_in(self.path)

    def done(self) -> None:
        shutil.rmtree(self.path, ignore_errors=True)

    def forget(self) -> None:
        """Removes what this call began, so that it does not stand in the way of the corrected one."""
        if self._began:
            self.done()

    def close(self) -> None:
        if self._lock:
            self._lock.release()

    def _told(self, key: Key) -> str:
        """What the file is of: one of another sweep, point or replications has another checksum."""
        return f"{self._of} {key.point} {key.first} {key.count}"

    def _file(self, key: Key) -> Path:
        return self.path / _name(key)
