"""Measures what docs/monte-carlo.md says of sweeps: pairing, coverage of intervals, overhead, time and memory."""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
from ideal_queue import lines
from known_means import means, stop_at, stops
from known_truths import morris, scenarios, variance

import yanglao as yl
from yanglao import _core, stopping
from yanglao.job import run_together

# What the family doctor is worth is open (central value none); with an effect, there is a difference to be found.
EFFECTS = {"family_doctor.admission_ratio": 0.9}
SWEEPS = {
    "beds.nursing.factor": ([0.9, 1.0, 1.1, 1.2],
                            ["queue[pool=nursing]", "occupied[pool=nursing]", "mean_wait_days[pool=nursing]", "cost"]),
    "family_doctor.coverage": ([0.3, 0.4, 0.5, 0.6],
                               ["admissions[pool=acute]", "people[setting=hospital]", "deaths", "cost", "queue[pool=acute]",
                                "mean_wait_days[pool=acute]", "left_waiting[pool=acute]"]),
}

BLOCK = 20000  # replications in one run: what memory holds
# Measure, quantile (None: the mean), precision, and whether it is that of the paired difference which one more bed makes.
CASES = [("queue", None, 0.1, False), ("queue", 0.5, 0.15, False), ("queue", 0.9, 0.15, False), ("queue", None, 0.1, True),
         ("queue", 0.5, 0.15, True), ("queue", 0.1, 0.15, True), ("occupied", None, 0.02, False),
         ("mean_wait_days", None, 0.1, False), ("mean_wait_days", None, 0.1, True), ("mean_wait_days", 0.5, 0.15, True),
         ("queue[pool=institution]", None, 0.5, False)]


def paired(given: argparse.Namespace) -> None:
    """Replications that independent seeds need, over those that pairs need, for the same width of a difference."""
    print(f"{given.replications} replications, scale {given.scale}, to {given.until}; ratio with its 95% bootstrap interval")
    print(f"{'lever':<24}{'from':>6}{'to':>6}  {'measure':<30}{'difference':>13}{'is left':>9}{'s paired':>12}{'s apart':>12}{'ratio':>8}")
    base = yl.Scenario.load("jiangxi-2025").set(EFFECTS)
    for lever in given.lever or SWEEPS:
        values, names = SWEEPS[lever]
        values = [float(each) for each in given.values.split(",")] if given.values else values
        with ProcessPoolExecutor(given.workers) as executor:
            data = yl.sweep(base, {lever: values}, replications=given.replications, scale=given.scale, until=given.until,
                            executor=executor, progress=not given.quiet).dataset.rename({lever: "scenario"})
        for name in names:
            rows = stopping.values_of(data, name)
            for before, after, a, b in zip(values, values[1:], rows, rows[1:]):
                low, high = _bootstrap(a, b)
                print(f"{lever:<24}{before:>6}{after:>6}  {name:<30}{(b - a).mean():>13.5g}{b.mean() / a.mean():>9.3f}"
                      f"{(b - a).std(ddof=1):>12.4g}{np.hypot(a.std(ddof=1), b.std(ddof=1)):>12.4g}{_ratio(a, b):>8.1f}"
                      f" ({low:.1f} to {high:.1f})", flush=True)


def ideal(given: argparse.Namespace) -> None:
    """The same ratio for queues of the counties' nursing beds in which nothing but the number of beds differs."""
    lever = "beds.nursing.factor"
    values = [float(each) for each in given.values.split(",")] if given.values else SWEEPS[lever][0]
    base = yl.Scenario.load("jiangxi-2025")
    runs = yl.sweep(base, {lever: values}, replications=4, scale=given.scale, until=given.until, detail="county",
                    progress=not given.quiet).dataset.rename({lever: "scenario"})
    told = lines(runs, base["initial.nursing_occupancy"], given.replications)
    for before, after, a, b in zip(values, values[1:], told, told[1:]):
        low, high = _bootstrap(a, b)
        print(f"{before} to {after}: line of {a.mean():.1f}, {b.mean() / a.mean():.3f} of it left, correlation "
              f"{np.corrcoef(a, b)[0, 1]:.3f}, ratio {_ratio(a, b):.1f} ({low:.1f} to {high:.1f})", flush=True)


