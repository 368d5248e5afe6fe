"""Single lives out of a simulated province."""

from __future__ import annotations

import datetime
import numbers
import os
import re
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from yanglao import _core, checks
from yanglao.dataset import to_xarray
from yanglao.errors import UnknownName, shown
from yanglao.progress import reporter
from yanglao.results import Results
from yanglao.scenario import Scenario, as_scenario

# What the engine tells of each event.
_COLUMNS = ("county", "number", "day", "event", "born", "sex", "home", "pension", "place", "lives_in", "waits_for", "function",
            "dementia", "living", "terminal", "measures")
_MOST = 2**32 - 1  # number of a person in a county
_BORN_SINCE = pd.Timestamp("1900-01-01")


def lives(
    scenario: Scenario | str | os.PathLike[str],
    replication: int = 0,
    persons: int | Iterable[str] = 100,
    seed: int = 1,
    scale: float = 1.0,
    threads: int | None = None,
    progress: bool = True,
    until: datetime.date | str | None = None,
) -> pd.DataFrame:
    """What happened to some of the people of one replication: one row an event, by person and time.

    scenario: a `Scenario`, the name of one that ships, or the path of its file. replication: its number, from 0.
    persons: about how many, chosen by county and number alone (so the same in every replication and scenario); or their
        names, "360102/17" being number 17 of the county with that code. The other arguments are those of `yanglao.run`.

    Columns: `person`, `time` (a timestamp), `age` (years), `event` (enters, moves, function, fixed date: dementia, loss of
    a carer or a measure; asks, called, gives up, to hospital: of a waiting line; terminal, dies, departs), and the state
    after it: `place`, `lives_in` (where they return from hospital), `waits_for` ("": nothing), `function`, `dementia`,
    `living`, `terminal`, `measures` (whose coverage has reached them; each acts on those it is for), with `county`, `sex`, `home`, `pension`.
    `attrs["units"]` tells the unit of the only number, `age`.

    The engine is told to speak, and nothing else changes: the run is that of `yanglao.run`, to the bit. Raises ValueError
    for a scenario of another model than care, and UnknownName for a county that does not exist.
    """
    base = as_scenario(scenario)
    checks.check([base], 1, seed, scale, threads, "province", until)
    checks.whole("replication", replication, 0, 2**32 - 1)
    return watched(base, replication, persons, seed, scale, threads, progress, checks.days(until), "province")[1]


def watched(
    base: Scenario, replication: int, persons: int | Iterable[str], seed: int, scale: float, threads: int | None,
    progress: bool, until: int | None, detail: str,
) -> tuple[Results, pd.DataFrame]:
    """One replication, and the lives of those asked for."""
    about, named = _whom(base, persons)
    options: dict[str, Any] = dict(seed=seed, scale=scale, threads=threads or 0, until=until, detail=detail)
    with reporter(progress, f"{base.name}, replication {replication}") as report:
        if about or named:
            plain, columns, raised = _core.run_watched(base._core, about=about, persons=named, replication=replication,
                                                       progress=report, **options)
        else:  # nobody is watched: any model will do
            plain, raised = _core.run([base._core], replications=1, first=replication, title=base.title, command="",
                                      progress=report, **options)
            columns = dict.fromkeys(_COLUMNS, ())
    if raised is not None:
        raise raised
    return Results(to_xarray(plain)), _frame(columns, base)


def _whom(base: Scenario, persons: int | Iterable[str]) -> tuple[float, list[tuple[int, int]]]:
    """About how many, and the (county, number) of those named."""
    if isinstance(persons, numbers.Integral) and not isinstance(persons, bool):
        return float(checks.whole("persons", checks.whole("persons", persons, 0), 0, _MOST)), []
    if isinstance(persons, bool | numbers.Number) or not isinstance(persons, Iterable):
        raise TypeError(f"persons was {shown(persons)}; expected a whole number, or names such as ['360102/17']")
    codes = {code: i for i, code in enumerate(base.places()["code"])}
    named = []
    for name in [persons] if isinstance(persons, str) else persons:
        code, _, number = str(name).partition("/")
        if code not in codes or not re.fullmatch("[0-9]{1,10}", number) or int(number) > _MOST:
            raise UnknownName(f'there is no person "{name}"; a name is the code of a county, / and a number, such as '
                           f"{next(iter(codes), '')}/17")
        named.append((codes[code], int(number)))
    return 0.0, named


def _frame(columns: dict[str, Any], base: Scenario) -> pd.DataFrame:
    numbers = {name: np.asarray(values) for name, values in columns.items()}
    whole = {name: values.astype(int) for name, values in numbers.items() if name != "day"}
    words = {name: np.array(list(each), dtype=object) for name, each in _core.life_words.items()}
    places = base.places()
    born = _BORN_SINCE + pd.to_timedelta(whole["born"], "D")
    time = pd.Timestamp(base["start"]) + pd.to_timedelta(numbers["day"], "D")
    code = places["code"].to_numpy()[whole["county"]]
    frame = pd.DataFrame({
        "person": [f"{c}/{n}" for c, n in zip(code, whole["number"], strict=True)],
        "time": time.round("s"), "age": ((time - born).total_seconds() / (365.2425 * 86400)).round(2),
        "event": words["event"][whole["event"]], "place": words["place"][whole["place"]],
        "lives_in": words["place"][whole["lives_in"]],
        "waits_for": np.where(whole["waits_for"] > 0, words["place"][whole["waits_for"]], ""),
        "function": words["function"][whole["function"]], "dementia": whole["dementia"] > 0,
        "living": words["living"][whole["living"]], "terminal": whole["terminal"] > 0,
        "measures": [", ".join(words["measures"][bit] for bit in range(len(words["measures"])) if mask >> bit & 1)
                     for mask in whole["measures"]],
        "county": places["name"].to_numpy()[whole["county"]], "sex": words["sex"][whole["sex"]],
        "home": words["home"][whole["home"]], "pension": words["pension"][whole["pension"]],
    })
    frame.attrs["units"] = {"age": "years"}
    return frame
