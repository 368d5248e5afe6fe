"""Sweeps to a file: the same bytes whether in one go, interrupted, or in shards. Half a hundredth of the province."""

import importlib
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from support import counted_jobs, same, written

import yanglao as yl
from yanglao import folder, grid
from yanglao.folder import Extent, Folder
from yanglao.store import Key
from yanglao.stopping import values_of
from yanglao.whole import Whole

modules = [importlib.import_module(f"yanglao.{name}") for name in ("course", "whole", "merge")]

SMALL = dict(scale=0.005, until="2021-01-01", progress=False)
LEVERS = {"beds.nursing.factor": [1, 2], "family_doctor.coverage": [0.3, 0.9]}


@pytest.fixture(scope="module", autouse=True)
def small_jobs():
    """Jobs of two replications, so that each point has several."""
    with pytest.MonkeyPatch.context() as patch:
        for module in modules:
            patch.setattr(module, "REPLICATIONS_A_JOB", 2)
        yield


@pytest.fixture(scope="module")
def whole(scenario, tmp_path_factory):
    path = tmp_path_factory.mktemp("sweep") / "whole.h5"
    yl.sweep(scenario, LEVERS, replications=3, output=path, **SMALL)
    return path


def test_file_holds_what_a_sweep_in_memory_yields(scenario, whole):
    here = yl.sweep(scenario, LEVERS, replications=3, **SMALL).dataset
    assert int(here["admissions"].isnull().sum()) == 0
    xr.testing.assert_equal(yl.open(whole).dataset, here)
    xr.testing.assert_equal(yl.open(whole, lazy=True).dataset, here)
    assert not whole.with_name("whole.h5.parts").exists()


