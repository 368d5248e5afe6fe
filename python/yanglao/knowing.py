"""What a choice gains by knowing, from the advantage of each choice in each draw of the parameters."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.special import ndtri
from scipy.stats import qmc

from yanglao.distribution import Array
from yanglao.metamodel import Metamodel
from yanglao.statistics import mean_interval

_POINTS = 64  # of a normal distribution, over which the best choice is averaged


class Worth(NamedTuple):
    value: float
    low: float
    high: float


def worth_of(gains: Array, model: Metamodel, picks: list[Array], level: float) -> Worth:
    """Of knowing the model's parameters. gains: draw x choice. picks: how often each draw is in each resample."""
    every = np.ones(len(gains))
    fitted = model.fit(gains, every)[0]
    again = [_capped(model.fit(gains, counts)[0], gains, counts) for counts in picks]
    chosen = np.take_along_axis(gains, fitted.argmax(axis=1)[:, None], axis=1)[:, 0]
    return _interval(_capped(fitted, gains, every), again, chosen, gains, level)


def worth_of_all(single: Array, model: Metamodel, picks: list[Array], level: float) -> Worth:
    """Of knowing everything but chance. single: draw x choice x replication; with one replication, chance counts as known."""
    gains, every = single.mean(axis=2), np.ones(len(single))
    again = [_known_all(single, model, counts) for counts in picks]
    best = gains.max(axis=1)
    return _interval(_known_all(single, model, every), again, best, gains, level)


def value(gains: Array, counts: Array) -> float:
    """Of choosing draw by draw instead of once for all draws."""
    return _positive(counts @ gains.max(axis=1) / counts.sum(), counts @ gains / counts.sum(), gains)


def _positive(known: float, means: Array, gains: Array) -> float:
    found = float(known - means.max())
    return found if found > 1e-12 * float(np.abs(gains).max()) else 0.0


def _capped(fitted: Array, gains: Array, counts: Array) -> float:
    """Part of the truth is worth no more than all of it and chance, whatever a curve makes of the draws."""
    return min(value(fitted, counts), value(gains, counts))


def _known_all(single: Array, model: Metamodel, counts: Array) -> float:
    """What a draw's mean of replications tells is the parameters' doing and chance. Chance is known from the spread between
    replications; the parameters' share is what the polynomial has and, of the rest, as much as chance does not account for:
    each draw's true gain lies about a mean between the polynomial and what was seen (an empirical Bayes estimate; Fay and
    Herriot, JASA 1979, 74:269-277), and the best choice is averaged over where it may lie.
    """
    gains, replications = single.mean(axis=2), single.shape[2]
    if replications == 1:
        return value(gains, counts)
    fitted, terms = model.fit(gains, counts)
    rest, many = (gains - fitted)[:, 1:], counts.sum()
    within = (single - gains[:, :, None])[:, 1:]
    chance = np.einsum("d,dir,djr->ij", counts, within, within) / (many * (replications - 1) * replications)
    total = rest.T @ (rest * counts[:, None]) / max(many - terms, 1.0)
    own = _no_less_than_nothing(total - chance)
    share = own @ np.linalg.pinv(own + chance, hermitian=True)
    centre = fitted[:, 1:] + rest @ share.T
    root = _root(_no_less_than_nothing(own - share @ own))
    about = centre[:, None, :] + _normal(root.shape[0]) @ root.T
    best = np.maximum(about.max(axis=2), 0).mean(axis=1)
    return _positive(counts @ best / many, np.append(0, counts @ centre / many), gains)


def _no_less_than_nothing(square: Array) -> Array:
    """The covariance nearest to a difference of two."""
    sizes, axes = np.linalg.eigh((square + square.T) / 2)
    found: Array = (axes * np.maximum(sizes, 0)) @ axes.T
    return found


def _root(covariance: Array) -> Array:
    sizes, axes = np.linalg.eigh(covariance)
    found: Array = axes * np.sqrt(np.maximum(sizes, 0))
    return found


def _normal(dimensions: int) -> Array:
    points: Array = ndtri(qmc.Sobol(dimensions, rng=1).random(_POINTS))
    return points


def _interval(found: float, again: list[float], chosen: Array, gains: Array, level: float) -> Worth:
    """Each end is the farther one of two that fail in different places: of resamples, which know that another polynomial could
    have been taken, and of the mean of what each draw gains by its choice, which knows of rare draws with much to gain.

    chosen: what each draw's choice gains. Where two choices are all but equal on average, the one that looks better does so
    by luck, and the value looks too small: the upper end is higher by as much.
    """
    low, high = np.quantile(again, [0.5 - level / 2, 0.5 + level / 2])
    gained = chosen - gains[:, gains.mean(axis=0).argmax()]
    if found == 0 or not np.ptp(gained) > 0:
        return Worth(found, float(low), float(high))
    least, most = np.array(mean_interval(gained, level)) - gained.mean() + found
    return Worth(found, max(0.0, min(float(low), float(least))), max(float(high), float(most) + _luck(gains)))


def _luck(gains: Array) -> float:
    """By how much the best mean is expected to be above the mean of the best."""
    means = gains[:, 1:].mean(axis=0)
    root = _root(np.atleast_2d(np.cov(gains[:, 1:], rowvar=False)) / len(gains))
    about = means + _normal(len(means)) @ root.T
    return float(np.maximum(about.max(axis=1), 0).mean() - max(0.0, means.max()))
