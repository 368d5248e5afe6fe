"""A run with an output is kept piece by piece: interrupted anywhere it goes on, and its file is that of a run in one go."""

import json
import os
import signal
import subprocess
import time

import pytest
from support import same, written

import yanglao as yl
from yanglao import _core, pieces
from yanglao.stopping import Precision

SMALL = dict(replications=12, scale=0.005, until="2021-01-01", progress=False)
BOTH = ["jiangxi-2025", "jiangxi-2020"]


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """As one call of the engine has it."""
    path = tmp_path_factory.mktemp("whole") / "whole.h5"
    with pytest.MonkeyPatch.context() as patch:
        small_pieces(patch, SMALL["replications"], 2**40)
        run(path)
    return path


def run(path, scenarios=BOTH, **options):
    return yl.run(scenarios, output=path, **{"detail": "province"} | SMALL | options)


def stopped(path, after, monkeypatch, **options):
    """Ctrl-C when so many pieces are done, in the middle of the next."""
    engine, done = _core.run, []

    def interrupted(*given, **asked):
        more, raised = engine(*given, **asked)
        if "first" not in asked:  # the trial of the measures, before anything runs
            return more, raised
        done.append(asked["first"])
        return (more, KeyboardInterrupt()) if len(done) > after else (more, raised)

    with monkeypatch.context() as patch:
        patch.setattr(_core, "run", interrupted)
        with pytest.raises(KeyboardInterrupt) as caught:
            run(path, **options)
    return caught.value, done


def small_pieces(monkeypatch, first, size):
    """first: replications of the first piece, of both scenarios."""
    monkeypatch.setattr(pieces, "_FIRST", first * len(BOTH))
    monkeypatch.setattr(pieces, "_PIECE", size)


@pytest.mark.parametrize("first, size", [(1, 0), (5, 0), (5, 2**40), (40, 0)])
def test_pieces_of_any_size_make_the_same_file(first, size, whole, tmp_path, monkeypatch):
    small_pieces(monkeypatch, first, size)
    run(tmp_path / "r.h5")
    assert same(tmp_path / "r.h5", whole) and [each.name for each in tmp_path.iterdir()] == ["r.h5"]


@pytest.mark.parametrize("after", [0, 1, 4])
def test_an_interrupted_run_goes_on_to_the_same_file(after, whole, tmp_path, monkeypatch):
    small_pieces(monkeypatch, 2, 0)
    path = tmp_path / "r.h5"
    error, begun = stopped(path, after, monkeypatch)
    assert not path.exists() and error.__notes__ == [
        f"{path}.parts holds what was finished. The same call goes on from there; "
        f"yl.merge({str(path)!r}, [{str(path) + '.parts'!r}]) writes what there is"]
    part = yl.open(written(path)).dataset
    assert part["replication"].values.tolist() == list(range(2 + after)) and part.attrs["interrupted"] == "true"
    assert part.attrs["replications"] == "12"
    engine, first = _core.run, []
    monkeypatch.setattr(_core, "run", lambda *given, **asked: (first.append(asked["first"]), engine(*given, **asked))[1])
    run(path)
    assert first[0] == 2 + after and same(path, whole) and [each.name for each in tmp_path.iterdir()] == ["r.h5"]


def test_what_an_interrupted_run_leaves_is_what_fewer_replications_are(tmp_path, monkeypatch):
    small_pieces(monkeypatch, 2, 0)
    stopped(tmp_path / "r.h5", 3, monkeypatch)
    part, alone = yl.open(written(tmp_path / "r.h5")).dataset, run(None, replications=5).dataset
    assert part.identical(alone.assign_attrs(part.attrs))


def test_replications_with_a_hole_between_are_kept_and_the_hole_is_run(whole, tmp_path, monkeypatch):
    """Of those side by side a later one may end before an earlier one."""
    engine, first = _core.run, []

    def holed(*given, replications, first, **asked):
        more, _ = engine(*given, replications=1, first=first, **asked)
        last, _ = engine(*given, replications=1, first=first + 2, **asked)
        return pieces.put(both := pieces.room_for(more, 2), more, 0) or pieces.put(both, last, 1) or (both, KeyboardInterrupt())

    with monkeypatch.context() as patch:
        patch.setattr(_core, "run", holed)
        with pytest.raises(KeyboardInterrupt):
            run(tmp_path / "r.h5")
    with yl.merge(tmp_path / "part.h5", [tmp_path / "r.h5.parts"]).dataset as part:
        assert part["replication"].values.tolist() == [0, 2]
    monkeypatch.setattr(_core, "run", lambda *given, **asked: (first.append(asked["first"]), engine(*given, **asked))[1])
    run(tmp_path / "r.h5")
    assert first[:2] == [1, 3] and same(tmp_path / "r.h5", whole)


