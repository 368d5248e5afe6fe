"""Sweeps that go on from what a results file holds: the same bytes as in one go, and no run twice."""

import json
import shutil
import sys

import h5py
import numpy as np
import pandas as pd
import pytest
from support import counted_jobs, same, written

import yanglao as yl
from yanglao import course, held
from yanglao.__main__ import main
from yanglao.job import Job, run_job
from yanglao.store import Key

BEDS, COVERAGE = "beds.nursing.factor", "family_doctor.coverage"
SMALL = dict(scale=0.005, until="2021-01-01", progress=False)
LEVERS = {BEDS: [1, 1.5], COVERAGE: [0.3, 0.6]}


def sweep(path, levers=None, replications=2, **options):
    done = yl.sweep("jiangxi-2025", LEVERS if levers is None else levers, replications, output=path, **(SMALL | options))
    done.dataset.close()
    return path


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return sweep(tmp_path_factory.mktemp("held") / "whole.h5")


def interrupted(call, path, after, monkeypatch):
    """The output alone, as copied to another machine."""
    with monkeypatch.context() as patch:
        counted_jobs(patch, after)
        with pytest.raises(KeyboardInterrupt):
            call(path)
    written(path)
    shutil.rmtree(f"{path}.parts")
    return path


def test_an_interrupted_output_goes_on_without_its_parts(whole, tmp_path, monkeypatch):
    path = interrupted(sweep, tmp_path / "s.h5", 3, monkeypatch)
    jobs = counted_jobs(monkeypatch)
    assert same(sweep(path), whole) and len(jobs) == 1
    assert [each.name for each in tmp_path.iterdir()] == ["s.h5"]


def test_a_merger_of_some_shards_goes_on(whole, tmp_path, monkeypatch):
    shards = [sweep(tmp_path / f"{i}.h5", shard=(i, 3)) for i in (1, 3)]
    yl.merge(tmp_path / "m.h5", shards).dataset.close()
    jobs = counted_jobs(monkeypatch)
    assert same(sweep(tmp_path / "m.h5"), whole) and len(jobs) == 1


def draws(path):
    done = yl.uncertainty(["jiangxi-2025", "jiangxi-2020"], 3, 2, ["wish.institution", "hospital.stay_days"], output=path, **SMALL)
    done.dataset.close()
    return path


def design(path):
    return sweep(path, pd.DataFrame({BEDS: [1.0, 1.3, 2.0], "beds.keep_up": [True, False, True]}))


def targets(path):
    return sweep(path, {"target.nursing_bed_share": [0.5, 0.6, 0.7]})


def to_a_precision(path):
    return sweep(path, {BEDS: [1, 2]}, 60, precision={"queue[pool=acute]": 0.001})


@pytest.mark.parametrize("call, after, left", [(draws, 4, 2), (design, 2, 1), (targets, 1, 2), (to_a_precision, 5, 3)],
                         ids=lambda value: getattr(value, "__name__", None))
@pytest.mark.filterwarnings("ignore::yanglao.PrecisionWarning")
def test_files_of_every_kind_go_on(call, after, left, tmp_path, monkeypatch):
    path = interrupted(call, tmp_path / "s.h5", after, monkeypatch)
    with monkeypatch.context() as patch:
        jobs = counted_jobs(patch)
        call(path)
    assert len(jobs) == left and same(path, call(tmp_path / "one go.h5"))


def test_a_job_out_of_the_file_is_the_job(whole):
    with yl.open(whole, lazy=True).dataset as data:
        found = held.job_of(data, Key(2, 1, 1))
    base = yl.Scenario.load("jiangxi-2025").set({BEDS: 1.5, COVERAGE: 0.3})
    fresh = run_job(Job(base, 1, 1, scale=0.005, until="2021-01-01"))
    assert list(found.data_vars) == list(fresh.data_vars)
    for name, array in fresh.data_vars.items():
        assert found[name].dims == array.dims and found[name].attrs == array.attrs
        np.testing.assert_array_equal(found[name], array)


def test_more_points_and_more_replications_reuse_what_is_there(tmp_path, monkeypatch):
    monkeypatch.setattr(course, "REPLICATIONS_A_JOB", 2)
    monkeypatch.setattr(sys.modules["yanglao.sweep"], "REPLICATIONS_A_JOB", 2)
    first = sweep(tmp_path / "a.h5", replications=4)
    wider = {BEDS: [0.5, 1.5, 1], COVERAGE: [0.6, 0.3]}  # in another order
    jobs = counted_jobs(monkeypatch)
    more = sweep(tmp_path / "b.h5", wider, 6, reuse=first)
    assert len(jobs) == 2 * 3 + 4 * 1  # two new points whole, and of four the last two replications
    assert same(more, sweep(tmp_path / "c.h5", wider, 6))


