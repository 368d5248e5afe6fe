"""A scenario: the value of every lever, and where each was set."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from yanglao import _core
from yanglao.errors import OPTIONS, UnknownName, shown
from yanglao.html import scenario_html
from yanglao.toml import section_toml, to_toml


def scenarios() -> list[str]:
    """Names of the scenarios that ship; none where their folder is not there. Raises nothing."""
    return _core.shipped()


class Scenario:
    """A resolved scenario, as `load` or `from_toml` makes it. It never changes: `set` makes a new one.

    core: the engine's own, which these two make. Raises TypeError for what is no scenario of the engine.
    """

    def __init__(self, core: _core.Scenario):
        if not isinstance(core, _core.Scenario):
            raise TypeError(f"a scenario was made of {shown(core)}; expected Scenario.load(name or path), or "
                            "Scenario.from_toml(text)")
        self._core = core

    @classmethod
    def load(cls, name_or_path: str | os.PathLike[str]) -> Scenario:
        """A scenario that ships, by name, or a TOML file.

        name_or_path: such as "jiangxi-2025" or "mine.toml".
        Raises ScenarioError with every fault, FileError for a file that is not there or cannot be read, TypeError for no path.
        """
        if not isinstance(name_or_path, str | os.PathLike):
            raise TypeError(f"scenario was {shown(name_or_path)}; expected the name or path of one")
        return cls(_core.Scenario.load(os.fspath(name_or_path).replace("\0", "\ufffd")))

    @classmethod
    def from_toml(cls, text: str) -> Scenario:
        """A scenario written as TOML text. `extends` names one that ships.

        text: what a scenario's file would hold.
        Raises ScenarioError with every fault, FileError for a table that cannot be read, TypeError for what is no text.
        """
        if not isinstance(text, str):
            raise TypeError(f"text was {shown(text)}; expected a scenario written as TOML")
        return cls(_core.Scenario.from_toml(text))

    @property
    def name(self) -> str:
        return self._core.name

    @property
    def title(self) -> str:
        return self._core.title

    def set(self, values: Mapping[str, Any]) -> Scenario:
        """A new scenario in which these levers have new values.

        values: {key: value}, a key being that of a lever.
        A value is a number, True or False, a text, a `datetime.date`, or a schedule; prices, which are of type "rate", take
        what a schedule takes. A schedule is a number (the same at every date), a list of (date, value) pairs (two or more,
        linear between them), or {"shape": "step", "points": [...]}; a target by date may have one pair alone. Before the
        first date its first value holds, after the last its last.
        A key may name a place: {"family_doctor.coverage@Ganzhou": 0.5}. Units and ranges are those of `levers()`.

        In a network a key may also be one of the scenario's own, such as "stage.hospital.service", with a value as a file
        has it: a list ([0.9, 0.1]), or a mapping ({"kind": "exponential", "mean_days": 2}). (date, value) pairs are steps
        there, as in the file.

        Raises ScenarioError with every fault (a key that is no lever, a value out of its range), ValueError for an empty key,
        TypeError for a value of another type.
        """
        if not isinstance(values, Mapping):
            raise TypeError(f"values was {shown(values)}; expected {{lever: value}}")
        if "" in values:
            raise ValueError('a lever was ""; expected its key, such as "beds.nursing.factor"')
        settings = [(str(key), value) for key, value in values.items()]
        return Scenario(self._core.with_settings(
            [(key, section_toml(value) if self._core.is_of_section(key) else to_toml(value)) for key, value in settings]))

    def __getitem__(self, key: str) -> Any:
        """The value of a lever for the province as a whole, in the form that `set` takes.

        In a network also what the scenario sets at a key of its own, such as "stage.hospital.capacity" or "exits".
        """
        if not isinstance(key, str):
            raise TypeError(f"a lever was {shown(key)}; expected its key, such as \"beds.nursing.factor\"")
        try:
            return self._core.value(key)
        except KeyError as error:
            raise UnknownName(*error.args) from None

    def levers(self) -> pd.DataFrame:
        """One row a lever: key, type, unit, range (low, high), default, value here, the file and line that set it, and what
        the value rests on (source, confidence, evidence; empty where a scenario sets a value and gives no source).

        The rows can be found by key: `s.levers().loc["family_doctor.coverage"]`. Raises nothing.
        """
        table = pd.DataFrame(self._core.levers()).set_index("key", drop=False).rename_axis(None)
        return table.replace({"file": OPTIONS})

    def measures(self) -> pd.DataFrame:
        """The measures of both policies: one row a measure and lever, with what the measure moves and which way.

        Raises OSError where the table of measures is not beside the scenarios that ship.
        """
        table = pd.read_csv(Path(_core.folder()) / "data" / "measures.csv").set_index("row")
        levers = self.levers()
        levers = levers.assign(row=levers["row"].str.split()).explode("row").dropna(subset="row")
        columns = ["row", "key", "unit", "default", "value", "source", "confidence", "evidence"]
        levers = levers[columns].rename(columns={"key": "lever"})
        moved = table[["policy", "measure", "moves", "direction"]]
        return moved.join(levers.set_index("row"), how="left").reset_index()

    def places(self) -> pd.DataFrame:
        """The counties, a row each: `code` (of the National Bureau of Statistics), `name`, `prefecture`. Raises nothing."""
        return pd.DataFrame(self._core.places(), columns=["code", "name", "prefecture"])

    def resolved(self) -> str:
        """TOML of every lever, defaults included; `from_toml` of it is the same scenario. Raises nothing."""
        return self._core.resolved()

    def __repr__(self) -> str:
        return f"<yanglao.Scenario {self.name}>"

    def _repr_html_(self) -> str:
        return scenario_html(self.name, self.title, self.levers())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Scenario) and self.resolved() == other.resolved()

    def __hash__(self) -> int:
        return hash(self.resolved())

    # So that a scenario can be sent to another process.
    def __reduce__(self) -> tuple[Any, ...]:
        return Scenario.from_toml, (self.resolved(),)


def as_scenario(given: Scenario | str | os.PathLike[str]) -> Scenario:
    """The scenario itself, or the one of that name or path. Raises TypeError, ScenarioError, FileError."""
    if isinstance(given, Scenario):
        return given
    if not isinstance(given, str | os.PathLike):
        raise TypeError(f"scenario was {shown(given)}; expected a Scenario, or the name or path of one")
    return Scenario.load(given)


def as_scenarios(given: Any) -> list[Scenario]:
    """One, or several side by side."""
    return [as_scenario(one) for one in (given if isinstance(given, list | tuple) else [given])]
