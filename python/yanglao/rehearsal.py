"""Results of the shape that a call is going to have, before it is run: a wrong question to them is told at once, not hours later."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import xarray as xr

from yanglao import _core
from yanglao.checks import days
from yanglao.dataset import to_xarray
from yanglao.errors import ScenarioError
from yanglao.grid import by_point, frame
from yanglao.points import Drawn
from yanglao.results import Results
from yanglao.scenario import Scenario
from yanglao.stopping import Precision, values_of

_DRAWS = _REPLICATIONS = 2  # enough for every dimension to be there


class _Begun(Exception):
    """The model is built, and is not to run."""


def rehearse(question: Callable[[Results], Any], scenarios: Sequence[Scenario], options: Mapping[str, Any],
             beside: Mapping[str, xr.DataArray]) -> None:
    """Asks the question of results in which every number is 1. Raises what it raises.

    scenarios: those run side by side. options: scale, until and detail of the runs. beside: variables that no run makes, by draw.
    """
    try:
        results = Results(_ones(scenarios, options, beside))
    except ScenarioError:
        return  # what cannot be run is told by its name when all points are checked
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        question(results)


def rehearse_measures(asked: Sequence[Precision], scenarios: Sequence[Scenario], options: Mapping[str, Any]) -> None:
    """Raises UnknownName for a measure or label that the runs are not going to have."""
    if asked:
        rehearse(lambda results: [values_of(results.dataset, one.measure) for one in asked], scenarios, options, {})


def _ones(scenarios: Sequence[Scenario], options: Mapping[str, Any], beside: Mapping[str, xr.DataArray]) -> xr.Dataset:
    def stop(*_: Any) -> None:
        raise _Begun

    plain, raised = _core.run([one._core for one in scenarios], replications=1, seed=1, scale=options["scale"], threads=1,
                              until=days(options["until"]), detail=options["detail"], title="", command="", progress=stop)
    if not isinstance(raised, _Begun | None):  # Ctrl-C
        raise raised
    empty = frame(to_xarray(plain), Drawn([one.name for one in scenarios], _DRAWS), _REPLICATIONS, {})
    full = {name: empty[name].copy(data=np.ones(empty[name].shape)) for name in by_point(empty)}
    return empty.assign(full).assign({name: array.isel(draw=slice(_DRAWS)) for name, array in beside.items()})