def _ratio(a: np.ndarray, b: np.ndarray) -> float:
    """Variance of the difference of independent worlds, which is the sum of both, over that of pairs."""
    spread = (b - a).var(ddof=1)
    return float((a.var(ddof=1) + b.var(ddof=1)) / spread) if spread > 0 else np.inf


def _bootstrap(a: np.ndarray, b: np.ndarray, repeats: int = 1000) -> tuple[float, float]:
    rng = np.random.default_rng(1)
    picks = (rng.integers(0, len(a), len(a)) for _ in range(repeats))
    low, high = np.quantile([_ratio(a[pick], b[pick]) for pick in picks], [0.025, 0.975], method="nearest")
    return float(low), float(high)


def coverage(given: argparse.Namespace) -> None:
    """Of intervals at which a run to a precision stops, the share that holds the truth."""
    streams = _streams(given)
    print(f"network w1b of 1,000 people, {given.replications} replications; one more hospital bed beside it", flush=True)
    for measure, quantile, width, is_paired in CASES:
        rows = streams[measure]
        values = rows[1] - rows[0] if is_paired else rows[0]
        values = values[~np.isnan(values)]
        truth = values.mean() if quantile is None else np.quantile(values, quantile)
        skewness = float(((values - values.mean()) ** 3).mean() / values.std() ** 3)
        asked = stopping.Precision(measure, relative=width, quantile=quantile)
        hits, used = [], []
        while len(values) >= stopping.MOST:
            n = stop_at(asked, values)
            _, low, high = asked.interval(values[:n])
            hits.append(low <= truth <= high)
            used.append(n)
            values = values[n:]
        share, n = np.mean(hits), len(hits)
        what = ("difference of " if is_paired else "") + measure
        print(f"{what:<42} {'mean' if quantile is None else f'quantile {quantile}':<13} to {width:.0%}: {share:.1%} of {n} "
              f"(+-{1.96 * np.sqrt(share * (1 - share) / n):.1%}), {np.mean(used):.0f} replications each, {used.count(stopping.MOST)} "
              f"at the limit, skewness {skewness:.1f}", flush=True)


