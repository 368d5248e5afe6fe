"""Which machine, when, and which revision."""

import datetime
import os
import pathlib
import platform
import re
import subprocess


def _first(pattern: str, file: str) -> str | None:
    try:
        found = re.search(pattern, pathlib.Path(file).read_text(), re.MULTILINE)
    except OSError:
        return None
    return found and found.group(1).strip()


def _revision(folder: pathlib.Path) -> str:
    command = ["git", "-C", str(folder), "describe", "--always", "--dirty"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"


def describe(folder: pathlib.Path) -> dict[str, str]:
    """Facts in the order in which they are told."""
    memory = _first(r"^MemTotal:\s*(\d+) kB", "/proc/meminfo")
    return {
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "git_revision": _revision(folder),
        "processor": _first(r"^model name\s*:\s*(.*)$", "/proc/cpuinfo") or platform.machine(),
        "processors": str(len(os.sched_getaffinity(0))),
        "memory_gib": f"{int(memory) / 2**20:.1f}" if memory else "unknown",
        "system": f"{platform.system()} {platform.release()}",
    }