def test_interrupted_sweep_keeps_what_is_done_and_goes_on(scenario, whole, tmp_path, monkeypatch):
    counted = counted_jobs(monkeypatch, 5)
    path = tmp_path / "part.h5"
    with pytest.raises(KeyboardInterrupt):
        yl.sweep(scenario, LEVERS, replications=3, output=path, **SMALL)
    assert not path.exists()
    part = yl.open(written(path)).dataset
    assert part.attrs["interrupted"] == "true"
    expected = [0] * 4  # each point is a job of 2 replications and, after those of all, one of 1; any five of the eight are done
    for job in counted:
        expected[job % 4] += (2, 1)[job // 4]
    finished = part["admissions"].notnull().all(["draw", "region", "month", "pool"]).sum("replication").values.ravel()
    assert len(counted) == 5 and list(finished) == expected
    yl.sweep(scenario, LEVERS, replications=3, output=path, **SMALL)
    assert len(counted) == 8 and same(path, whole)
    yl.sweep(scenario, LEVERS, replications=3, output=path, **SMALL)
    assert len(counted) == 8


def test_ctrl_c_packs_and_reads_nothing_whatever_was_finished(scenario, tmp_path, monkeypatch):
    """To write the results file takes the longer the more there is: after Ctrl-C that would be seconds."""
    packed = []
    blocks, get = grid._blocks, Folder.get
    monkeypatch.setattr(grid, "_blocks", lambda *given: packed.append("packed") or blocks(*given))
    monkeypatch.setattr(Folder, "get", lambda *given: packed.append("read") or get(*given))
    counted_jobs(monkeypatch, 6)
    path = tmp_path / "part.h5"
    with pytest.raises(KeyboardInterrupt) as raised:
        yl.sweep(scenario, LEVERS, replications=3, output=path, **SMALL)
    assert packed == [] and not path.exists()
    (note,) = raised.value.__notes__
    assert f"{path}.parts holds what was finished. The same call goes on from there" in note
    eval(note[note.index("yl.merge"):].removesuffix(" writes what there is"))  # as the note says
    assert len(packed) == 12 and yl.open(path).dataset.attrs["interrupted"] == "true"


def test_ctrl_c_of_a_sweep_in_memory_puts_nothing_together(scenario, monkeypatch):
    packed = []
    monkeypatch.setattr(grid, "_blocks", lambda *given: packed.append("packed"))
    counted_jobs(monkeypatch, 6)
    with pytest.raises(KeyboardInterrupt):
        yl.sweep(scenario, LEVERS, replications=3, **SMALL)
    assert packed == []


def test_ctrl_c_while_the_first_job_is_put_away_leaves_what_can_be_merged(scenario, tmp_path, monkeypatch):
    describe, calls = Whole._describe, []

    def interrupted_once(*given):
        calls.append(1)
        if len(calls) == 1:
            raise KeyboardInterrupt
        describe(*given)

    monkeypatch.setattr(Whole, "_describe", interrupted_once)
    with pytest.raises(KeyboardInterrupt):
        yl.sweep(scenario, LEVERS, replications=3, output=tmp_path / "s.h5", **SMALL)
    assert len(json.loads(yl.open(written(tmp_path / "s.h5")).dataset.attrs["jobs_done"])) >= 1


def test_parts_join_with_the_rest(scenario, whole, tmp_path, monkeypatch):
    """A folder of parts is as good as a file; what a call was killed in the middle of has the same folder."""
    shard = tmp_path / "1.h5"
    yl.sweep(scenario, LEVERS, replications=3, output=shard, shard=(1, 2), **SMALL)
    with monkeypatch.context() as patch:
        counted_jobs(patch, 3)
        with pytest.raises(KeyboardInterrupt):
            yl.sweep(scenario, LEVERS, replications=3, output=tmp_path / "2.h5", shard=(2, 2), **SMALL)
    parts = tmp_path / "2.h5.parts"
    part = yl.merge(tmp_path / "some.h5", [shard, parts]).dataset
    expected = yl.open(whole).dataset
    there = part["deaths"].notnull()
    assert part.attrs["interrupted"] == "true" and len(json.loads(part.attrs["jobs_done"])) == 7
    assert part["deaths"].equals(expected["deaths"].where(there)) and 0 < int((~there).sum()) < there.size
    (parts / "whole.h5").unlink()
    with pytest.raises(yl.FileError, match="whole.h5: is not there"):
        yl.merge(tmp_path / "x.h5", [parts])
    for job in parts.glob("0*"):
        job.unlink()
    with pytest.raises(yl.FileError, match="no job was finished"):
        yl.merge(tmp_path / "x.h5", [parts])
    assert not list(tmp_path.glob(".*")) and not (tmp_path / "x.h5").exists()


@pytest.mark.parametrize("other", [dict(seed=2), dict(replications=4), dict(levers={"beds.nursing.factor": [1, 2]})])
def test_another_sweep_is_refused(scenario, whole, other):
    before = whole.read_bytes()
    arguments = dict(levers=LEVERS, replications=3) | other
    with pytest.raises(yl.FileError, match=f"{next(iter(other))} was"):
        yl.sweep(scenario, output=whole, **arguments, **SMALL)
    assert whole.read_bytes() == before


def test_parts_of_another_sweep_are_refused(scenario, tmp_path, monkeypatch):
    counted_jobs(monkeypatch, 1)
    path = tmp_path / "part.h5"
    with pytest.raises(KeyboardInterrupt):
        yl.sweep(scenario, LEVERS, replications=3, output=path, **SMALL)
    with pytest.raises(yl.FileError, match="seed was 1, and is 2"):
        yl.sweep(scenario, LEVERS, replications=3, seed=2, output=path, **SMALL)


def test_shards_merge_to_the_whole(scenario, whole, tmp_path):
    shards = [tmp_path / f"{i}.h5" for i in (1, 2, 3)]
    for i, path in enumerate(shards):
        yl.sweep(scenario, LEVERS, replications=3, output=path, shard=(i + 1, 3), **SMALL)
        assert "interrupted" not in yl.open(path).dataset.attrs
    assert not any(same(path, whole) for path in shards)
    yl.merge(tmp_path / "merged.h5", shards[::-1])
    assert same(tmp_path / "merged.h5", whole)
    assert "interrupted" in yl.merge(tmp_path / "two.h5", shards[:2]).dataset.attrs
    # Parts of a merger merge.
    yl.merge(tmp_path / "again.h5", [tmp_path / "two.h5", shards[2]])
    assert same(tmp_path / "again.h5", whole)


def test_shards_of_different_sweeps_do_not_merge(scenario, whole, tmp_path):
    yl.sweep(scenario, LEVERS, replications=3, seed=2, output=tmp_path / "b.h5", shard=(1, 3), **SMALL)
    told = "b.h5: is no part of the sweep that .*{} is of: its seed is 2, and not 1. Leave it out, or join what belongs together$"
    with pytest.raises(yl.FileError, match=told.format(whole.name)):
        yl.merge(tmp_path / "merged.h5", [whole, tmp_path / "b.h5"])
    yl.sweep(scenario, LEVERS, replications=3, output=tmp_path / "c.h5", shard=(1, 3), **SMALL)
    with pytest.raises(yl.FileError, match=told.format(whole.name)):  # two of three are of one sweep
        yl.merge(tmp_path / "merged.h5", [tmp_path / "b.h5", whole, tmp_path / "c.h5"])
    yl.run(scenario, replications=1, output=tmp_path / "run.h5", **SMALL)
    with pytest.raises(yl.FileError, match="not part of a sweep"):
        yl.merge(tmp_path / "merged.h5", [tmp_path / "run.h5"])
    assert not (tmp_path / "merged.h5").exists()


@pytest.mark.parametrize("wrong", [dict(shard=(0, 2)), dict(shard=(3, 2)), dict(shard=(1, 2), precision={"queue": 1})])
def test_shards_that_are_none(scenario, tmp_path, wrong):
    with pytest.raises(ValueError):
        yl.sweep(scenario, LEVERS, output=tmp_path / "x.h5", **wrong, **SMALL)


def test_points_of_a_design(scenario, tmp_path):
    table = pd.DataFrame({"beds.nursing.factor": [1.0, 1.3, 2.0], "family_doctor.coverage": [0.9, 0.3, 0.5]})
    swept = yl.sweep(scenario, table, replications=2, output=tmp_path / "design.h5", **SMALL)
    assert swept.points == ["point"] and swept.dataset.sizes["point"] == 3
    np.testing.assert_array_equal(swept.dataset["beds.nursing.factor"], table["beds.nursing.factor"])
    for point in range(3):
        alone = yl.run(scenario.set(dict(table.loc[point])), replications=2, detail="province", **SMALL).dataset
        there = swept.dataset["cost"].isel(point=point).values
        np.testing.assert_array_equal(there, alone["cost"].isel(scenario=0).values)
    rows = yl.compare(swept, {"point": 0}, variables=["queue"])
    assert set(rows["point"]) == {1, 2}
    swept.save(tmp_path / "again.h5")
    xr.testing.assert_equal(yl.open(tmp_path / "again.h5").dataset, swept.dataset.load())


def test_latin_hypercube_has_one_point_in_each_part():
    ranges = {"a": (0.0, 1.0), "b": (10.0, 30.0)}
    table = yl.latin_hypercube(ranges, 8, seed=4)
    for key, (low, high) in ranges.items():
        assert sorted(((table[key] - low) / (high - low) * 8).astype(int)) == list(range(8))
    assert not table.equals(yl.latin_hypercube(ranges, 8, seed=5))


def test_sobol_has_as_many_points_in_each_quarter_of_the_square():
    table = yl.sobol({"a": (0.0, 1.0), "b": (-1.0, 1.0)}, 16, seed=4)
    quarters = (table["a"] > 0.5).astype(int) * 2 + (table["b"] > 0).astype(int)
    assert list(quarters.value_counts()) == [4, 4, 4, 4]
    with pytest.raises(ValueError, match="16 or 32"):
        yl.sobol({"a": (0.0, 1.0)}, 20)


def test_precision_adds_replications_point_by_point(scenario):
    asked = yl.Precision("queue[pool=acute]", relative=0.04)
    lever = "hospital.admission.at_65_per_year"
    swept = yl.sweep(scenario, {lever: [0.186, 0.6]}, precision=asked, replications=120, **SMALL).dataset
    n = swept["queue"].isel(draw=0, region=0, month=0, pool=0).notnull().sum("replication").values
    fixed = yl.sweep(scenario, {lever: [0.186, 0.6]}, replications=int(n.max()), **SMALL).dataset
    for i, count in enumerate(n):
        at = {lever: i, "replication": slice(0, int(count))}
        xr.testing.assert_equal(swept["queue"].isel(at), fixed["queue"].isel(at))
        values = values_of(fixed.isel({lever: [i]}).rename({lever: "scenario"}), asked.measure)[0][:count]
        assert asked.excess(values) <= 1
    assert n[0] != n[1] and n.max() < 120


def interrupted_precision(scenario, path, after, monkeypatch):
    """A sweep to a precision that needs more than the first 30 replications, interrupted after so many jobs."""
    with monkeypatch.context() as patch:
        counted_jobs(patch, after)
        with pytest.raises(KeyboardInterrupt):
            yl.sweep(scenario, {"beds.nursing.factor": [1, 2]}, precision={"queue[pool=acute]": 0.001}, replications=60,
                     output=path, **SMALL)
    written(path)
    (path.with_name(path.name + ".parts") / "recipe.json").unlink()  # as if on another machine
    return yl.open(path).dataset


def test_merged_parts_of_a_sweep_to_a_precision_keep_every_job(scenario, tmp_path, monkeypatch):
    """After the first look (30 replications) jobs no longer begin at multiples of the size of a job."""
    monkeypatch.setattr(yl._core, "threads", lambda: 1)  # jobs in order: which are done when the call is interrupted is known
    for module in modules[:2]:
        module.REPLICATIONS_A_JOB, size = 20, module.REPLICATIONS_A_JOB
    try:
        few = interrupted_precision(scenario, tmp_path / "few.h5", 3, monkeypatch)
        more = interrupted_precision(scenario, tmp_path / "more.h5", 7, monkeypatch)
    finally:
        for module in modules[:2]:
            module.REPLICATIONS_A_JOB = size
    counts = [list(each["cost"].notnull().all(["draw", "region", "month", "payer", "line"]).sum("replication").values)
              for each in (few, more)]
    assert counts == [[30, 20], [60, 50]]
    for order in (["few.h5", "more.h5"], ["more.h5", "few.h5"]):
        merged = yl.merge(tmp_path / "merged.h5", [tmp_path / name for name in order]).dataset
        assert merged.attrs["interrupted"] == "true"
        xr.testing.assert_equal(merged.load(), more)


def own_table(folder, factor: float) -> None:
    """The mortality table that ships, with other chances of death (column 5) in the same file."""
    shipped = pd.read_csv(Path(yl._core.folder()) / "data" / "mortality.csv", dtype=str)
    chance = shipped.columns[5]
    shipped[chance] = (shipped[chance].astype(float) * factor).clip(upper=1.0).map(repr)
    shipped.to_csv(folder / "own.csv", index=False)


def test_another_table_of_the_same_name_is_another_sweep(tmp_path):
    (tmp_path / "own.toml").write_text('name = "own"\nextends = "jiangxi-2025.toml"\n[population]\nmortality_table = "own.csv"\n')
    own_table(tmp_path, 1.0)
    loaded = yl.Scenario.load(tmp_path / "own.toml")
    same_call = dict(levers={"beds.nursing.factor": [1]}, replications=1, output=tmp_path / "s.h5", **SMALL)
    first = float(yl.sweep(tmp_path / "own.toml", **same_call).dataset["deaths"].sum())
    assert float(yl.sweep(tmp_path / "own.toml", **same_call).dataset["deaths"].sum()) == first  # opened: the same table
    own_table(tmp_path, 3.0)
    with pytest.raises(yl.FileError, match="tables was"):
        yl.sweep(tmp_path / "own.toml", **same_call)
    (tmp_path / "own.csv").unlink()
    with pytest.raises(yl.FileError, match="own.csv"):
        yl.sweep(loaded, **same_call)


def test_a_small_job_is_not_read_back_and_others_are(tmp_path, monkeypatch):
    job = xr.Dataset({"queue": (("scenario", "draw", "replication"), np.ones((1, 1, 2)))},
                     {"scenario": ["a"], "draw": [0], "replication": [0, 1]})
    monkeypatch.setattr(folder, "_MOST_KEPT", job.nbytes)
    parts = Folder(tmp_path / "s.h5", {}, Extent(2, 2))
    keys = [Key(0, 0, 2), Key(1, 0, 2)]
    for key in keys:
        parts.put(key, job)
    first, second = map(parts.get, keys)
    assert first is job and second is not job  # one of this size is kept, and no more
    assert second["queue"].equals(job["queue"])
    assert parts.keys() == keys and Folder(tmp_path / "s.h5", {}, Extent(2, 2)).get(keys[0]) is not job
