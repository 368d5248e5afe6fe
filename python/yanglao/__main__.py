"""The commands of the program that this package does: `yanglao sweep`, `merge` and `replay`."""

from __future__ import annotations

import argparse
import sys
import warnings

import yanglao as yl
from yanglao.errors import as_option
from yanglao.finished import write_finished
from yanglao.folder import parts_of
from yanglao.looks import MISSED, UNVARIED
from yanglao.replay_command import add_replay, do_replay
from yanglao.sweep_command import add_sweep, do_sweep
from yanglao.words import Parser

DONE, WRONG, FILE, INTERRUPTED = 0, 2, 3, 130
NOTHING = "nothing was finished, and nothing is written"


def main(words: list[str]) -> int:
    """Does the command, and returns the exit status of the contract: 0, 2, 3 or 130."""
    given = _parser().parse_args(words)
    warnings.simplefilter("ignore", yl.PrecisionWarning)  # it is told below, in the program's own way
    try:
        if given.command == "replay":
            return do_replay(given)
        results = do_sweep(given) if given.command == "sweep" else yl.merge(given.output, given.files)
    except yl.ScenarioError as error:
        print(as_option(error), file=sys.stderr)
        return WRONG
    except yl.FileError as error:
        print(f"yanglao: {error}", file=sys.stderr)
        return FILE
    except (ValueError, KeyError, TypeError) as error:
        print(f"yanglao: {error.args[0] if error.args else error}", file=sys.stderr)
        return WRONG
    except KeyboardInterrupt:
        told = _finished(given.output) if given.command == "sweep" and given.output else NOTHING
        print(f"yanglao: interrupted: {told}", file=sys.stderr)
        return INTERRUPTED
    if "interrupted" in results.dataset.attrs:
        print(f"yanglao: parts are missing: {given.output} holds no number in their place", file=sys.stderr)
    if MISSED in results.dataset.attrs:
        print(f"yanglao: the precision was not met: {results.dataset.attrs[MISSED]}", file=sys.stderr)
    if UNVARIED in results.dataset.attrs:
        print(f"yanglao: no precision can be told where nothing varies: {results.dataset.attrs[UNVARIED]}", file=sys.stderr)
    print(f"Results are in {given.output}")
    return DONE


def _finished(output: str) -> str:
    """Writes what an interruption left of a sweep, as the contract has it, and tells what there is. Once more Ctrl-C: the parts hold
    it, where Ctrl-C in Python leaves it too, because to write it may take longer than a second."""
    parts = parts_of(output)
    if not parts.is_dir():
        return NOTHING
    print(f"yanglao: interrupted: writing what was finished to {output} (Ctrl-C leaves it in {parts})", file=sys.stderr)
    try:
        write_finished(parts, output)
    except (KeyboardInterrupt, yl.FileError):
        return (f"{parts} holds what was finished. The same command goes on from there; "
                f"yanglao merge {output} {parts} writes what there is")
    return f"{output} holds what was finished. The same command goes on from there"


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="yanglao", allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", required=True)
    add_sweep(commands)
    merge = commands.add_parser("merge", allow_abbrev=False, help="join the shards of a sweep",
                                description="Joins the shards of a sweep into the file that one run would have written.")
    merge.add_argument("output", metavar="OUT")
    merge.add_argument("files", metavar="IN", nargs="+")
    add_replay(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
