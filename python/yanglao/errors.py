"""What can go wrong: a scenario that contradicts itself or its schema, and a file that cannot be read or written."""

from __future__ import annotations

from typing import Any, NamedTuple

SET = "Scenario.set"
OPTIONS = {"--set": SET, "--until": "until", "--scale": "scale"}  # what the engine calls the place of a value: what it is here
TEXT = "<text>"  # what both call a scenario that is no file


def shown(value: Any, most: int = 100) -> str:
    """What was given, in one line of a message: a table or an array has many, and may be long."""
    text = " ".join(repr(value).split())
    return text if len(text) <= most else f"{text[:most]}..."


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
        self.faults = [_in_python(fault) for fault in faults]
        super().__init__(self.faults)

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


def _in_python(fault: Fault) -> Fault:
    """The engine names the program's options. Who calls from Python gave a lever a value, and no column of it."""
    return _replaced(fault, OPTIONS[fault.file]) if fault.file in OPTIONS else fault


def as_option(error: ScenarioError) -> str:
    """The message for who called the program: a setting by its number among them."""
    option = {here: name for name, here in OPTIONS.items()}
    return "\n".join(_replaced(fault, option[fault.file], line=True).text if fault.file in option else fault.text
                     for fault in error.faults)


def at_point(point: str, error: ScenarioError, file: str = SET) -> ScenarioError:
    """The same of one of many runs, which set the levers: "point beds.nursing.factor=2", "draw 7". file: where it stands;
    TEXT on a worker, which has the scenario as a text whose lines nobody has seen."""
    return ScenarioError([_replaced(fault, point) if fault.file == file else fault for fault in error.faults])


def _replaced(fault: Fault, file: str, line: bool = False) -> Fault:
    """The same, told of another place, with or without line and column."""
    where = f":{fault.line}:{fault.column}"
    rest = fault.text.removeprefix(fault.file).removeprefix(where)
    return fault._replace(file=file, text=file + (where if line and fault.line else "") + rest)


class UnknownName(KeyError, ValueError):
    """A name or label that does not exist: of a lever, a parameter, a measure, a scenario, a replication."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""  # KeyError would put the sentence in quotes


class FileError(OSError):
    """A file cannot be read or written."""


class PrecisionWarning(UserWarning):
    """The limit of replications was reached before the precision asked for, or a mean is of values that are all the same."""
