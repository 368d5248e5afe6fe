"""Measures several things in turn, A B C C B A A B C ..., so that a machine that slows down slows all of them."""

import dataclasses
import statistics
import sys
import time
from collections.abc import Callable

Measure = Callable[[int], dict[str, float]]


@dataclasses.dataclass(frozen=True)
class Spread:
    """A median with the lowest and the highest of what was measured."""

    median: float
    low: float
    high: float

    @staticmethod
    def of(values: list[float]) -> "Spread":
        return Spread(statistics.median(values), min(values), max(values))


class Samples:
    """What each round measured: `samples[case][name]` is one number a round."""

    def __init__(self) -> None:
        self._rounds: dict[str, list[dict[str, float]]] = {}

    def add(self, case: str, numbers: dict[str, float]) -> None:
        self._rounds.setdefault(case, []).append(numbers)

    def __contains__(self, case: str) -> bool:
        return case in self._rounds

    def values(self, case: str, name: str) -> list[float]:
        return [numbers[name] for numbers in self._rounds[case]]

    def spread(self, case: str, name: str) -> Spread:
        return Spread.of(self.values(case, name))

    def ratio(self, above: tuple[str, str], below: tuple[str, str]) -> Spread:
        """Of the ratios of each round: what both sides of a round share, a slow minute of the machine, cancels."""
        return Spread.of([a / b for a, b in zip(self.values(*above), self.values(*below), strict=True)])

    def names(self, case: str) -> list[str]:
        """What every round of the case measured."""
        first, *others = self._rounds[case]
        return [name for name in first if all(name in other for other in others)]

    def cases(self) -> list[str]:
        return list(self._rounds)

    def least_share_of_processor(self) -> tuple[float, str]:
        """The smallest `busy` of all, and of which case: below 1, something else had the processor meanwhile."""
        shares = [(n["busy"], case) for case, rounds in self._rounds.items() for n in rounds if "busy" in n]
        return min(shares, default=(1.0, ""))


def measure(cases: dict[str, Measure], rounds: int, samples: Samples) -> None:
    """Adds `rounds` measurements of each case to `samples`. A measure is told its round, from 1: the seed."""
    start = time.monotonic()
    for each in range(1, rounds + 1):
        order = list(cases) if each % 2 else list(reversed(cases))
        taken = {}
        for case in order:
            began = time.monotonic()
            samples.add(case, cases[case](each))
            taken[case] = time.monotonic() - began
        longest = max(taken, key=taken.__getitem__)
        print(f"  round {each} of {rounds}: {time.monotonic() - start:.0f} s so far, the longest in this round "
              f"{longest} ({taken[longest]:.1f} s)", file=sys.stderr, flush=True)
