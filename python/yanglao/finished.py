"""What an interrupted call finished, as a results file: out of the folder of its parts."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import xarray as xr

from yanglao.errors import FileError
from yanglao.folder import PARTS, WHOLE, Extent, Folder, keys_in, recipe_in
from yanglao.grid import by_point, leading, to_file
from yanglao.job import REPLICATIONS_A_JOB
from yanglao.pieces import write_run
from yanglao.points import Position
from yanglao.reading import open as open_results
from yanglao.reading import reading
from yanglao.recipe import DONE, INTERRUPTED, RUN, Recipe
from yanglao.record import Record


def is_parts(path: str | os.PathLike[str]) -> bool:
    return os.fspath(path).rstrip("/").endswith(PARTS) and os.path.isdir(path)


def write_finished(parts: str | os.PathLike[str], output: str | os.PathLike[str]) -> None:
    """Writes what the folder `OUTPUT.parts` holds; the rest has no number. Raises FileError."""
    folder = Path(os.fspath(parts).rstrip("/"))
    keys = keys_in(folder)
    if not keys:
        raise FileError(f"{folder}: no job was finished, so that there is nothing to join")
    recipe = recipe_in(folder, "They cannot be joined")
    if recipe.get("design") == RUN:
        most = max(key.first + key.count for key in keys)
        write_run(Folder(os.fspath(folder).removesuffix(PARTS), recipe, Extent(1, most)), output)
        return
    if not (folder / WHOLE).is_file():
        raise FileError(f"{folder / WHOLE}: is not there, without which the jobs beside it cannot be joined. The call that they are "
                        "of goes on from them")
    with open_results(folder / WHOLE, lazy=True).dataset as whole:
        empty, shape = _empty(whole, max(key.first + key.count for key in keys), recipe, folder)
    held = sum(key.count for key in keys)
    empty.attrs |= {INTERRUPTED: "true", DONE: json.dumps(keys)} | Record().attributes(held)
    jobs = Folder(os.fspath(folder).removesuffix(PARTS), recipe, Extent(math.prod(shape), empty.sizes["replication"]))

    def pieces() -> Iterator[tuple[Position, xr.Dataset]]:
        for key in keys:
            yield tuple(int(i) for i in np.unravel_index(key.point, shape)), jobs.get(key)

    to_file(empty, pieces(), output, REPLICATIONS_A_JOB)


def _empty(whole: xr.Dataset, most: int, recipe: Recipe, folder: Path) -> tuple[xr.Dataset, Position]:
    """The dataset without its numbers, and the sizes of the dimensions of its points. most: replications of any point."""
    with reading(folder / WHOLE):
        if recipe.get("precision", "none") == "none":
            most = max(most, int(recipe["replications"]))
        own, numbers = by_point(whole), {}
        for name, array in whole.data_vars.items():
            if name not in own:
                numbers[name] = array.variable.load()
                continue
            shape = [most if dim == "replication" else size for dim, size in array.sizes.items()]
            numbers[name] = xr.Variable(array.dims, np.broadcast_to(np.nan, shape), array.attrs)
        labels = whole.coords.to_dataset().drop_vars("replication").load().coords
        replication = ("replication", np.arange(most), whole["replication"].attrs)
        empty = xr.Dataset(numbers, {**labels, "replication": replication}, whole.attrs | {"replications": str(most)})
        return empty, tuple(whole.sizes[name] for name in leading(whole))