def test_a_design_reuses_rows_of_another(tmp_path, monkeypatch):
    first = sweep(tmp_path / "a.h5", pd.DataFrame({BEDS: [1.0, 1.3], COVERAGE: [0.3, 0.9]}))
    rows = pd.DataFrame({COVERAGE: [0.9, 0.3, 0.3], BEDS: [1.3, 1.3, 1.0]})
    jobs = counted_jobs(monkeypatch)
    more = sweep(tmp_path / "b.h5", rows, reuse=first)
    assert len(jobs) == 2  # the new row, and the first: what it says of itself is told of the sweep
    assert same(more, sweep(tmp_path / "c.h5", rows))


def test_a_merger_says_what_the_first_point_says(tmp_path):
    """Of the first point no lever is set (1 is what it is by default), of the second one is."""
    shards = [sweep(tmp_path / f"{i}.h5", {BEDS: [1, 1.5]}, shard=(i, 2)) for i in (2, 1)]
    yl.merge(tmp_path / "m.h5", shards).dataset.close()
    assert same(tmp_path / "m.h5", sweep(tmp_path / "whole.h5", {BEDS: [1, 1.5]}))


@pytest.mark.filterwarnings("ignore::yanglao.PrecisionWarning")
def test_points_that_stopped_early_have_no_runs_to_reuse(tmp_path, monkeypatch):
    """A sweep to a precision: both have 30 replications, and the file room for as many as the one that needs most."""
    asked = [yl.Precision("queue[pool=acute]", relative=1e-9)]
    first = sweep(tmp_path / "a.h5", {BEDS: [1, 2]}, 2, precision=asked)
    hole = yl.open(first).dataset
    for name, array in hole.data_vars.items():
        if BEDS in array.dims and "replication" in array.dims:
            array.loc[{BEDS: 2, "replication": 1}] = np.nan
    yl.Results(hole).save(tmp_path / "hole.h5")
    jobs = counted_jobs(monkeypatch)
    sweep(tmp_path / "b.h5", {BEDS: [1, 2]}, 2, reuse=tmp_path / "hole.h5")
    assert len(jobs) == 1


@pytest.mark.parametrize("options, words", [
    (dict(seed=2), "seed was 1, and is 2. Its runs cannot be used again here"),
    (dict(scale=0.004), "scale was 0.005, and is 0.004"),
    (dict(until="2020-12-01"), "until was 2021-01-01, and is 2020-12-01"),
    (dict(precision={"queue": 0.5}), "no precision and no shard"),
    (dict(shard=(1, 2)), "no precision and no shard"),
    (dict(reuse=3), "reuse was 3; expected the path"),
    (dict(reuse="/nowhere/r.h5"), "/nowhere/r.h5: cannot be read"),
    (dict(levers={"population.mortality_table": ["mortality.csv"]}), "tables that population.mortality_table names"),
])
def test_what_cannot_be_used_again_is_refused(options, words, whole, tmp_path):
    with pytest.raises((ValueError, TypeError, yl.FileError), match=words) as caught:
        sweep(tmp_path / "b.h5", **({"reuse": whole} | options))
    assert len(str(caught.value).splitlines()) == 1 and not list(tmp_path.iterdir())


def test_other_levers_have_nothing_in_common(whole, tmp_path, monkeypatch):
    jobs = counted_jobs(monkeypatch)
    sweep(tmp_path / "b.h5", {BEDS: [1, 1.5]}, reuse=whole)
    assert len(jobs) == 2


def test_more_draws_reuse_what_is_there(tmp_path, monkeypatch):
    monkeypatch.setattr(course, "REPLICATIONS_A_JOB", 2)
    monkeypatch.setattr(sys.modules["yanglao.uncertainty"], "REPLICATIONS_A_JOB", 2)

    def drawn(name, count, replications, **options):
        both = ["jiangxi-2025", "jiangxi-2020"]
        yl.uncertainty(both, count, replications, ["wish.institution"], output=tmp_path / name, **options, **SMALL).dataset.close()
        return tmp_path / name

    first = drawn("a.h5", 3, 2)
    jobs = counted_jobs(monkeypatch)
    more = drawn("b.h5", 4, 4, reuse=first)
    assert len(jobs) == 2 * (4 * 2 - 3) and same(more, drawn("c.h5", 4, 4))
    with pytest.raises(yl.FileError, match="is no sweep"):
        sweep(tmp_path / "d.h5", reuse=first)
    with pytest.raises(yl.FileError, match="seed was 1, and is 2"):
        drawn("d.h5", 3, 2, reuse=first, seed=2)


def test_a_run_is_no_sweep(tmp_path):
    yl.run("jiangxi-2025", 1, output=tmp_path / "r.h5", **SMALL)
    with pytest.raises(yl.FileError, match="is no sweep"):
        sweep(tmp_path / "b.h5", reuse=tmp_path / "r.h5")


