"""`yanglao replay FILE --replication R [--person ID]`: what it is asked, and what it prints."""

from __future__ import annotations

import argparse
import sys
from typing import Any

import pandas as pd

from yanglao import checks, words
from yanglao.errors import FileError
from yanglao.replay import Replay, SeveralPoints, replay
from yanglao.reading import open

SAME, DIFFERENT, INTERRUPTED = 0, 1, 130


def add_replay(commands: Any) -> None:
    """The command's words, beside those of the others."""
    parser = commands.add_parser(
        "replay", allow_abbrev=False, help="run one replication of a results file again",
        description="Runs one replication again from the results file alone, says whether it comes out the same, and "
        "tells the lives of those named. Exit status 0 when it does, 1 when not.")
    add = parser.add_argument
    add("file", metavar="FILE")
    add("--replication", type=words.whole, default=0, metavar="R", help="which (default: 0)")
    add("--person", action="append", default=[], metavar="ID", help="code of the county, / and a number, such as "
        "360102/17; may be repeated")
    add("--persons", type=words.whole, metavar="N", help="instead: about so many, chosen by their numbers alone")
    add("--at", action="append", default=[], metavar="NAME=VALUE", help="which scenario (scenario=NAME), or which value "
        "of a swept lever; may be repeated")
    add("--draw", type=words.whole, default=0, metavar="D", help="which draw of uncertain parameters (default: 0)")
    add("--threads", type=words.whole, metavar="T", help="processors to use (default: all)")
    add("--csv", metavar="FILE", help="write the lives there, and do not print them")
    add("--quiet", action="store_true", help="no progress")


def do_replay(given: argparse.Namespace) -> int:
    """Prints, and returns the exit status. Raises what `yanglao.replay` raises."""
    results = open(given.file)
    checks.writable(given.csv)
    whom = given.persons if given.persons is not None else given.person
    try:
        found = replay(results, given.replication, whom, dict(_label(each, results.dataset) for each in given.at),
                       given.draw, given.threads, not given.quiet)
    except SeveralPoints as error:
        raise ValueError(f"the file holds {error.name} {error.held}; say which, such as --at {error.name}={error.held[0]}") from None
    except KeyboardInterrupt:
        print("yanglao: interrupted: nothing was told", file=sys.stderr)
        return INTERRUPTED
    _print(found, given)
    return DIFFERENT if found.different else SAME


def _label(text: str, dataset: Any) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    if not (name and equals):
        raise ValueError(f"--at: given '{text}', expected NAME=VALUE")
    if name in dataset.coords and dataset[name].dtype.kind in "if":
        try:
            return name, float(value)
        except ValueError:
            raise ValueError(f"--at: given '{text}', expected a number for {name}") from None
    return name, {"true": "True", "false": "False"}.get(value, value)


def _print(found: Replay, given: argparse.Namespace) -> None:
    if found.different:
        print(f"different: replication {given.replication} of {given.file}: {', '.join(found.different)}")
    else:
        print(f"same: replication {given.replication} of {given.file} came out again, to the bit")
    if given.csv:
        try:
            found.lives.to_csv(given.csv, index=False)
        except OSError as error:
            raise FileError(f"{given.csv}: cannot be written: {error.strerror}") from error
        print(f"{len(found.lives)} lines of {found.lives['person'].nunique()} lives are in {given.csv}")
        return
    for person, life in found.lives.groupby("person", sort=False):
        first = life.iloc[0]
        print(f"\n{person}: {first['sex']}, {first['home']}, {first['county']}, {first['pension']} pension\n")
        columns = ["time", "age", "event", "place", "lives_in", "waits_for", "function", "dementia", "living"]
        with pd.option_context("display.width", 160, "display.max_rows", None, "display.max_columns", None):
            print(life[columns].to_string(index=False))
    for person in given.person:
        if person not in set(found.lives["person"]):
            print(f"\n{person}: nobody of that number lived to 60 in this replication")
