"""A job's dataset in a file of its own: a checksum, what it says as JSON, then its numbers as they lie in memory, or packed.

A results file of the same takes as long to write as a tenth of a short run, for HDF5 keeps some 65 arrays with their labels, each
by itself; and more than one of packed numbers, in time and on the disk (docs/monte-carlo.md, section 1).
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
_LEVEL = 1  # of zlib: 4 takes half as long again for a tenth less, on a job by county


def write(path: Path, dataset: xr.Dataset, of: str = "", packed: bool = False) -> None:
    """The file is there when it is whole, and on the disk. of: what the job is of; read as another, it is refused. packed: a
    tenth of the size, where there is much to write. Raises FileError."""
    plain = to_plain(dataset)
    numbers = [each["data"].reshape(-1).view(np.uint8) for each in plain["variables"]]
    pieces = [zlib.compress(each, _LEVEL) for each in numbers] if packed else numbers
    variables = [each | {"data": [each["data"].shape, len(piece)]} for each, piece in zip(plain["variables"], pieces)]
    head = json.dumps(plain | {"variables": variables, "packed": packed}, ensure_ascii=False).encode()
    held = [len(head).to_bytes(_WORD, "little"), head, *pieces]
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with open(fresh, "wb") as file:
            file.write(_checksum(of, *held))
            file.writelines(held)
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, path)
    except OSError as error:
        raise FileError(f"{path}: cannot be written: {error.strerror}") from error


def read(path: Path, of: str = "") -> xr.Dataset:
    """Raises FileError."""
    try:
        whole = memoryview(path.read_bytes())
        held = whole[_WORD:]
        if whole[:_WORD] != _checksum(of, held):
            raise ValueError("it is damaged, or of another sweep")
        at = _WORD + int.from_bytes(held[:_WORD], "little")
        plain: dict[str, Any] = json.loads(bytes(held[_WORD:at]))
        unpacked = zlib.decompress if plain.pop("packed") else bytes
        for each in plain["variables"]:
            shape, size = each["data"]
            each["data"] = np.frombuffer(unpacked(held[at : at + size]), float).reshape(shape)
            at += size
        return to_xarray(plain)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError, zlib.error) as error:
        why = error.strerror if isinstance(error, OSError) else " ".join(str(error).split())
        raise FileError(f"{path}: cannot be read: {why}") from error


def _checksum(of: str, *held: Any) -> bytes:
    sum_ = zlib.crc32(of.encode())
    for each in held:
        sum_ = zlib.crc32(each, sum_)
    return sum_.to_bytes(_WORD, "little")
