"""Measures how often intervals hold a truth that is known: splits of variance, elementary effects."""

from __future__ import annotations

import argparse
from collections.abc import Callable

import numpy as np
import xarray as xr

import yanglao as yl
from yanglao.indices import elementary_effects, morris_design, morris_effects

# Standard deviations of what the parameters, the worlds that all draws share, and the rest contribute.
SPLITS = {"nested, half": (1, 0, 1), "nested, four fifths": (2, 0, 1), "nested, none": (0, 0, 1),
          "half of chance common": (2**0.5, 1, 1), "almost all of chance common": (2, 1.9, 0.6)}


def variance(given: argparse.Namespace) -> None:
    """Of intervals of the parameters' share of variance, the share that holds the truth (--replications: how many)."""
    rng = np.random.default_rng()
    for skewed in (False, True):
        for name, (drawn, world, rest) in SPLITS.items():
            told = []
            for replications in (3, 5, 10):
                hits, width = 0, 0.0
                for _ in range(given.replications):
                    z = rng.standard_normal((60, 1))
                    z = (np.exp(0.64 * z) - np.exp(0.2048)) / np.sqrt(np.expm1(0.4096) * np.exp(0.4096)) if skewed else z
                    values = drawn * z + world * rng.standard_normal(replications) + rest * rng.standard_normal((60, replications))
                    row = yl.variance_shares(xr.DataArray(values, dims=("draw", "replication"))).iloc[0]
                    hits += row["low"] <= drawn**2 / (drawn**2 + world**2 + rest**2) <= row["high"]
                    width += (row["high"] - row["low"]) / given.replications
                told.append(f"{hits / given.replications:.1%} ({width:.2f})")
            print(f"{name:<30}{'skewed draws' if skewed else 'normal draws':<14} 3, 5, 10 replications: {', '.join(told)}", flush=True)


# Scenario effects, and standard deviations of what draws change in all scenarios, in each, of common worlds, and of the rest.
APART = [((-1, 0, 1), 1, 1, 0, 1), ((-1, 0, 1), 0.3, 2, 0, 1), ((-0.3, 0.3), 1, 0, 0, 1), ((-0.3, 0.3), 1, 1, 0, 1),
         ((-0.3, 0.3), 0.3, 2, 0, 1), ((-0.3, 0.3), 1, 1, 1, 1), ((-0.3, 0, 0.1, 0.3), 1, 1, 1, 1)]


def scenarios(given: argparse.Namespace) -> None:
    """The same for the scenarios' share, where draws also change what scenarios do."""
    rng = np.random.default_rng()
    for shift, drawn, both, world, rest in APART:
        truth = np.var(shift, ddof=1) / (np.var(shift, ddof=1) + drawn**2 + both**2 + world**2 + rest**2)
        told = []
        for draws, replications in ((60, 3), (60, 5), (30, 10)):
            hits, width = 0, 0.0
            for _ in range(given.replications):
                values = (np.array(shift)[:, None, None] + drawn * rng.standard_normal((1, draws, 1))
                          + both * rng.standard_normal((len(shift), draws, 1)) + world * rng.standard_normal((1, 1, replications))
                          + rest * rng.standard_normal((len(shift), draws, replications)))
                row = yl.variance_shares(xr.DataArray(values, dims=("scenario", "draw", "replication"))).iloc[0]
                hits += row["low"] <= truth <= row["high"]
                width += (row["high"] - row["low"]) / given.replications
            told.append(f"{hits / given.replications:.1%} ({width:.2f})")
        print(f"{shift}, {drawn} : {both} : {world} : {rest}, share {truth:.2f}; 60 x 3, 60 x 5, 30 x 10: {', '.join(told)}", flush=True)


def _ishigami(u: np.ndarray) -> np.ndarray:
    x = np.pi * (2 * u - 1)
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


# By name: number of parameters, and the function of their shares (and of chance).
FUNCTIONS: dict[str, tuple[int, Callable[[np.ndarray, np.random.Generator], np.ndarray]]] = {
    "Sobol's g, a = 0, 1, 4.5, 9, 99": (5, lambda u, _: np.prod((abs(4 * u - 2) + (a := np.array([0, 1, 4.5, 9, 99]))) / (1 + a), axis=1)),
    "exponential of 3 a + b + c / 2": (3, lambda u, _: np.exp(u @ np.array([3, 1, 0.5]))),
    "3 a + b + 0.3 c + chance": (3, lambda u, rng: u @ np.array([3, 1, 0.3]) + 0.2 * rng.standard_normal(len(u))),
    "Ishigami, a and c": (3, lambda u, _: _ishigami(u)),
}


def morris(given: argparse.Namespace) -> None:
    """Of intervals of mu_star, the share that holds the truth (--replications: how many), beside percentiles of a bootstrap."""
    rng = np.random.default_rng()
    for name, (count, function) in FUNCTIONS.items():
        names = [f"x{i}" for i in range(count)]
        design = morris_design(count, 20000, seed=1)
        truth = morris_effects(names, design, function(design, rng)).set_index("parameter")["mu_star"]
        for trajectories in (3, 5, 6, 10, 20):
            hits, width = np.zeros((2, count)), np.zeros((2, count))
            many = morris_design(count, trajectories * given.replications, seed=int(rng.integers(2**31)))
            for design in many.reshape(given.replications, -1, count):
                values = function(design, rng)
                found = morris_effects(names, design, values).set_index("parameter").loc[names]
                effects = np.abs(elementary_effects(design, values))
                again = effects[rng.integers(0, trajectories, (400, trajectories))].mean(axis=1)
                for i, (low, high) in enumerate((np.quantile(again, [0.025, 0.975], axis=0), (found["low"], found["high"]))):
                    hits[i] += (low - 1e-9 <= truth[names]) & (truth[names] <= high + 1e-9)
                    width[i] += (high - low) / found["mu_star"].mean() / given.replications
            told = [", ".join(f"{share:.0%}" for share in each / given.replications) for each in hits]
            print(f"{name:<34}{trajectories:>3} trajectories: {told[1]}; percentiles {told[0]}; {(width[1] / width[0])[0]:.1f} times as wide",
                  flush=True)
