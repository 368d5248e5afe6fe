"""Between the engine's plain arrays and labelled xarray datasets. The engine's layout is that of the results file."""

from __future__ import annotations

import json
from collections.abc import Collection, Hashable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import xarray as xr

COUNTS = ("draw", "replication", "year")
DRAWN = "drawn"  # the variable that holds the value of every drawn lever
POINT = "point"  # the dimension of a design's points; its levers' values lie along it
_RUNS = ("scenario", POINT, "draw", "replication")
FORMAT = "yanglao_results_format"  # the attribute by which the writer marks its files
TEXTS = "labels_along_points"  # the attribute for levers of a design that are no numbers: variables of a file are
_SUMS = {"wall_seconds": ".6f", "simulation_seconds": ".6f", "events": ".0f"}  # of the record of a run, with their decimals
RECORD = "run_"  # attributes that may differ between two identical runs: threads, wall-clock times


def of_runs(dims: Sequence[Hashable]) -> list[str]:
    """The dimensions that tell runs apart: scenario or levers, draw, replication. All others follow replication."""
    lead = dims[: dims.index("replication")] if "replication" in dims else ()
    return [str(name) for name in dims if name in lead or name in _RUNS]


def to_xarray(plain: dict[str, Any]) -> xr.Dataset:
    """Labels become coordinates, months become dates."""
    rows = tuple(
        (d["name"], tuple(d["labels"]) or tuple(d["values"]), tuple(_attributes(d).items())) for d in plain["dimensions"]
    )
    shapes = tuple((v["name"], tuple(v["dimensions"]), tuple(_attributes(v).items())) for v in plain["variables"])
    dataset = _frame(rows, shapes).copy(data={v["name"]: v["data"] for v in plain["variables"]})
    dataset.attrs = plain["attributes"] | {RECORD + key: value for key, value in plain["run_record"].items()}
    return dataset


@lru_cache(maxsize=64)
def _frame(rows: tuple, shapes: tuple) -> xr.Dataset:
    """A dataset without numbers. Kept, because the jobs of a sweep share it: to make one takes longer than a short job's
    arrays, to put arrays into one does not."""
    coordinates = decode(xr.Dataset(coords={name: (name, list(values), dict(attrs)) for name, values, attrs in rows})).coords
    sizes = {name: len(values) for name, values, _ in rows}
    empty = {name: xr.Variable(dims, np.broadcast_to(np.nan, [sizes[dim] for dim in dims]), dict(attrs))
             for name, dims, attrs in shapes}
    return xr.Dataset(empty, coordinates)


def replications_of(plain: dict[str, Any]) -> int:
    """How many replications the engine's arrays hold."""
    return next(len(each["values"]) for each in plain["dimensions"] if each["name"] == "replication")


