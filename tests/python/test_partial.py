"""Sweeps of which only a part is there: nothing that was finished is lost, and what is missing is said."""

import json
import shutil

import numpy as np
import pytest

import yanglao as yl
from support import written
from yanglao import held
from yanglao.course import Course

SMALL = dict(scale=0.005, until="2020-12-01", progress=False)
BEDS = {"beds.nursing.factor": [1, 2]}


@pytest.fixture(scope="module")
def scenario():
    return yl.Scenario.load("jiangxi-2025")


def test_a_shard_without_jobs_is_refused_and_leaves_nothing(scenario, tmp_path):
    with pytest.raises(ValueError, match="shard 3 of 3 has nothing to do"):
        yl.sweep(scenario, BEDS, replications=1, shard=(3, 3), output=tmp_path / "s.h5", **SMALL)
    assert list(tmp_path.iterdir()) == []


def test_a_shard_in_numbers_of_numpy_is_the_same(scenario, tmp_path):
    for name, shard in (("a.h5", (2, 2)), ("b.h5", (np.int64(2), np.int32(2)))):
        yl.sweep(scenario, BEDS, replications=1, shard=shard, output=tmp_path / name, **SMALL)
    with yl.open(tmp_path / "a.h5").dataset as a, yl.open(tmp_path / "b.h5").dataset as b:
        assert a.equals(b) and a.attrs["shard"] == b.attrs["shard"] == "2/2"


def test_an_interrupted_output_whose_parts_are_gone_is_not_written_over(scenario, tmp_path):
    path = tmp_path / "s.h5"
    yl.sweep(scenario, BEDS, replications=1, output=path, **SMALL)
    before = _interrupted(path).read_bytes()
    with pytest.raises(yl.FileError, match="s.h5.parts, from which it would go on, is not there"):
        yl.sweep(scenario, BEDS, replications=1, output=path, **SMALL)
    assert path.read_bytes() == before


def _interrupted(path):
    """The file as Ctrl-C would have left it."""
    import h5py

    with h5py.File(path, "a") as file:
        file.attrs["interrupted"] = "true"
    shutil.rmtree(f"{path}.parts", ignore_errors=True)
    return path


def test_replay_says_that_a_point_was_not_run(scenario, tmp_path):
    path = tmp_path / "s.h5"
    yl.sweep(scenario, BEDS, replications=1, shard=(1, 2), output=path, **SMALL)
    assert yl.replay(path, at={"beds.nursing.factor": 1}, progress=False).different == []
    with pytest.raises(yl.UnknownName, match="no replication 0 of this point: it was not run"):
        yl.replay(path, at={"beds.nursing.factor": 2}, progress=False)


def test_ctrl_c_while_runs_of_another_file_are_read_keeps_those_read(scenario, tmp_path, monkeypatch):
    yl.sweep(scenario, BEDS, replications=1, output=tmp_path / "old.h5", **SMALL)
    job_of = held.job_of

    def interrupted(data, key):
        if key.point == 1:
            raise KeyboardInterrupt
        return job_of(data, key)

    again = dict(replications=1, output=tmp_path / "s.h5", reuse=tmp_path / "old.h5", **SMALL)
    with monkeypatch.context() as patch:
        patch.setattr(held, "job_of", interrupted)
        with pytest.raises(KeyboardInterrupt):
            yl.sweep(scenario, BEDS, **again)
    assert done(tmp_path / "s.h5") == [[0, 0, 1]]
    assert yl.sweep(scenario, BEDS, **again).dataset.equals(yl.open(tmp_path / "old.h5").dataset)


def test_ctrl_c_in_the_first_look_of_a_call_that_goes_on_keeps_the_later_ones(tmp_path, monkeypatch):
    path, run = tmp_path / "s.h5", Course.run
    looks = dict(precision=[yl.Precision("queue", relative=1e-9)], replications=60, scale=1.0, until="2020-02-01", progress=False)

    def interrupted_after(total):
        def then(self, totals, *rest):
            run(self, totals, *rest)
            if max(totals) >= total:
                raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(Course, "run", then)
            with pytest.raises(KeyboardInterrupt):
                yl.sweep("w1b", {"population": [300, 600]}, output=path, **looks)

    interrupted_after(60)
    before = done(path)
    assert max(first + count for _, first, count in before) == 60
    interrupted_after(30)
    assert done(path) == before


def done(path):
    with yl.open(written(path)).dataset as data:
        assert data.attrs["interrupted"] == "true"
        return json.loads(data.attrs["jobs_done"])
