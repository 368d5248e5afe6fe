"""What parameters tell of outcomes: a polynomial in one or several of them, its terms chosen by what they foretell."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import numpy as np
from scipy.special import ndtri
from scipy.stats import rankdata

from yanglao.distribution import Array

MOST_DEGREE = 4
DRAWS_A_TERM = 5
MOST_TERMS = 100  # more of them would take minutes in hundreds of resamples
_RIDGE = 1e-9  # of a column's mean square, so that parameters that go up and down together, or are all the same, can be solved for

Term = tuple[tuple[int, int], ...]  # (parameter, degree in it), of each parameter in the term; (): the mean


class Metamodel:
    """A regression of outcomes on parameters: a column each, a value a draw, none the same as another up to its scale.

    The polynomials are in the parameters as they are, or in their normal scores, which are the same whatever the distribution;
    of every total degree up to 4 and of every number of parameters in one term, as far as there are 5 draws a term. The one with
    the least leave-one-out error is taken; the first has no more than the mean.
    """

    def __init__(self, columns: Sequence[Array]):
        draws = len(columns[0])
        choices = list(_choices(len(columns), most_terms(draws)))
        terms = sorted({term for choice in choices for term in choice})
        scales = [[_score(column) for column in columns], [_standard(column) for column in columns]]
        bases = [_basis(scale, terms) for scale in scales]
        self._basis = np.concatenate(bases, axis=1)
        place = {term: i for i, term in enumerate(terms)}
        in_scores = [np.array([place[term] for term in choice]) for choice in choices]
        self._choices = in_scores + [each + len(terms) for each in in_scores[1:]]

    def fit(self, outcomes: Array, counts: Array) -> tuple[Array, int]:
        """draw x outcome: what is expected of each, and of how many terms. counts: how often each draw is there, in a resample;
        all copies of a draw are left out together, or the copies would foretell each other."""
        many = counts[:, None]
        gram = self._basis.T @ (self._basis * many)
        best: tuple[float, Array, int] = (np.inf, outcomes, 0)
        for chosen in self._choices:
            part = gram[np.ix_(chosen, chosen)]
            part.flat[:: len(chosen) + 1] += _RIDGE * len(outcomes)
            white = np.linalg.inv(np.linalg.cholesky(part)) @ self._basis[:, chosen].T  # uncorrelated, each of square 1
            fitted = white.T @ (white @ (outcomes * many))
            leverage = np.minimum((white**2).sum(axis=0) * counts, 1 - 1e-9)
            error = float((many * ((outcomes - fitted) / (1 - leverage)[:, None]) ** 2).sum())
            if error < best[0] * (1 - 1e-12):
                best = (error, fitted, len(chosen))
        return best[1:]


def most_terms(draws: int) -> int:
    return min(draws // DRAWS_A_TERM, MOST_TERMS)


def terms_of_pairs(parameters: int) -> int:
    """Of the least polynomial that tells what two parameters do together."""
    return (parameters + 1) * (parameters + 2) // 2


def _choices(parameters: int, most: int) -> Iterator[list[Term]]:
    yield [()]
    for degree in range(1, MOST_DEGREE + 1):
        for together in range(1, min(parameters, degree) + 1):
            terms = list(itertools.islice(_terms(parameters, degree, together), most + 1))
            if len(terms) <= most:
                yield terms


def _terms(parameters: int, degree: int, together: int) -> Iterator[Term]:
    """Of this total degree at most, with so many parameters in one at most."""
    yield ()
    for size in range(1, together + 1):
        for which in itertools.combinations(range(parameters), size):
            for powers in itertools.product(range(1, degree + 1), repeat=size):
                if sum(powers) <= degree:
                    yield tuple(zip(which, powers))


def _basis(scale: Sequence[Array], terms: Sequence[Term]) -> Array:
    """draw x term: products of Hermite's polynomials, which are all but uncorrelated for normal scores; each of mean square 1."""
    powers = [_hermite(column) for column in scale]
    columns = [np.prod([powers[which][power] for which, power in term], axis=0) * np.ones(len(scale[0])) for term in terms]
    basis = np.column_stack(columns)
    size = np.sqrt((basis**2).mean(axis=0))
    found: Array = basis / np.where(size > 0, size, 1)
    return found


def _hermite(x: Array) -> list[Array]:
    found = [np.ones_like(x), x]
    for k in range(1, MOST_DEGREE):
        found.append(x * found[k] - k * found[k - 1])
    return found


def _score(column: Array) -> Array:
    scores: Array = ndtri((rankdata(column) - 0.5) / len(column))
    return scores


def _standard(column: Array) -> Array:
    apart: Array = column - column.mean()
    spread = float(np.abs(apart).max())
    if spread == 0:
        return apart
    apart = apart / spread  # squares of it are numbers, whatever the parameter's unit
    found: Array = apart / apart.std()
    return found
