"""A progress bar on standard error."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm

from yanglao import checks


@contextmanager
def reporter(progress: bool | Callable, text: str) -> Iterator[Callable | None]:
    """What the engine calls with (share done, seconds so far, seconds left, events), or None for silence."""
    if callable(progress):
        yield progress
        return
    checks.progress(progress, ", or a function of (share done, seconds so far, seconds left, events)")
    if not progress:
        yield None
        return
    shape = "{desc}: {percentage:3.0f}%|{bar}| {elapsed}<{remaining}"
    with tqdm(total=100, desc=text, bar_format=shape) as bar:

        def show(done: float, elapsed_s: float, remaining_s: float, events: int) -> None:
            bar.update(100 * done - bar.n)

        yield show
