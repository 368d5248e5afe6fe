"""Many short runs of lists of scenarios, on an executor or here, gathered along one new dimension."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Executor
from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import ArrayLike
from tqdm import tqdm

from yanglao import _core
from yanglao.run import run
from yanglao.scenario import Scenario


def run_all(tasks: list[list[Scenario]], options: dict[str, Any], executor: Executor | None, progress: bool,
            text: str, output: str | os.PathLike[str] | None = None) -> Iterator[xr.Dataset]:
    """One dataset a task, in order; each task is one run of its scenarios side by side."""
    if output is not None:
        _core.check_writable(os.fspath(output))
    futures = []
    if executor is not None:
        futures = [executor.submit(_run, task, options | {"threads": 1}) for task in tasks]
    try:
        with tqdm(total=len(tasks), desc=text, unit="run", disable=not progress) as bar:
            for i, task in enumerate(tasks):
                yield futures[i].result() if futures else _run(task, options)
                bar.update()
    finally:
        for future in futures:
            future.cancel()


def _run(task: list[Scenario], options: dict[str, Any]) -> xr.Dataset:
    return run(task, progress=False, **options).dataset


class Grid:
    """Datasets along one dimension that the engine fills with one label, in one copy."""

    def __init__(self, name: str, labels: ArrayLike):
        self.name, self.labels = name, np.asarray(labels)
        self._dataset: xr.Dataset | None = None

    def put(self, index: int, one: xr.Dataset) -> None:
        if self._dataset is None:
            self._dataset = self._empty(one)
        for name, array in one.data_vars.items():
            if self.name in array.dims:
                self._dataset[name][{self.name: index}] = array.isel({self.name: 0}).values

    @property
    def dataset(self) -> xr.Dataset:
        if self._dataset is None:
            raise ValueError("nothing was run")
        return self._dataset

    def _empty(self, like: xr.Dataset) -> xr.Dataset:
        data = {}
        for name, array in like.data_vars.items():
            sizes = [len(self.labels) if dim == self.name else array.sizes[dim] for dim in array.dims]
            data[name] = (array.dims, np.full(sizes, np.nan) if self.name in array.dims else array.values, array.attrs)
        coordinates = {name: each for name, each in like.coords.items() if name != self.name}
        return xr.Dataset(data, coordinates | {self.name: (self.name, self.labels, like[self.name].attrs)}, like.attrs)
