"""Runs over a grid of lever values."""

from __future__ import annotations

import itertools
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from typing import Any

import numpy as np
import xarray as xr
from tqdm import tqdm

from yanglao import _core
from yanglao.results import Results
from yanglao.run import TEXT, as_arguments, check, run
from yanglao.scenario import Scenario, as_scenario


def sweep(
    scenario: Scenario | str | os.PathLike,
    levers: Mapping[str, Sequence[Any]],
    replications: int = 20,
    seed: int = 1,
    executor: Executor | None = None,
    scale: float = 1.0,
    threads: int | None = None,
    progress: bool = True,
    output: str | os.PathLike | None = None,
    until: Any = None,
    detail: str = "province",
) -> Results:
    """Runs every combination of the lever values; the levers become dimensions of `dataset`, instead of `scenario`.

    All combinations share their random numbers, replication by replication: see `compare`.
    executor: anything with the `concurrent.futures` interface (a process pool, `mpi4py.futures`, Dask's); each
        combination is one task, with one thread unless `threads` says otherwise. None: one after another here, each
        on all threads.
    The other arguments are those of `run`. Ctrl-C writes the combinations that were finished to `output` (the others
    hold no number) and raises KeyboardInterrupt.
    """
    base = as_scenario(scenario)
    axes = {key: list(values) for key, values in levers.items()}
    if not axes or not all(axes.values()):
        raise ValueError("a sweep needs at least one lever, and a value for each")
    grid = list(itertools.product(*(range(len(values)) for values in axes.values())))
    # All are set before any is run: a value out of range on the last one is found now, not hours later.
    scenarios = [base.set({key: axes[key][i] for key, i in zip(axes, position)}) for position in grid]
    check([base], replications, seed, scale, threads, detail)
    if output is not None:
        _core.check_writable(os.fspath(output))
    options = dict(replications=replications, seed=seed, scale=scale, threads=threads, until=until, detail=detail)
    filled = _Grid(axes, base.levers()["unit"], {TEXT: base.resolved(), "command": _command(axes, options)})
    try:
        for position, dataset in zip(grid, _datasets(scenarios, options, executor, progress)):
            filled.put(position, dataset)
    except KeyboardInterrupt:
        if output is not None and filled.dataset is not None:
            filled.dataset.attrs["interrupted"] = "true"
            Results(filled.dataset).save(output)
        raise
    results = Results(filled.dataset)
    if output is not None:
        results.save(output)
    return results


def _command(axes: dict[str, list[Any]], options: dict[str, Any]) -> str:
    """What to say in Python to have the same results again, the scenario being in the file as text."""
    arguments = as_arguments({key: value for key, value in options.items() if key != "threads"})
    return f"yanglao.sweep(yanglao.Scenario.from_toml({TEXT}), {axes!r}, {arguments})"


def _datasets(scenarios: list[Scenario], options: dict[str, Any], executor: Executor | None, progress: bool):
    """One dataset a scenario, in order."""
    bar = tqdm(total=len(scenarios), desc="sweep", unit="run", disable=not progress)
    if executor is None:
        tasks = (_run(one, options) for one in scenarios)
    else:
        options = options | {"threads": options["threads"] or 1}
        tasks = _submitted([executor.submit(_run, one, options) for one in scenarios])
    with bar:
        for dataset in tasks:
            bar.update()
            yield dataset


def _run(scenario: Scenario, options: dict[str, Any]) -> xr.Dataset:
    return run(scenario, progress=False, **options).dataset


def _submitted(futures: list):
    try:
        for future in futures:
            yield future.result()
    finally:
        for future in futures:
            future.cancel()


class _Grid:
    """The results of all combinations, filled one at a time, so that one copy is held and not two."""

    def __init__(self, axes: dict[str, list[Any]], units: Mapping[str, str], attributes: dict[str, str]):
        self.axes = axes
        self.units = units
        self.attributes = attributes
        self.dataset: xr.Dataset | None = None

    def put(self, position: tuple[int, ...], one: xr.Dataset) -> None:
        one = one.isel(scenario=0, drop=True)
        if self.dataset is None:
            self.dataset = self._empty(one)
        for name, array in one.data_vars.items():
            self.dataset[name].values[position if self._varies(array) else ...] = array.values

    def _varies(self, array: xr.DataArray) -> bool:
        return "replication" in array.dims or any(key.startswith(("target.", "budget.")) for key in self.axes)

    def _empty(self, like: xr.Dataset) -> xr.Dataset:
        shape = tuple(len(values) for values in self.axes.values())
        # Constants of the policy (targets, appropriations) are the same everywhere, unless they are what is swept.
        data = {
            name: ((*self.axes, *array.dims), np.full(shape + array.shape, np.nan), array.attrs)
            if self._varies(array)
            else array.copy(deep=True)
            for name, array in like.data_vars.items()
        }
        axes = {key: (key, _labels(values), self._described(key)) for key, values in self.axes.items()}
        return xr.Dataset(data, dict(like.coords) | axes, like.attrs | self.attributes)

    def _described(self, key: str) -> dict[str, str]:
        unit = self.units.get(key.split("@")[0], "")
        return {"long_name": key} | ({"units": unit} if unit else {})


def _labels(values: list[Any]) -> list[float] | list[str]:
    """Numbers as numbers; anything else (a schedule, a date, a text, True) as text."""
    if all(isinstance(value, int | float | np.number) and not isinstance(value, bool) for value in values):
        return [float(value) for value in values]
    return [str(value) for value in values]