def joined(plain: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """The engine's arrays of a run and of one that went on where it ended, as those of one run."""
    both = room_for(plain, replications_of(plain) + replications_of(more))
    put(both, plain, 0)
    put(both, more, replications_of(plain))
    return both


def room_for(plain: dict[str, Any], replications: int) -> dict[str, Any]:
    """The same arrays with room for so many replications, and none in it: `put` fills it from the first on."""
    variables = []
    for each in plain["variables"]:
        shape = [replications if dim == "replication" else size for dim, size in zip(each["dimensions"], each["data"].shape)]
        variables.append(each | {"data": np.empty(shape)} if "replication" in each["dimensions"] else each)
    dimensions = [each | {"values": []} if each["name"] == "replication" else each for each in plain["dimensions"]]
    return {"dimensions": dimensions, "variables": variables, "attributes": dict(plain["attributes"]),
            "run_record": plain["run_record"] | dict.fromkeys(_SUMS, "0")}


def put(whole: dict[str, Any], piece: dict[str, Any], at: int) -> None:
    """Puts replications where there is room for them, and adds up the record of the run."""
    for each, more in zip(whole["variables"], piece["variables"]):
        if "replication" in each["dimensions"]:
            axis = each["dimensions"].index("replication")
            each["data"][(slice(None),) * axis + (slice(at, at + more["data"].shape[axis]),)] = more["data"]
    for each, more in zip(whole["dimensions"], piece["dimensions"]):
        if each["name"] == "replication":
            each["values"] = each["values"] + list(more["values"])
    whole["attributes"] |= piece["attributes"]
    record = whole["run_record"]
    record["peak_memory_mib"] = piece["run_record"]["peak_memory_mib"]
    for key, shape in _SUMS.items():
        record[key] = format(float(record[key]) + float(piece["run_record"][key]), shape)
    record["events_per_second"] = format(float(record["events"]) / max(float(record["wall_seconds"]), 1e-9), ".0f")


def decode(dataset: xr.Dataset) -> xr.Dataset:
    """Dates out of "days since ...", and counts as whole numbers. Days of waiting stay numbers."""
    dataset = xr.decode_cf(dataset, decode_timedelta=False)
    counts = {name: dataset[name].astype(int) for name in COUNTS if name in dataset.coords}
    along_points = [name for name, array in dataset.data_vars.items() if array.dims == (POINT,)]
    texts = json.loads(dataset.attrs.get(TEXTS, "{}"))
    attributes = {key: value for key, value in dataset.attrs.items() if key != TEXTS}
    dataset = dataset.drop_attrs(deep=False).assign_attrs(attributes)
    return dataset.assign_coords(counts).set_coords(along_points).assign_coords(
        {key: (POINT, labels, {"long_name": key}) for key, labels in texts.items()})


def to_plain(dataset: xr.Dataset, to_follow: Collection[str] = ()) -> dict[str, Any]:
    """The way back, for the engine's writer of results files. to_follow: variables whose values it does not have yet."""
    beside = [name for name in dataset.coords if dataset.variables[name].dims == (POINT,) and name != POINT]
    texts = {name: [str(label) for label in dataset[name].values] for name in beside if dataset[name].dtype.kind not in "iuf"}
    if beside:
        dataset = dataset.reset_coords([name for name in beside if name not in texts]).drop_vars(list(texts))
    attributes = {key: str(value) for key, value in dataset.attrs.items() if key != FORMAT}
    if texts:
        attributes[TEXTS] = json.dumps(texts, ensure_ascii=False)
    record = {key for key in attributes if key.startswith(RECORD)}
    return {
        "dimensions": [_dimension(dataset, name) for name in _dimension_order(dataset)],
        "variables": [_variable(name, dataset.variables[name], name in to_follow) for name in dataset.data_vars],
        "attributes": {key: value for key, value in attributes.items() if key not in record},
        "run_record": {key.removeprefix(RECORD): attributes[key] for key in record},
    }


def _attributes(row: dict[str, Any]) -> dict[str, str]:
    return {key: row[key] for key in ("units", "long_name") if row[key]}


def _dimension_order(dataset: xr.Dataset) -> list[str]:
    """In order of first use, so that `scenario` (or the swept levers), `draw`, `replication`, `region` come first."""
    return list(dict.fromkeys(name for each in dataset.data_vars for name in dataset.variables[each].dims))


def _dimension(dataset: xr.Dataset, name: str) -> dict[str, Any]:
    held = dataset.variables.get(name)  # not dataset[name], which takes a hundred times as long
    if held is None:
        values, attributes = np.arange(dataset.sizes[name]), {}
    else:
        values, attributes = held.values, held.attrs
        if np.issubdtype(values.dtype, np.datetime64):
            units = held.encoding.get("units") or f"days since {values[0].astype('datetime64[D]')}"
            origin = np.datetime64(units.removeprefix("days since ").split(" ")[0].split("T")[0])
            values, attributes = (values - origin) / np.timedelta64(1, "D"), attributes | {"units": units}
    numeric = np.issubdtype(values.dtype, np.number)
    return {
        "name": name,
        "long_name": attributes.get("long_name", ""),
        "units": attributes.get("units", ""),
        "labels": [] if numeric else [str(value) for value in values],
        "values": [float(value) for value in values] if numeric else [],
    }


def _variable(name: str, array: xr.Variable, follows: bool) -> dict[str, Any]:
    return {
        "name": name,
        "dimensions": list(array.dims),
        "units": array.attrs.get("units", ""),
        "long_name": array.attrs.get("long_name", ""),
        "data": None if follows else np.ascontiguousarray(array.values, dtype=float),
    }
