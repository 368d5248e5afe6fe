"""Wrong things on purpose, at the names that test_wrong_calls.py leaves: each is refused in one line, and soon."""

import re

import numpy as np
import pandas as pd
import pytest
import xarray as xr

import yanglao as yl
from yanglao import sensitivity
from yanglao.__main__ import main

BEDS = "beds.nursing.factor"
REFUSED = (ValueError, TypeError, yl.FileError)
SMALL = dict(scale=0.005, until="2020-12-01")
QUIET = dict(progress=False)
BASE = yl.Scenario.load("jiangxi-2025")
MOST = 2**31 - 1


def job(**other):
    return yl.Job(**(dict(scenario=BASE, replications=1) | SMALL | other))


def jobs(given, **options):
    return list(yl.run_jobs(given, **(QUIET | options)))


def outcome(r):
    return r.value("queue", pool="nursing")


def benefit(**sizes):
    sizes = {"scenario": 2, "draw": 24, "replication": 2} | sizes
    return xr.DataArray(np.random.default_rng(1).random(list(sizes.values())), dims=list(sizes),
                        coords={name: range(size) for name, size in sizes.items()})


def levers(draws=24, values=None):
    values = np.random.default_rng(2).random((draws, 2)) if values is None else values
    return xr.DataArray(values, dims=("draw", "lever"), coords={"draw": range(draws), "lever": ["a", "b"]})


def worth(*given, **options):
    return yl.value_of_information(*given, **options)


def holed(count):
    values = np.arange(float(count))
    values[3] = np.nan
    return values


TABLE = pd.DataFrame({"a": [1, 2, 3]})
QUEUE = yl.Precision("queue", relative=0.1)
UNIT = sensitivity.morris_design(2, 4)
NO_NUMBERS = {"text": lambda r: r.value("queue", pool="nursing").astype(str),
              "dates": lambda r: r.value("queue", pool="nursing").astype("datetime64[ns]")}
