"""`yanglao sweep` and `yanglao merge`: the program's words, and its exit status."""

import datetime
import signal
import subprocess
from pathlib import Path

import pytest
from support import ROOT, counted_jobs, same

import yanglao as yl
from yanglao import course
from yanglao.__main__ import main
from yanglao.words import values_of_lever

SMALL = ["--scale", "0.005", "--until", "2021-01-01", "--quiet"]
VARY = ["--vary", "beds.nursing.factor=1:2:0.5", "--replications", "2", *SMALL]


def program(*words, folder: Path | None = None) -> subprocess.CompletedProcess:
    return subprocess.run([ROOT / "build/yanglao", *map(str, words)], capture_output=True, text=True, cwd=folder)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    path = tmp_path_factory.mktemp("command") / "whole.h5"
    done = program("sweep", "jiangxi-2025", *VARY, "--output", path)
    assert done.returncode == 0, done.stderr
    return path


def test_sweep_is_that_of_the_package(whole, tmp_path):
    yl.sweep("jiangxi-2025", {"beds.nursing.factor": [1.0, 1.5, 2.0]}, replications=2, scale=0.005, until="2021-01-01",
             progress=False, output=tmp_path / "package.h5")
    assert same(whole, tmp_path / "package.h5")


def test_program_reads_what_it_wrote(whole):
    told = program("info", whole)
    assert told.returncode == 0 and "beds.nursing.factor" in told.stdout


def test_shards_merge(whole, tmp_path):
    for i in (1, 2):
        assert program("sweep", "jiangxi-2025", *VARY, "--shard", f"{i}/2", "--output", tmp_path / f"{i}.h5").returncode == 0
    assert program("merge", tmp_path / "all.h5", tmp_path / "1.h5", tmp_path / "2.h5").returncode == 0
    assert same(tmp_path / "all.h5", whole)


@pytest.mark.parametrize(
    "words, expected",
    [
        (["--vary", "beds.nursing.factor"], "expected KEY=START:STOP:STEP"),
        (["--vary", "beds.nursing.factor=1:2:-1"], "expected a STEP"),
        (["--vary", "beds.nursing.facto=1,2"], "beds.nursing.factor"),
        (["--vary", "beds.nursing.factor=1,200"], "beds.nursing.factor"),
        (["--vary", "beds.nursing.factor=1,2", "--precision", "queue"], "expected MEASURE=RELATIVE"),
        (["--vary", "beds.nursing.factor=1,2", "--precision", "beds=0.1"], 'no "beds"'),
        (["--vary", "beds.nursing.factor=1,2", "--shard", "1"], "I/N"),
        (["--vary", "beds.nursing.factor=1,2", "--replications", "0"], "replications was 0"),
        ([], "--vary"),
    ],
)
def test_wrong_words_are_said_to_be(words, expected, tmp_path, capsys):
    try:
        status = main(["sweep", "jiangxi-2025", *words, *SMALL, "--output", str(tmp_path / "x.h5")])
    except SystemExit as left:  # of the parser of words
        status = left.code
    assert status == 2 and expected in capsys.readouterr().err
    assert not (tmp_path / "x.h5").exists()


def test_program_passes_the_status_on():
    done = program("sweep", "jiangxi-2025", "--vary", "beds.nursing.factor", *SMALL)
    assert done.returncode == 2 and "expected KEY=START" in done.stderr


def test_files_that_cannot_be(whole, tmp_path):
    assert program("sweep", "jiangxi-2025", *VARY, "--seed", "2", "--output", whole).returncode == 3
    assert program("sweep", "jiangxi-2025", *VARY, "--output", tmp_path / "none/x.h5").returncode == 3
    assert program("merge", tmp_path / "m.h5", tmp_path / "none.h5").returncode == 3