def _streams(given: argparse.Namespace) -> dict[str, np.ndarray]:
    """By measure: values by scenario and replication, of blocks of replications with seeds of their own."""
    if given.replications < BLOCK:
        raise SystemExit(f"monte-carlo coverage: --replications was {given.replications}; expected {BLOCK} or more")
    text = yl.Scenario.load("w1b").resolved()
    more = text.replace("capacity_per_1000 = 8", "capacity_per_1000 = 9").replace('"w1b"', '"one more bed"')
    pair = [yl.Scenario.from_toml(each) for each in (text, more)]
    parts: dict[str, list[np.ndarray]] = {}
    for seed in range(1, 1 + given.replications // BLOCK):
        data = yl.run(pair, replications=BLOCK, seed=seed, scale=given.scale, until=given.until, detail="province",
                      progress=not given.quiet).dataset
        for measure in {case[0] for case in CASES}:
            parts.setdefault(measure, []).append(stopping.values_of(data, measure))
    return {measure: np.concatenate(each, axis=1) for measure, each in parts.items()}


def overhead(given: argparse.Namespace) -> None:
    """Engine time over wall time in a sweep of many short runs, in this process: of all threads that run jobs side by side."""
    inside = [0.0]
    engine = _core.run_each

    def timed(*arguments, **options):
        begun = time.perf_counter()
        try:
            return engine(*arguments, **options)
        finally:
            inside.append(time.perf_counter() - begun)

    _core.run_each = timed
    factors = list(np.round(np.linspace(0.5, 1.5, 100), 2))
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "sweep.h5" if given.output else None
        begun = time.perf_counter()
        yl.sweep("jiangxi-2025", {"beds.nursing.factor": factors}, replications=1, scale=given.scale, until=given.until,
                 progress=not given.quiet, output=output)
        wall = time.perf_counter() - begun
    threads = _core.threads()
    print(f"100 runs at scale {given.scale}{' to a file' if output else ''}: {wall:.1f} s on {threads} threads, of which "
          f"{sum(inside) / threads:.1f} s in the engine: {sum(inside) / threads / wall:.1%}")


def together(given: argparse.Namespace) -> None:
    """Time of points that begin with the same people and run together, over that of the same one by one."""
    base = yl.Scenario.load("jiangxi-2025")
    jobs = [yl.Job(base.set({"beds.nursing.factor": round(0.5 + 0.1 * i, 1)}), given.replications, scale=given.scale,
                   until=given.until, threads=1) for i in range(given.points)]
    ratios = []
    for _ in range(3):
        begun = time.perf_counter()
        run_together(jobs)
        middle = time.perf_counter()
        for job in jobs:
            run_together([job])
        ratios.append((middle - begun) / (time.perf_counter() - middle))
    print(f"{given.points} points x {given.replications} replications at scale {given.scale}: together "
          f"{np.median(ratios):.3f} of the time one by one ({min(ratios):.3f} to {max(ratios):.3f})")


def sweep(given: argparse.Namespace) -> None:
    """Time and memory of a sweep to a file."""
    factors = [round(0.5 + 0.1 * i, 1) for i in range(given.points)]
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        options = dict(replications=given.replications, scale=given.scale, until=given.until,
                       output=Path(folder) / "sweep.h5", progress=not given.quiet)
        if given.workers:
            with ProcessPoolExecutor(given.workers) as executor:
                yl.sweep("jiangxi-2025", {"beds.nursing.factor": factors}, executor=executor, **options)
        else:
            yl.sweep("jiangxi-2025", {"beds.nursing.factor": factors}, **options)
        size = (Path(folder) / "sweep.h5").stat().st_size
        wall = time.perf_counter() - begun
    here, workers = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"{given.points} points x {given.replications} replications at scale {given.scale}: {wall:.0f} s; most memory "
          f"{here:.0f} MiB here{f', {workers:.0f} MiB in a worker' if given.workers else ''}; file {size / 2**20:.0f} MiB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parts = parser.add_subparsers(required=True)
    for what, replications, scale in ((paired, 40, 0.05), (ideal, 400, 0.05), (coverage, 200000, 0.01), (stops, 2000, 1.0), (means, 20000, 1.0), (variance, 1000, 1.0), (scenarios, 400, 1.0), (morris, 1000, 1.0), (overhead, 1, 0.1), (together, 6, 0.1), (sweep, 100, 0.1)):
        part = parts.add_parser(what.__name__, help=what.__doc__)
        part.set_defaults(what=what)
        part.add_argument("--replications", type=int, default=replications)
        part.add_argument("--scale", type=float, default=scale)
        part.add_argument("--until")
        part.add_argument("--quiet", action="store_true")
        if what is paired:
            part.add_argument("--lever", action="append", choices=SWEEPS)
            part.add_argument("--workers", type=int, default=2, help="of a process pool")
        if what is stops:
            part.add_argument("--most", type=int, default=stopping.MOST, help="limit of replications")
        if what is overhead:
            part.add_argument("--output", action="store_true", help="to a file, which goes again")
        if what in (paired, ideal):
            part.add_argument("--values", help="of the lever, such as 0.9,0.95,1")
        if what in (sweep, together):
            part.add_argument("--points", type=int, default=20 if what is sweep else 4)
        if what is sweep:
            part.add_argument("--workers", type=int, default=0, help="of a process pool; 0: here, on all threads")
    given = parser.parse_args()
    given.what(given)


if __name__ == "__main__":
    main()
