"""Designs, files of points, and stopping rules: the command has the same as Python, to the byte."""

import datetime
import math

import pandas as pd
import pytest
from support import same

import yanglao as yl
from yanglao import words
from yanglao.__main__ import main
from yanglao.stopping import Precision

BEDS, COVERAGE, SHAPE = "beds.nursing.factor", "family_doctor.coverage", "hospital.stay_shape"
SHORT = ["--scale", "0.005", "--until", "2021-01-01", "--quiet"]
SMALL = dict(scale=0.005, until="2021-01-01", progress=False)


def command(path, *given) -> int:
    return main(["sweep", "jiangxi-2025", *given, *SHORT, "--output", str(path)])


@pytest.mark.parametrize("design, make", [("latin-hypercube", yl.latin_hypercube), ("sobol", yl.sobol)])
def test_design_is_that_of_the_package(design, make, tmp_path):
    ranges = [f"{BEDS}=0.5:2", "--vary", f"{COVERAGE}=0.3:0.9", "--vary", f"{SHAPE}=1:3"]
    assert command(tmp_path / "c.h5", "--design", design, "--points", "4", "--vary", *ranges, "--replications", "1") == 0
    table = make({BEDS: (0.5, 2), COVERAGE: (0.3, 0.9), SHAPE: (1, 3)}, 4, whole=[SHAPE])
    yl.sweep("jiangxi-2025", table, replications=1, output=tmp_path / "p.h5", **SMALL)
    assert same(tmp_path / "c.h5", tmp_path / "p.h5")
    other = tmp_path / "other.h5"
    assert command(other, "--design", design, "--points", "4", "--design-seed", "2", "--vary", *ranges, "--replications", "1") == 0
    assert not (yl.open(other).dataset[BEDS].values == yl.open(tmp_path / "c.h5").dataset[BEDS].values).any()


def test_points_of_a_file_are_those_of_a_table(tmp_path):
    date, schedule = datetime.date(2021, 1, 1), [(datetime.date(2020, 11, 1), 0.4), (datetime.date(2022, 1, 1), 0.5)]
    (tmp_path / "points.csv").write_text(
        f"\ufeff{BEDS},beds.keep_up,beds.keep_up_from,{COVERAGE}\n1.0,true,2021-01-01,0.3\n\n"
        '1.5,false,2021-01-01,"[{ date = 2020-11-01, value = 0.4 }, { date = 2022-01-01, value = 0.5 }]"\n')
    assert command(tmp_path / "c.h5", "--table", str(tmp_path / "points.csv"), "--replications", "1") == 0
    table = pd.DataFrame({BEDS: [1.0, 1.5], "beds.keep_up": [True, False], "beds.keep_up_from": [date, date],
                          COVERAGE: [0.3, schedule]})
    yl.sweep("jiangxi-2025", table, replications=1, output=tmp_path / "p.h5", **SMALL)
    assert same(tmp_path / "c.h5", tmp_path / "p.h5")


def test_stopping_rules_are_those_of_the_package(tmp_path):
    asked = ["cost=0.5", f"queue[pool=acute],absolute=2,quantile=0.5,baseline={BEDS}=1", "deaths,relative=0.02,level=0.9"]
    options = [option for each in asked for option in ("--precision", each)]
    assert command(tmp_path / "c.h5", "--vary", f"{BEDS}=1,2", "--replications", "60", *options) == 0
    precisions = [Precision("cost", relative=0.5), Precision("queue[pool=acute]", absolute=2, quantile=0.5, baseline={BEDS: 1}),
                  Precision("deaths", relative=0.02, level=0.9)]
    yl.sweep("jiangxi-2025", {BEDS: [1, 2]}, replications=60, precision=precisions, output=tmp_path / "p.h5", **SMALL)
    assert same(tmp_path / "c.h5", tmp_path / "p.h5")


@pytest.mark.parametrize("text, expected", [
    ("queue=0.05", Precision("queue", relative=0.05)),
    ("queue[pool=nursing]=0.05", Precision("queue[pool=nursing]", relative=0.05)),
    ("indicator[indicator_name=x,year=2025],absolute=1", Precision("indicator[indicator_name=x,year=2025]", absolute=1)),
    ("queue[pool=nursing]=1e-2,quantile=0.9, level=0.99", Precision("queue[pool=nursing]", relative=0.01, quantile=0.9, level=0.99)),
    ("cost,absolute=3,baseline=a@B=1,baseline=b=true", Precision("cost", absolute=3, baseline={"a@B": 1, "b": True})),
])
def test_precision_in_words(text, expected):
    assert words.precision(text) == expected


