"""A small job's dataset in a file of its own: what it says as JSON, then its numbers as they lie in memory.

A results file of the same takes as long to write as a tenth of a short run: HDF5 keeps some 65 arrays with their labels, each by
itself. It is smaller where there are many replications, so that larger jobs are kept as results files (see `store`).
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr

from yanglao.dataset import to_plain, to_xarray
from yanglao.errors import FileError

_WORD = 8  # bytes of a number, and of the length of the JSON that comes first


def write(path: Path, dataset: xr.Dataset) -> None:
    """The file is there when it is whole, and on the disk. Raises FileError."""
    plain = to_plain(dataset)
    arrays = [each["data"] for each in plain["variables"]]
    variables = [each | {"data": array.shape} for each, array in zip(plain["variables"], arrays)]
    head = json.dumps(plain | {"variables": variables}, ensure_ascii=False).encode()
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with open(fresh, "wb") as file:
            file.write(len(head).to_bytes(_WORD, "little") + head + b"".join(array.tobytes() for array in arrays))
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, path)
    except OSError as error:
        raise FileError(f"{path}: cannot be written: {error.strerror}") from error


def read(path: Path) -> xr.Dataset:
    """Raises FileError."""
    try:
        held = path.read_bytes()
        at = _WORD + int.from_bytes(held[:_WORD], "little")
        plain: dict[str, Any] = json.loads(held[_WORD:at])
        for each in plain["variables"]:
            shape = each["data"]
            count = int(np.prod(shape))
            each["data"] = np.frombuffer(held, float, count, at).reshape(shape)
            at += _WORD * count
    except (OSError, ValueError, KeyError) as error:
        raise FileError(f"{path}: cannot be read: {' '.join(str(error).split())}") from error
    return to_xarray(plain)
