"""What a measure is over several labels together: their sum, the greatest of them, or nothing that could be told."""

from __future__ import annotations

import keyword
from collections.abc import Hashable, Sequence
from typing import Any

import xarray as xr

from yanglao.dataset import of_runs
from yanglao.errors import UnknownName, shown
from yanglao.labels import plain

GREATEST = ("wait_max_days",)  # of several regions, pools and years the greatest counts
APART = ("indicator", "target_")  # how the names of measures begin of which no two numbers add up: shares, days, years
ALTERNATIVES = ("bed_limit", "limit", "rule")  # dimensions whose labels are answers to different questions, and no parts of a whole


def chosen_by(dim: str, label: Any) -> str:
    """The argument that chooses a label, as it is written: `class` is a word of Python's."""
    return f'**{{"{dim}": {label!r}}}' if keyword.iskeyword(dim) else f"{dim}={label!r}"


def together(array: xr.DataArray, name: str, dims: Sequence[Hashable]) -> xr.DataArray:
    """A measure over all labels of some dimensions: added up, but of maxima the greatest."""
    how = array.max if name in GREATEST else array.sum
    return how(dims, keep_attrs=True, skipna=False)


def all_together(data: xr.Dataset, dim: str) -> xr.Dataset:
    greatest = [name for name in GREATEST if name in data and dim in data[name].dims]
    total = data.drop_vars(greatest).sum(dim, keep_attrs=True, skipna=False)
    return total.assign({name: together(data[name], name, [dim]) for name in greatest})


def refuse_adding(name: str, dims: Sequence[Hashable], data: xr.Dataset | xr.DataArray) -> None:
    """Raises UnknownName where numbers of this measure along these dimensions do not add up: those of different runs never do."""
    runs = of_runs(data[name].dims if isinstance(data, xr.Dataset) else data.dims)
    apart = [dim for dim in dims if name.startswith(APART) or dim in ALTERNATIVES or dim in runs]
    if apart:
        choices = ", ".join(chosen_by(str(dim), plain(data[dim].values[0])) for dim in apart)
        raise UnknownName(f"{name}: what this tells does not add up; choose one by its {', '.join(map(str, apart))}, such as {choices}")


def refuse_adding_labels(data: xr.Dataset, dim: str, labels: Any) -> None:
    """Raises ValueError for labels that are no parts of one whole."""
    if labels == []:
        raise ValueError(f"{dim} was []; expected at least one, such as [{plain(data[dim].values[0])!r}]")
    if labels is not ...:
        twice = [label for i, label in enumerate(labels) if label in labels[:i]]
        if twice:
            raise ValueError(f"{dim} holds {shown(plain(twice[0]))} twice; expected each once, as they are added up")
    if (data.sizes[dim] if labels is ... else len(labels)) > 1:
        for name in (str(name) for name, array in data.data_vars.items() if dim in array.dims):
            refuse_adding(name, [dim], data)
