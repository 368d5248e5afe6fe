"""A small job's dataset in a file of its own: a checksum, what it says as JSON, then its numbers as they lie in memory.

A results file of the same takes as long to write as a tenth of a short run: HDF5 keeps some 65 arrays with their labels, each by
itself. It is smaller where there are many replications, so that larger jobs are kept as results files (see `store`).
"""

from __future__ import annotations

import json
import os
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr

from yanglao.dataset import to_plain, to_xarray
from yanglao.errors import FileError

_WORD = 8  # bytes of a number, of the checksum of all that follows it, and of the length of the JSON, which is next


def write(path: Path, dataset: xr.Dataset) -> None:
    """The file is there when it is whole, and on the disk. Raises FileError."""
    plain = to_plain(dataset)
    arrays = [each["data"] for each in plain["variables"]]
    variables = [each | {"data": array.shape} for each, array in zip(plain["variables"], arrays)]
    head = json.dumps(plain | {"variables": variables}, ensure_ascii=False).encode()
    held = len(head).to_bytes(_WORD, "little") + head + b"".join(array.tobytes() for array in arrays)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with open(fresh, "wb") as file:
            file.write(_checksum(held))
            file.write(held)
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, path)
    except OSError as error:
        raise FileError(f"{path}: cannot be written: {error.strerror}") from error


def read(path: Path) -> xr.Dataset:
    """Raises FileError."""
    try:
        whole = memoryview(path.read_bytes())
        held = whole[_WORD:]
        if whole[:_WORD] != _checksum(held):
            raise ValueError("it is damaged")
        at = _WORD + int.from_bytes(held[:_WORD], "little")
        plain: dict[str, Any] = json.loads(bytes(held[_WORD:at]))
        for each in plain["variables"]:
            shape = each["data"]
            count = int(np.prod(shape))
            each["data"] = np.frombuffer(held, float, count, at).reshape(shape)
            at += _WORD * count
        return to_xarray(plain)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        why = error.strerror if isinstance(error, OSError) else " ".join(str(error).split())
        raise FileError(f"{path}: cannot be read: {why}") from error


def _checksum(held: bytes | memoryview) -> bytes:
    return zlib.crc32(held).to_bytes(_WORD, "little")
