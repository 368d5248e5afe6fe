"""A worker of an MPI program killed in the middle of a sweep: MPI ends the program, and started again it does the rest."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from support import same
from test_executors import LEVERS, swept

REPLICATIONS, JOBS = 160, 4 * 160 // 20
assert [len(values) for values in LEVERS.values()] == [2, 2]


def command(path: Path) -> list[str]:
    return list(map(str, [Path(sys.executable).with_name("mpiexec"), "-n", "3", sys.executable, "-m", "mpi4py.futures",
                          Path(__file__).with_name("mpi_sweep.py"), path, REPLICATIONS]))


def rank(wanted: int, path: Path) -> int:
    """The process of this rank in the MPI program that writes to `path`."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            told = process.joinpath("environ").read_bytes().split(b"\0")
            words = process.joinpath("cmdline").read_bytes().split(b"\0")
        except OSError:  # it has just ended
            continue
        if f"PMI_RANK={wanted}".encode() in told and str(path).encode() in words:
            return int(process.name)
    raise AssertionError(f"no process of rank {wanted}")


def test_nothing_that_was_done_is_lost(tmp_path):
    path, parts = tmp_path / "mpi.h5", tmp_path / "mpi.h5.parts"
    running = subprocess.Popen(command(path), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while len(list(parts.glob("0*"))) < 8 and time.monotonic() < until:
        time.sleep(0.005)
    os.kill(rank(2, path), signal.SIGKILL)  # of three: 0 hands the jobs out, 1 and 2 do them
    assert running.wait(timeout=60) != 0
    done = len(list(parts.glob("0*")))
    assert 8 <= done < JOBS and not path.exists()
    again = subprocess.run(command(path), capture_output=True, text=True, timeout=300)
    assert again.returncode == 0, again.stderr
    assert f"workers 2 jobs {JOBS - done}\n" in again.stdout
    print(f"killed after {done} of {JOBS} jobs; started again, {JOBS - done} were run")
    assert same(path, swept(tmp_path / "here.h5", replications=REPLICATIONS))
