"""How much pairing can give: the nursing beds of every county as a queue in which nothing but the number of beds differs.

The same people ask on the same days, leave on the same days whether they wait or have a bed, and give up after the same time;
beds are those of a run, month by month. No simulator can pair two scenarios better than that, but for what their lives have in
common beside the line.
"""

from __future__ import annotations

import heapq
from collections import deque
from dataclasses import dataclass

import numpy as np
import xarray as xr

PATIENCE_MONTHS, STAY_MONTHS = 4.0, 40.0  # so that beds are as full and lines as long as in the runs


@dataclass
class World:
    """One county: what does not depend on the number of beds. Times in months from the start."""

    found: np.ndarray  # when those found in a bed leave, in the order in which they are there
    arrivals: np.ndarray
    leave: np.ndarray  # when those who come leave, in a bed or not
    give_up: np.ndarray
    part: float  # of a bed at the start, rounded up where it is less than the rest

    @classmethod
    def drawn(cls, rng: np.random.Generator, beds: int, per_month: float, months: int) -> World:
        arrivals = np.sort(rng.uniform(0, months, rng.poisson(per_month * months)))
        leave = arrivals + rng.exponential(STAY_MONTHS, len(arrivals))
        give_up = np.minimum(leave, arrivals + rng.exponential(PATIENCE_MONTHS, len(arrivals)))
        return cls(rng.exponential(STAY_MONTHS, beds), arrivals, leave, give_up, rng.uniform())


def people_waiting(world: World, beds: np.ndarray, occupied_at_start: float) -> float:
    """The mean number over the months. beds: by month."""
    there = min(int(occupied_at_start * beds[0] + world.part), int(beds[0]))
    free, months, waited = int(beds[0]) - there, len(beds), 0.0
    leaving = list(world.found[:there])
    heapq.heapify(leaving)
    line: deque[int] = deque()

    def call(now: float) -> float:
        nonlocal free
        time = 0.0
        while line and (free > 0 or world.give_up[line[0]] <= now):
            who = line.popleft()
            time += min(now, world.give_up[who]) - world.arrivals[who]
            if world.give_up[who] > now:
                free -= 1
                heapq.heappush(leaving, world.leave[who])
        return time

    changes = [(float(month), -1) for month in range(1, months)]
    for now, who in sorted([*changes, *zip(world.arrivals, range(len(world.arrivals)))]) + [(float(months), None)]:
        while leaving and leaving[0] <= now:
            gone = heapq.heappop(leaving)
            free += 1
            waited += call(gone)
        if who is None:
            break
        if who >= 0:
            line.append(who)
        else:
            free += int(beds[int(now)]) - int(beds[int(now) - 1])
        waited += call(now)
    return (waited + sum(min(months, world.give_up[who]) - world.arrivals[who] for who in line)) / months


def lines(runs: xr.Dataset, occupied_at_start: float, replications: int) -> np.ndarray:
    """People waiting in all counties, by scenario and replication. runs: by scenario, with counties as regions."""
    nursing = runs[["capacity", "admissions", "left_waiting"]].sel(pool="nursing").squeeze("draw")
    beds = nursing["capacity"].isel(replication=0).transpose("scenario", "region", "month").values
    asked = (nursing["admissions"] + nursing["left_waiting"]).mean(["scenario", "replication", "month"]).values
    rng = np.random.default_rng(1)
    out = np.zeros((len(beds), replications))
    for replication in range(replications):
        for county, per_month in enumerate(asked):
            world = World.drawn(rng, int(beds[:, county].max()) + 1, per_month, beds.shape[2])
            for scenario in range(len(beds)):
                out[scenario, replication] += people_waiting(world, beds[scenario, county], occupied_at_start)
    return out
