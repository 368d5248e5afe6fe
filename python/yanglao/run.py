"""Runs of the engine."""

from __future__ import annotations

import datetime
import numbers
import os
from collections.abc import Callable, Sequence
from typing import Any

import xarray as xr

from yanglao import _core, stopping
from yanglao.dataset import joined, replications_of, to_xarray
from yanglao.progress import reporter
from yanglao.results import Results
from yanglao.scenario import Scenario, as_scenario
from yanglao.stopping import Asked, Precision

LARGEST_SCALE = 1000  # as on the command line
TEXT = "scenario_text"  # the attribute that holds the resolved scenario
_EPOCH = datetime.date(1970, 1, 1)


def run(
    scenario: Scenario | str | os.PathLike[str] | Sequence[Scenario | str | os.PathLike[str]],
    replications: int | None = None,
    seed: int = 1,
    scale: float = 1.0,
    threads: int | None = None,
    progress: bool | Callable = True,
    output: str | os.PathLike[str] | None = None,
    until: datetime.date | str | None = None,
    detail: str = "county",
    precision: Asked | None = None,
) -> Results:
    """Simulates a scenario, or several side by side with the same random numbers.

    replications: how many times (20), each with other random numbers. With the same seed, replication 7 of any two
        scenarios is the same world but for what the scenarios change.
    scale: people and capacities times this; 0.1 for a quick look.
    threads: None for all; the results do not depend on it.
    progress: True for a bar, or a function of (share done, seconds so far, seconds left, events).
    output: a file to write, as `yanglao run --output` does.
    until: the day before which it ends; None for the scenario's own `end`.
    detail: "county", "prefecture" or "province".
    precision: {measure: relative half-width} such as {"mean_wait_days[pool=nursing]": 0.05}, or `yl.Precision`s:
        replications are added until every interval is as narrow in every scenario, at most `replications` (1000). A
        `baseline` is the name of one of the scenarios. A run that stopped at n replications is the same, to the byte,
        as one of `replications=n`.

    Ctrl-C stops within a second; what was finished is written to `output` before KeyboardInterrupt is raised.
    """
    given = scenario if isinstance(scenario, list | tuple) else [scenario]
    chosen = [as_scenario(one) for one in given]
    asked = stopping.as_precisions(precision) if precision is not None else []
    most = how_many(replications, bool(asked))
    check(chosen, most, seed, scale, threads, detail)
    baselines = [_number_of(one, chosen) for one in asked]
    if output is not None:
        _core.check_writable(os.fspath(output))
    options = dict(seed=seed, scale=scale, threads=threads or 0, until=days(until), detail=detail)
    options["title"] = " | ".join(one.title or one.name for one in chosen)
    plain, raised, total = None, None, stopping.first_total(most) if asked else most
    while raised is None and (plain is None or total > replications_of(plain)):
        first = 0 if plain is None else replications_of(plain)
        text = ", ".join(one.name for one in chosen) + (f" to {total} replications" if asked else "")
        with reporter(progress, text) as report:
            more, raised = _core.run([one._core for one in chosen], replications=total - first, first=first,
                                     command="", progress=report, **options)
        plain = more if plain is None else joined(plain, more)
        if raised is None and asked:
            total = _next_total(to_xarray(plain), asked, baselines, total, most)
    # Interrupted: what was asked for is told, and `replication` holds what there is.
    plain["attributes"] |= {text_attribute(i, one): one.resolved() for i, one in enumerate(chosen)} | {
        "replications": str(total),
        "command": _command(chosen, replications=total, seed=seed, scale=scale, until=until, detail=detail),
    }
    # Nothing finished: an earlier run's results are worth more than none.
    if output is not None and replications_of(plain):
        _core.write(os.fspath(output), plain)
    if raised is not None:
        raise raised
    return Results(to_xarray(plain))


def _next_total(dataset: xr.Dataset, asked: list[Precision], baselines: list[int | None], n: int, most: int) -> int:
    """How many replications all scenarios are to have after another look at the precisions asked for."""
    totals = [n]
    for one, base in zip(asked, baselines):
        values = stopping.values_of(dataset, one.measure)
        for number, row in enumerate(values):
            if number != base:
                totals.append(stopping.next_total(n, one.excess(row if base is None else row - values[base]), most))
    return max(totals)


def _number_of(asked: Precision, chosen: list[Scenario]) -> int | None:
    """The number of the scenario that a precision's baseline names."""
    names = [one.name for one in chosen]
    if asked.baseline is None:
        return None
    if asked.baseline not in names or len(names) < 2:
        raise ValueError(f"the baseline was {asked.baseline!r}; expected one of several scenarios, and there are {names}")
    return names.index(asked.baseline)


def how_many(replications: int | None, bounded: bool) -> int:
    """The number of replications; where a precision is asked for, the most."""
    return replications if replications is not None else stopping.MOST if bounded else 20


def check(chosen: list[Scenario], replications: int, seed: int, scale: float, threads: int | None, detail: str) -> None:
    """Refuses, in plain words, what the engine could not run."""
    names = [one.name for one in chosen]
    if not names or len(set(names)) < len(names):
        raise ValueError(f"scenarios run side by side need a name each that differs, and were {names}")
    for name, value in {"replications": replications, "seed": seed, "threads": 1 if threads is None else threads}.items():
        if isinstance(value, bool) or not isinstance(value, numbers.Integral):
            raise TypeError(f"{name} was {value!r}; expected a whole number")
    if isinstance(scale, bool) or not isinstance(scale, numbers.Real):
        raise TypeError(f"scale was {scale!r}; expected a number")
    if replications < 1:
        raise ValueError(f"replications was {replications}; expected 1 or more")
    if not 0 <= seed < 2**32:
        raise ValueError(f"seed was {seed}; expected 0 to {2**32 - 1}")
    if not 0 < scale <= LARGEST_SCALE:
        raise ValueError(f"scale was {scale}; expected a number above 0, at most {LARGEST_SCALE}")
    if threads is not None and threads < 1:
        raise ValueError(f"threads was {threads}; expected 1 or more, or None for all")
    if detail not in ("county", "prefecture", "province"):
        raise ValueError(f'detail was "{detail}"; expected "county", "prefecture" or "province"')


def text_attribute(index: int, scenario: Scenario) -> str:
    return TEXT if index == 0 else f"{TEXT}_{scenario.name}"


def _command(chosen: list[Scenario], **options: Any) -> str:
    """What to say in Python to have the same results again, the scenarios being in the file as text."""
    scenarios = ", ".join(text_attribute(i, one) for i, one in enumerate(chosen))
    return f"yanglao.run([yanglao.Scenario.from_toml(text) for text in ({scenarios},)], {as_arguments(options)})"


def as_arguments(options: dict[str, Any]) -> str:
    return ", ".join(f"{key}={value if value is None or isinstance(value, int | float) else repr(str(value))}"
                     for key, value in options.items())


def days(date: datetime.date | str | None) -> int | None:
    if date is None:
        return None
    if isinstance(date, str):
        date = datetime.date.fromisoformat(date)
    return (date - _EPOCH).days
