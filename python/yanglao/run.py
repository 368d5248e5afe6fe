"""Runs of the engine."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from yanglao import _core, stopping
from yanglao.checks import check, days, writable
from yanglao.dataset import joined, replications_of, to_xarray
from yanglao.errors import shown
from yanglao.looks import Looks
from yanglao.pieces import all_kept, in_pieces, kept_beside
from yanglao.progress import reporter
from yanglao.recipe import RUN, as_arguments, of_texts, recipe, refuse_unless_a_run, texts
from yanglao.rehearsal import rehearse_measures
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

    scenario: a `Scenario`, the name of one that ships, or the path of its file; or a list of them.
    replications: how many times (20), each with other random numbers. With the same seed, replication 7 of any two
        scenarios is the same world but for what the scenarios change.
    seed: of all random numbers, 0 to 2^32 - 1.
    scale: people and capacities times this, above 0 to 1000; 0.1 for a quick look.
    threads: 1 to 4096, None for all; the results do not depend on it.
    progress: True for a bar, False for none, or a function of (share done, seconds so far, seconds left, events).
    output: a file to write, as `yanglao run --output` does. That of another run is replaced; anything else that is there is
        refused with FileError.
    until: the day before which it ends, a date or a text such as "2027-01-01"; None for the scenario's own `end`.
    detail: the regions that results are told by: "county", "prefecture" or "province".
    precision: {measure: relative half-width} such as {"mean_wait_days[pool=nursing]": 0.05}, or `yl.Precision`s:
        replications are added until every interval is as narrow in every scenario, at most `replications` (1000). A
        `baseline` is the name of one of the scenarios. A run that stopped at n replications is the same, to the byte,
        as one of `replications=n`. Where the limit comes first, a PrecisionWarning says so, and the attribute
        "precision_missed" of the dataset (and of the file) holds which intervals are how much too wide.

    Ctrl-C stops within a second and raises KeyboardInterrupt; with an `output`, what was finished stays in the folder
        `OUTPUT.parts`, from where the same call goes on, and `yl.merge(output, ["OUTPUT.parts"])` writes what there is. So it does
        while the file of a finished run is being packed. Without an output all is lost.
    Raises ScenarioError, FileError, ValueError, TypeError.
    """
    chosen = as_scenarios(scenario)
    asked = stopping.as_precisions(precision)
    most = stopping.how_many(replications, asked)
    check(chosen, most, seed, scale, threads, detail, until)
    looks = Looks(asked, [one.name for one in chosen], [_number_of(one.baseline, chosen) for one in asked], most)
    writable(output)
    refuse_unless_a_run(output)
    options: dict[str, Any] = dict(seed=seed, scale=scale, until=until, detail=detail)
    rehearse_measures(asked, chosen, options)
    made = recipe(chosen, design=RUN, replications=most, **options, precision=list(map(asdict, asked)) if asked else "none")
    total = looks.totals[0]

    def simulate(first: int, count: int, report: Any) -> tuple[dict[str, Any], Any]:
        title = " | ".join(one.title or one.name for one in chosen)
        more, raised = _core.run([one._core for one in chosen], replications=count, first=first, command="", progress=report,
                                 title=title, threads=threads or 0, keep=output is not None, **options | {"until": days(until)})
        if more is None:
            return {}, raised
        # Interrupted: what was asked for is told, and `replication` holds what there is.
        command = f"yanglao.run({of_texts(chosen)}, {as_arguments(dict(replications=total) | options)})"
        more["attributes"] |= texts(chosen) | {"replications": str(total), "command": command}
        return more, raised

    plain: dict[str, Any] | None = None
    with kept_beside(output, made, most) as store:
        while plain is None or total > replications_of(plain):
            first = 0 if plain is None else replications_of(plain)
            text = ", ".join(one.name for one in chosen) + (f" to {total} replications" if asked else "")
            with reporter(progress, text) as report:
                more = in_pieces(simulate, first, total, store, report, bool(asked), looks.see_all if asked else None, len(chosen))
            plain = more if plain is None else joined(plain, more)
            if asked:
                total = max(looks.next())
                looks.totals = [total] * len(chosen)  # side by side: all have as many
        plain["attributes"] |= looks.tell()
        if output is not None:
            with all_kept(store, plain):
                _core.write(os.fspath(output), plain)
    return Results(to_xarray(plain))


def _number_of(baseline: Any, chosen: list[Scenario]) -> int | None:
    """The number of the scenario that a precision's baseline names."""
    names = [one.name for one in chosen]
    if baseline is None:
        return None
    if baseline not in names or len(names) < 2:
        raise ValueError(f"the baseline was {shown(baseline)}; expected one of several scenarios, and there are {names}")
    return names.index(baseline)
