"""The dataset that the jobs of a call make together."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import xarray as xr

from yanglao.grid import frame, in_memory, to_file
from yanglao.job import REPLICATIONS_A_JOB
from yanglao.points import Axes, Position
from yanglao.record import Record
from yanglao.recipe import DONE, INTERRUPTED
from yanglao.store import Store


@dataclass
class Whole:
    """store: of the jobs. axes: of the points that they are of. facts: attributes of the dataset. beside: variables that no job
    makes. record: of the call."""

    store: Store
    axes: Axes
    facts: dict[str, str]
    beside: dict[str, xr.DataArray]
    record: Record = field(default_factory=Record)

    def __post_init__(self) -> None:
        self.store.describe = self._describe

    def _describe(self, job: xr.Dataset, path: str) -> None:
        """A results file without numbers, and with one replication."""
        to_file(frame(job, self.axes, 1, self.facts | self.record.attributes(0), self.beside), [], path, 1)

    def dataset(self, replications: int) -> xr.Dataset:
        """replications: for how many of each point there is room, at least."""
        return in_memory(self._frame(replications), self._pieces())

    def write(self, output: str | os.PathLike[str], replications: int, all_there: bool, interrupted: bool) -> None:
        """all_there: no job is missing; else the file says which it holds."""
        empty = self._frame(replications)
        if interrupted:
            empty.attrs[INTERRUPTED] = "true"
        if not all_there:
            empty.attrs[DONE] = json.dumps(self.store.keys())
        to_file(empty, self._pieces(), output, REPLICATIONS_A_JOB)

    def _frame(self, replications: int) -> xr.Dataset:
        keys = self.store.keys()
        first = self.store.get(keys[0])
        most = max(replications, *(key.first + key.count for key in keys))  # an interrupted call may hold more than it came to
        record = self.record.attributes(sum(key.count for key in keys))
        return frame(first, self.axes, most, self.facts | {"replications": str(most)} | record, self.beside)

    def _pieces(self) -> Iterator[tuple[Position, xr.Dataset]]:
        """Position and dataset of every job, in order, one at a time."""
        for key in self.store.keys():
            yield tuple(int(i) for i in np.unravel_index(key.point, self.axes.shape)), self.store.get(key)
