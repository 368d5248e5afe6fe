"""What results tell: which measures they hold, and what each is made of and taken as."""

from __future__ import annotations

import xarray as xr

from yanglao.errors import UnknownName, shown

# Over several months: added up, averaged by their days, or that of the last month's end.
TAKEN = {
    "population": "end",
    "family_doctor_contracts": "end",
    "people": "mean",
    "capacity": "mean",
    "occupied": "mean",
    "queue": "mean",
    "admissions": "sum",
    "wait_days": "sum",
    "left_waiting": "sum",
    "left_wait_days": "sum",
    "interrupted_wait_days": "sum",
    "blocked_days": "sum",
    "blocked_days_by_root": "sum",
    "blocked_cost": "sum",
    "deaths": "sum",
    "turned_60": "sum",
    "left_province": "sum",
    "cost": "sum",
    "revenue": "sum",
    "benefits_paid": "sum",
    "facilities": "end",
    "places_for_facilities": "end",
    "places_with_facility": "end",
    "reached": "mean",
    "unreached": "mean",
    "unusable_places": "mean",
    "falls": "sum",
    "respite_days": "sum",
    "volunteer_hours": "sum",
    "contracts_all_ages": "end",
    "channel_places": "mean",
    "chinese_medicine_places": "mean",
    "rule_places": "mean",
    "admissions_elsewhere": "sum",
    "waiting": "mean",  # from here on of networks
    "turned_away": "sum",
    "pushed_out": "sum",
    "deadlocks": "sum",
    "departures": "sum",
    "arrivals": "sum",
    "events": "sum",
    "left_region": "sum",
    "came_from_region": "sum",
    "travelling": "mean",
}
OVERALL = "_overall"  # how variables end that tell, of another, what it is of all regions together
MEAN_WAIT = "mean_wait_days"


def names(dataset: xr.Dataset) -> list[str]:
    """The measures that these results hold."""
    there = dataset.data_vars  # not its labels: a swept lever may be called as a measure is
    held = [name for name in TAKEN if name in there]
    waits = [MEAN_WAIT] if {"wait_days", "admissions"} <= set(held) else []
    return held + waits + [name for name in ("indicator",) if name in there]


def is_told(dataset: xr.Dataset, name: str) -> bool:
    """Whether there is a number of it in each replication: of no lever, and of nothing that the policy sets for all of them."""
    there = name in dataset.data_vars and "replication" in dataset[name].dims
    return there and not name.endswith(OVERALL)


def made_of(name: str) -> list[str]:
    """The variables that a measure is computed from."""
    return ["wait_days", "admissions"] if name == MEAN_WAIT else [name]


def refuse_unless_told(dataset: xr.Dataset, name: str) -> None:
    """Raises UnknownName for what is no measure of these results."""
    if not all(is_told(dataset, part) for part in made_of(name)):
        raise UnknownName(f'these results hold no "{name}"; they hold {", ".join(names(dataset))}')


def monthly(dataset: xr.Dataset, name: str) -> xr.Dataset:
    """A variable that is told by month. Raises UnknownName for another."""
    there = [str(each) for each, array in dataset.data_vars.items() if "month" in array.dims and "replication" in array.dims]
    if name not in there:
        raise UnknownName(f"there is no variable by month {shown(name)}; there are {', '.join(there)}")
    return dataset[[name]]
