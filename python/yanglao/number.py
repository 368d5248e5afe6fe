"""A number of a scenario that may be uncertain: that of a lever, or of a key in a network's own sections."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from yanglao.errors import UnknownName, shown
from yanglao.labels import is_number
from yanglao.scenario import Scenario


class Number(NamedTuple):
    """What has a distribution: its value in the scenario, the range in which it is valid, its unit."""

    value: float
    low: float
    high: float
    unit: str


def number_of(scenario: Scenario, levers: pd.DataFrame, key: str) -> Number:
    """Of a lever, or of a key of a network's own sections, whose range the engine tells only where it refuses a value."""
    if key in levers.index:
        kind, value = levers["type"][key], levers["value"][key]
        if kind not in ("number", "rate"):
            raise ValueError(f'the lever "{key}" is of type {kind}; only numbers and rates have a distribution')
        if not isinstance(value, float):
            raise ValueError(f'the lever "{key}" changes by date here; only one value has a distribution')
        return Number(value, float(levers["low"][key]), float(levers["high"][key]), levers["unit"][key])
    if not scenario._core.is_of_section(key):
        raise UnknownName(f'the table of distributions names the lever "{key}", which does not exist')
    try:
        value = scenario[key]
    except UnknownName as error:
        raise UnknownName(f'the table of distributions names "{key}", which {scenario.name} does not set: {error}') from None
    if not is_number(value):
        raise ValueError(f'"{key}" is {shown(value)} in {scenario.name}; only one number has a distribution')
    return Number(float(value), -np.inf, np.inf, "")
