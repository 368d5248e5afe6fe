"""Runs one program to its end and says what it printed and what it took."""

import dataclasses
import os
import subprocess
import tempfile
import time


class Failed(Exception):
    """A program ended with an error; the text is what it said."""


@dataclasses.dataclass(frozen=True)
class Child:
    """What one program printed, and took: seconds by the clock, seconds of processor, peak of memory in bytes (or what
    the caller held when it began, if that is more: Linux counts it)."""

    text: str
    wall: float
    cpu: float
    peak: int


def run(*words: object) -> Child:
    command = [str(word) for word in words]
    with tempfile.TemporaryFile("w+") as said:
        start = time.monotonic()
        process = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT)
        # wait4 and not wait: it tells the memory and processor time of this child alone.
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        text = said.read()
    if process.returncode != 0:
        raise Failed(f"{' '.join(command)}\nended with status {process.returncode} and said:\n{text.strip()}")
    return Child(text, wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def numbers(text: str) -> dict[str, float]:
    """The lines `name number` of a text; lines of any other form are passed over."""
    found = {}
    for line in text.splitlines():
        words = line.split()
        if len(words) == 2:
            try:
                found[words[0]] = float(words[1].replace(",", ""))
            except ValueError:
                pass
    return found
