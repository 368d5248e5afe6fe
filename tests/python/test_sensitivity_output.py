"""Sensitivity with an output: killed or interrupted in the middle it goes on, and its runs serve another outcome."""

import os
import signal
import subprocess
import sys
import time
from functools import partial

import numpy as np
import pandas as pd
import pytest
from support import counted_jobs, same, written

import yanglao as yl
from yanglao import folder

SHORT = dict(scale=0.01, until="2021-01-01", progress=False)
NAMES = ["wish.institution", "cost.hospital_cny_per_day"]
# 1 + 2 x 2 runs, 3 trajectories x 3, 4 samples x 4.
CALLS = {"one_at_a_time": (partial(yl.sensitivity.one_at_a_time, replications=2), 5),
         "morris": (partial(yl.sensitivity.morris, trajectories=3), 9),
         "sobol": (partial(yl.sensitivity.sobol, samples=4), 16)}


def wait(results):
    return results.value("mean_wait_days", pool="nursing")


def cost(results):
    return results.value("cost", payer=..., line=...)


@pytest.mark.parametrize("method", CALLS)
def test_interrupted_it_goes_on_and_serves_another_outcome(method, tmp_path, monkeypatch):
    call, points = CALLS[method]
    expected = call("jiangxi-2020", wait, NAMES, output=tmp_path / "whole.h5", **SHORT)
    pd.testing.assert_frame_equal(call("jiangxi-2020", wait, NAMES, **SHORT), expected)
    path = tmp_path / "part.h5"
    with monkeypatch.context() as patch:
        counted_jobs(patch, stop_after=3)
        with pytest.raises(KeyboardInterrupt):
            call("jiangxi-2020", wait, NAMES, output=path, **SHORT)
    assert yl.open(written(path)).dataset.attrs["interrupted"] == "true"
    seen = counted_jobs(monkeypatch)
    pd.testing.assert_frame_equal(call("jiangxi-2020", wait, NAMES, output=path, **SHORT), expected)
    assert len(seen) == points - 3 and same(path, tmp_path / "whole.h5")
    # The same runs, another question: nothing is run.
    paid = call("jiangxi-2020", cost, NAMES, output=path, **SHORT)
    assert len(seen) == points - 3
    pd.testing.assert_frame_equal(paid, call("jiangxi-2020", cost, NAMES, **SHORT))


def test_another_call_is_refused(tmp_path):
    path = tmp_path / "m.h5"
    yl.sensitivity.morris("jiangxi-2020", wait, NAMES, trajectories=2, output=path, **SHORT)
    for other in (dict(seed=2), dict(trajectories=3), dict(replications=3), dict(parameters=NAMES[:1])):
        given = dict(trajectories=2, parameters=NAMES) | other
        with pytest.raises(yl.FileError, match="holds another sweep"):
            yl.sensitivity.morris("jiangxi-2020", wait, output=path, **given, **SHORT)
    with pytest.raises(yl.FileError, match="holds another sweep"):
        yl.sensitivity.sobol("jiangxi-2020", wait, NAMES, samples=2, output=path, **SHORT)


PROGRAM = """
import sys, yanglao as yl
yl.sensitivity.morris("jiangxi-2020", lambda r: r.value("queue", pool="nursing"), ["wish.institution", "institution.fee"],
                      trajectories=4, output=sys.argv[1], scale=0.05, until="2021-06-01", progress=False)
"""


def test_killed_in_the_middle_nothing_that_was_done_is_lost(tmp_path, monkeypatch):
    path, parts = tmp_path / "k.h5", tmp_path / "k.h5.parts"
    running = subprocess.Popen([sys.executable, "-c", PROGRAM, path])
    until = time.monotonic() + 60
    while len(list(parts.glob("0*"))) < 2 and time.monotonic() < until:
        time.sleep(0.005)
    os.kill(running.pid, signal.SIGKILL)
    assert running.wait() == -signal.SIGKILL
    done = {part.name: part.stat().st_mtime_ns for part in parts.glob("0*")}
    assert 2 <= len(done) < 12 and not path.exists()
    written = []
    put = folder.Folder.put
    monkeypatch.setattr(folder.Folder, "put", lambda store, key, dataset: (written.append(key), put(store, key, dataset)))
    names = ["wish.institution", "institution.fee"]
    options = dict(trajectories=4, scale=0.05, until="2021-06-01", progress=False)
    found = yl.sensitivity.morris("jiangxi-2020", lambda r: r.value("queue", pool="nursing"), names, output=path, **options)
    assert len(written) == 12 - len(done)
    monkeypatch.undo()
    again = yl.sensitivity.morris("jiangxi-2020", lambda r: r.value("queue", pool="nursing"), names,
                                  output=tmp_path / "whole.h5", **options)
    pd.testing.assert_frame_equal(found, again)
    assert same(path, tmp_path / "whole.h5")


def test_runs_are_told_by_their_draws():
    found = yl.sensitivity.runs("jiangxi-2020", "morris", 2, NAMES, **SHORT)
    assert found.dataset.sizes["draw"] == 6 and yl.drawn(found).sizes["draw"] == 6
    # On a grid of four levels, 0 and 1 moved to 0.001 and 0.999: at most four different values of a lever.
    assert len(np.unique(yl.drawn(found).sel(lever="cost.hospital_cny_per_day"))) in (2, 3, 4)


@pytest.mark.parametrize("given, told", [
    (dict(method="fast"), "expected \"one_at_a_time\""),
    (dict(method="morris"), "needs a size: the number of trajectories"),
    (dict(method="one_at_a_time", size=3), "has none"),
    (dict(method="sobol", size=3), "power of 2"),
])
def test_wrong_runs(given, told):
    with pytest.raises(ValueError, match=told):
        yl.sensitivity.runs("jiangxi-2020", parameters=NAMES, **given, **SHORT)


def test_a_level_is_a_share():
    with pytest.raises(ValueError, match="level was 95"):
        yl.sensitivity.sobol("jiangxi-2020", wait, NAMES, samples=2, level=95, **SHORT)
