"""A run in pieces, each kept beside the output while the next one runs: on Ctrl-C one is left to be written, however many there were."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from functools import partial
from typing import Any

import numpy as np
import xarray as xr

from yanglao import _core
from yanglao.dataset import put, replications_of, room_for, to_plain, to_xarray
from yanglao.errors import FileError
from yanglao.folder import Extent, Folder, parts_of
from yanglao.lock import Lock
from yanglao.output import finished
from yanglao.recipe import INTERRUPTED, Recipe
from yanglao.store import Key

_PIECE = 160 * 2**20  # bytes of a piece: less than half a second to the disk, and four replications by county
_FIRST = 4  # replications of the first piece of one scenario, whose size tells how many the others have
_ORDER = "dimension_order"  # the attribute of a piece that tells what a dataset does not: the engine's order, which is the file's

Plain = dict[str, Any]
Report = Callable[[float, float, float, int], object]
Simulate = Callable[[int, int, Report | None], tuple[Plain, BaseException | None]]  # first, how many -> those done, what was raised


@contextmanager
def kept_beside(output: str | os.PathLike[str] | None, made: Recipe, most: int) -> Iterator[Folder | None]:
    """Where the pieces of a run are kept until it is whole. What ends it early has a note of what was kept. Raises FileError."""
    if output is None:
        yield None
        return
    lock = Lock(parts_of(output))
    try:
        store = Folder(output, made, Extent(1, most), lock, most_plain=math.inf)  # they are in memory too, so there is room
    except BaseException:
        lock.release()
        raise
    with closing(store):
        try:
            yield store
        except BaseException as error:
            if isinstance(error, FileError):  # a file that stands in the way, which it names
                pass
            elif store.keys():
                error.add_note(finished(output))
            else:
                store.forget()
            raise
        store.done()


def in_pieces(simulate: Simulate, first: int, total: int, store: Folder | None, report: Report | None, keep_last: bool,
              see: Callable[[xr.Dataset], None] | None = None, scenarios: int = 1) -> Plain:
    """Replications first to total - 1. Those that the store holds are not run. keep_last: more may follow, so the last piece is kept
    like the others. see: is shown each piece before it is kept. scenarios: how many run side by side. Raises what `simulate` tells, with what was finished in the store."""
    there = {key.first: key for key in store.keys()} if store else {}
    whole, at, size, told = None, first, max(1, _FIRST // scenarios) if store else total, _Told(report, first, total)
    with _Behind() as behind:
        while at < total:
            raised = None
            if store and at in there:
                piece = _piece_of(store, there[at])
            else:
                end = min([total, at + size, *(begin for begin in there if begin > at)])
                piece, raised = simulate(at, end - at, told.of_piece(at, end - at))
                if raised is not None and not store:
                    raise raised
                behind.wait()  # one piece is put away at a time: more would fill the memory
                piece["attributes"].pop(INTERRUPTED, None)  # a piece is whole; the run it is of goes on
            count = replications_of(piece)
            dataset = _ordered(to_xarray(piece), piece)
            if see and count:
                see(dataset)
            if store and at not in there and (raised is not None or keep_last or at + count < total):
                behind.do(*(partial(store.put, *each) for each in _stretches(dataset)))
            if raised is not None:
                behind.wait()
                raise raised
            if count == total - first:
                return piece
            whole = room_for(piece, total - first) if whole is None else whole
            behind.do(partial(put, whole, piece, at - first))
            at += count
            told.add(piece, ran=at - count not in there)
            size = max(1, _PIECE * count // sum(each["data"].nbytes for each in piece["variables"]))
    assert whole is not None
    return whole


@contextmanager
def all_kept(store: Folder | None, whole: Plain) -> Iterator[None]:
    """On Ctrl-C, while the file of a whole run is being packed, the pieces that are not in the store yet (the last) are put there."""
    try:
        yield
    except KeyboardInterrupt:
        if store:
            dataset = to_xarray(whole)
            there = {first + i for _, first, count in store.keys() for i in range(count)}
            left = np.flatnonzero([number not in there for number in dataset["replication"].values.tolist()])
            for key, piece in _stretches(_ordered(dataset.isel(replication=left), whole)):
                store.put(key, piece)
        raise


def _ordered(dataset: xr.Dataset, plain: Plain) -> xr.Dataset:
    return dataset.assign_attrs({_ORDER: " ".join(each["name"] for each in plain["dimensions"])})


def write_run(store: Folder, output: str | os.PathLike[str]) -> None:
    """The file that an interrupted run leaves: what is in the store. Raises FileError."""
    keys = store.keys()
    whole, at = None, 0
    for key in keys:
        piece = _piece_of(store, key)
        whole = room_for(piece, sum(each.count for each in keys)) if whole is None else whole
        put(whole, piece, at)
        at += key.count
    assert whole is not None
    whole["attributes"][INTERRUPTED] = "true"
    _core.write(os.fspath(output), whole)


def _piece_of(store: Folder, key: Key) -> Plain:
    piece = to_plain(store.get(key))
    order = piece["attributes"].pop(_ORDER).split()
    piece["dimensions"].sort(key=lambda each: order.index(each["name"]))
    return piece


def _stretches(dataset: xr.Dataset) -> list[tuple[Key, xr.Dataset]]:
    """Replications that follow one another: of those side by side a later one may have ended before Ctrl-C, and an earlier one not."""
    numbers = dataset["replication"].values
    ends = [*(np.flatnonzero(np.diff(numbers) != 1) + 1), len(numbers)] if len(numbers) else []
    return [(Key(0, int(numbers[begin]), int(end - begin)), dataset.isel(replication=slice(begin, end)))
            for begin, end in zip([0, *ends], ends)]


class _Behind:
    """Puts pieces away on a thread of its own while the engine runs the next one."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1)
        self._left: list[Future[None]] = []

    def do(self, *what: Callable[[], None]) -> None:
        self._left += [self._pool.submit(each) for each in what]

    def wait(self) -> None:
        while self._left:
            self._left.pop(0).result()

    def __enter__(self) -> _Behind:
        return self

    def __exit__(self, *_: Any) -> None:
        self._pool.shutdown()
        self.wait()


class _Told:
    """What the caller's progress is told, of all pieces together."""

    def __init__(self, report: Report | None, first: int, total: int):
        self._report, self._first, self._total = report, first, total
        self._begun = time.monotonic()
        self._ran, self._events = 0, 0  # by this call

    def of_piece(self, at: int, count: int) -> Report | None:
        report = self._report
        if report is None:
            return None

        def tell(done: float, _elapsed_s: float, _remaining_s: float, events: int) -> None:
            elapsed_s = time.monotonic() - self._begun
            ran, left = self._ran + done * count, self._total - at - done * count
            report(1 - left / (self._total - self._first), elapsed_s, elapsed_s * left / ran if ran else math.inf,
                   self._events + events)

        return tell

    def add(self, piece: Plain, ran: bool) -> None:
        self._ran += replications_of(piece) if ran else 0
        self._events += int(piece["run_record"].get("events", 0)) if ran else 0