def test_default_output_and_help(tmp_path):
    done = program("sweep", "jiangxi-2025", *VARY, "--precision", "cost=0.5", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out/jiangxi-2025-sweep.h5").exists()
    assert "--vary" in program("sweep", "--help").stdout and "OUT" in program("merge", "--help").stdout


def test_program_without_its_package_says_so(tmp_path, monkeypatch):
    monkeypatch.setenv("YANGLAO_PYTHON", str(tmp_path / "python"))
    done = program("sweep", "jiangxi-2025", *VARY)
    assert done.returncode == 3 and "YANGLAO_PYTHON" in done.stderr


@pytest.mark.parametrize(
    "text, values",
    [("a=0.1:0.3:0.1", [0.1, 0.2, 0.3]), ("a=2:1:-0.5", [2, 1.5, 1]), ("a=1:2:0.3", [1, 1.3, 1.6, 1.9]),
     ("a=1,2e-1,b", [1, 0.2, "b"]), ("a=true,false", [True, False]), ("a=2021-01-01,2022-01-01", [datetime.date(2021, 1, 1), datetime.date(2022, 1, 1)])],
)
def test_values_of_a_lever(text, values):
    assert values_of_lever(text) == ("a", values)


def test_precision_that_is_not_met_is_told(tmp_path, capsys):
    words = ["sweep", "jiangxi-2025", "--vary", "beds.nursing.factor=1,2", "--replications", "2", "--precision", "queue=1e-9"]
    assert main([*words, *SMALL, "--output", str(tmp_path / "x.h5")]) == 0
    told = capsys.readouterr().err
    assert "the precision was not met: queue (beds.nursing.factor=1): after 2 replications the half-width is" in told


def interrupted(*_):
    raise KeyboardInterrupt


def test_an_interrupt_before_a_job_is_done_tells_that_there_is_nothing(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(course, "run_jobs", interrupted)
    assert main(["sweep", "jiangxi-2025", *VARY, "--output", str(tmp_path / "x.h5")]) == 130
    assert capsys.readouterr().err == "yanglao: interrupted: nothing was finished, and nothing is written\n"
    assert not (tmp_path / "x.h5").exists()


@pytest.mark.parametrize("once_more", [False, True])
def test_an_interrupt_writes_what_there_is_or_names_the_parts(once_more, tmp_path, monkeypatch, capsys):
    path = tmp_path / "x.h5"
    counted_jobs(monkeypatch, 1)
    if once_more:
        monkeypatch.setattr("yanglao.__main__.write_finished", interrupted)
    assert main(["sweep", "jiangxi-2025", *VARY, "--output", str(path)]) == 130
    assert path.exists() != once_more
    holds = (f"{path}.parts holds what was finished. The same command goes on from there; yanglao merge {path} {path}.parts writes "
             "what there is" if once_more else f"{path} holds what was finished. The same command goes on from there")
    assert capsys.readouterr().err == (f"yanglao: interrupted: writing what was finished to {path} (Ctrl-C leaves it in {path}.parts)\n"
                                       f"yanglao: interrupted: {holds}\n")
    if once_more:
        assert main(["merge", str(path), f"{path}.parts"]) == 0 and "parts are missing" in capsys.readouterr().err
    assert yl.open(path).dataset.attrs["interrupted"] == "true"


def test_an_interrupt_of_a_merger_tells_that_nothing_is_written(whole, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(yl, "merge", lambda *_: signal.raise_signal(signal.SIGINT))
    (tmp_path / "m.h5.parts").mkdir()  # of another call: no part of this one
    assert main(["merge", str(tmp_path / "m.h5"), str(whole)]) == 130
    assert capsys.readouterr().err == "yanglao: interrupted: nothing was finished, and nothing is written\n"


def test_an_interrupt_while_the_file_is_written_writes_it(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(course.Course, "write", interrupted)
    assert main(["sweep", "jiangxi-2025", *VARY, "--output", str(tmp_path / "x.h5")]) == 130
    assert f"{tmp_path / 'x.h5'} holds what was finished. The same command goes on from there" in capsys.readouterr().err


def test_a_file_that_python_holds_open_is_compared(tmp_path):
    yl.run("w1b", 1, scale=0.01, until="2020-02-01", output=tmp_path / "a.h5", progress=False)
    with yl.open(tmp_path / "a.h5", lazy=True).dataset:
        assert same(tmp_path / "a.h5", tmp_path / "a.h5")
