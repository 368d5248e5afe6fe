"""Which uncertain parameters move a result: one at a time, Morris screening, Sobol indices."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from yanglao import checks
from yanglao.distribution import Array
from yanglao.errors import shown
from yanglao.indices import ends_design, morris_design, morris_effects, sobol_design, sobol_indices
from yanglao.parameters import chosen
from yanglao.results import Results
from yanglao.scenario import Scenario, as_scenario
from yanglao.statistics import interval
from yanglao.uncertainty import run_rows

__all__ = ["Outcome", "morris", "morris_design", "morris_effects", "one_at_a_time", "runs", "sobol", "sobol_design", "sobol_indices"]

Outcome = Callable[[Results], xr.DataArray]
_OPTIONS: dict[str, Any] = {"scale": 1.0, "until": None, "detail": "province", "progress": True}
_EDGE = 1e-3  # designs reach 0 and 1, where a distribution has no value: shares end here and at 1 less this


def one_at_a_time(
    scenario: Scenario | str | os.PathLike[str], outcome: Outcome, parameters: Iterable[str] | None = None,
    replications: int = 5, seed: int = 1, table: pd.DataFrame | None = None, executor: Executor | None = None,
    output: str | os.PathLike[str] | None = None, **options: Any,
) -> pd.DataFrame:
    """Each parameter at the ends of its 95% interval, the others at their medians: 2 k + 1 runs for k parameters.

    scenario: a `Scenario`, the name of one that ships, or the path of its file.
    outcome: one number a draw and replication: `lambda r: r.value("mean_wait_days", pool="nursing")`. It is tried before
        anything is run, on results of two draws in which every number is 1.
    parameters: names from `yanglao.parameters(scenario)`; None for all. table: other distributions, see there.
    replications: of each run (5), the same ones at all points. seed: of their random numbers, 0 to 2^32 - 1.
    executor: as in `yanglao.sweep`.
    output: a file for the runs, as in `yanglao.uncertainty`: an interruption keeps what is done, the same call goes on, and
        another outcome of the same runs needs none again (`runs` gives the file's results).
    options: scale, until, detail, progress, as there.
    Columns: `parameter`, `low` and `high` (mean outcome at either end), `base` (at the medians), `swing` (high - low, the
    replications being the same at both ends) and `swing_low`, `swing_high`, its 95% interval over replications;
    the widest first. It sees no interaction and nothing between the ends: `sobol` does.

    Raises UnknownName for a parameter that does not exist, ScenarioError, FileError, ValueError for an outcome that is missing,
    is no number a draw and replication,
    TypeError for an outcome that is no function or gives no numbers.
    """
    asked = chosen(as_scenario(scenario), parameters, table)
    _check(outcome)
    names = [one.name for one in asked]
    results = _runs(outcome, scenario, "one_at_a_time", None, names, replications, seed, table, executor, output, **options)
    values = _values(outcome, results)
    low, high = (values.isel(draw=slice(first, None, 2)).assign_coords(draw=range(len(asked))) for first in (1, 2))
    swing = interval(high - low, amounts=False)
    mean = {"low": low.mean("replication"), "high": high.mean("replication")}
    frame = pd.DataFrame({"parameter": names, **{name: each.values for name, each in mean.items()},
                          "base": float(values.isel(draw=0).mean()), "swing": swing["mean"].values,
                          "swing_low": swing["low"].values, "swing_high": swing["high"].values})
    frame = frame.iloc[np.argsort(-frame["swing"].abs().to_numpy(), kind="stable")].reset_index(drop=True)
    frame.attrs = {"outcome": str(values.name or "outcome"), "units": values.attrs.get("units", "")}
    return frame


def morris(
    scenario: Scenario | str | os.PathLike[str], outcome: Outcome, parameters: Iterable[str] | None = None,
    trajectories: int = 10, replications: int = 2, seed: int = 1, table: pd.DataFrame | None = None,
    executor: Executor | None = None, output: str | os.PathLike[str] | None = None, level: float = 0.95, **options: Any,
) -> pd.DataFrame:
    """Screening by elementary effects (Morris 1991): trajectories x (k + 1) runs for k parameters.

    An effect is the slope of a step: the outcome's change while the parameter moves over two thirds of its distribution
    (of 0 to 1, on the scale of shares), divided by 2/3. Where the outcome is a straight line in that share, it is the
    change from one end to the other.

    trajectories: 2 or more (10). replications: of each run (2). seed: of the design and of the replications, 0 to 2^32 - 1.
    level: of confidence, between 0 and 1. The other arguments are those of `one_at_a_time`.
    Columns: `parameter`; `mu_star`, the mean of absolute effects, with `low` and `high`, its interval at `level` over
    trajectories (docs/uncertainty.md tells how often it holds the truth; below 5 of them not often enough); `mu`, the mean with
    sign; `sigma`, the effects' spread over where the others stand (interaction, or no straight line); the greatest first.

    Raises UnknownName for a parameter that does not exist, ScenarioError, FileError, ValueError for an outcome that is missing,
    is no number a draw and replication, or for fewer than 2 trajectories,
    TypeError for an outcome that is no function or gives no numbers.
    """
    asked = chosen(as_scenario(scenario), parameters, table)
    _check(outcome, level)
    names = [one.name for one in asked]
    results = _runs(outcome, scenario, "morris", trajectories, names, replications, seed, table, executor, output, **options)
    values = _values(outcome, results)
    design = morris_design(len(asked), trajectories, seed)
    return morris_effects(names, design, _means(values), level)


def sobol(
    scenario: Scenario | str | os.PathLike[str], outcome: Outcome, parameters: Iterable[str] | None = None,
    samples: int = 64, replications: int = 2, seed: int = 1, table: pd.DataFrame | None = None,
    executor: Executor | None = None, output: str | os.PathLike[str] | None = None, level: float = 0.95, **options: Any,
) -> pd.DataFrame:
    """Sobol indices: the share of the outcome's variance over draws that is due to each parameter; samples x (k + 2) runs.

    samples: a power of 2 (64). replications: of each run (2). seed: of the design, the replications and the bootstrap,
    0 to 2^32 - 1. level: of confidence, between 0 and 1. The other arguments are those of `one_at_a_time`.
    Columns: `parameter`; `first`, alone, and `total`, with its interactions (0 to 1; estimates may stray), each with
    `_low` and `_high`, its bootstrap interval at `level` (percentiles); the greatest total first. What chance
    leaves in the mean over replications counts as variance that no parameter explains alone.

    Raises UnknownName for a parameter that does not exist, ScenarioError, FileError, ValueError for an outcome that is missing,
    is no number a draw and replication or does not vary, or for samples that are no power of 2,
    TypeError for an outcome that is no function or gives no numbers.
    """
    asked = chosen(as_scenario(scenario), parameters, table)
    _check(outcome, level)
    names = [one.name for one in asked]
    results = _runs(outcome, scenario, "sobol", samples, names, replications, seed, table, executor, output, **options)
    values = _values(outcome, results)
    return sobol_indices(names, _means(values), level, seed)


def runs(
    scenario: Scenario | str | os.PathLike[str], method: str, size: int | None = None,
    parameters: Iterable[str] | None = None, replications: int = 2, seed: int = 1, table: pd.DataFrame | None = None,
    executor: Executor | None = None, output: str | os.PathLike[str] | None = None, **options: Any,
) -> Results:
    """The runs on which a method rests, each point of its design as a `draw`: for `replay`, and for indices of your own.

    method: "one_at_a_time", "morris" (size: trajectories) or "sobol" (size: samples). `drawn` tells the values of the levers.
    size: None for the first, which has none. replications: of each run (2). seed: of the design and of the replications.
    The other arguments are those of `one_at_a_time`.
    Raises UnknownName for a parameter that does not exist, ScenarioError, FileError, ValueError for another method or size, TypeError.
    """
    return _runs(None, scenario, method, size, parameters, replications, seed, table, executor, output, **options)


def _runs(
    outcome: Outcome | None, scenario: Scenario | str | os.PathLike[str], method: str, size: int | None,
    parameters: Iterable[str] | None, replications: int, seed: int, table: pd.DataFrame | None, executor: Executor | None,
    output: str | os.PathLike[str] | None, **options: Any,
) -> Results:
    """`runs` for an outcome, which is tried before they are made."""
    base = as_scenario(scenario)
    told = _OPTIONS | _known(options)
    checks.check([base], replications, seed, told["scale"], None, told["detail"], told["until"])
    asked = chosen(base, parameters, table)
    _check_size(method, size, len(asked), replications)
    rows = np.clip(_design(method, size, len(asked), seed), _EDGE, 1 - _EDGE)
    progress = told.pop("progress")
    return run_rows("sensitivity.runs", [base], asked, rows, dict(method=method, size=size), replications,
                    {"seed": seed} | told, table, executor, progress, output, outcome and (lambda r: _asked(outcome, r)))


def _check_size(method: str, size: int | None, parameters: int, replications: int) -> None:
    """Before a design is made that no memory holds. What is no size is told by the design."""
    rows = {"one_at_a_time": 2 * parameters + 1, "morris": parameters + 1, "sobol": parameters + 2}
    if isinstance(method, str) and method in rows and isinstance(size, int | None):
        checks.runs(rows[method] * (1 if size is None else size), replications)


def _design(method: str, size: int | None, parameters: int, seed: int) -> Array:
    if method == "one_at_a_time":
        if size is not None:
            raise ValueError(f"size was {size}; one_at_a_time has none")
        return ends_design(parameters)
    makers = {"morris": morris_design, "sobol": sobol_design}
    if method not in makers:
        raise ValueError(f'the method was {shown(method)}; expected "one_at_a_time", "morris" or "sobol"')
    if size is None:
        raise ValueError(f"{method} needs a size: the number of {'trajectories' if method == 'morris' else 'samples'}")
    return makers[method](parameters, size, seed)


def _check(outcome: Any, level: float = 0.95) -> None:
    if not callable(outcome):
        raise TypeError(f"outcome was {shown(outcome)}; expected a function of the results, such as "
                        "lambda r: r.value('mean_wait_days', pool='nursing')")
    checks.share("level", level)


def _known(options: dict[str, Any]) -> dict[str, Any]:
    for name in options:
        if name not in _OPTIONS:
            raise TypeError(f'there is no option "{name}"; these are: {", ".join(_OPTIONS)}')
    return options


def _values(outcome: Outcome, results: Results) -> xr.DataArray:
    """The outcome by draw and replication, of finished runs."""
    found = _asked(outcome, results)
    if not np.isfinite(found.values).all():
        raise ValueError("the outcome is missing in some runs; choose one that every run has")
    return found


def _asked(outcome: Outcome, results: Results) -> xr.DataArray:
    found = outcome(results)
    if not isinstance(found, xr.DataArray):
        raise TypeError(f"the outcome was {type(found).__name__}; expected an xarray.DataArray, such as Results.value gives")
    if found.dtype.kind not in "iufb":
        raise TypeError(f"the outcome was of {found.dtype}; expected numbers")
    found = found.squeeze("scenario", drop=True) if "scenario" in found.dims else found
    if set(found.dims) != {"draw", "replication"}:
        raise ValueError(f"the outcome must be one number a draw and replication, and has the dimensions {found.dims}")
    return found.transpose("draw", "replication")


def _means(values: xr.DataArray) -> Array:
    return np.asarray(values.mean("replication").values, dtype=float)
