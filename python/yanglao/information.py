"""What it is worth to know a parameter before deciding."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr
from scipy.stats import rankdata

from yanglao import checks
from yanglao.distribution import Array
from yanglao.errors import UnknownName, shown
from yanglao.knowing import Worth, value, worth_of, worth_of_all
from yanglao.metamodel import Metamodel, most_terms, terms_of_pairs


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
    level: of confidence, between 0 and 1. resamples: of the draws, for the bootstrap (1 to 1,000,000).
    seed: of the resamples, 0 or more.

    One row each of `parameter`, with `value` in the unit of `benefit`, and `low` and `high`, its interval over the draws at
    `level`, each end the farther one of a bootstrap's and of the mean's: first everything (perfect information on all
    parameters), then the parameters, the greatest first.
    `attrs["best"]` is the choice without further knowledge.

    Everything: of the spread between the draws' means as much counts as chance does not account for, which is known from the
    spread between replications. With one replication (or none told apart) chance counts as if it could be known, and the
    value may be too high; `attrs["everything_at_most"]` is that in any case. No part is worth more than everything.

    The expected value of partial perfect information is estimated by regressing each choice's advantage over the first on
    the parameter (Strong, Oakley and Brennan, Medical Decision Making 2014, 34:311-326): a polynomial in the parameter or in
    its normal scores, of degree 0 to 4; of several parameters together with all products of them up to that total degree, as
    far as there are 5 draws a term. The least leave-one-out error decides. What the regression leaves, chance and other
    parameters, does not count as value: of a sharp threshold, or a wave, it finds less than there is. Where the draws are too
    few to tell what the parameters of a list do together, only the sum of what each does counts, and a UserWarning says so.

    Raises ValueError for fewer than 20 draws, fewer than two choices, a missing value, an empty list of parameters, or more
    parameters together than the draws can tell of at all; UnknownName for a lever that was not drawn, TypeError for arguments of
    other types.
    """
    if isinstance(parameters, Iterable) and not isinstance(parameters, str):
        parameters = list(parameters)
    _check(benefit, drawn, parameters, decision, level, seed, resamples)
    # The same draws in the same order, whatever was chosen or sorted before.
    benefit, drawn = xr.align(benefit, drawn, join="inner", exclude=[str(n) for n in benefit.dims if n != "draw"])
    single, choices = _gains(benefit, decision)
    gains = single.mean(axis=2)
    keys = [str(key) for key in drawn["lever"].values]
    values = np.asarray(drawn.transpose("draw", "lever").values, dtype=float)
    asked = _asked(parameters, keys, values)
    rng = np.random.default_rng(seed)
    draws = len(gains)
    picks = [np.bincount(rng.integers(0, draws, draws), minlength=draws).astype(float) for _ in range(resamples)]
    rows = [(", ".join(names), worth_of(gains, Metamodel(columns), picks, level)) for names, columns in asked]
    rows.sort(key=lambda row: -row[1].value)
    perfect = worth_of_all(single, Metamodel(_apart(list(values.T))), picks, level)
    # Each end and the value: to know all is worth no less than to know a part.
    everything = Worth(*(max(each) for each in zip(perfect, *(worth for _, worth in rows))))
    table = pd.DataFrame([{"parameter": name, **worth._asdict()} for name, worth in [("everything", everything), *rows]])
    table.attrs = {"best": choices[int(gains.mean(axis=0).argmax())], "units": benefit.attrs.get("units", ""),
                   "everything_at_most": value(gains, np.ones(draws))}
    return table


def _asked(parameters: Iterable[str | Sequence[str]] | None, keys: list[str], values: Array) -> list[tuple[list[str], list[Array]]]:
    """What would be learned together, and the columns of it. Raises ValueError, UnknownName."""
    given = _together(keys, values) if parameters is None else parameters
    asked = [[name] if isinstance(name, str) else list(name) for name in given]
    if not asked:
        raise ValueError("parameters was empty; expected at least one lever, or None for each that was drawn")
    if not all(asked):
        raise ValueError("parameters holds an empty list; expected at least one lever in each")
    for name in (name for names in asked for name in names if name not in keys):
        raise UnknownName(f'"{name}" was not drawn; these were: {", ".join(keys)}')
    found = [(names, _apart([values[:, keys.index(name)] for name in names])) for names in asked]
    for names, columns in found:
        _refuse_too_many(", ".join(names), len(columns), len(values))
    return found


def _refuse_too_many(names: str, count: int, draws: int) -> None:
    """Raises ValueError, or warns, where the draws cannot tell what so many parameters do together."""
    most = most_terms(draws)
    if count + 1 > most:
        raise ValueError(f"{count} parameters together ({names}) are too many for {draws} draws; expected at most {most - 1}")
    if count > 1 and terms_of_pairs(count) > most:
        fewer = max(k for k in range(1, count) if terms_of_pairs(k) <= most or k == 1)
        warnings.warn(f"{draws} draws are too few to tell what {count} parameters ({names}) do together: only what each does by "
                      f"itself is added up, and their value may be far higher. Ask for at most {fewer} together, or draw more",
                      stacklevel=4)


def _apart(columns: list[Array]) -> list[Array]:
    """Without those that have the same ranks as another: to know one is to know the others."""
    return list({rankdata(column).tobytes(): column for column in columns}.values())


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
