"""`yanglao sweep`: what it is asked, as a call of `yanglao.sweep`."""

from __future__ import annotations

import argparse
import os
from typing import Any

import pandas as pd

from yanglao import words
from yanglao.design import latin_hypercube, sobol
from yanglao.results import Results
from yanglao.scenario import Scenario
from yanglao.sweep import sweep

DESIGNS = {"latin-hypercube": latin_hypercube, "sobol": sobol}


def add_sweep(commands: Any) -> None:
    """The command's words, beside those of the others."""
    parser = commands.add_parser(
        "sweep", allow_abbrev=False, help="simulate a scenario at many values of its levers",
        description="Simulates every combination of lever values (--vary), points chosen in ranges of levers (--design), or "
        "the points of a file (--table), all with the same random numbers, and writes one results file. The same command "
        "goes on where an earlier one was interrupted.")
    parser.add_argument("scenario", metavar="SCENARIO", help="path of a scenario file, or the name of one that ships")
    add = parser.add_argument
    add("--vary", action="append", default=[], metavar="KEY=START:STOP:STEP|A,B,C",
        help="a lever and its values, with --design KEY=LOW:HIGH, its range; may be repeated")
    add("--design", choices=list(DESIGNS), help="choose points in the ranges, instead of every combination")
    add("--points", type=words.whole, metavar="N", help="with --design: how many points; a power of two for sobol")
    add("--design-seed", type=words.whole, metavar="S", help="with --design: another seed, other points (default: 1)")
    add("--table", metavar="FILE.csv", help="instead of --vary: a column a lever, a line a point")
    add("--replications", type=words.whole, metavar="N", help="of each point (default: 20); with --precision the most "
        "(default: 1000)")
    add("--precision", action="append", default=[], metavar="MEASURE=RELATIVE",
        help="replicate until the 95%% interval's half-width is this share of the mean, such as "
        "'mean_wait_days[pool=nursing]=0.05'; or MEASURE,absolute=WIDTH in the measure's unit. Then, as wanted, "
        "',quantile=0.9' for that quantile over replications, ',baseline=KEY=VALUE' for the paired difference of each "
        "point to that one, ',level=0.99' for another level. May be repeated: all are then met")
    add("--shard", metavar="I/N", help="do the I-th of N parts, for job arrays; yanglao merge joins them")
    add("--reuse", metavar="FILE", help="a sweep of the same scenario: what it has run is read from it, to have more replications or "
        "more points")
    add("--output", metavar="FILE", help="results file (default: out/<scenario name>-sweep.h5)")
    add("--set", action="append", default=[], metavar="KEY=VALUE", help="change a lever in all; may be repeated")
    add("--seed", type=words.whole, default=1, metavar="S", help="the same seed gives the same results (default: 1)")
    add("--scale", type=words.number, default=1.0, metavar="X", help="X times the people and capacities (default: 1)")
    add("--until", metavar="YYYY-MM-DD", help="end of the simulated time (default: the scenario's)")
    add("--detail", default="province", metavar="LEVEL", help="county, prefecture or province (the default)")
    add("--threads", type=words.whole, metavar="T", help="processors to use (default: all)")
    add("--quiet", action="store_true", help="no progress")


def do_sweep(given: argparse.Namespace) -> Results:
    """Raises what `yanglao.sweep` raises. Sets `output` where none was given."""
    base = Scenario.load(given.scenario)
    if given.output is None:
        os.makedirs("out", exist_ok=True)
        given.output = f"out/{base.name.replace('/', '-')}-sweep.h5"
    base = base.set(dict(words.setting(each, base._core.is_of_section) for each in given.set))
    return sweep(
        base,
        _levers(given, base),
        replications=given.replications,
        precision=[words.precision(each, base._core.is_of_section) for each in given.precision] or None,
        shard=words.shard(given.shard),
        progress=not given.quiet,
        **{key: getattr(given, key) for key in ("seed", "scale", "threads", "until", "detail", "output", "reuse")},
    )


def _levers(given: argparse.Namespace, base: Scenario) -> dict[str, list] | pd.DataFrame:
    """Where the sweep runs: a grid, a design or the points of a file."""
    for name in ("points", "design_seed"):
        if given.design is None and getattr(given, name) is not None:
            raise ValueError(f"--{name.replace('_', '-')} is for a --design, which was not given: {' or '.join(DESIGNS)}")
    if given.table is not None:
        if given.vary or given.design:
            raise ValueError("--table has the levers and all points: expected no --vary and no --design beside it")
        return words.points_of_file(given.table, base._core.is_of_section)
    if not given.vary:
        raise ValueError("no lever is varied: expected --vary KEY=START:STOP:STEP, or --table FILE.csv")
    levers: dict[str, Any] = dict(words.values_of_lever(each, base._core.is_of_section) if given.design is None
                                  else words.range_of_lever(each) for each in given.vary)
    if len(levers) < len(given.vary):
        raise ValueError("--vary: a lever is varied twice")
    if given.design is None:
        return levers
    if given.points is None:
        raise ValueError(f"--design {given.design} needs --points N, the number of points")
    kinds = base.levers()["type"]
    whole = [key for key in levers if kinds.get(key.split("@")[0]) == "integer"]
    return DESIGNS[given.design](levers, given.points, 1 if given.design_seed is None else given.design_seed, whole)
