"""What it is worth to know a parameter before deciding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr
from scipy.special import ndtri
from scipy.stats import rankdata

from yanglao import checks
from yanglao.distribution import Array
from yanglao.errors import UnknownName, shown

_DEGREES = range(5)  # of the polynomial in a parameter's normal score; 0: the parameter says nothing


def value_of_information(
    benefit: xr.DataArray,
    drawn: xr.DataArray,
    parameters: Iterable[str | Sequence[str]] | None = None,
    decision: str = "scenario",
    level: float = 0.95,
    seed: int = 1,
    resamples: int = 400,
) -> pd.DataFrame:
    """How much better the decision would be, on average, if a parameter were known first.

    benefit: decision x draw (x replication), the net benefit of each choice in the unit that you state, more being
        better: `r.value("mean_wait_days", pool="nursing") * -1` for the shortest wait, or money and days priced and
        added up. The mean over replications counts. drawn: draw x lever, as `yanglao.drawn(results)` gives it.
    parameters: levers, or lists of levers that would be learned together; None for each lever by itself, those that were
        drawn together as one.
    decision: the dimension of `benefit` whose labels are the choices.

    One row each of `parameter`, with `value` in the unit of `benefit`, and `low` and `high`, a bootstrap interval over the
    draws at `level`: first everything (perfect information on all parameters), then the parameters, the greatest first.
    `attrs["best"]` is the choice without further knowledge.

    Everything lies between two bounds, because chance in a draw's replications is no knowledge of parameters. With two
    replications or more `value` is the lower one: each draw's choice is made by all replications but one and valued by
    that one, in turn; `attrs["everything_at_most"]` is the upper one, which counts chance as if it could be known. With
    one replication (or none told apart) `value` is the upper one. More replications bring the two together.

    The expected value of partial perfect information is estimated by regressing each choice's advantage over the first on
    the parameter (Strong, Oakley and Brennan, Medical Decision Making 2014, 34:311-326): a polynomial in the parameter's
    normal scores, its degree (0 to 4) chosen by leave-one-out error; several parameters together by the sum of theirs.
    What the regression leaves, chance and other parameters, does not count as value. With few draws (below about 10 for
    each degree) the estimate is too high. Raises ValueError for fewer than 20 draws, fewer than two choices, or a missing
    value, UnknownName for a lever that was not drawn, TypeError for arguments of other types.
    """
    if isinstance(parameters, Iterable) and not isinstance(parameters, str):
        parameters = list(parameters)
    _check(benefit, drawn, parameters, decision, level, seed, resamples)
    # The same draws in the same order, whatever was chosen or sorted before.
    benefit, drawn = xr.align(benefit, drawn, join="inner", exclude=[str(n) for n in benefit.dims if n != "draw"])
    single, choices = _gains(benefit, decision)
    gains = single.mean(axis=2)
    best = int(gains.mean(axis=0).argmax())
    keys = [str(key) for key in drawn["lever"].values]
    values = np.asarray(drawn.transpose("draw", "lever").values, dtype=float)
    given = _together(keys, values) if parameters is None else parameters
    asked = [[name] if isinstance(name, str) else list(name) for name in given]
    if not all(asked):
        raise ValueError("parameters holds an empty list; expected at least one lever in each")
    for name in (name for names in asked for name in names if name not in keys):
        raise UnknownName(f'"{name}" was not drawn; these were: {", ".join(keys)}')
    rng = np.random.default_rng(seed)
    picks = [rng.integers(0, len(gains), len(gains)) for _ in range(resamples)]
    rows = []
    for names in asked:
        columns = {rankdata(values[:, keys.index(name)]).tobytes(): values[:, keys.index(name)] for name in names}
        scores = [_score(column) for column in columns.values()]
        rows.append({"parameter": ", ".join(names), **_interval(gains, scores, picks, level)})
    table = pd.DataFrame(rows).sort_values("value", ascending=False, kind="stable")
    perfect = {"parameter": "everything", **_bounds(_split(single), [_split(single[pick]) for pick in picks], level)}
    table = pd.concat([pd.DataFrame([perfect]), table], ignore_index=True)
    table.attrs = {"best": choices[best], "units": benefit.attrs.get("units", ""), "everything_at_most": _value(gains)}
    return table


def _check(benefit: Any, drawn: Any, parameters: Any, decision: Any, level: Any, seed: Any, resamples: Any) -> None:
    """Raises TypeError, ValueError, in words of what is expected."""
    for name, given, dims in (("benefit", benefit, f"{decision}, draw and replication"), ("drawn", drawn, "draw and lever")):
        if not isinstance(given, xr.DataArray):
            raise TypeError(f"{name} was {shown(given)}; expected an xarray.DataArray of {dims}")
        if given.dtype.kind not in "iufb":
            raise TypeError(f"{name} was of {given.dtype}; expected numbers")
    if not isinstance(decision, str):
        raise TypeError(f"decision was {shown(decision)}; expected the name of a dimension of the benefit")
    if set(drawn.dims) != {"draw", "lever"} or "lever" not in drawn.coords:
        raise ValueError(f"drawn had the dimensions {drawn.dims}; expected draw and lever, as yanglao.drawn gives it")
    if not np.isfinite(drawn.values).all():
        raise ValueError("drawn lacks a value; expected one of each lever in each draw")
    checks.share("level", level)
    checks.whole("seed", seed, 0)
    checks.whole("resamples", resamples, 1, 1_000_000)
    if parameters is not None and not (isinstance(parameters, list) and all(_is_names(each) for each in parameters)):
        raise TypeError(f"parameters was {shown(parameters)}; expected None, or a list of levers and of lists of levers")


def _is_names(given: Any) -> bool:
    return isinstance(given, str) or (isinstance(given, list | tuple) and all(isinstance(name, str) for name in given))


def _together(keys: list[str], values: Array) -> list[list[str]]:
    """Levers with the same ranks in all draws were drawn together: to know one is to know the others."""
    found: dict[bytes, list[str]] = {}
    for key, column in zip(keys, values.T, strict=True):
        found.setdefault(rankdata(column).tobytes(), []).append(key)
    return list(found.values())


def _gains(benefit: xr.DataArray, decision: str) -> tuple[Array, list[str]]:
    """draw x choice x replication: advantage over the first choice."""
    if decision not in benefit.dims or benefit.sizes[decision] < 2:
        raise ValueError(f'a decision needs two choices or more along "{decision}", and the benefit has {benefit.sizes}')
    each = benefit if "replication" in benefit.dims else benefit.expand_dims("replication")
    others = [name for name in each.dims if name not in ("draw", decision, "replication")]
    if others or "draw" not in each.dims or each.sizes["draw"] < 20:
        raise ValueError(f'the benefit needs the dimensions "{decision}" and "draw" (20 or more), and has {benefit.sizes}')
    values = np.asarray(each.transpose("draw", decision, "replication").values, dtype=float)
    if not np.isfinite(values).all():
        raise ValueError("a net benefit is missing; price what a run may lack (a wait where nobody waited) as you mean it")
    return values - values[:, :1], [str(label) for label in each[decision].values]


def _split(single: Array) -> float:
    """Of choosing draw by draw by all replications but one, valued by that one: chance cannot be chosen by."""
    n = single.shape[2]
    if n == 1:
        return _value(single[:, :, 0])
    others = (single.sum(axis=2, keepdims=True) - single) / (n - 1)
    chosen = np.take_along_axis(single, others.argmax(axis=1)[:, None, :], axis=1)
    return max(0.0, float(chosen.mean() - single.mean(axis=(0, 2)).max()))


def _value(gains: Array) -> float:
    """Of choosing row by row instead of once for all rows."""
    value = float(gains.max(axis=1).mean() - gains.mean(axis=0).max())
    return value if value > 1e-12 * float(np.abs(gains).max()) else 0.0


def _score(values: Array) -> Array:
    """Normal scores: the polynomials are the same whatever the parameter's distribution."""
    scores: Array = ndtri((rankdata(values) - 0.5) / len(values))
    return scores


