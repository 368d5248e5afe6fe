"""Levers that bring totals to their aims: each lever has a total of its own, which it moves most."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

Values = Callable[[list[float]], list[float]]  # totals, from the factor by which each lever is scaled

_DAMPED = 0.8  # of a step, as what is known of the slopes is rough
_FARTHEST = np.log(1.5)  # that a lever goes in one step


def solve(values_of: Values, aims: Sequence[float], steps: int, told: Callable[[int, list[float]], None]) -> tuple[list[float], int]:
    """The factors with the smallest largest misfit, and at which of the steps (0: as given) they were tried.

    Broyden's method (1965, Mathematics of Computation 19) on logarithms: slopes are first taken for 1 of each total by its own
    lever and 0 by the others, and corrected by what each step did. Without that, a step as long as the misfit, which is right where
    both move alike, hardly arrives where a total moves a third as far as its lever. told: shown the misfits of each step.
    """
    at, slopes = np.zeros(len(aims)), np.eye(len(aims))
    tried: list[tuple[float, int, list[float]]] = []
    last, before = at, at
    for step in range(steps + 1):
        gaps = np.log(np.array(values_of(np.exp(at).tolist())) / np.array(aims))
        told(step, np.expm1(gaps).tolist())
        tried.append((float(np.abs(gaps).max()), step, np.exp(at).tolist()))
        moved = at - last
        if moved.any():
            slopes = slopes + np.outer(gaps - before - slopes @ moved, moved) / (moved @ moved)
        last, before = at, gaps
        at = at - np.clip(np.linalg.solve(slopes, _DAMPED * gaps), -_FARTHEST, _FARTHEST)
    _, step, factors = min(tried)
    return factors, step
