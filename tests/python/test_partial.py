"""Sweeps of which only a part is there: nothing that was finished is lost, and what is missing is said."""

import shutil

import pytest

import yanglao as yl

SMALL = dict(scale=0.005, until="2020-12-01", progress=False)
BEDS = {"beds.nursing.factor": [1, 2]}


@pytest.fixture(scope="module")
def scenario():
    return yl.Scenario.load("jiangxi-2025")


def test_a_shard_without_jobs_is_refused_and_leaves_nothing(scenario, tmp_path):
    with pytest.raises(ValueError, match="shard 3 of 3 has nothing to do"):
        yl.sweep(scenario, BEDS, replications=1, shard=(3, 3), output=tmp_path / "s.h5", **SMALL)
    assert list(tmp_path.iterdir()) == []


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
