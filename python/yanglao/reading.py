"""Results files are read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import xarray as xr

from yanglao import checks
from yanglao.dataset import FORMAT, decode
from yanglao.errors import FileError
from yanglao.results import Results

_OF_DAMAGE = (OSError, RuntimeError, ValueError, LookupError, TypeError, AttributeError)  # what HDF5 and its readers raise


def open(path: str | os.PathLike[str], lazy: bool = False) -> Results:
    """A results file of `yl.run`, `yl.sweep` or the program. Raises FileError.

    path: of the file.
    lazy: nothing is held in memory; each array is read from the file when it is used, and the file must stay.
    """
    checks.path("path", path)
    with reading(path):
        stored = xr.open_dataset(path, engine="h5netcdf", decode_cf=False, cache=False)
        if FORMAT not in stored.attrs:
            stored.close()
            raise FileError(f"{os.fspath(path)}: is no results file of yanglao: it has no attribute {FORMAT}")
        if lazy:
            return Results(decode(stored))
        with stored:
            return Results(decode(stored.load()))


@contextmanager
def reading(path: str | os.PathLike[str]) -> Iterator[None]:
    """Whatever goes wrong inside is the file's fault, and becomes FileError in one line."""
    try:
        yield
    except FileError:
        raise
    except _OF_DAMAGE as error:
        why = ("it is a folder" if os.path.isdir(path) else "there is no such file" if not os.path.exists(path) else
               "it is none, is damaged, or was cut short" if os.access(path, os.R_OK) else "it is not readable")
        raise FileError(f"{os.fspath(path)}: cannot be read as a results file: {why}") from error
