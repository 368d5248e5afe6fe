"""Joins the shards of a sweep."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from tempfile import TemporaryDirectory

import numpy as np
import xarray as xr

from yanglao import checks
from yanglao.errors import FileError, shown
from yanglao.finished import is_parts, write_finished
from yanglao.grid import by_point, leading, to_file
from yanglao.held import jobs_done
from yanglao.job import REPLICATIONS_A_JOB
from yanglao.points import Position
from yanglao.recipe import DONE, INTERRUPTED, RECIPE, SHARD, Recipe, differences, recipe_of
from yanglao.record import merged
from yanglao.results import Results
from yanglao.reading import open as open_results
from yanglao.reading import reading
from yanglao.store import Key


Part = tuple[str | os.PathLike[str], xr.Dataset]  # a file to be joined with others


def merge(output: str | os.PathLike[str], files: Sequence[str | os.PathLike[str]]) -> Results:
    """Writes the sweep of which `files` are shards (or interrupted parts): the file that one run would have written.

    output: the file to write.
    files: results files, or folders `OUTPUT.parts` of calls that were interrupted, or are still at work. Draws of
    `yl.uncertainty` are joined likewise. Jobs that none of the files holds have no number (NaN), and the result's attribute
    "interrupted" is "true". Raises FileError when they are no parts of the same sweep, and ValueError, TypeError
    for what is no list of files.
    """
    is_list = isinstance(files, Sequence) and not isinstance(files, str | bytes)
    if not (is_list and all(isinstance(file, str | os.PathLike) for file in files)):
        raise TypeError(f"files was {shown(files)}; expected a list of paths")
    if not files:
        raise ValueError("merge needs at least one file")
    checks.writable(checks.path("output", output))
    if len(files) == 1 and is_parts(files[0]):
        write_finished(files[0], output)
        return open_results(output, lazy=True)
    beside = os.path.dirname(os.path.realpath(output))  # where there is room for the result
    with ExitStack() as stack:
        names = [stack.enter_context(_file_of(file, beside)) for file in files]
        _join(output, files, [stack.enter_context(open_results(name, lazy=True).dataset) for name in names])
    return open_results(output, lazy=True)


@contextmanager
def _file_of(file: str | os.PathLike[str], beside: str) -> Iterator[str | os.PathLike[str]]:
    """A results file, for as long as it is needed."""
    if not is_parts(file):
        yield file
        return
    with TemporaryDirectory(prefix=".yanglao-", dir=beside) as folder:
        name = os.path.join(folder, "finished.h5")
        write_finished(file, name)
        yield name


def _join(output: str | os.PathLike[str], files: Sequence[str | os.PathLike[str]], parts: Sequence[xr.Dataset]) -> None:
    recipe, is_sweep = _recipe_of_all(files, parts)
    shape = tuple(parts[0].sizes[name] for name in leading(parts[0]))
    # Where a precision was asked for, an interrupted part may have come further than another.
    pairs = list(zip(files, parts))
    longest = max(pairs, key=lambda pair: pair[1].sizes["replication"])
    whole = [pair for pair in pairs if DONE not in pair[1].attrs][:1]  # beside which no other is needed
    holder = {key: pair for pair in whole or reversed(pairs) for key in _held(*pair, shape)}
    found = sorted(holder)
    if not found:
        raise FileError(f"{', '.join(map(os.fspath, files))}: no replication was finished, so that there is nothing to join")
    empty = _frame(*longest)
    # What the jobs say of themselves (which levers are set) is, as in one go, what the first says.
    empty.attrs = _frame(*holder[found[0]]).attrs | {"replications": empty.attrs["replications"]}
    empty.attrs |= merged([part.attrs for part in parts])
    empty.attrs[RECIPE] = json.dumps(recipe | ({SHARD: "all"} if is_sweep else {}), sort_keys=True)
    if not whole and not _complete(found, parts[0], shape, empty.sizes["replication"]):
        empty.attrs |= {INTERRUPTED: "true", DONE: json.dumps(found)}
    to_file(empty, _pieces(found, holder, shape), output, REPLICATIONS_A_JOB)


def _recipe_of_all(files: Sequence[str | os.PathLike[str]], parts: Sequence[xr.Dataset]) -> tuple[Recipe, bool]:
    """What all are parts of, and whether it is a sweep: draws have no shards. Raises FileError, naming the file that is of another."""
    for file, part in zip(files, parts):
        if RECIPE not in part.attrs:
            raise FileError(f"{os.fspath(file)}: is not part of a sweep")
    recipes = [recipe_of(file, part.attrs) for file, part in zip(files, parts)]
    is_sweep = [recipe.pop(SHARD, None) is not None for recipe in recipes]
    most = max(range(len(recipes)), key=lambda i: recipes.count(recipes[i]))  # of two the first
    for i, recipe in enumerate(recipes):
        told = differences(recipe, recipes[most], "its {name} is {there}, and not {asked}", "its {name} is another")
        if told:
            raise FileError(f"{os.fspath(files[i])}: is no part of the sweep that {os.fspath(files[most])} is of: {told}. Leave it out, or "
                            "join what belongs together")
    return recipes[most], is_sweep[most]


def _complete(found: list[Key], part: xr.Dataset, shape: Position, replications: int) -> bool:
    """Whether no job is missing. Of a sweep to a precision nobody knows: more may have been asked for after another look."""
    if json.loads(part.attrs[RECIPE]).get("precision", "none") != "none":
        return False
    return sum(key.count for key in found) == int(np.prod(shape)) * replications


def _frame(file: str | os.PathLike[str], part: xr.Dataset) -> xr.Dataset:
    """A shard's dataset without numbers, and without what tells it from the whole."""
    with reading(file):
        own = by_point(part)
        numbers = {name: array.copy(data=np.broadcast_to(np.nan, array.shape)) if name in own else array.load()
                   for name, array in part.data_vars.items()}
        texts = [*part.attrs.values(), *(text for array in part.variables.values() for text in array.attrs.values())]
        if "replications" not in part.attrs or not all(isinstance(text, str) for text in texts):
            raise ValueError("no file of ours has such attributes")
    attributes = {key: value for key, value in part.attrs.items() if key not in (SHARD, DONE, INTERRUPTED)}
    return part.assign(numbers).drop_attrs(deep=False).assign_attrs(attributes)


def _held(file: str | os.PathLike[str], part: xr.Dataset, shape: Position) -> list[Key]:
    """The jobs that a file holds; all, where it does not say."""
    done = jobs_done(file, part)
    if done is not None:
        return done
    total = part.sizes["replication"]
    return [Key(point, first, min(REPLICATIONS_A_JOB, total - first)) for point in range(int(np.prod(shape)))
            for first in range(0, total, REPLICATIONS_A_JOB)]


def _pieces(keys: list[Key], holder: dict[Key, Part], shape: Position) -> Iterator[tuple[Position, xr.Dataset]]:
    for key in keys:
        position = tuple(int(i) for i in np.unravel_index(key.point, shape))
        file, part = holder[key]
        with reading(file):
            piece = part[by_point(part)].isel(dict(zip(leading(part), position)), drop=True)
            piece = piece.isel(replication=slice(key.first, key.first + key.count)).load()
        yield position, piece.assign({name: array.expand_dims(["scenario", "draw"]) for name, array in piece.data_vars.items()
                                      if "replication" in array.dims})
