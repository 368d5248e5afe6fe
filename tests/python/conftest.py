"""A small dataset made by hand, in the layout of a run."""

import signal

import numpy as np
import pytest
import xarray as xr

import yanglao as yl
from yanglao import here

# A shell's background jobs ignore Ctrl-C, and so would the tests of it and their programs.
signal.signal(signal.SIGINT, signal.default_int_handler)

MONTHS = np.array(["2020-11-01", "2020-12-01", "2021-01-01"], dtype="datetime64[ns]")
LEADING = ("scenario", "draw", "replication", "region")


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(here._core, "threads", lambda: 2)


@pytest.fixture
def by_hand() -> xr.Dataset:
    """Two scenarios, four replications, two regions, three months, one pool. All numbers are set below."""
    rng = np.random.default_rng(7)
    admissions = np.full((2, 1, 4, 2, 3, 1), 10.0)
    wait_days = np.zeros_like(admissions)
    wait_days[0] = np.array([20, 30, 40, 50]).reshape(1, 4, 1, 1, 1)  # mean waits 2, 3, 4, 5 days
    wait_days[1] = np.array([10, 10, 30, 30]).reshape(1, 4, 1, 1, 1)  # mean waits 1, 1, 3, 3 days
    cost = rng.integers(1, 100, (2, 1, 4, 2, 3, 2, 2)).astype(float)
    queue = rng.integers(1, 100, admissions.shape).astype(float)
    contracts = rng.integers(1, 100, (2, 1, 4, 2, 3)).astype(float)
    return xr.Dataset(
        {
            "admissions": ((*LEADING, "month", "pool"), admissions, {"units": "people"}),
            "wait_days": ((*LEADING, "month", "pool"), wait_days, {"units": "days"}),
            "left_waiting": ((*LEADING, "month", "pool"), np.ones_like(admissions), {"units": "people"}),
            "queue": ((*LEADING, "month", "pool"), queue, {"units": "people", "long_name": "people waiting"}),
            "cost": ((*LEADING, "month", "payer", "line"), cost, {"units": "CNY"}),
            "family_doctor_contracts": ((*LEADING, "month"), contracts, {"units": "people"}),
        },
        {
            "scenario": ["base", "more"],
            "draw": [0.0],
            "replication": [0.0, 1.0, 2.0, 3.0],
            "region": ["Nanchang", "Ganzhou"],
            "month": MONTHS,
            "pool": ["nursing"],
            "payer": ["central", "household"],
            "line": ["construction", "fee"],
        },
        {"seed": "1", "run_threads": "2"},
    )


@pytest.fixture
def results(by_hand) -> yl.Results:
    return yl.Results(by_hand)


@pytest.fixture(scope="session")
def scenario() -> yl.Scenario:
    """Three months of the province."""
    return yl.Scenario.load("jiangxi-2025")


SMALL = dict(replications=2, scale=0.01, until="2021-02-01", detail="province", progress=False)