CALLS = {
    "no parameter to know": (lambda: worth(benefit(), levers(), []), "parameters was empty; expected at least one lever, or None"),
    "whole levers that are a number": (lambda: yl.latin_hypercube({"k": (1, 6)}, 4, whole=3), "whole was 3; expected a list of levers"),
    "the same of Sobol": (lambda: yl.sobol({"k": (1, 6)}, 4, whole=3), "whole was 3; expected a list of levers"),
    "whole levers that are numbers": (lambda: yl.sobol({"k": (1, 6)}, 4, whole=[3]), r"whole was \[3\]; expected a list of levers"),
    "a range wider than numbers": (lambda: yl.latin_hypercube({"k": (-1e308, 1e308)}, 2), "range of k was .*; expected one whose width"),
    "an outcome of texts": (lambda: sensitivity.sobol(BASE, NO_NUMBERS["text"], ["wish.institution"], 2, 1, **SMALL, **QUIET),
                            "the outcome was of .*; expected numbers"),
    "an outcome of dates": (lambda: sensitivity.one_at_a_time(BASE, NO_NUMBERS["dates"], ["wish.institution"], **SMALL, **QUIET),
                            "the outcome was of datetime64.*; expected numbers"),
    "a band of no dataset": (lambda: yl.plot.band(3, "month", None), "data was 3; expected an xarray.Dataset"),
    "a band without ends": (lambda: yl.plot.band(xr.Dataset({"mean": ("x", [1.0])}), "x", None), "no low, high over x"),
    "jobs that are none": (lambda: jobs(None), "jobs was None; expected a list of yanglao.Job"),
    "jobs that are one": (lambda: jobs(job()), "jobs was Job.*expected a list"),
    "jobs and a number": (lambda: jobs([job(), 3]), "jobs was .*expected a list"),
    "jobs of a generator": (lambda: jobs(each for each in [job()]), "jobs was <generator.*expected a list"),
    "jobs on a number": (lambda: jobs([job()], executor=3), "executor was 3; expected"),
    "a job of a name": (lambda: job(scenario="jiangxi-2025"), "scenario of a job was 'jiangxi-2025'; expected a yanglao.Scenario"),
    "a job of no replication": (lambda: job(replications=0), "replications was 0; expected 1 or more"),
    "a job of replications in words": (lambda: job(replications="3"), "replications was '3'; expected a whole number"),
    "a job before the first": (lambda: job(first=-1), "first was -1; expected 0 to"),
    "a job beyond the last": (lambda: job(replications=2, first=2**32 - 1), "first was 4294967295; expected 0 to 4294967294"),
    "a job of a wrong seed": (lambda: job(seed=-1), "seed was -1; expected 0 to"),
    "a job of no scale": (lambda: job(scale=float("nan")), "scale was nan; expected"),
    "a job until a word": (lambda: job(until="soon"), "until was 'soon'; expected"),
    "a job until no time": (lambda: job(until=pd.NaT), "until was NaT; expected a date"),
    "a job until no time of numpy": (lambda: job(until=np.datetime64("NaT")), "until was .*NaT.*; expected a date"),
    "a sweep until no time": (lambda: yl.sweep(BASE, {BEDS: [1]}, 1, until=pd.NaT, output="s.h5"), "until was NaT; expected a date"),
    "progress in words": (lambda: jobs([job()], progress="yes"), "progress was 'yes'; expected True or False"),
    "a sweep's progress in words": (lambda: yl.sweep(BASE, {BEDS: [1]}, 1, progress="yes", output="s.h5", **SMALL), "progress was 'yes'"),
    "draws' progress in words": (lambda: yl.uncertainty(BASE, 2, 1, progress="yes", output="s.h5", **SMALL), "progress was 'yes'; expected"),
    "a run's progress in words": (lambda: yl.run(BASE, 1, progress="yes", **SMALL),
                               r"progress was 'yes'; expected True or False, or a function of \(share done, .*events\)$"),
    "an interval of a word": (lambda: QUEUE.interval("abc"), "values were 'abc'; expected numbers"),
    "a shortage of a word": (lambda: QUEUE.shortage("abc"), "values were 'abc'; expected numbers"),
    "an excess of a table": (lambda: QUEUE.excess(np.ones((2, 3))), r"values had the shape \(2, 3\); expected one a replication"),
    "a job in detail": (lambda: job(detail="x"), "detail was 'x'; expected"),
    "a job on half a thread": (lambda: job(threads=0.5), "threads was 0.5; expected"),
    "a job with a number for its name": (lambda: job(name=3), "name of a job was 3; expected a text"),
    "threads beyond all count": (lambda: yl.sweep(BASE, {BEDS: [1]}, 1, threads=2**40, **SMALL), "threads was 1099511627776; expected 1 to"),
    "a sweep of all replications": (lambda: yl.sweep(BASE, {BEDS: [1]}, MOST, **SMALL), "2,147,483,647, at each of 1 point; expected at most"),
    "draws of all replications": (lambda: yl.uncertainty(BASE, 2, MOST, **SMALL), "at each of 2 points; expected at most 20,000,000 runs"),
    "all draws": (lambda: yl.uncertainty(BASE, MOST, 1, **SMALL), "at each of 2,147,483,647 points; expected at most"),
    "ends of all replications": (lambda: sensitivity.one_at_a_time(BASE, outcome, ["wish.institution"], MOST), "3 points; expected at most"),
    "all trajectories": (lambda: sensitivity.morris(BASE, outcome, ["wish.institution"], MOST), "4,294,967,294 points; expected at most"),
    "all samples": (lambda: sensitivity.sobol(BASE, outcome, ["wish.institution"], 2**30), "points; expected at most"),
    "a design of all samples": (lambda: sensitivity.sobol_design(2, 2**40), "samples was 1099511627776; expected 1 to"),
    "a design of all trajectories": (lambda: sensitivity.morris_design(2, 2**40), "trajectories was 1099511627776; expected 2 to"),
    "a scenario that is a number": (lambda: yl.Scenario.load(3), "scenario was 3; expected the name or path"),
    "a scenario of bytes": (lambda: yl.Scenario.load(b"x"), "scenario was b'x'; expected the name or path"),
    "a scenario made of a number": (lambda: yl.Scenario(3), "made of 3; expected Scenario.load"),
    "a scenario with a null": (lambda: yl.Scenario.load("jiangxi-2025\0"), "does not exist, expected"),
    "a file that is not there": (lambda: yl.open("/nowhere/r.h5"), "/nowhere/r.h5: cannot be read as a results file: there is no such file"),
    "a file that is none": (lambda: yl.open(__file__), "cannot be read as a results file: it is none, is damaged, or was cut short"),
    "a file of nothing": (lambda: yl.open(""), "path was ''; expected"),
    "a merger of a number": (lambda: yl.merge("x.h5", 3), "files was 3; expected a list of paths"),
    "a merger of a dict": (lambda: yl.merge("x.h5", {"a": 1}), "files was {'a': 1}; expected a list of paths"),
    "a merger into a number": (lambda: yl.merge(3, ["a.h5"]), "output was 3; expected the path"),
    "a merger into nothing": (lambda: yl.merge(None, ["a.h5"]), "output was None; expected the path"),
    "a merger into a folder that is not there": (lambda: yl.merge("/nowhere/x.h5", ["a.h5"]), "/nowhere/x.h5: cannot be written"),
    "an output with a null": (lambda: yl.run(BASE, 1, output="x\0.h5", **SMALL, **QUIET), r"output was 'x\\x00.h5'; expected the path"),
    "a schedule of words": (lambda: BASE.set({BEDS: [("soon", 1), ("2025-01-01", 2)]}), "date of a schedule was 'soon'; expected such as"),
    "a schedule of numbers": (lambda: BASE.set({BEDS: [(2020, 1), (2025, 2)]}), "date of a schedule was 2020; expected a date"),
    "a schedule of one number": (lambda: BASE.set({BEDS: {"points": 3}}), "points of a schedule were 3; expected a list"),
    "a lever without a name": (lambda: BASE.set({"": 1}), 'a lever was ""; expected its key'),
    "half a letter": (lambda: BASE.set({BEDS: "\ud800"}), "expected letters that can be written"),
    "a lever that is a number": (lambda: BASE[3], "a lever was 3; expected its key"),
    "persons beyond all count": (lambda: yl.lives(BASE, persons=10**400, **SMALL), "expected 0 to 4294967295"),
    "a person beyond all count": (lambda: yl.lives(BASE, persons="360102/99999999999", **SMALL), "no person"),
    "a person of no digit": (lambda: yl.lives(BASE, persons="360102/²", **SMALL), "no person"),
    "draws of a network": (lambda: yl.uncertainty("w1b", 2, 1), "w1b is none; expected a table of its own levers"),
    "parameters of a network": (lambda: yl.parameters("w1b"), "w1b is none; expected a table of its own levers"),
    "a table for a level": (lambda: yl.Precision("queue", relative=0.1, level=TABLE), "level was .*; expected a number"),
    "a table for a scenario": (lambda: yl.run(TABLE), "scenario was .*; expected"),
    "an array for levers": (lambda: yl.sweep(BASE, np.zeros((50, 50))), "levers was .*; expected"),
    "effects with a hole": (lambda: sensitivity.morris_effects(["a", "b"], UNIT, holed(12)), "values had 1 of 12 missing"),
    "effects of too few": (lambda: sensitivity.morris_effects(["a", "b"], UNIT, np.arange(9.0)), "had 9 outcomes; expected one at each .* 12"),
    "effects of another design": (lambda: sensitivity.morris_effects(["a"], UNIT, np.arange(12.0)), r"shape \(12, 2\); expected"),
    "effects of no names": (lambda: sensitivity.morris_effects([], UNIT, np.arange(12.0)), r"names was \[\]; expected a list"),
    "effects of names twice": (lambda: sensitivity.morris_effects(["a", "a"], UNIT, np.arange(12.0)), r"names was \['a', 'a'\]; expected each"),
    "effects of what does not move": (lambda: sensitivity.morris_effects(["a"], np.zeros((4, 1)), np.arange(4.0)), "does not move once"),
    "effects of a design with a hole": (lambda: sensitivity.morris_effects(["a", "b"], np.full((12, 2), np.nan), np.arange(12.0)), "no number"),
    "effects of a design of words": (lambda: sensitivity.morris_effects(["a"], [["x"]] * 4, np.arange(4.0)), "design was .*; expected that of"),
    "a Morris design of a wrong seed": (lambda: sensitivity.morris_design(2, 3, seed=-1), "seed was -1; expected 0 or more"),
    "a Sobol design of a wrong seed": (lambda: sensitivity.sobol_design(2, 4, seed=-1), "seed was -1; expected 0 or more"),
    "indices of names twice": (lambda: sensitivity.sobol_indices(["a", "a"], np.arange(16.0)), r"names was \['a', 'a'\]; expected each once"),
    "indices of three samples": (lambda: sensitivity.sobol_indices(["a", "b"], np.arange(12.0)), "had 12 outcomes; expected .* a power of 2"),
    "results of nothing": (lambda: yl.Results(xr.Dataset()), "dataset has no variable by draw; expected one as yanglao.run makes it"),
    "effects at a level in per cent": (lambda: sensitivity.morris_effects(["a", "b"], UNIT, np.arange(12.0), 95), "level was 95; expected"),
    "indices with a hole": (lambda: sensitivity.sobol_indices(["a", "b"], holed(16)), "values had 1 of 16 missing"),
    "indices of an infinity": (lambda: sensitivity.sobol_indices(["a", "b"], np.full(16, np.inf)), "values had 16 of 16 missing"),
    "indices of too few": (lambda: sensitivity.sobol_indices(["a", "b"], np.arange(15.0)), "had 15 outcomes; expected .* 4 a sample"),
    "indices of none": (lambda: sensitivity.sobol_indices(["a", "b"], []), "had 0 outcomes; expected"),
    "indices of words": (lambda: sensitivity.sobol_indices(["a", "b"], ["x"] * 16), "values was .*; expected a number"),
    "indices of a table": (lambda: sensitivity.sobol_indices(["a", "b"], np.ones((4, 4))), r"shape \(4, 4\); expected one number"),
    "indices of a word": (lambda: sensitivity.sobol_indices("ab", np.arange(16.0)), "names was 'ab'; expected a list"),
    "worth of a number": (lambda: worth(3, levers()), "benefit was 3; expected an xarray.DataArray of scenario, draw and replication"),
    "worth of words": (lambda: worth(benefit().astype(str), levers()), "benefit was of .*; expected numbers"),
    "worth without draws": (lambda: worth(benefit(), None), "drawn was None; expected an xarray.DataArray of draw and lever"),
    "worth of other draws": (lambda: worth(benefit(), benefit()), "drawn had the dimensions .*; expected draw and lever"),
    "worth with a hole in the draws": (lambda: worth(benefit(), levers(values=np.full((24, 2), np.nan))), "drawn lacks a value; expected"),
    "worth of a decision that is a number": (lambda: worth(benefit(), levers(), decision=3), "decision was 3; expected the name"),
    "worth of an unknown decision": (lambda: worth(benefit(), levers(), decision="x"), 'along "x"'),
    "worth at a level in per cent": (lambda: worth(benefit(), levers(), level=95), "level was 95; expected"),
    "worth of a wrong seed": (lambda: worth(benefit(), levers(), seed="1"), "seed was '1'; expected"),
    "worth of no resamples": (lambda: worth(benefit(), levers(), resamples=0), "resamples was 0; expected 1 to"),
    "worth of a word": (lambda: worth(benefit(), levers(), "a"), "parameters was 'a'; expected None, or a list"),
    "worth of a number of parameters": (lambda: worth(benefit(), levers(), 3), "parameters was 3; expected None, or a list"),
    "worth of numbers": (lambda: worth(benefit(), levers(), [3]), r"parameters was \[3\]; expected None, or a list"),
    "worth of an empty list": (lambda: worth(benefit(), levers(), [[]]), "holds an empty list; expected"),
    "worth of what was not drawn": (lambda: worth(benefit(), levers(), ["c"]), '"c" was not drawn'),
    "worth of too few draws": (lambda: worth(benefit(draw=8), levers(8)), "20 or more"),
}