@pytest.mark.filterwarnings("ignore::yanglao.PrecisionWarning")
def test_a_run_to_a_precision_goes_on_too(tmp_path, monkeypatch):
    small_pieces(monkeypatch, 8, 2**40)  # 8 and 22 before the first look
    asked = dict(precision=[Precision("queue[pool=acute]", absolute=1e-9, quantile=0.5)], replications=40)
    run(tmp_path / "whole.h5", **asked)
    for after in (1, 2):
        path = tmp_path / f"{after}.h5"
        _, begun = stopped(path, after, monkeypatch, **asked)
        assert begun == [0, 8, 30][: after + 1]
        run(path, **asked)
        assert same(path, tmp_path / "whole.h5")


def test_another_run_is_refused_beside_the_parts_of_one(tmp_path, monkeypatch):
    small_pieces(monkeypatch, 2, 0)
    stopped(tmp_path / "r.h5", 1, monkeypatch)
    with pytest.raises(yl.FileError, match="r.h5.parts: holds another run: seed was 1, and is 2. Choose another output, or delete it"):
        run(tmp_path / "r.h5", seed=2)
    with pytest.raises(yl.FileError, match="design was run, and is grid"):
        yl.sweep("jiangxi-2025", {"beds.nursing.factor": [1]}, output=tmp_path / "r.h5", **SMALL)
    assert json.loads((tmp_path / "r.h5.parts/recipe.json").read_text())["seed"] == "1"


def nothing_is_run(monkeypatch):
    monkeypatch.setattr(_core, "run", lambda *_, **asked: pytest.fail(f"replication {asked['first']} was there already"))


@pytest.mark.parametrize("first", [2, 12])
def test_ctrl_c_while_the_file_is_packed_keeps_every_replication(first, whole, tmp_path, monkeypatch):
    small_pieces(monkeypatch, first, 0)
    with monkeypatch.context() as patch:
        patch.setattr(_core, "write", raising(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            run(tmp_path / "r.h5")
    nothing_is_run(monkeypatch)
    run(tmp_path / "r.h5")
    assert same(tmp_path / "r.h5", whole) and [each.name for each in tmp_path.iterdir()] == ["r.h5"]


def raising(what):
    def raises(*_):
        raise what

    return raises


def test_ctrl_c_is_heard_while_the_file_is_packed(tmp_path, monkeypatch):
    """Some 260 MiB, of which packing takes 0.9 s; what is raised only at its end leaves the file."""
    write, took, path = _core.write, [], tmp_path / "r.h5"
    county = dict(replications=8, scale=0.005, progress=False, output=path)
    for _ in range(3):  # once in three, as other programs may hold the processors
        sent = []

        def interrupted(*given, sent=sent):
            sent.append(time.monotonic() + 0.3)
            subprocess.Popen(["sh", "-c", f"sleep 0.3; kill -INT {os.getpid()}"])  # a thread would wait for Python's lock
            write(*given)

        with monkeypatch.context() as patch:
            patch.setattr(_core, "write", interrupted)
            with pytest.raises(KeyboardInterrupt):
                yl.run("jiangxi-2025", **county)
        took.append(time.monotonic() - sent[0])
        assert [each.name for each in tmp_path.iterdir()] == ["r.h5.parts"]
        if took[-1] < 1:
            break
    assert took[-1] < 1, took
    nothing_is_run(monkeypatch)
    yl.run("jiangxi-2025", **county)
    assert [each.name for each in tmp_path.iterdir()] == ["r.h5"]


@pytest.mark.parametrize("wrong, told", [
    (dict(precision={"nothing": 0.1}), "nothing"),
    (dict(progress=lambda *_: 1 / 0), "division by zero"),
])
def test_what_ends_before_anything_is_done_leaves_nothing(wrong, told, tmp_path):
    with pytest.raises((ValueError, ZeroDivisionError), match=told):
        run(tmp_path / "r.h5", **{"replications": 40, "scale": 0.1} | wrong)  # so large that nothing is done when progress is first told
    assert list(tmp_path.iterdir()) == []


def test_progress_of_pieces_is_that_of_one_run(tmp_path, monkeypatch):
    small_pieces(monkeypatch, 3, 0)
    told = []
    run(tmp_path / "r.h5", progress=lambda *each: told.append(each))
    done, seconds, left, events = zip(*told)
    assert list(done) == sorted(done) and list(events) == sorted(events) and list(seconds) == sorted(seconds)
    assert done[-1] == pytest.approx(1) and left[-1] == pytest.approx(0, abs=1e-6) and min(done) < 0.5


def test_ctrl_c_by_county_is_heard_within_a_second_however_much_is_done(tmp_path):
    """Some 33 MiB a replication, of which packing all into a results file takes a third of a second each."""
    took = []
    for i in range(3):  # once in three, as other programs may hold the processors
        sent = []

        def stop(done, *_, sent=sent):
            if done > 0.25 and not sent:
                sent.append(time.monotonic())
                os.kill(os.getpid(), signal.SIGINT)

        with pytest.raises(KeyboardInterrupt):
            yl.run("jiangxi-2025", 60, scale=0.002, progress=stop, output=tmp_path / f"{i}.h5")
        took.append(time.monotonic() - sent[0])
        assert len(list((tmp_path / f"{i}.h5.parts").glob("0*"))) > 2
        if took[-1] < 1:
            return
    raise AssertionError(f"took {took} seconds")
