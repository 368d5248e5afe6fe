"""A measure of the province by its words: "mean_wait_days[pool=nursing]" as one number a scenario and replication."""

from __future__ import annotations

import re

import numpy as np
import xarray as xr

from yanglao import measures, told
from yanglao.adding import refuse_adding, together
from yanglao.errors import UnknownName, shown
from yanglao.months import MONTH_DAYS, month_of

_RUNS = ("scenario", "draw", "replication")


def parse(measure: str) -> tuple[str, dict[str, str]]:
    """"cost[payer=household,line=institution_fee]" as its name and labels. Raises TypeError, ValueError."""
    if not isinstance(measure, str):
        raise TypeError(f"a measure was {shown(measure)}; expected its name, such as \"queue\" or \"mean_wait_days[pool=nursing]\"")
    found = re.fullmatch(r"\s*([^\[\]]+?)\s*(?:\[([^\[\]]*)\])?\s*", measure)
    pairs = [part.split("=") for part in found[2].split(",")] if found and found[2] else []
    if found is None or any(len(pair) != 2 for pair in pairs):
        raise ValueError(f'"{measure}" is no measure; expected such as "queue" or "mean_wait_days[pool=nursing]"')
    labels: dict[str, str] = {}
    for name, label in ((name.strip(), label.strip()) for name, label in pairs):
        if name in labels:
            raise ValueError(f'"{measure}" says {name} twice; expected one {name}, or none for all together')
        labels[name] = label
    return found[1], labels


def values_of(dataset: xr.Dataset, measure: str) -> np.ndarray:
    """A measure by scenario and replication. Raises UnknownName for names and labels that the results do not have."""
    name, labels = parse(measure)
    parts = told.made_of(name)
    for part in parts:
        if not told.is_told(dataset, part):
            raise UnknownName(f'there is no "{part}" for the precision asked for; there are {told.names(dataset)}')
    data = measures.province(measures.held(dataset, name))
    totals = [_total(data, part, labels) for part in parts]
    if len(totals) == 1:
        return totals[0]
    return np.divide(*totals, out=np.full(totals[0].shape, np.nan), where=totals[1] > 0)


def _total(data: xr.Dataset, name: str, labels: dict[str, str]) -> np.ndarray:
    array = data[name]
    for dim, label in labels.items():
        there = [str(each) for each in array.dims if each not in _RUNS]
        if dim not in there:
            raise UnknownName(f'"{name}" has no {dim} to choose by; it has {", ".join(there) or "none"}')
        label = str(month_of(array[dim].values, label)) if dim == "month" else label
        texts = [str(value) for value in array[dim].values]
        if label not in texts:
            raise UnknownName(f'"{name}" has no {dim} "{label}"; there are {texts}')
        array = array.isel({dim: texts.index(label)}, drop=True)
    alone = data.drop_vars([each for each in data.data_vars if each != MONTH_DAYS])
    array = measures.over_run(alone.assign({name: array}), name)
    rest = [dim for dim in array.dims if dim not in _RUNS]
    refuse_adding(name, rest, array)
    return together(array, name, rest).isel(draw=0).transpose("scenario", "replication").values
