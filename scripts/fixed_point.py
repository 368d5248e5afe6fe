"""Levers that bring totals to their aims: each lever has a total of its own, which it moves most."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

Values = Callable[[list[float]], list[float]]  # totals, from the factor by which each lever is scaled

_DAMPED = 0.8  # of a step, as what is known of the slopes is rough
_SEEN = 0.01  # of a step, below which the noise of lives that chance chose is larger than what there is to learn
_FARTHEST = np.log(1.5)  # that a lever goes in one step


def solve(values_of: Values, aims: Sequence[float], steps: int, told: Callable[[int, list[float]], None],
          coupled: Sequence[Sequence[int]] = ()) -> tuple[list[float], int]:
    """The factors with the smallest largest misfit, and at which of the steps (0: as given) they were tried.

    On logarithms each total is taken to move as far as its own lever and not with others: a step is as long as the misfit. coupled:
    sets of totals of which that is wrong, whose slopes begin there and are corrected by what each step did (Broyden 1965, Mathematics
    of Computation 19); in all of them at once, the noise of each would go into all slopes. told: shown the misfits of each step.
    """
    at, slopes = np.zeros(len(aims)), np.eye(len(aims))
    tried: list[tuple[float, int, list[float]]] = []
    last, before = at, at
    for step in range(steps + 1):
        gaps = np.log(np.array(values_of(np.exp(at).tolist())) / np.array(aims))
        told(step, np.expm1(gaps).tolist())
        tried.append((float(np.abs(gaps).max()), step, np.exp(at).tolist()))
        for each in map(list, coupled):
            moved, block = (at - last)[each], np.ix_(each, each)
            if np.linalg.norm(moved) > _SEEN:
                slopes[block] += np.outer((gaps - before)[each] - slopes[block] @ moved, moved) / (moved @ moved)
        last, before = at, gaps
        at = at - np.clip(np.linalg.solve(slopes, _DAMPED * gaps), -_FARTHEST, _FARTHEST)
    _, step, factors = min(tried)
    return factors, step
