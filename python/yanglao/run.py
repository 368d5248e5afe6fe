"""Runs of the engine."""

from __future__ import annotations

import datetime
import numbers
import os
from collections.abc import Callable, Sequence
from typing import Any

from yanglao import _core
from yanglao.dataset import to_xarray
from yanglao.progress import reporter
from yanglao.results import Results
from yanglao.scenario import Scenario, as_scenario

LARGEST_SCALE = 1000  # as on the command line
TEXT = "scenario_text"  # the attribute that holds the resolved scenario
_EPOCH = datetime.date(1970, 1, 1)


def run(
    scenario: Scenario | str | os.PathLike | Sequence[Scenario | str | os.PathLike],
    replications: int = 20,
    seed: int = 1,
    scale: float = 1.0,
    threads: int | None = None,
    progress: bool | Callable = True,
    output: str | os.PathLike | None = None,
    until: datetime.date | str | None = None,
    detail: str = "county",
) -> Results:
    """Simulates a scenario, or several side by side with the same random numbers.

    replications: how many times, each with other random numbers. With the same seed, replication 7 of any two
        scenarios is the same world but for what the scenarios change.
    scale: people and capacities times this; 0.1 for a quick look.
    threads: None for all; the results do not depend on it.
    progress: True for a bar, or a function of (share done, seconds so far, seconds left, events).
    output: a file to write, as `yanglao run --output` does.
    until: the day before which it ends; None for the scenario's own `end`.
    detail: "county", "prefecture" or "province".

    Ctrl-C stops within a second; what was finished is written to `output` before KeyboardInterrupt is raised.
    """
    given = scenario if isinstance(scenario, list | tuple) else [scenario]
    chosen = [as_scenario(one) for one in given]
    check(chosen, replications, seed, scale, threads, detail)
    if output is not None:
        _core.check_writable(os.fspath(output))
    with reporter(progress, f"{', '.join(one.name for one in chosen)}") as report:
        plain, raised = _core.run(
            [one._core for one in chosen],
            replications=replications,
            seed=seed,
            scale=scale,
            threads=threads or 0,
            until=days(until),
            detail=detail,
            title=" | ".join(one.title or one.name for one in chosen),
            command=_command(chosen, replications=replications, seed=seed, scale=scale, until=until, detail=detail),
            progress=report,
        )
    # The engine keeps the first one's text.
    plain["attributes"] |= {text_attribute(i, one): one.resolved() for i, one in enumerate(chosen)}
    finished = next(len(d["values"]) for d in plain["dimensions"] if d["name"] == "replication")
    # Nothing finished: an earlier run's results are worth more than none.
    if output is not None and finished:
        _core.write(os.fspath(output), plain)
    if raised is not None:
        raise raised
    return Results(to_xarray(plain))


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
