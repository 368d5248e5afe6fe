"""The record of a run that the file of many jobs has: what the call that wrote it has run, and what it read."""

from __future__ import annotations

import datetime
import time
from collections.abc import Sequence
from typing import Any

import xarray as xr

from yanglao.dataset import RECORD

_SUMS = {"events": 0, "simulation_seconds": 6}  # of the jobs that a call has run, with their decimals
_GREATEST = ("threads", "peak_memory_mib")  # of any of them
_COUNTS = ("replications", "before_replications", "reused_replications")
_REUSED = ("from", "started", "wall_seconds", "events")


class Record:
    """Of a call that runs jobs. All files of sweeps and draws have the same entries, or `yanglao same` would find them different."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._started = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        self._entries = dict.fromkeys([*_SUMS, *_GREATEST, "replications"], 0.0)
        self._reused: dict[str, str] = {}
        self._reused_replications = 0

    def wall_s(self) -> float:
        return time.monotonic() - self._begun

    def add(self, job: xr.Dataset) -> None:
        """A job that this call has run."""
        for name in _SUMS:
            self._entries[name] += float(job.attrs[RECORD + name])
        for name in _GREATEST:
            self._entries[name] = max(self._entries[name], float(job.attrs[RECORD + name]))
        self._entries["replications"] += job.sizes["replication"]

    def side_by_side(self, threads: int) -> None:
        """So many jobs run at once, each on a thread."""
        self._entries["threads"] = max(self._entries["threads"], threads)

    def reuse(self, file: str, attributes: dict[str, Any], replications: int) -> None:
        """Replications out of the file of another sweep, and how that went."""
        self._reused = {"from": file} | {name: str(attributes.get(RECORD + name, "")) for name in _REUSED[1:]}
        self._reused_replications = replications

    def attributes(self, held: int) -> dict[str, str]:
        """held: replications in the file, of all points. What this call has neither run nor read from the file of another sweep
        was there before it: jobs that earlier calls with the same output have run."""
        before = held - int(self._entries["replications"]) - self._reused_replications
        counts = {"before_replications": before, "reused_replications": self._reused_replications}
        told = _told(self._started, self.wall_s(), self._entries | counts)
        return told | {f"{RECORD}reused_{name}": self._reused.get(name, "") for name in _REUSED}


def merged(files: Sequence[dict[str, Any]]) -> dict[str, str]:
    """Of the files (their attributes) that were joined into one: added up. Those that were run on one day need not have been run one
    after another: the seconds are those of all calls."""
    entries = {name: sum(_number(each, name) for each in files) for name in (*_SUMS, *_COUNTS)}
    entries |= {name: max(_number(each, name) for each in files) for name in _GREATEST}
    started = min(str(each.get(RECORD + "started", "")) for each in files)
    source = max(files, key=lambda each: _number(each, "reused_replications"))
    return _told(started, sum(_number(each, "wall_seconds") for each in files), entries) | {
        f"{RECORD}reused_{name}": str(source.get(f"{RECORD}reused_{name}", "")) for name in _REUSED}


def _told(started: str, wall_s: float, entries: dict[str, float]) -> dict[str, str]:
    rate = entries["events"] / wall_s if wall_s > 0 else 0
    told = {"started": started, "wall_seconds": f"{wall_s:.6f}", "events_per_second": f"{rate:.0f}",
            "threads": f"{entries['threads']:.0f}", "peak_memory_mib": f"{entries['peak_memory_mib']:.1f}"}
    told |= {name: f"{entries[name]:.{decimals}f}" for name, decimals in _SUMS.items()}
    told |= {name: f"{entries[name]:.0f}" for name in _COUNTS}
    return {RECORD + name: text for name, text in told.items()}


def _number(attributes: dict[str, Any], name: str) -> float:
    try:
        return float(attributes[RECORD + name])
    except (KeyError, ValueError):
        return 0.0
