"""Jobs in this process: side by side, each on one thread, as many as there are processors; the last ones each on all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from threading import Event
from typing import Any

import xarray as xr
from tqdm import tqdm

from yanglao import _core
from yanglao.job import Job, Stopped

Run = Callable[[Job, int, Callable[..., None]], xr.Dataset]  # a job, on so many threads, telling how far it is
_BEGUN_EARLY = 2  # jobs for each thread that are begun, or wait for a thread, before one of them is fetched
_SHOW_S = 0.1


def run_here(jobs: Sequence[Job], run: Run, bar: tqdm) -> Iterator[tuple[int, xr.Dataset]]:
    """(i, dataset of jobs[i]) as they finish, in any order. Where one raises, or on Ctrl-C, those that have finished come first.

    Side by side there is work for every processor to the end of each job, and while Python puts away what one has made; inside
    one job the processors wait for the last region, and all of them for Python. Jobs that ask for different numbers of threads,
    and those with so many regions in their results that several at once could be too large, come one after another.
    """
    asked = {job.threads or _core.threads() for job in jobs}
    threads = max(asked, default=1)
    apart = len(asked) > 1 or any(job.detail != "province" for job in jobs)
    together = 0 if apart or threads == 1 else len(jobs) // threads * threads
    yield from _side_by_side(jobs[:together], threads, run, bar)
    for i in range(together, len(jobs)):
        base = sum(job.replications for job in jobs[:i])

        def show(done: float, *_: Any, base: int = base, of: int = jobs[i].replications) -> None:
            advance(bar, base + int(done * of))

        yield i, run(jobs[i], jobs[i].threads or 0, show)


def _side_by_side(jobs: Sequence[Job], threads: int, run: Run, bar: tqdm) -> Iterator[tuple[int, xr.Dataset]]:
    stop = Event()
    done = [0.0] * len(jobs)  # replications

    def work(i: int) -> xr.Dataset:
        def look(share: float, *_: Any) -> None:
            done[i] = share * jobs[i].replications
            if stop.is_set():
                raise Stopped

        return run(jobs[i], 1, look)

    pool = ThreadPoolExecutor(threads)
    following = iter(range(len(jobs)))
    begun: dict[Future[xr.Dataset], int] = {}

    def begin(count: int) -> None:
        for i in islice(following, count):
            begun[pool.submit(work, i)] = i

    try:
        begin(_BEGUN_EARLY * threads)
        while begun:
            finished = wait(begun, _SHOW_S, FIRST_COMPLETED).done
            if not finished:
                advance(bar, int(sum(done)))
            for future in sorted(finished, key=begun.__getitem__):
                dataset = future.result()
                i = begun.pop(future)
                begin(1)
                yield i, dataset
    except (KeyboardInterrupt, Exception):
        stop.set()
        pool.shutdown(cancel_futures=True)
        for future, i in begun.items():
            if not future.cancelled() and not future.exception():
                yield i, future.result()
        raise
    finally:
        stop.set()
        pool.shutdown(cancel_futures=True)


def advance(bar: tqdm, done: int) -> None:
    """Never back."""
    if done > bar.n:
        bar.update(done - bar.n)
