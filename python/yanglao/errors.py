"""What can go wrong: a scenario that contradicts itself or its schema, and a file that cannot be read or written."""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    """One thing that is wrong in a scenario: where it stands, what was given, what was expected."""

    file: str
    line: int
    column: int
    key: str
    given: str
    expected: str
    nearest: str
    text: str


class ScenarioError(ValueError):
    """A scenario (or a table it names) is wrong. Nothing was run.

    `faults` holds all of them; `file`, `line`, `column`, `key`, `given` and `expected` are those of the first.
    """

    def __init__(self, faults: list[Fault]):
        super().__init__(faults)
        self.faults = list(faults)

    def __str__(self) -> str:
        return "\n".join(fault.text for fault in self.faults)

    @property
    def file(self) -> str:
        return self.faults[0].file

    @property
    def line(self) -> int:
        return self.faults[0].line

    @property
    def column(self) -> int:
        return self.faults[0].column

    @property
    def key(self) -> str:
        return self.faults[0].key

    @property
    def given(self) -> str:
        return self.faults[0].given

    @property
    def expected(self) -> str:
        return self.faults[0].expected


def at_point(point: str, error: ScenarioError) -> ScenarioError:
    """The same of one point of a sweep, whose values were set one by one: a column of these tells nobody anything."""
    before = [f"{fault.file}:{fault.line}:{fault.column}:" if fault.file == "--set" else "" for fault in error.faults]
    return ScenarioError([fault._replace(text=f"point {point}:{fault.text.removeprefix(prefix)}") if prefix else fault
                          for fault, prefix in zip(error.faults, before)])


class UnknownName(KeyError, ValueError):
    """A name or label that does not exist: of a lever, a parameter, a measure, a scenario, a replication."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""  # KeyError would put the sentence in quotes


class FileError(OSError):
    """A file cannot be read or written."""


class PrecisionWarning(UserWarning):
    """The limit of replications was reached before the precision asked for."""
