"""The commands of the program that this package does: `yanglao sweep`, `merge` and `replay`."""

from __future__ import annotations

import argparse
import datetime
import os
import re
import sys
import warnings
from decimal import Decimal, InvalidOperation

import yanglao as yl
from yanglao import stopping
from yanglao.looks import MISSED
from yanglao.replay_command import add_replay, do_replay

DONE, WRONG, FILE, INTERRUPTED = 0, 2, 3, 130


def main(words: list[str]) -> int:
    """Does the command, and returns the exit status of the contract: 0, 2, 3 or 130."""
    given = _parser().parse_args(words)
    warnings.simplefilter("ignore", yl.PrecisionWarning)  # it is told below, in the program's own way
    try:
        if given.command == "replay":
            return do_replay(given)
        results = _sweep(given) if given.command == "sweep" else yl.merge(given.output, given.files)
    except yl.ScenarioError as error:
        print(error, file=sys.stderr)
        return WRONG
    except yl.FileError as error:
        print(f"yanglao: {error}", file=sys.stderr)
        return FILE
    except (ValueError, KeyError, TypeError) as error:
        print(f"yanglao: {error.args[0] if error.args else error}", file=sys.stderr)
        return WRONG
    except KeyboardInterrupt:
        print(f"yanglao: interrupted: {given.output} holds what was finished; the same command goes on", file=sys.stderr)
        return INTERRUPTED
    if "interrupted" in results.dataset.attrs:
        print(f"yanglao: parts are missing: {given.output} holds no number in their place", file=sys.stderr)
    if MISSED in results.dataset.attrs:
        print(f"yanglao: the precision was not met: {results.dataset.attrs[MISSED]}", file=sys.stderr)
    print(f"Results are in {given.output}")
    return DONE


def _sweep(given: argparse.Namespace) -> yl.Results:
    base = yl.Scenario.load(given.scenario)
    if given.output is None:
        os.makedirs("out", exist_ok=True)
        given.output = f"out/{base.name.replace('/', '-')}-sweep.h5"
    levers = dict(_vary(each) for each in given.vary)
    if len(levers) < len(given.vary):
        raise ValueError("--vary: a lever is varied twice")
    return yl.sweep(
        base.set(dict(_setting(each) for each in given.set)),
        levers,
        replications=given.replications,
        precision=dict(_precision(each) for each in given.precision) or None,
        shard=_shard(given.shard),
        progress=not given.quiet,
        **{key: getattr(given, key) for key in ("seed", "scale", "threads", "until", "detail", "output")},
    )


def _vary(text: str) -> tuple[str, list]:
    """KEY=START:STOP:STEP, STOP included where a step falls on it; or KEY=A,B,C."""
    key, equals, values = text.partition("=")
    if not (key and equals and values):
        raise ValueError(f"--vary: given '{text}', expected KEY=START:STOP:STEP or KEY=A,B,C")
    if values.count(":") == 2:
        try:
            start, stop, step = (Decimal(each) for each in values.split(":"))
            if not all(each.is_finite() for each in (start, stop, step)):
                raise InvalidOperation
        except InvalidOperation:
            raise ValueError(f"--vary: given '{text}', expected numbers in START:STOP:STEP") from None
        if step == 0 or (stop - start) / step < 0:
            raise ValueError(f"--vary: given '{text}', expected a STEP that leads from START to STOP")
        # Decimal, so that 0.1:0.3:0.1 has the three values that are meant.
        steps = [start + i * step for i in range(int((stop - start) / step) + 1)]
        whole = all(each == each.to_integral_value() for each in (start, step))
        return key, [int(each) if whole else float(each) for each in steps]
    return key, [_value(each) for each in values.split(",")]


def _value(text: str) -> float | bool | str | datetime.date:
    """As in a scenario file: a whole number, a number, true or false, a date, or text."""
    if text in ("true", "false"):
        return text == "true"
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return datetime.date.fromisoformat(text)
    if re.fullmatch(r"[-+]?[0-9]+", text):
        return int(text)
    return float(text) if re.fullmatch(r"[-+]?[0-9.]+(e[-+]?[0-9]+)?", text) else text


def _setting(text: str) -> tuple[str, float | bool | str | datetime.date]:
    key, equals, value = text.partition("=")
    if not (key and equals):
        raise ValueError(f"--set: given '{text}', expected KEY=VALUE")
    return key, _value(value)


def _precision(text: str) -> tuple[str, float]:
    measure, _, width = text.rpartition("=")
    try:
        return stopping.Precision(measure, relative=float(width)).measure, float(width)
    except ValueError as error:
        raise ValueError(f"--precision: given '{text}', expected VARIABLE=RELATIVE such as "
                         f"'mean_wait_days[pool=nursing]=0.05' ({error})") from None


def _shard(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    found = re.fullmatch(r"(\d+)/(\d+)", text)
    if found is None:
        raise ValueError(f"--shard: given '{text}', expected I/N such as 1/4")
    return int(found[1]), int(found[2])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="yanglao", allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", required=True)
    sweep = commands.add_parser(
        "sweep", allow_abbrev=False, help="simulate every combination of lever values",
        description="Simulates every combination of lever values with the same random numbers, and writes one results "
        "file. The same command goes on where an earlier one was interrupted.")
    sweep.add_argument("scenario", metavar="SCENARIO", help="path of a scenario file, or the name of one that ships")
    add = sweep.add_argument
    add("--vary", action="append", required=True, metavar="KEY=START:STOP:STEP|A,B,C", help="a lever; may be repeated")
    add("--replications", type=int, metavar="N", help="of each combination (default: 20); with --precision the most "
        "(default: 1000)")
    add("--precision", action="append", default=[], metavar="VARIABLE=RELATIVE",
        help="replicate until the 95%% interval's half-width is this share of the mean, such as "
        "'mean_wait_days[pool=nursing]=0.05'; may be repeated")
    add("--shard", metavar="I/N", help="do the I-th of N parts, for job arrays; yanglao merge joins them")
    add("--output", metavar="FILE", help="results file (default: out/<scenario name>-sweep.h5)")
    add("--set", action="append", default=[], metavar="KEY=VALUE", help="change a lever in all; may be repeated")
    add("--seed", type=int, default=1, metavar="S", help="the same seed gives the same results (default: 1)")
    add("--scale", type=float, default=1.0, metavar="X", help="X times the people and capacities (default: 1)")
    add("--until", metavar="YYYY-MM-DD", help="end of the simulated time (default: the scenario's)")
    add("--detail", default="province", metavar="LEVEL", help="county, prefecture or province (the default)")
    add("--threads", type=int, metavar="T", help="processors to use (default: all)")
    add("--quiet", action="store_true", help="no progress")
    merge = commands.add_parser("merge", allow_abbrev=False, help="join the shards of a sweep",
                                description="Joins the shards of a sweep into the file that one run would have written.")
    merge.add_argument("output", metavar="OUT")
    merge.add_argument("files", metavar="IN", nargs="+")
    add_replay(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
