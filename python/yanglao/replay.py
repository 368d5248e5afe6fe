"""Any replication or person of a results file once more."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import xarray as xr

from yanglao import checks
from yanglao.dataset import DRAWN, POINT
from yanglao.errors import UnknownName, shown
from yanglao.labels import from_label, from_section_label, places
from yanglao.lives import watched
from yanglao.recipe import TEXT, text_names
from yanglao.reading import open
from yanglao.results import Results
from yanglao.scenario import Scenario


class Replay(NamedTuple):
    """A replication once more: its results, the lives asked for, and the variables that came out otherwise."""

    results: Results
    lives: pd.DataFrame
    different: list[str]  # empty: every number of the file is met, to the bit


class SeveralPoints(ValueError):
    """`at` leaves open which of the labels `held` along the dimension `name` is meant."""

    def __init__(self, name: str, held: list[Any]):
        self.name, self.held = name, held
        super().__init__(f"the file holds {name} {held}; say which, such as at={{{name!r}: {held[0]!r}}}")


def replay(
    source: Results | str | os.PathLike[str],
    replication: int = 0,
    persons: int | Iterable[str] = (),
    at: Mapping[str, Any] | None = None,
    draw: int = 0,
    threads: int | None = None,
    progress: bool = True,
) -> Replay:
    """Runs one replication of a results file again, from what the file says and nothing else, and compares.

    source: results, or the path of their file. replication: its number in them, from 0.
    persons: as in `lives`; none unless asked for. at: which scenario ({"scenario": name}) or lever values of a sweep; may
        be left out where there is one. draw: which draw of uncertain parameters, from 0.
    threads, progress: as in `run`.
    Raises UnknownName for a replication, draw, scenario or value that the file does not hold, and ValueError where the file
    does not say how it was made (by an older version), or where `at` leaves several open.
    """
    results = source if isinstance(source, Results) else open(source)
    if not isinstance(at, Mapping | None):
        raise TypeError(f"at was {shown(at)}; expected {{name: value}} of a scenario or point")
    data, point = results.dataset, _point(results, at or {})
    if threads is not None:
        checks.whole("threads", threads, 1, checks.MOST_THREADS)
    for name, label in (("replication", replication), ("draw", draw)):
        if checks.whole(name, label, 0) not in data[name].values:
            raise UnknownName(f"the file holds no {name} {label}; it holds {data[name].values.tolist()}")
    missing = [name for name in ("seed", "scale", "end", TEXT) if name not in data.attrs]
    if missing:
        raise ValueError(f"the file does not say its {', '.join(missing)}, without which it cannot be run again")
    there = data.sel({**point, "draw": draw, "replication": replication})
    if all(bool(there[name].isnull().all()) for name in there.data_vars if "replication" in data[name].dims):
        raise UnknownName(f"the file holds no replication {replication} of this point: it was not run")
    detail = data["region"].attrs.get("long_name", "county")
    again, told = watched(
        _scenario(results, point, draw), replication, persons, int(data.attrs["seed"]), float(data.attrs["scale"]),
        threads, progress, checks.days(data.attrs["end"]), detail,
    )
    here = again.dataset.isel(scenario=0, draw=0, replication=0)
    names = [name for name in here.data_vars if name in there and "replication" in data[name].dims]
    different = [str(name) for name in names if not np.array_equal(here[name], there[name], equal_nan=True)]
    return Replay(again, told, different)


def _point(results: Results, at: Mapping[str, Any]) -> dict[str, Any]:
    """The label on each dimension that tells scenarios apart."""
    for name in at:
        if name not in results.points:
            raise UnknownName(f'the file does not vary "{name}"; it varies {results.points}')
    point = {}
    for name in results.points:
        held = results.dataset[name].values
        if name not in at and len(held) > 1:
            raise SeveralPoints(name, held.tolist())
        found = [held[i] for i in places(held, at[name])] if name in at else [*held]
        if not found:
            raise UnknownName(f"the file holds no {name} {at[name]!r}; it holds {held.tolist()}")
        point[name] = found[0]
    return point


def _scenario(results: Results, point: Mapping[str, Any], draw: int) -> Scenario:
    """The scenario of one point and draw, from the text in the file."""
    data = results.dataset
    if "scenario" in point:
        names = [str(name) for name in data["scenario"].values]
        return _drawn(Scenario.from_toml(data.attrs[text_names(names)[names.index(point["scenario"])]]), data, draw)
    base = Scenario.from_toml(data.attrs[TEXT])
    values = {key: value for key, value in point.items() if key != POINT}
    if POINT in point:  # a designed sweep: the levers lie along its points
        along = data.sel(point=point[POINT]).coords
        values = {str(key): along[key].item() for key, each in data.coords.items() if each.dims == (POINT,) and key != POINT}
    kinds = base.levers()["type"]
    return Scenario(base._core.with_settings([(key, _toml(base, key, value, kinds)) for key, value in values.items()]))


def _toml(base: Scenario, key: str, held: Any, kinds: pd.Series) -> str:
    """What the label `held` of a lever, or of a key of a network's own sections, stands for."""
    if not base._core.is_of_section(key):
        return from_label(held, kinds[key.split("@")[0]])
    try:
        return from_section_label(held, isinstance(base[key], str))
    except UnknownName:  # swept and not set in the file
        return from_section_label(held, False)


def _drawn(base: Scenario, data: xr.Dataset, draw: int) -> Scenario:
    """The scenario with the parameters of one draw."""
    if DRAWN not in data:
        return base
    row = data[DRAWN].sel(draw=draw)
    return base.set({str(key): float(value) for key, value in zip(row["lever"].values, row.values, strict=True)})