def _basis(scores: list[Array], degree: int) -> Array:
    return np.column_stack([np.ones(len(scores[0])), *(score**k for score in scores for k in range(1, degree + 1))])


def _fitted(gains: Array, scores: list[Array]) -> Array:
    """What the parameters tell of each choice's advantage, at the degree with the least leave-one-out error."""
    fits = []
    for degree in _DEGREES:
        q, _ = np.linalg.qr(_basis(scores, degree))
        fit = q @ (q.T @ gains)
        leverage = np.minimum((q**2).sum(axis=1), 1 - 1e-9)
        fits.append(((((gains - fit) / (1 - leverage)[:, None]) ** 2).sum(), fit))
    best: Array = min(fits, key=lambda each: float(each[0]))[1]
    return best


def _interval(gains: Array, scores: list[Array], picks: list[Array], level: float) -> dict[str, float]:
    again = [_known(gains[pick], [score[pick] for score in scores]) for pick in picks]
    return _bounds(_known(gains, scores), again, level)


def _known(gains: Array, scores: list[Array]) -> float:
    """Part of the truth is worth no more than all of it and chance, whatever a curve makes of the draws."""
    return min(_value(_fitted(gains, scores)), _value(gains))


def _bounds(value: float, again: list[float], level: float) -> dict[str, float]:
    low, high = np.quantile(again, [0.5 - level / 2, 0.5 + level / 2])
    return {"value": value, "low": float(low), "high": float(high)}
