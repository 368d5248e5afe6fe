"""Levers that bring totals to their aims: each lever has a total of its own, which it moves most."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

Values = Callable[[list[float]], list[float]]  # totals, from the factor by which each lever is scaled

_DAMPED = 0.8  # of a step: the other levers move too
_LEAST, _MOST = 0.3, 1.5  # how far a total moves with its lever, on logarithms: what is seen beyond is the others' doing
_SEEN = 0.01  # of a step of a lever below which nothing is learnt from it
_FARTHEST = math.log(2)


def solve(values_of: Values, aims: Sequence[float], steps: int, told: Callable[[int, list[float]], None]) -> tuple[list[float], int]:
    """The factors with the smallest largest misfit, and at which of the steps (0: as given) they were tried.

    A secant on logarithms: how far a total moved with its lever tells how far the lever has still to go. A step as long as the
    misfit, which is right where both move alike, never arrives where the total moves a third as far. told: shown the misfits of
    each step.
    """
    at, moves = [0.0] * len(aims), [1.0] * len(aims)
    tried: list[tuple[float, list[float], int]] = []
    before: list[float] = []
    last = list(at)
    for step in range(steps + 1):
        gaps = [math.log(value / aim) for value, aim in zip(values_of([math.exp(each) for each in at]), aims, strict=True)]
        told(step, [math.expm1(gap) for gap in gaps])
        tried.append((max(map(abs, gaps)), [math.exp(each) for each in at], step))
        for i in range(len(aims)) if before else ():
            if abs(at[i] - last[i]) > _SEEN:
                moves[i] = min(_MOST, max(_LEAST, (gaps[i] - before[i]) / (at[i] - last[i])))
        before, last = gaps, list(at)
        at = [each - max(-_FARTHEST, min(_FARTHEST, _DAMPED * gap / move)) for each, gap, move in zip(at, gaps, moves)]
    _, factors, step = min(tried)
    return factors, step
