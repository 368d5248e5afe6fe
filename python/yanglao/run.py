"""Runs of the engine."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Sequence
from typing import Any

from yanglao import _core, stopping
from yanglao.checks import check, days, writable
from yanglao.dataset import joined, replications_of, to_xarray
from yanglao.errors import shown
from yanglao.looks import Looks
from yanglao.progress import reporter
from yanglao.recipe import as_arguments, of_texts, refuse_unless_a_run, texts
from yanglao.results import Results
from yanglao.scenario import Scenario, as_scenarios
from yanglao.stopping import Asked


def run(
    scenario: Scenario | str | os.PathLike[str] | Sequence[Scenario | str | os.PathLike[str]],
    replications: int | None = None,
    seed: int = 1,
    scale: float = 1.0,
    threads: int | None = None,
    progress: bool | Callable[[float, float, float, int], object] = True,
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
    output: a file to write, as `yanglao run --output` does. That of another run is replaced; anything else that is there is
        refused with FileError.
    until: the day before which it ends; None for the scenario's own `end`.
    detail: "county", "prefecture" or "province".
    precision: {measure: relative half-width} such as {"mean_wait_days[pool=nursing]": 0.05}, or `yl.Precision`s:
        replications are added until every interval is as narrow in every scenario, at most `replications` (1000). A
        `baseline` is the name of one of the scenarios. A run that stopped at n replications is the same, to the byte,
        as one of `replications=n`. Where the limit comes first, a PrecisionWarning says so, and the attribute
        "precision_missed" of the dataset (and of the file) holds which intervals are how much too wide.

    Ctrl-C stops the engine within a second; what was finished is written to `output` before KeyboardInterrupt is raised, which
        takes longer the more there is (`detail="province"` has a hundredth of the numbers).
    Raises ScenarioError, FileError, ValueError, TypeError.
    """
    chosen = as_scenarios(scenario)
    asked = stopping.as_precisions(precision)
    most = stopping.how_many(replications, asked)
    check(chosen, most, seed, scale, threads, detail, until)
    looks = Looks(asked, [one.name for one in chosen], [_number_of(one.baseline, chosen) for one in asked], most)
    writable(output)
    refuse_unless_a_run(output)
    options: dict[str, Any] = dict(seed=seed, scale=scale, threads=threads or 0, until=days(until), detail=detail)
    options["title"] = " | ".join(one.title or one.name for one in chosen)
    plain, raised, total = None, None, looks.totals[0]
    while raised is None and (plain is None or total > replications_of(plain)):
        first = 0 if plain is None else replications_of(plain)
        text = ", ".join(one.name for one in chosen) + (f" to {total} replications" if asked else "")
        with reporter(progress, text) as report:
            more, raised = _core.run([one._core for one in chosen], replications=total - first, first=first,
                                     command="", progress=report, **options)
        plain = more if plain is None else joined(plain, more)
        if raised is None and asked:
            looks.see_all(to_xarray(more))
            total = max(looks.next())
            looks.totals = [total] * len(chosen)  # side by side: all have as many
    # Interrupted: what was asked for is told, and `replication` holds what there is.
    plain["attributes"] |= texts(chosen) | {
        "replications": str(total),
        "command": f"yanglao.run({of_texts(chosen)}, " + as_arguments(
            dict(replications=total, seed=seed, scale=scale, until=until, detail=detail)) + ")",
    }
    if raised is None:
        plain["attributes"] |= looks.tell()
    # Nothing finished: an earlier run's results are worth more than none.
    if output is not None and replications_of(plain):
        _core.write(os.fspath(output), plain)
    if raised is not None:
        raise raised
    return Results(to_xarray(plain))


def _number_of(baseline: Any, chosen: list[Scenario]) -> int | None:
    """The number of the scenario that a precision's baseline names."""
    names = [one.name for one in chosen]
    if baseline is None:
        return None
    if baseline not in names or len(names) < 2:
        raise ValueError(f"the baseline was {shown(baseline)}; expected one of several scenarios, and there are {names}")
    return names.index(baseline)
