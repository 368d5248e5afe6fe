"""Where a call of many jobs leaves its results: nothing that was finished is lost, and the same call goes on from there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

from yanglao.course import Course, LabelsDiffer
from yanglao.errors import FileError
from yanglao.folder import Extent, Folder, parts_of
from yanglao.held import go_on_from
from yanglao.lock import Lock
from yanglao.recipe import Recipe, holds
from yanglao.results import Results
from yanglao.reading import open as open_results
from yanglao.store import Memory, Store


def store_of(output: str | os.PathLike[str] | None, recipe: Recipe, extent: Extent) -> Store | Results:
    """Where to keep the jobs of a call; the results, where the output holds all of them. Raises FileError."""
    if output is None:
        return Memory()
    if holds(output, recipe):
        return open_results(output, lazy=True)
    lock = Lock(parts_of(output))
    try:
        if not holds(output, recipe):
            folder = Folder(output, recipe, extent, lock)
            if os.path.exists(output):
                go_on_from(output, folder)
            return folder
    except BaseException:
        lock.release()
        raise
    shutil.rmtree(lock.folder, ignore_errors=True)  # another call has ended in between
    lock.release()
    return open_results(output, lazy=True)


def finished(output: str | os.PathLike[str]) -> str:
    """What an interruption left, and what to do with it."""
    parts = parts_of(output)
    return (f"{parts} holds what was finished. The same call goes on from there; "
            f"yl.merge({os.fspath(output)!r}, [{str(parts)!r}]) writes what there is")


@contextmanager
def _noted(store: Store, output: str | os.PathLike[str] | None) -> Iterator[None]:
    """Ctrl-C, also while the file is written, has a note of where what was finished is."""
    try:
        yield
    except KeyboardInterrupt as interrupt:
        if not store.keys():
            store.forget()
        elif output is not None:
            interrupt.add_note(finished(output))
        raise


def carry_out(course: Course, work: Callable[[], None], output: str | os.PathLike[str] | None) -> Results:
    """Does the work and yields its results, from the file where there is an output.

    Ctrl-C: what was finished stays in the output's parts, and the exception goes on at once, with a note of how to go on: to
    write the output takes the longer the more there is. Of a call that turns out to be wrong (a value cannot be run, or names
    what the results do not have) it is written to the output first. Where nothing was finished, or nothing of use, no parts
    are left to stand in the way of the corrected call.
    """
    store = course.whole.store
    with closing(store), _noted(store, output):
        try:
            work()
        except LabelsDiffer:
            store.forget()
            raise
        except FileError:
            if not store.keys():
                store.forget()
            raise
        except (ValueError, KeyError, TypeError):
            if not store.keys():
                store.forget()
            elif output is not None:
                course.write(output, interrupted=True)
            raise
        if output is not None:
            course.write(output)
            store.done()
    if output is None:
        return Results(course.whole.dataset(max(course.totals)))
    return open_results(output, lazy=True)