def test_the_command_reuses_too(whole, tmp_path, monkeypatch):
    jobs = counted_jobs(monkeypatch)
    words = ["sweep", "jiangxi-2025", "--vary", f"{BEDS}=1,1.5,2", "--vary", f"{COVERAGE}=0.3,0.6", "--replications", "2", "--scale",
             "0.005", "--until", "2021-01-01", "--quiet", "--reuse", str(whole), "--output", str(tmp_path / "b.h5")]
    assert main(words) == 0 and len(jobs) == 2
    assert json.loads(yl.open(tmp_path / "b.h5").dataset.attrs["recipe"])["replications"] == "2"


def record(path):
    with yl.open(path, lazy=True).dataset as data:
        return {name.removeprefix("run_"): text for name, text in data.attrs.items() if name.startswith("run_")}


def test_the_record_tells_what_was_run_and_what_came_out_of_another_file(tmp_path):
    old = record(sweep(tmp_path / "old.h5", {BEDS: [1, 1.5]}, 4))
    assert (old["replications"], old["before_replications"], old["reused_replications"], old["reused_from"]) == ("8", "0", "0", "")
    new = record(sweep(tmp_path / "new.h5", {BEDS: [1, 1.5, 2]}, 4, reuse=tmp_path / "old.h5"))
    assert (new["replications"], new["before_replications"], new["reused_replications"]) == ("4", "0", "8")
    assert {name: new[f"reused_{name}"] for name in ("from", "started", "wall_seconds", "events")} == {
        "from": "old.h5"} | {name: old[name] for name in ("started", "wall_seconds", "events")}
    # The call's own are of what it has run: one point of the three, so about half of the events of the two.
    assert 0 < int(new["events"]) < 0.8 * int(old["events"]) and new["started"] >= old["started"] and new["threads"] != "0"
    nothing = record(sweep(tmp_path / "nothing.h5", {BEDS: [1, 1.5]}, 4, reuse=tmp_path / "old.h5"))
    assert (nothing["replications"], nothing["events"], nothing["threads"], nothing["reused_replications"]) == ("0", "0", "0", "8")


def test_the_record_tells_what_was_there_before(tmp_path, monkeypatch):
    path = tmp_path / "s.h5"
    with monkeypatch.context() as patch:
        counted_jobs(patch, 3)
        with pytest.raises(KeyboardInterrupt):
            sweep(path)
    told = record(sweep(path))
    assert (told["replications"], told["before_replications"], told["reused_replications"]) == ("2", "6", "0")


def test_the_record_of_a_merger_adds_up(tmp_path):
    shards = [sweep(tmp_path / f"{i}.h5", shard=(i, 2)) for i in (1, 2)]
    parts = [record(path) for path in shards]
    yl.merge(tmp_path / "m.h5", shards).dataset.close()
    told = record(tmp_path / "m.h5")
    assert told["replications"] == "8" and int(told["events"]) == sum(int(each["events"]) for each in parts)
    assert float(told["wall_seconds"]) == pytest.approx(sum(float(each["wall_seconds"]) for each in parts), abs=1e-5)
    assert told["started"] == min(each["started"] for each in parts)


@pytest.mark.parametrize("name, text", [("recipe", "{"), ("recipe", "[1]"), ("jobs_done", "[[0]]"), ("jobs_done", "[[9, 0, 1]]"),
                                        ("jobs_done", "[[0, 0, 99]]"), ("jobs_done", "x")])
def test_a_file_whose_own_words_are_damaged_is_refused(name, text, tmp_path):
    path = sweep(tmp_path / "s.h5", shard=(1, 2))
    with h5py.File(path, "a") as file:
        file.attrs[name] = text
    for call in (lambda: sweep(path, shard=(1, 2)) if name == "recipe" else yl.merge(tmp_path / "m.h5", [path]),
                 lambda: sweep(tmp_path / "b.h5", reuse=path)):
        with pytest.raises(yl.FileError, match=f"{name}, .* is damaged$"):
            call()


def test_numbers_that_cannot_be_read_are_the_fault_of_the_file(tmp_path):
    path = sweep(tmp_path / "s.h5", shard=(1, 2))
    with h5py.File(path) as file:
        chunk = file["cost"].id.get_chunk_info(0)
    with open(path, "r+b") as file:
        file.seek(chunk.byte_offset)
        file.write(bytes(chunk.size))
    with pytest.raises(yl.FileError, match="s.h5: cannot be read as a results file: it is none, is damaged"):
        yl.merge(tmp_path / "m.h5", [path])
    with pytest.raises(yl.FileError, match="s.h5: cannot be read as a results file"):
        sweep(tmp_path / "b.h5", reuse=path)
    assert [each.name for each in tmp_path.iterdir()] == ["s.h5"]
