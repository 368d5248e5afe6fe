"""Jobs in this process: side by side, each on one thread, as many as there are processors; the last ones each on all."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from threading import Event
from typing import Any

import xarray as xr
from tqdm import tqdm

from yanglao import _core
from yanglao.job import Job, Stopped, Together, belong_together

Run = Callable[[Sequence[Job], int, Callable[..., None]], Together]  # jobs, on so many threads, telling how far they are
_BEGUN_EARLY = 2  # turns for each thread that are begun, or wait for a thread, before one of them is fetched
_MOST_TOGETHER = 4  # jobs in one turn, and so what Ctrl-C loses of each thread
_SHOW_S = 0.1


def run_here(jobs: Sequence[Job], run: Run, bar: tqdm) -> Generator[tuple[int, xr.Dataset], None, None]:
    """(i, dataset of jobs[i]) as they finish, in any order. Where one raises, or on Ctrl-C, those that have finished come first.

    Side by side there is work for every processor to the end of each job, and while Python puts away what one has made; inside
    one job the processors wait for the last region, and all of them for Python. Jobs that ask for different numbers of threads,
    and those with so many regions in their results that several at once could be too large, come one after another.
    """
    asked = {job.threads or _core.threads() for job in jobs}
    threads = max(asked, default=1)
    apart = len(asked) > 1 or any(job.detail != "province" for job in jobs)
    together = 0 if apart else len(jobs) // threads * threads
    yield from _SideBySide(jobs[:together], threads, run, bar).results()  # `from`: what is thrown in goes on to it
    for i in range(together, len(jobs)):
        base = sum(job.replications for job in jobs[:i])

        def show(done: float, *_: Any, base: int = base, of: int = jobs[i].replications) -> None:
            advance(bar, base + int(done * of))

        yield i, run([jobs[i]], jobs[i].threads or 0, show).datasets[0]


class _SideBySide:
    """Each thread takes its turn when it is free: some jobs that follow one another and run together, so that people whom they have
    in common are made once. Where they turn out to have none, and when few are left, it is one job a turn."""

    def __init__(self, jobs: Sequence[Job], threads: int, run: Run, bar: tqdm):
        self.jobs, self.threads, self.run, self.bar = jobs, threads, run, bar
        self.stop = Event()
        self.done = [0.0] * len(jobs)  # replications, told at the first job of each turn
        self.most = _MOST_TOGETHER
        self.next = 0  # job of the next turn
        self.begun: dict[Future[Together], range] = {}
        self.ready: deque[tuple[int, xr.Dataset]] = deque()  # of turns that have ended, not handed over yet

    def results(self) -> Iterator[tuple[int, xr.Dataset]]:
        pool = ThreadPoolExecutor(self.threads)
        try:
            self._begin(pool, _BEGUN_EARLY * self.threads)
            xr.Variable("x", [0.0])  # xarray's first array imports much (0.2 s), for which the engine does not wait
            while self.begun:
                finished = wait(self.begun, _SHOW_S, FIRST_COMPLETED).done
                if not finished:
                    advance(self.bar, int(sum(self.done)))
                for future in sorted(finished, key=lambda each: self.begun[each].start):
                    together = future.result()
                    turn = self.begun.pop(future)
                    if len(turn) > 1 and not together.shared:
                        self.most = 1
                    self._begin(pool, 1)
                    self.ready.extend(zip(turn, together.datasets))
                while self.ready:
                    yield self.ready.popleft()
        except (KeyboardInterrupt, Exception):  # here, or thrown in by the caller (Course.run)
            self.stop.set()
            pool.shutdown(cancel_futures=True)
            for future, turn in self.begun.items():
                if not future.cancelled() and not future.exception():
                    self.ready.extend(zip(turn, future.result().datasets))
            yield from self.ready
            raise
        finally:
            self.stop.set()
            pool.shutdown(cancel_futures=True)

    def _begin(self, pool: ThreadPoolExecutor, count: int) -> None:
        for _ in range(count):
            if turn := self._turn():
                self.begun[pool.submit(self._work, turn)] = turn

    def _turn(self) -> range:
        """The jobs of the next turn; towards the end fewer, so that all threads end at about the same time."""
        begin, left = self.next, len(self.jobs) - self.next
        end = begin + min(self.most, max(1, left // (2 * self.threads)), left)
        while end > begin + 1 and not belong_together(self.jobs[begin], self.jobs[end - 1]):
            end -= 1
        self.next = end
        return range(begin, end)

    def _work(self, turn: range) -> Together:
        jobs = [self.jobs[i] for i in turn]

        def look(share: float, *_: Any) -> None:
            self.done[turn.start] = share * sum(job.replications for job in jobs)
            if self.stop.is_set():
                raise Stopped

        return self.run(jobs, 1, look)


def advance(bar: tqdm, done: int) -> None:
    """Never back."""
    if done > bar.n:
        bar.update(done - bar.n)
