"""Runs of scenarios with other lever values, gathered along new dimensions."""

from __future__ import annotations

from concurrent.futures import Executor
from contextlib import closing
from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import ArrayLike

from yanglao.jobs import Job, run_jobs
from yanglao.scenario import Scenario


def run_draws(scenarios: list[Scenario], values: list[dict[str, float]], options: dict[str, Any],
              executor: Executor | None, progress: bool, text: str) -> xr.Dataset:
    """Each scenario with each row of lever values: dimensions `scenario` and `draw` (numbered from 0).

    All are set before any is run: a value that a lever refuses is found at once, not hours later.
    """
    jobs = [Job(scenario=base.set(row), **options) for row in values for base in scenarios]
    grid = _Grid({"scenario": [base.name for base in scenarios], "draw": np.arange(len(values))})
    with closing(run_jobs(jobs, executor, progress, text)) as runs:
        for i, dataset in runs:
            draw, scenario = divmod(i, len(scenarios))
            grid.put({"scenario": scenario, "draw": draw}, dataset)
    return grid.dataset


class _Grid:
    """Datasets with one label along each of these dimensions, put together in one copy."""

    def __init__(self, axes: dict[str, ArrayLike]):
        self._axes = {name: np.asarray(labels) for name, labels in axes.items()}
        self.dataset = xr.Dataset()

    def put(self, at: dict[str, int], one: xr.Dataset) -> None:
        if not self.dataset:
            self.dataset = self._empty(one)
        for name, array in one.data_vars.items():
            if set(at) <= set(array.dims):
                self.dataset[name][at] = array.isel({dim: 0 for dim in at}).values

    def _empty(self, like: xr.Dataset) -> xr.Dataset:
        data = {}
        for name, array in like.data_vars.items():
            varies = set(self._axes) <= set(array.dims)
            sizes = [len(self._axes.get(str(dim), like[dim])) for dim in array.dims]
            data[name] = (array.dims, np.full(sizes, np.nan) if varies else array.values, array.attrs)
        kept = {name: each for name, each in like.coords.items() if name not in self._axes}
        axes = {name: (name, labels, like[name].attrs) for name, labels in self._axes.items()}
        return xr.Dataset(data, kept | axes, like.attrs)
