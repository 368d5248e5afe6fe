"""What many runs have done so far: the datasets of their jobs."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Protocol

import xarray as xr


class Key(NamedTuple):
    """A job: number of the point, first replication, and how many of them."""

    point: int
    first: int
    count: int


Describe = Callable[[xr.Dataset, str], None]  # from any job: writes the file that says what all of them make


class Store(Protocol):
    """Datasets of jobs. `keys` are in order."""

    describe: Describe | None

    def put(self, key: Key, dataset: xr.Dataset) -> None: ...
    def get(self, key: Key) -> xr.Dataset: ...
    def keys(self) -> list[Key]: ...
    def done(self) -> None:
        """What was put is no longer needed."""

    def forget(self) -> None:
        """The call was wrong: what it put is of no use to another."""

    def close(self) -> None:
        """The call ends, and another may go on."""


class Memory:
    """For runs without an output."""

    def __init__(self) -> None:
        self.describe: Describe | None = None
        self._datasets: dict[Key, xr.Dataset] = {}

    def put(self, key: Key, dataset: xr.Dataset) -> None:
        self._datasets[key] = dataset

    def get(self, key: Key) -> xr.Dataset:
        return self._datasets[key]

    def keys(self) -> list[Key]:
        return sorted(self._datasets)

    def done(self) -> None:
        self._datasets.clear()

    def forget(self) -> None:
        self._datasets.clear()

    def close(self) -> None:
        pass