@pytest.mark.parametrize("call, words", CALLS.values(), ids=CALLS)
def test_misuse_is_refused_in_one_line(call, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(REFUSED, match=words) as caught:
        call()
    assert len(str(caught.value).splitlines()) == 1 and len(str(caught.value)) < 500
    assert not list(tmp_path.iterdir())


def test_parameters_that_can_be_read_once_are_read_once():
    names = ["a", "b"]
    assert worth(benefit(), levers(), iter(names), resamples=20).equals(worth(benefit(), levers(), names, resamples=20))


def test_many_values_of_a_lever_are_looked_through_once():
    """10,000 values compared each with each took minutes; the product of two such levers is refused at once."""
    values = [i / 10_000 for i in range(10_000)]
    with pytest.raises(ValueError, match="makes 100,000,000 points"):
        yl.sweep(BASE, {BEDS: values, "family_doctor.coverage": values}, **SMALL)


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("misuse") / "r.h5"
    yl.run(BASE, 1, output=path, detail="province", **SMALL, **QUIET)
    return str(path)


VARY = ["sweep", "jiangxi-2025", "--vary", f"{BEDS}=1,2"]
WORDS = {
    "replications": ([*VARY, "--replications", "2147483647"], "at each of 2 points; expected at most 20,000,000 runs in all"),
    "replications in words": ([*VARY, "--replications", "x"], "--replications: given 'x', expected a whole number"),
    "a scale in words": ([*VARY, "--scale", "x"], "--scale: given 'x', expected a number"),
    "threads": ([*VARY, "--threads", "99999999999"], "threads was 99999999999; expected 1 to"),
    "a design": ([*VARY, "--design", "x"], "--design: invalid choice: 'x'"),
    "an option": ([*VARY, "--frob"], "unrecognized arguments: --frob"),
    "a command": (["frob"], "invalid choice: 'frob'"),
    "no scenario": (["sweep"], "the following arguments are required: SCENARIO"),
    "no file": (["merge", "m.h5"], "the following arguments are required: IN"),
    "levers": (["sweep", "jiangxi-2025", "--vary", f"{BEDS}=0:2:0.01", "--vary", "family_doctor.coverage=0:1:0.01"],
               "makes 20,301 points"),
    "a table that is not there": (["sweep", "jiangxi-2025", "--table", "/nowhere.csv"], "/nowhere.csv: cannot be read as a table of points: No such"),
    "a table that is no text": (["sweep", "jiangxi-2025", "--table", "FILE"], "cannot be read as a table of points: it is no text"),
    "lives to nowhere": (["replay", "FILE", "--csv", "/nowhere/x.csv"], "/nowhere/x.csv: cannot be written"),
    "lives to a folder": (["replay", "FILE", "--csv", "."], ".: cannot be written"),
    "a replication in words": (["replay", "FILE", "--replication", "x"], "--replication: given 'x', expected a whole number"),
    "persons": (["replay", "FILE", "--persons", "99999999999999999999"], "persons was 99999999999999999999; expected 0 to"),
}


@pytest.mark.parametrize("words, told", WORDS.values(), ids=WORDS)
def test_wrong_words_are_told_in_one_line(words, told, file, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    try:
        status = main([file if word == "FILE" else word for word in words])
    except SystemExit as left:
        status = left.code
    said = capsys.readouterr()
    assert status in (2, 3) and told in said.err and len(said.err.splitlines()) == 1 and not said.out
    assert re.match("yanglao( sweep| merge| replay)?: ", said.err)
    assert not [each for each in tmp_path.rglob("*") if each.is_file()]


def test_a_replay_at_no_point_is_refused(file):
    with pytest.raises(TypeError, match="at was 3; expected {name: value}"):
        yl.replay(file, at=3)


@pytest.fixture(scope="module")
def network():
    return yl.run("w1b", 1, scale=0.1, until="2020-03-01", **QUIET)


def drawn(array):
    """As if there were three draws, and three replications."""
    return array.isel(draw=[0] * 3, replication=[0] * 3)


A_TABLE = pd.DataFrame({"a": [1]})
BAND = xr.Dataset({name: ("x", [1.0]) for name in ("mean", "low", "high")}, {"x": [1]})
ENDS = pd.DataFrame({"parameter": ["a"], "low": [0], "high": [1], "base": [0.5], "swing": [1], "swing_low": [0], "swing_high": [2]})
SHARES = pd.DataFrame({"source": ["chance"], "share": [1.0], "low": [1.0], "high": [1.0]})
DIFFERENCES = pd.DataFrame({"variable": ["queue"], "baseline": [1.0], "difference": [0.1], "low": [0.0], "high": [0.2]})
ON_A_NUMBER = {
    "over_time": lambda r: yl.plot.over_time(r, "queue", 3, pool="nursing"),
    "over_lever": lambda r: yl.plot.over_lever(r, "queue", "scenario", 3, pool="nursing"),
    "fan": lambda r: yl.plot.fan(r, "queue", 3, pool="nursing"),
    "indicators": lambda r: yl.plot.indicators(r, "nursing_bed_share", 3),
    "costs": lambda r: yl.plot.costs(r, 2020, 3),
    "waits": lambda r: yl.plot.waits(r, "nursing", 3),
    "differences": lambda r: yl.plot.differences(DIFFERENCES, 3),
    "tornado": lambda r: yl.plot.tornado(ENDS, 3),
    "shares": lambda r: yl.plot.shares(SHARES, 3),
    "flows": lambda r: yl.plot.flows(pd.DataFrame({"person": ["a"] * 3, "time": [0, 1, 2], "event": ["moves"] * 3,
                                                   "place": ["home", "nursing", "home"]}), 3),
}


@pytest.mark.parametrize("call", ON_A_NUMBER.values(), ids=ON_A_NUMBER)
def test_a_picture_on_a_number_is_refused(call, file):
    with pytest.raises(TypeError, match="^ax was 3; expected matplotlib's Axes, or None for new ones$"):
        call(yl.open(file))


def test_waits_of_a_network_lack_what_is_counted_by_classes(file, network):
    assert set(yl.open(file).waits()) - set(network.waits()) >= {"median", "p90", "longest"}
    lines = yl.plot.waits(network, network.waits()["pool"][0]).lines
    assert [line.get_label() for line in lines] == ["mean wait"]


QUESTIONS = {
    "results of a number": (lambda r, n: yl.Results(3), "dataset was 3; expected an xarray.Dataset"),
    "draws of a number": (lambda r, n: yl.drawn(3), "results was 3; expected yanglao.Results"),
    "a split of a number": (lambda r, n: yl.variance_shares(3), "values was 3; expected an xarray.DataArray"),
    "a split of words": (lambda r, n: yl.variance_shares(outcome(r).astype(str)), "expected numbers by draw and replication"),
    "a split by month": (lambda r, n: yl.variance_shares(drawn(r.dataset["queue"])), "a number for each region and month and pool of a run"),
    "a split by pool": (lambda r, n: yl.variance_shares(drawn(r.dataset["queue"]).sum(["month", "region"])), "each pool of a run; expected one"),
    "results of one replication": (lambda r, n: yl.Results(r.dataset.isel(replication=0)), r"by replication.*isel\(replication=\[0\]\)"),
    "results of one draw": (lambda r, n: yl.Results(r.dataset.isel(draw=0)), "no variable by draw"),
    "results of no replication": (lambda r, n: yl.Results(r.dataset.isel(replication=[])), "replication without a label; expected one"),
    "results of no month": (lambda r, n: yl.Results(r.dataset.isel(month=[])), "month without a label; expected one or more"),
    "months of one replication": (lambda r, n: yl.plot.over_time(r, "queue", pool="nursing", replication=0), "no replication along .*month; exp"),
    "a fan of one replication": (lambda r, n: yl.plot.fan(r, "queue", pool="nursing", replication=0), "no replication along .*month; expected"),
    "a band on a number": (lambda r, n: yl.plot.band(BAND, "x", 3), "ax was 3; expected matplotlib's Axes"),
    "a tornado of words": (lambda r, n: yl.plot.tornado(ENDS.assign(low="x")), "column low holds 'x'; expected numbers, as yanglao.sens"),
    "a tornado without a swing": (lambda r, n: yl.plot.tornado(ENDS.drop(columns="swing")), "no column swing"),
    "shares of words": (lambda r, n: yl.plot.shares(SHARES.assign(share="x")), "column share holds 'x'; expected numbers, as"),
    "differences of words": (lambda r, n: yl.plot.differences(DIFFERENCES.assign(low="x")), "column low holds 'x'; expected numbers, as"),
    "a split of one draw": (lambda r, n: yl.variance_shares(outcome(r).isel(draw=0)), "expected numbers by draw and replication"),
    "a pool that is a dict": (lambda r, n: r.value("queue", pool={"a": 1}), "there is no pool {'a': 1}; there are"),
    "indicators of a network": (lambda r, n: n.indicators(), 'these results hold no "indicator", as those of a network; they hold'),
    "targets of a network": (lambda r, n: n.targets(), 'these results hold no "target"'),
    "budgets of a network": (lambda r, n: n.budgets(), 'these results hold no "appropriation"'),
    "blocked beds of a network": (lambda r, n: n.blocked(), 'these results hold no "blocked_days_by_root"'),
    "indicators of a number": (lambda r, n: yl.plot.indicators(3, "a"), "results was 3; expected yanglao.Results"),
    "costs of a number": (lambda r, n: yl.plot.costs(3, 2020), "results was 3; expected yanglao.Results"),
    "waits of a number": (lambda r, n: yl.plot.waits(3, "nursing"), "results was 3; expected yanglao.Results"),
    "months of a number": (lambda r, n: yl.plot.over_time(3, "queue"), "results was 3; expected yanglao.Results"),
    "months of nothing": (lambda r, n: yl.plot.over_time(r, "x"), "no variable by month 'x'; there are population"),
    "months of a year's": (lambda r, n: yl.plot.over_time(r, "indicator"), "no variable by month 'indicator'"),
    "a lever of a number": (lambda r, n: yl.plot.over_lever(3, "queue", BEDS), "results was 3; expected yanglao.Results"),
    "a fan of a number": (lambda r, n: yl.plot.fan(3, "queue"), "results was 3; expected yanglao.Results"),
    "a fan of nothing": (lambda r, n: yl.plot.fan(r, "x"), "no variable by month 'x'"),
    "differences of a number": (lambda r, n: yl.plot.differences(3), "rows was 3; expected a table, as yanglao.compare"),
    "differences of a table": (lambda r, n: yl.plot.differences(A_TABLE), "no column variable, baseline, .* expected one as yanglao.compare"),
    "a tornado of a number": (lambda r, n: yl.plot.tornado(3), "rows was 3; expected a table, as yanglao.sensitivity.one_at_a_time"),
    "a tornado of a table": (lambda r, n: yl.plot.tornado(A_TABLE), "no column parameter, low, .* expected one as"),
    "shares of a number": (lambda r, n: yl.plot.shares(3), "rows was 3; expected a table, as yanglao.variance_shares"),
    "flows of a number": (lambda r, n: yl.plot.flows(3), "rows was 3; expected a table, as yanglao.lives"),
    "flows of a table": (lambda r, n: yl.plot.flows(A_TABLE), "no column person, time, event, place; expected one as yanglao.lives"),
    "flows of nobody": (lambda r, n: yl.plot.flows(pd.DataFrame(columns=["person", "time", "event", "place"])), "has no row; expected some"),
}


@pytest.mark.parametrize("call, words", QUESTIONS.values(), ids=QUESTIONS)
def test_misuse_of_results_is_refused_in_one_line(call, words, file, network):
    with pytest.raises(REFUSED, match=words) as caught:
        call(yl.open(file), network)
    assert len(str(caught.value).splitlines()) == 1
