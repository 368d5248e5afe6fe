"""Measures how often intervals of means hold a mean that is known: of so many values, and of as many as a precision needs."""

from __future__ import annotations

import argparse
from collections.abc import Callable

import numpy as np

from yanglao import _core, stopping

Look = Callable[[stopping.Precision, np.ndarray, int], int]


def stop_at(asked: stopping.Precision, values: np.ndarray, most: int = stopping.MOST, look: Look = stopping.look) -> int:
    """After how many of these replications a run to the precision stops."""
    n, total = 0, stopping.FIRST
    while total != n:
        n = total
        total = look(asked, values[:n], most)
    return n


def _student(values: np.ndarray) -> tuple[float, float]:
    mean, half = values.mean(), _core.t_quantile(0.975, len(values) - 1) * values.std(ddof=1) / np.sqrt(len(values))
    return mean - half, mean + half


# Name, truth, draws, and the precision: relative, absolute.
KNOWN: list[tuple[str, float, Callable[[np.random.Generator, int], np.ndarray], float | None, float | None]] = [
    ("normal, sd 0.3 of the mean", 1, lambda rng, n: rng.normal(1, 0.3, n), 0.05, None),
    ("the same", 1, lambda rng, n: rng.normal(1, 0.3, n), 0.1, None),
    ("exponential", 1, lambda rng, n: rng.exponential(1, n), 0.2, None),
    ("log-normal, sigma 1", np.exp(0.5), lambda rng, n: rng.lognormal(0, 1, n), 0.3, None),
    ("the same", np.exp(0.5), lambda rng, n: rng.lognormal(0, 1, n), 0.1, None),
    ("event in 5%", 0.05, lambda rng, n: (rng.random(n) < 0.05) * 1.0, None, 0.04),
    ("the same", 0.05, lambda rng, n: (rng.random(n) < 0.05) * 1.0, None, 0.02),
    ("event in 1%", 0.01, lambda rng, n: (rng.random(n) < 0.01) * 1.0, None, 0.01),
    ("event in 50%", 0.5, lambda rng, n: (rng.random(n) < 0.5) * 1.0, None, 0.05),
    ("Poisson, mean 0.2", 0.2, lambda rng, n: rng.poisson(0.2, n) * 1.0, 0.2, None),
    ("Poisson, mean 0.05", 0.05, lambda rng, n: rng.poisson(0.05, n) * 1.0, None, 0.02),
    ("difference of log-normals", np.exp(0.5) / 2, lambda rng, n: rng.lognormal(0, 1, n) - 0.5 * rng.lognormal(0, 1, n), 0.2, None),
    ("constant", 3, lambda rng, n: np.full(n, 3.0), 0.05, None),
]


def stops(given: argparse.Namespace) -> None:
    """The same for values of known distributions, beside the rule as it was until 2026-11-27 (--replications: how many runs)."""
    rng = np.random.default_rng()
    for name, truth, draw, relative, absolute in KNOWN:
        asked = stopping.Precision("x", relative=relative, absolute=absolute)
        told = []
        for look in (_look_before, stopping.look):
            hits, used = [], []
            for _ in range(given.replications):
                values = draw(rng, given.most)
                values = values[:stop_at(asked, values, given.most, look)]
                used.append(len(values))
                hits.append([low - 1e-9 <= truth <= high + 1e-9 for low, high in (_student(values), asked.interval(values)[1:])])
            t, own = np.mean(hits, axis=0)
            told.append(f"{f'{t:.1%}' if look is _look_before else f'{own:.1%} (Student {t:.1%})'}, {np.mean(used):.0f} replications, "
                        f"{used.count(given.most) / len(used):.0%} at the limit")
        print(f"{name:<28}{f'{relative:.0%}' if relative else absolute:<6} before: {told[0]}; now: {told[1]}", flush=True)


def _look_before(asked: stopping.Precision, values: np.ndarray, most: int) -> int:
    """Student's t narrow enough, Cochran's rule for the skewness as it looks, and no spread taken for knowledge."""
    low, high = _student(values)
    wanted = asked.absolute or asked.relative * abs(values.mean())
    excess = (high - low) / 2 / wanted if high > low else 0.0
    return stopping.next_total(len(values), max(excess, 5 * abs(_core.skewness(values)) / np.sqrt(len(values))), most)


# Name, mean, draws.
DRAWN: list[tuple[str, float, Callable[[np.random.Generator, tuple[int, int]], np.ndarray]]] = [
    ("normal", 0, lambda rng, shape: rng.normal(size=shape)),
    ("uniform", 0.5, lambda rng, shape: rng.random(shape)),
    ("Student's t, 3 degrees", 0, lambda rng, shape: rng.standard_t(3, shape)),
    ("log-normal, sigma 0.5", np.exp(0.125), lambda rng, shape: rng.lognormal(0, 0.5, shape)),
    ("exponential", 1, lambda rng, shape: rng.exponential(1, shape)),
    ("log-normal, sigma 1", np.exp(0.5), lambda rng, shape: rng.lognormal(0, 1, shape)),
    ("event in 50%", 0.5, lambda rng, shape: (rng.random(shape) < 0.5) * 1.0),
    ("event in 5%", 0.05, lambda rng, shape: (rng.random(shape) < 0.05) * 1.0),
]


def means(given: argparse.Namespace) -> None:
    """Of intervals of the mean of so many values, the share that holds the truth (--replications: how many intervals)."""
    rng = np.random.default_rng()
    print("Student's t, Hall's interval alone, and the tables', in brackets its mean and median width over Student's, and how many of Hall's and of the "
          "tables' are more than twice as wide")
    for name, truth, draw in DRAWN:
        for n in (2, 3, 4, 5, 6, 8, 10, 20, 30, 50, 100, 300):
            values = draw(rng, (given.replications, n))
            mean, low, high = _core.mean_intervals(values, 0.95, False)
            t = _core.t_quantile(0.975, n - 1) * values.std(axis=1, ddof=1) / np.sqrt(n)
            hall = _hall(values)
            held = [np.mean((a - 1e-9 <= truth) & (truth <= b + 1e-9)) for a, b in ((mean - t, mean + t), hall, (low, high))]
            wider = (high - low)[t > 0] / t[t > 0] / 2
            farther = (np.maximum(hall[1], mean + t) - np.minimum(hall[0], mean - t))[t > 0] / t[t > 0] / 2
            print(f"{name:<24}{n:>4}: {', '.join(f'{share:.1%}' for share in held)} "
                  f"({(high - low).mean() / t.mean() / 2:.2f}, {np.median(wider):.2f}; {np.mean(farther > 2):.0%}, {np.mean(wider > 2):.0%})", flush=True)


def _hall(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Hall's interval at 95% by row, by itself."""
    n, spread = values.shape[1], values.std(axis=1)
    off = values - values.mean(axis=1, keepdims=True)
    third = np.where(spread > 1e-12, (off**3).mean(axis=1) / np.where(spread > 1e-12, spread, 1) ** 3, 0)
    third = np.where(abs(third) < 1e-9, 1e-9, third)
    t = _core.t_quantile(0.975, n - 1) / np.sqrt(n)
    low, high = (values.mean(axis=1) - spread * np.sqrt(n / (n - 1)) * 3 * (np.cbrt(1 + third * (end - third / (6 * n))) - 1) / third
                 for end in (t, -t))
    return low, high