@pytest.mark.parametrize("text, told", [
    ("queue", "expected relative= or absolute="),
    ("queue=a", "a number for relative"),
    ("queue=0.1,absolute=2", "expected relative= or absolute="),
    ("queue=0.1,quantile=2", "quantile was 2"),
    ("queue=0.1,level=95", "level was 95"),
    ("queue=0.1,median", "given 'median'"),
    ("queue=0.1,baseline=1", "expected baseline=KEY=VALUE"),
    ("queue=0.1,level=0.9,level=0.95", "level twice"),
    ("queue=-1", "above 0"),
    ("[pool=a]=1", "expected MEASURE=RELATIVE"),
])
def test_what_is_no_precision_is_told_with_what_is(text, told):
    with pytest.raises(ValueError) as error:
        words.precision(text)
    assert str(error.value).startswith("--precision: ") and told in str(error.value)


DESIGN = ["--design", "sobol"]


@pytest.mark.parametrize("given, told", [
    (["--vary", f"{BEDS}=1:2"], "which is a range"),
    (["--vary", f"{BEDS}=1:2:0.00001"], "which has 100001 values, expected at most 10,000"),
    (["--vary", f"{BEDS}=1:2:0.005", "--vary", f"{COVERAGE}=0.3:0.9:0.005"],
     "makes 24,321 points (201 x 121 values), expected at most 10,000: let a design choose some (yl.sobol, yl.latin_hypercube; --design"),
    (["--vary", f"{BEDS}=0:1e999:1"], "which has more than 10^15 values"),
    (["--vary", f"{BEDS}=0:1:1e-9999999"], "expected numbers that can be reckoned with"),
    ([*DESIGN, "--points", "2097152", "--vary", f"{BEDS}=1:2"], "points was 2097152; expected 1 to 1000000"),
    ([*DESIGN, "--points", "4", "--vary", f"{BEDS}=1:1e999"], "expected two finite numbers"),
    ([*DESIGN, "--points", "4", "--vary", f"{BEDS}=1,2"], "expected KEY=LOW:HIGH"),
    ([*DESIGN, "--points", "4", "--vary", f"{BEDS}=2:1"], "the lower end first"),
    ([*DESIGN, "--points", "6", "--vary", f"{BEDS}=1:2"], "such as 4 or 8"),
    ([*DESIGN, "--points", "0", "--vary", f"{BEDS}=1:2"], "points was 0"),
    ([*DESIGN, "--points", "4", "--design-seed", "-1", "--vary", f"{BEDS}=1:2"], "seed was -1"),
    ([*DESIGN, "--vary", f"{BEDS}=1:2"], "needs --points"),
    ([*DESIGN, "--points", "4"], "no lever is varied"),
    ([*DESIGN, "--points", "4", "--vary", f"{SHAPE}=0.5:2"], "expected whole numbers"),
    ([*DESIGN, "--points", "4", "--vary", f"{BEDS}=1:2", "--vary", f"{BEDS}=1:3"], "varied twice"),
    (["--points", "4", "--vary", f"{BEDS}=1,2"], "--points is for a --design"),
    (["--design-seed", "4", "--vary", f"{BEDS}=1,2"], "--design-seed is for a --design"),
    (["--design", "grid", "--vary", f"{BEDS}=1,2"], "latin-hypercube"),
    (["--table", "points.csv", "--vary", f"{BEDS}=1,2"], "no --vary"),
    ([], "no lever is varied"),
    (["--vary", f"{COVERAGE}=[0.3]"], f"--vary: {COVERAGE}: given [0.3], expected a schedule"),
    (["--vary", "beds.keep_up_from=2021-01-01,2021-02-30"], "--vary: beds.keep_up_from: given 2021-02-30, expected a date"),
    (["--vary", f"{BEDS}=1,2", "--set", "beds.keep_up_from=2021-02-30"], "--set: beds.keep_up_from: given 2021-02-30, expected"),
    (["--vary", f"{BEDS}=1,2", "--precision", "queue=1,baseline=beds.keep_up_from=2021-02-30"],
     "--precision: baseline=beds.keep_up_from: given 2021-02-30, expected"),
    (["--vary", f"{BEDS}=1,2", "--precision", f"queue=1,baseline={BEDS}=3"], "names 0 points"),
])
def test_wrong_designs_are_said_to_be(given, told, tmp_path, capsys):
    try:
        status = command(tmp_path / "x.h5", *given)
    except SystemExit as left:  # of the parser of words
        status = left.code
    assert status == 2 and told in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("text, status, told", [
    (None, 3, "cannot be read as a table of points"),
    (b"\xff\xfe", 3, "cannot be read as a table of points"),
    (b"", 2, "has 0 lines"),
    (f"{BEDS}\n".encode(), 2, "has 1 lines"),
    (f"{BEDS},{COVERAGE}\n1,0.3\n1\n".encode(), 2, "line 3"),
    (f"{BEDS},{COVERAGE}\n1,\n".encode(), 2, "expected 2 values"),
    (f"{BEDS},{BEDS}\n1,2\n".encode(), 2, "twice"),
    (b"beds.keep_up_from\n2021-01-01\n\n2021-02-30\n", 2, "line 3 that is not empty: beds.keep_up_from: given 2021-02-30, expected"),
    (b"beds.nursing.facto\n1\n", 2, BEDS),
    (f"{BEDS}\n1000\n".encode(), 2, f"point {BEDS}=1000: error: {BEDS}: given 1000"),
])
def test_wrong_files_of_points_are_said_to_be(text, status, told, tmp_path, capsys):
    file = tmp_path / "points.csv"
    if text is not None:
        file.write_bytes(text)
    assert command(tmp_path / "x.h5", "--table", str(file)) == status
    assert told in capsys.readouterr().err
    assert not (tmp_path / "x.h5").exists()


