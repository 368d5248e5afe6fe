"""The parameters that the evidence leaves uncertain, and draws of them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from yanglao import _core, checks
from yanglao.distribution import Distribution, Study
from yanglao.errors import UnknownName, shown
from yanglao.number import Number, number_of
from yanglao.scenario import Scenario, as_scenario

TABLE = "uncertainty.csv"
_NEEDED = ("parameter", "key", "distribution", "low", "high", "weight")


class Parameter(NamedTuple):
    """One uncertain quantity: the levers that move with it, from the same share of each one's distribution."""

    name: str
    levers: dict[str, Distribution]

    def at(self, share: ArrayLike) -> dict[str, NDArray[np.float64]]:
        """The value of each lever below which `share` (0 to 1, both excluded) of its distribution lies; any shape."""
        return {key: distribution.quantile(share) for key, distribution in self.levers.items()}


def parameters(scenario: Scenario | str | os.PathLike[str], table: pd.DataFrame | None = None) -> pd.DataFrame:
    """The uncertain parameters of a scenario: one row a lever, the weakest evidence told as what it is.

    Columns: `parameter` (levers of one name are drawn together), `key`, `unit`, `value` (in the scenario), `low`,
    `median`, `high` (2.5%, 50% and 97.5% of the distribution that all studies make, cut off where the lever's range
    ends), `studies` (how many), `source`, `confidence`, `evidence`, `note`.

    Evidence of one province says nothing about another: a row whose column `population` names a table is of scenarios with
    that `population.table` alone.

    scenario: a `Scenario`, the name of one that ships, or the path of its file.
    table: another table of distributions, in the columns of `scenarios/data/uncertainty.csv` (parameter, key, distribution, low,
        high and weight; the others may be left out). A network needs one of its own, whose keys are numbers that the scenario
        sets in its sections, such as "stage.home.rates_per_year.hospital"; these have no unit but that of their names.

    Raises UnknownName for a lever that does not exist, or a key that the scenario does not set, ValueError for one that is no number
    and for an interval that cannot be, TypeError for a text in place of a number.
    """
    base = as_scenario(scenario)
    read = _of(base, read_table(table))
    levers = base.levers()
    rows = []
    for one in chosen(base, table=table):
        for key, distribution in one.levers.items():
            number = number_of(base, levers, key)
            low, median, high = distribution.quantile([0.025, 0.5, 0.975])
            told = read[read["key"] == key]
            words = {name: "; ".join(dict.fromkeys(str(text) for text in told[name] if str(text)))
                     for name in ("source", "confidence", "evidence", "note") if name in told}
            rows.append({"parameter": one.name, "key": key, "unit": number.unit, "value": number.value,
                         "low": low, "median": median, "high": high, "studies": len(told), **words})
    return pd.DataFrame(rows)


def chosen(scenario: Scenario, names: Iterable[str] | None = None, table: pd.DataFrame | None = None
           ) -> list[Parameter]:
    """The parameters of these names (None: all that the table has for the scenario, but for rates that it gives by date)
    in the table's order. Raises UnknownName for another name.
    """
    read = _of(scenario, read_table(table))
    if isinstance(names, str) or not isinstance(names, Iterable | None):
        raise TypeError(f"parameters was {shown(names)}; expected None for all, or a list of names")
    wanted = None if names is None else list(names)
    if wanted == []:
        raise ValueError("parameters was empty; expected at least one parameter, or None for all")
    known = list(dict.fromkeys(read["parameter"]))
    for name in wanted or []:
        if name not in known:
            raise UnknownName(f'there is no uncertain parameter "{name}" of {scenario.name}; these are: {", ".join(known)}')
    levers = scenario.levers()
    if wanted is None:  # a rate that changes by date is planned so: a choice, not a draw
        dated = {key for key in read["key"] if key in levers.index and levers["type"][key] == "rate"
                 and not isinstance(levers["value"][key], float)}
        known = [name for name in known if not dated & set(read["key"][read["parameter"] == name])]
    return [Parameter(name, {str(key): _distribution(number_of(scenario, levers, str(key)), rows)
                             for key, rows in read[read["parameter"] == name].groupby("key", sort=False)})
            for name in known if wanted is None or name in wanted]


def share(seed: int, draw: int, name: str) -> float:
    """The share of its distribution below which draw `draw` of a parameter lies: uniform between 0 and 1.

    It belongs to these three alone, so that another parameter or another draw changes nothing.
    """
    word = blake2b(f"{seed}/{draw}/{name}".encode(), digest_size=8).digest()
    # 53 bits, so that every share is exact; the half keeps it off both ends.
    return ((int.from_bytes(word, "big") >> 11) + 0.5) / 2**53


def shares(seed: int, draws: int, drawn: list[Parameter]) -> NDArray[np.float64]:
    """draws x parameters: `share` of each."""
    return np.array([[share(seed, i, one.name) for one in drawn] for i in range(draws)])


def settings(drawn: list[Parameter], rows: NDArray[np.float64]) -> list[dict[str, float]]:
    """For each row of shares (one a parameter), the value of every lever."""
    columns = {key: values for j, one in enumerate(drawn) for key, values in one.at(rows[:, j]).items()}
    return [{key: float(values[i]) for key, values in columns.items()} for i in range(len(rows))]


def read_table(given: pd.DataFrame | None = None) -> pd.DataFrame:
    if given is None:
        return pd.read_csv(Path(_core.folder()) / "data" / TABLE, keep_default_na=False)
    if not isinstance(given, pd.DataFrame):
        raise TypeError(f"table was {shown(given)}; expected a table with the columns {_NEEDED}")
    checks.columns("a table of distributions", given)
    missing = [name for name in _NEEDED if name not in given]
    if missing:
        raise ValueError(f"a table of distributions needs the columns {_NEEDED}, and lacks {missing}")
    return given


def _of(scenario: Scenario, read: pd.DataFrame) -> pd.DataFrame:
    """The rows of evidence on the scenario's province: those that name no population, or its own."""
    if "population" not in read:
        return read
    if "population.table" not in scenario.levers().index:
        raise ValueError(f"the table of distributions is of provinces, and {scenario.name} is none; expected a table of its own levers, "
                         "or of numbers that its sections set, without the column population")
    # A table outside of scenarios/data is named by its path.
    return read[read["population"].isin(["", Path(str(scenario["population.table"])).name])]


def _distribution(number: Number, rows: pd.DataFrame) -> Distribution:
    studies = [Study(row.distribution, *(_number(row, name) for name in ("low", "high", "weight"))) for row in rows.itertuples()]
    return Distribution(studies, number.low, number.high)


def _number(row: Any, name: str) -> float:
    given = getattr(row, name)
    try:
        return float(given)
    except (TypeError, ValueError):
        raise TypeError(f'{name} of "{row.parameter}" was {shown(given)} in the table of distributions; expected a number') from None