@pytest.mark.parametrize("make", [yl.latin_hypercube, yl.sobol])
def test_whole_numbers_are_each_as_likely(make):
    # 16 points in 16 equal parts of 0 to 1 (both designs): four parts for each of 1, 2, 3 and 4.
    table = make({"a": (1, 4), "b": (0.0, 1.0)}, 16, whole=["a"])
    assert table["a"].tolist() != sorted(table["a"]) and table["a"].dtype.kind == "i"
    assert table["a"].value_counts().to_dict() == {1: 4, 2: 4, 3: 4, 4: 4}
    assert table["b"].equals(make({"a": (1, 4), "b": (0.0, 1.0)}, 16)["b"])


@pytest.mark.parametrize("make", [yl.latin_hypercube, yl.sobol])
def test_whole_levers_may_come_from_a_generator(make):
    assert make({"a": (1, 4)}, 8, whole=(lever for lever in "a")).equals(make({"a": (1, 4)}, 8, whole=["a"]))


@pytest.mark.parametrize("ends", [(0, math.inf), (-math.inf, 0), (math.nan, 1)])
def test_ranges_are_finite(ends):
    with pytest.raises(ValueError, match="expected two finite numbers"):
        yl.latin_hypercube({"a": ends}, 4, whole=["a"])


@pytest.mark.parametrize("wrong", [dict(whole=["c"]), dict(whole=["b"]), dict(whole="a", error=TypeError), dict(seed=-1)])
def test_wrong_whole_numbers(wrong):
    with pytest.raises(wrong.pop("error", ValueError)):
        yl.latin_hypercube({"a": (1, 4), "b": (0.5, 1)}, 4, **wrong)


def test_values_hold_schedules_and_words():
    schedule = "[{ date = 2021-01-01, value = 0.3 }, { date = 2025-01-01, value = 0.6 }]"
    points = [(datetime.date(2021, 1, 1), 0.3), (datetime.date(2025, 1, 1), 0.6)]
    assert words.values_of_lever(f"a={schedule}, 0.5") == ("a", [points, 0.5])
    assert words.value(f'{{ shape = "step", points = {schedule} }}') == {"shape": "step", "points": points}
    assert words.value('"2.5"') == "2.5" and words.value("1.2.3") == "1.2.3" and words.value(".5") == 0.5
