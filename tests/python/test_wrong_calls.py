"""Wrong calls, made on purpose: each is refused before anything long is run, in one line that says what was given."""

import datetime
import itertools
import sys
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack

import numpy as np
import pandas as pd
import pytest

import yanglao as yl
from yanglao import course
from yanglao.points import MOST_POINTS, Points

SMALL = dict(scale=0.005, until="2021-01-01", progress=False)
BEDS = "beds.nursing.factor"
REFUSED = (ValueError, TypeError, yl.FileError)  # ScenarioError and UnknownName are ValueErrors


def sweep(levers=None, **options):
    return yl.sweep("jiangxi-2025", {BEDS: [1, 2]} if levers is None else levers, **({"replications": 1} | SMALL | options))


def run(**options):
    return yl.run("jiangxi-2025", **({"replications": 1} | SMALL | options))


def draws(**options):
    return yl.uncertainty("jiangxi-2025", **({"draws": 2, "replications": 1} | SMALL | options))


def distributions(**other):
    row = {"parameter": "p", "key": "wish.patience_days", "distribution": "log-normal", "low": 30.0, "high": 300.0, "weight": 1.0}
    return pd.DataFrame([row | other])


def outcome(r):
    return r.value("queue", pool="nursing")


# What is called, and words that the message must hold: what was given, and what was expected.
CALLS = {
    "a scenario that is a number": (lambda: yl.run(3, **SMALL), "scenario was 3; expected"),
    "a scenario that is none": (lambda: yl.run(None, **SMALL), "scenario was None; expected"),
    "no scenario": (lambda: yl.run([], **SMALL), r"need a name each .* \[\]"),
    "a scenario twice": (lambda: yl.run(["jiangxi-2025"] * 2, **SMALL), "need a name each that differs"),
    "an unknown scenario": (lambda: yl.run("jiangxi-2052", **SMALL), "jiangxi-2052"),
    "negative replications": (lambda: run(replications=-3), "replications was -3; expected 1 or more"),
    "replications beyond all count": (lambda: run(replications=3_000_000_000), "replications was 3000000000; expected 1 to"),
    "a sweep of as many": (lambda: sweep(replications=3_000_000_000), "replications was 3000000000; expected 1 to"),
    "draws of as many": (lambda: draws(replications=3_000_000_000), "replications was 3000000000; expected 1 to"),
    "half a replication": (lambda: run(replications=1.5), "replications was 1.5; expected a whole number"),
    "replications in words": (lambda: run(replications="10"), "replications was '10'; expected a whole number"),
    "replications that are true": (lambda: run(replications=True), "replications was True; expected a whole number"),
    "a seed in words": (lambda: run(seed="1"), "seed was '1'; expected a whole number"),
    "a scale in words": (lambda: run(scale="0.1"), "scale was '0.1'; expected a number"),
    "a scale that is not a number": (lambda: run(scale=float("nan")), "scale was nan; expected a number above 0"),
    "threads in words": (lambda: run(threads="2"), "threads was '2'; expected a whole number"),
    "no threads": (lambda: run(threads=0), "threads was 0; expected 1 or more"),
    "an unknown detail": (lambda: run(detail=3), "detail was 3; expected"),
    "until a word": (lambda: run(until="soon"), "until was 'soon'; expected a date"),
    "until a year": (lambda: run(until=2023), "until was 2023; expected a date"),
    "until before the start": (lambda: run(until="1990-01-01"), "until.*1990-01-01.*expected"),
    "an output in a folder that is not there": (lambda: run(output="/nowhere/r.h5"), "/nowhere/r.h5"),
    "an output that is a folder": (lambda: run(output="."), r"\.: "),
    "an output that is a number": (lambda: run(output=7), "output was 7; expected the path"),
    "a precision that is a number": (lambda: run(precision=0.1), "precision was 0.1; expected"),
    "a precision that is a word": (lambda: run(precision="queue"), "precision was 'queue'; expected"),
    "a precision of nothing": (lambda: run(precision={}), "precision was empty; expected"),
    "a precision in words": (lambda: run(precision={"queue": "0.1"}), "half-width was '0.1'; expected a number"),
    "a precision that is not a number": (lambda: run(precision={"queue": float("nan")}), "half-width was nan; expected"),
    "a negative precision": (lambda: run(precision={"queue": -1}), "half-width was -1; expected"),
    "a precision of a number": (lambda: run(precision={3: 0.1}), "measure was 3; expected"),
    "a level in words": (lambda: yl.Precision("queue", relative=0.1, level="95"), "level was '95'; expected a number"),
    "a quantile above 1": (lambda: yl.Precision("queue", relative=0.1, quantile=90), "quantile was 90; expected"),
    "a precision of an unknown variable": (lambda: run(precision={"lines": 0.1}), 'no "lines"'),
    "a precision of an unknown pool": (lambda: run(precision={"queue[pool=attic]": 0.1}), 'no pool "attic"'),
    "a precision of two pools": (lambda: run(precision={"queue[pool=nursing,pool=acute]": 0.1}), "says pool twice; expected one"),
    "a baseline that was not run": (lambda: run(precision=yl.Precision("queue", relative=1, baseline="x")), "'x'; expected"),
    "a sweep's precision of an unknown pool": (lambda: sweep(precision={"queue[pool=attic]": 0.1}), 'no pool "attic"'),
    "low of a word": (lambda: draws(table=distributions(low="x")), "low of \"p\" was 'x' in the table of distributions; expected a number"),
    "a weight of nothing": (lambda: draws(table=distributions(weight=None)), 'weight of "p" was None'),
    "values without end": (lambda: sweep({BEDS: itertools.count()}), "were more than 10,000; expected at most as many: let"),
    "a range beyond memory": (lambda: sweep({BEDS: range(10**12)}), "were more than 10,000; expected at most"),
    "levers that are a list": (lambda: sweep([1, 2]), r"levers was \[1, 2\]; expected"),
    "levers that are a word": (lambda: sweep(BEDS), "levers was 'beds.*expected"),
    "no levers": (lambda: sweep({}), "at least one lever.*{}"),
    "a lever without values": (lambda: sweep({BEDS: []}), "a value for each"),
    "a lever with one bare value": (lambda: sweep({BEDS: 1.5}), "were 1.5; expected a list"),
    "a lever with a word": (lambda: sweep({BEDS: "1,2"}), "were '1,2'; expected a list"),
    "a value twice": (lambda: sweep({BEDS: [1, 2, 1.0]}), "hold 1.0 twice; expected each once"),
    "an unknown lever": (lambda: sweep({"beds.nursing.facter": [1]}), BEDS),
    "a lever that is a number": (lambda: sweep({3: [1]}), "3"),
    "a value of a wrong type": (lambda: sweep({BEDS: [1, "two"]}), "two"),
    "a value that is none": (lambda: sweep({BEDS: [1, None]}), "not None"),
    "a value that is not a number": (lambda: sweep({BEDS: [1, float("nan")]}), "nan.*expected"),
    "a value out of range in the middle": (lambda: sweep({BEDS: [1, -2, 3]}), "-2.*expected"),
    "a table with a column twice": (lambda: sweep(pd.DataFrame([[1, 2]], columns=[BEDS] * 2)), f'"{BEDS}" twice; expected'),
    "a table of distributions with a column twice": (lambda: draws(table=pd.DataFrame([[1, 2]], columns=["key"] * 2)),
                                                     '"key" twice; expected'),
    "a weight beyond all numbers": (lambda: draws(table=distributions(weight=float("inf"))), "weight of a study was inf; expected"),
    "a table without a row": (lambda: sweep(pd.DataFrame({BEDS: []})), "a value for each"),
    "a table with a hole": (lambda: sweep(pd.DataFrame({BEDS: [1, np.nan]})), "nan.*expected"),
    "an executor that is a word": (lambda: sweep(executor="pool"), "executor was 'pool'; expected"),
    "an executor that is a class": (lambda: sweep(executor=yl.Job), "executor was <class.*expected"),
    "a shard that is none": (lambda: sweep(shard=(0, 2), output="x.h5"), r"shard was \(0, 2\); expected"),
    "a shard in words": (lambda: sweep(shard="1/2", output="x.h5"), "shard was 1/2; expected"),
    "a shard of truth": (lambda: sweep(shard=(True, 2), output="x.h5"), r"shard was \(True, 2\); expected"),
    "a shard of a half": (lambda: sweep(shard=(1.0, 2), output="x.h5"), r"shard was \(1.0, 2\); expected"),
    "a shard without an output": (lambda: sweep(shard=(1, 2)), "needs an output"),
    "a sweep until before the start": (lambda: sweep(until=datetime.date(1990, 1, 1)), "1990-01-01.*expected"),
    "a sweep into a missing folder": (lambda: sweep(output="/nowhere/s.h5"), "/nowhere/s.h5"),
    "a sweep into a folder": (lambda: sweep(output="."), r"\.: "),
    "draws in words": (lambda: draws(draws="10"), "draws was '10'; expected a whole number"),
    "no draws": (lambda: draws(draws=0), "draws was 0; expected 1 or more"),
    "draws of replications in words": (lambda: draws(replications="2"), "replications was '2'; expected"),
    "an unknown parameter": (lambda: draws(parameters=["beds"]), 'no uncertain parameter "beds"'),
    "parameters that are a word": (lambda: draws(parameters="wish.institution"), "parameters was 'wish.institution'; expected"),
    "no parameters": (lambda: draws(parameters=[]), "at least one parameter"),
    "draws on no executor": (lambda: draws(executor=2), "executor was 2; expected"),
    "draws into a missing folder": (lambda: draws(output="/nowhere/d.h5"), "/nowhere/d.h5"),
    "a table of distributions that is none": (lambda: draws(table={"a": 1}), "table was {'a': 1}; expected"),
    "an outcome that is a word": (lambda: yl.sensitivity.one_at_a_time("jiangxi-2025", "queue", ["wish.institution"]),
                                  "outcome was 'queue'; expected"),
    "an unknown option": (lambda: yl.sensitivity.morris("jiangxi-2025", outcome, ["wish.institution"], scal=1), 'option "scal"'),
    "trajectories in words": (lambda: yl.sensitivity.morris("jiangxi-2025", outcome, ["wish.institution"], trajectories="4"),
                              "trajectories was '4'; expected"),
    "samples in words": (lambda: yl.sensitivity.sobol("jiangxi-2025", outcome, ["wish.institution"], samples="4"),
                         "samples was '4'; expected"),
    "persons less than none": (lambda: yl.lives("jiangxi-2025", persons=-1, **SMALL), "persons was -1; expected 0 or more"),
    "half a person": (lambda: yl.lives("jiangxi-2025", persons=2.5, **SMALL), "persons was 2.5; expected"),
    "persons that are true": (lambda: yl.lives("jiangxi-2025", persons=True, **SMALL), "persons was True; expected"),
    "a person without a county": (lambda: yl.lives("jiangxi-2025", persons="Nanchang/1", **SMALL), 'no person "Nanchang/1"'),
    "lives of half a replication": (lambda: yl.lives("jiangxi-2025", replication=0.5, **SMALL), "replication was 0.5; expected"),
    "lives until a word": (lambda: yl.lives("jiangxi-2025", scale=0.01, until="soon"), "until was 'soon'; expected"),
    "a design without a range": (lambda: yl.latin_hypercube({BEDS: 1.0}, 4), "range of beds.*was 1.0; expected"),
    "a design of half points": (lambda: yl.sobol({BEDS: (0, 1)}, 4.5), "points was 4.5; expected a whole number"),
    "a design of a list": (lambda: yl.latin_hypercube([BEDS], 4), "ranges was .*expected"),
    "a file that is not there": (lambda: yl.open("/nowhere/r.h5"), "/nowhere/r.h5"),
    "a file that is a number": (lambda: yl.open(5), "path was 5; expected"),
    "a file that is a folder": (lambda: yl.open("."), r"\.: "),
    "one file to merge": (lambda: yl.merge("x.h5", "a.h5"), "files was 'a.h5'; expected a list"),
    "nothing to merge": (lambda: yl.merge("x.h5", []), "at least one file"),
    "levers set that are a word": (lambda: yl.Scenario.load("jiangxi-2025").set(BEDS), "values was 'beds.*expected"),
    "a text that is a number": (lambda: yl.Scenario.from_toml(3), "text was 3; expected"),
    "an unknown lever asked for": (lambda: yl.Scenario.load("jiangxi-2025")["beds.nursing.facter"], BEDS),
}


@pytest.mark.parametrize("call, words", CALLS.values(), ids=CALLS)
def test_wrong_call_is_refused_in_one_line(call, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(REFUSED, match=words) as caught:
        call()
    assert len(str(caught.value).splitlines()) == 1
    assert not list(tmp_path.iterdir())  # nothing is left behind


@pytest.fixture(scope="module")
def results():
    return sweep({BEDS: [1, 2]})


@pytest.mark.parametrize("call, words", {
    "a baseline that is a list": (lambda r: yl.compare(r, ["a"]), r"baseline was \['a'\]; expected"),
    "a baseline of another lever": (lambda r: yl.compare(r, {"x": 1}), 'names "x"'),
    "a baseline that was not run": (lambda r: yl.compare(r, {BEDS: 3}), "was not run"),
    "a baseline of a wrong type": (lambda r: yl.compare(r, {BEDS: "one"}), "'one', which was not run"),
    "an unknown variable": (lambda r: yl.compare(r, {BEDS: 1}, ["lines"]), 'no "lines"'),
    "a variable that is no list": (lambda r: yl.compare(r, {BEDS: 1}, "queue"), "variables was 'queue'; expected"),
    "a level in per cent": (lambda r: yl.compare(r, {BEDS: 1}, level=95), "level was 95; expected"),
    "a level in words": (lambda r: r.waits(level="0.9"), "level was '0.9'; expected"),
    "results that are none": (lambda r: yl.compare(r.dataset, {BEDS: 1}), "results was .*expected"),
    "an unknown measure": (lambda r: r.value("lines"), 'no "lines"'),
    "a year that was not simulated": (lambda r: r.value("queue", year=1999, pool="nursing"), "1999"),
    "an unknown pool": (lambda r: r.value("queue", pool="attic"), "attic"),
    "an unknown dimension": (lambda r: r.value("queue", floor=1, pool="nursing"), "floor"),
    "a replication that is not there": (lambda r: yl.replay(r, 9, at={BEDS: 1}), "no replication 9"),
    "a replication in words": (lambda r: yl.replay(r, "0", at={BEDS: 1}), "replication was '0'; expected"),
    "a draw that is not there": (lambda r: yl.replay(r, 0, at={BEDS: 1}, draw=4), "no draw 4"),
    "a point that is not there": (lambda r: yl.replay(r, 0, at={BEDS: 7}), f"no {BEDS} 7"),
    "draws of a sweep": (lambda r: yl.drawn(r), "no drawn parameters"),
    "a split without draws": (lambda r: yl.variance_shares(r.value("queue", pool="nursing")), "3 draws"),
    "a saving to nowhere": (lambda r: r.save("/nowhere/r.h5"), "/nowhere/r.h5"),
    "a saving to a number": (lambda r: r.save(3), "path was 3; expected"),
}.values())
def test_wrong_question_to_results_is_refused_in_one_line(results, call, words):
    with pytest.raises(REFUSED, match=words) as caught:
        call(results)
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize("call, name", [(run, "in_pieces"), (run, "kept_beside"), (sweep, "store_of"), (sweep, "Course")])
@pytest.mark.parametrize("wrong, words", [
    ("queue[pool=nursin]", 'no pool "nursin"'),
    ("quue", 'no "quue"'),
    ("queue[floor=1]", "no floor to choose by"),
    ("queue[pool=nursing,month=2021-31]", "no month '2021-31'"),
    ("indicator", "does not add up; choose one by its year, indicator_name"),
])
def test_a_wrong_measure_is_told_before_anything_is_run_or_kept(call, name, wrong, words, tmp_path, monkeypatch):
    monkeypatch.setattr(sys.modules[f"yanglao.{call.__name__}"], name, lambda *_, **__: pytest.fail(f"{name} was called"))
    with pytest.raises(yl.UnknownName, match=words):
        call(output=tmp_path / "o.h5", precision=[yl.Precision("queue", 0.5), yl.Precision(wrong, 0.5)], replications=31)
    assert not list(tmp_path.iterdir())


def test_a_measure_of_scenarios_side_by_side_passes_its_trial():
    two = yl.run(["jiangxi-2020", "jiangxi-2025"], 30, precision=yl.Precision("queue", 9.0, baseline="jiangxi-2020"), **SMALL)
    assert two.dataset.sizes["replication"] == 30


def test_late_mistake_does_not_block_the_corrected_call(tmp_path):
    """A wrong measure leaves no parts, which would be of no use to the corrected call."""
    path = tmp_path / "s.h5"
    with pytest.raises(yl.UnknownName, match='no "lines"'):
        sweep(output=path, precision={"lines": 0.5}, replications=30)
    assert not list(tmp_path.iterdir())
    assert sweep(output=path, precision={"queue": 0.9}, replications=30).dataset.sizes["replication"] == 30


def test_a_product_of_10000_points_is_not_too_many_and_one_more_lever_is():
    levers = {BEDS: [0.5 + i / 100 for i in range(100)], "family_doctor.coverage": [0.3 + i / 1000 for i in range(100)]}
    assert len(Points.of(levers, {}).settings()) == MOST_POINTS == 10_000
    with pytest.raises(ValueError, match=r"makes 20,000 points \(100 x 100 x 2 values\), expected at most 10,000: let a design"):
        sweep(levers | {"wish.patience_days": [100, 200]})
    rows = pd.DataFrame({BEDS: [0.5 + i / 20_000 for i in range(10_001)]})  # a table is as long as somebody made it
    assert Points.of(rows, {}).shape == (10_001, 1)


CENTRES = "facility.street_centre.places"  # Jiangxi has 279 places that can have one (distribution-keys-jiangxi.csv)


def test_a_wrong_last_point_is_told_before_the_first_is_run(tmp_path, monkeypatch):
    monkeypatch.setattr(course, "run_jobs", lambda *_: pytest.fail("a point was run"))
    with pytest.raises(yl.ScenarioError, match=f"^point {CENTRES}=300: error: {CENTRES}: given 300, expected 0 .* at most 279"):
        sweep({CENTRES: [278, 279, 300]}, output=tmp_path / "s.h5")
    assert not list(tmp_path.iterdir())


# One share alone is fine, and the three must sum to at most 1: when a run begins, it is seen whether they do.
SPLIT = "subsidy.split.central_share"
SUM = "given [0-9.]+ in sum, expected shares that sum to at most 1"


def split_table(low=0.3, high=0.95):
    return distributions(parameter="split", key=SPLIT, distribution="logit-normal", low=low, high=high)


@pytest.mark.parametrize("call", [
    lambda base, path: yl.uncertainty(base, 12, 1, table=split_table(), output=path, **SMALL),
    lambda base, path: yl.sensitivity.one_at_a_time(base, outcome, table=split_table(), replications=1, output=path, **SMALL),
    lambda base, path: yl.sensitivity.morris(base, outcome, table=split_table(), output=path, **SMALL),
    lambda base, path: yl.sensitivity.sobol(base, outcome, table=split_table(), samples=8, output=path, **SMALL),
])
def test_a_wrong_draw_is_told_before_the_first_is_run(call, tmp_path, monkeypatch):
    monkeypatch.setattr(course, "run_jobs", lambda *_: pytest.fail("a draw was run"))
    base = yl.Scenario.load("jiangxi-2025").set({"subsidy.split.provincial_share": 0.2, "subsidy.split.prefecture_share": 0.1})
    with pytest.raises(yl.ScenarioError, match=f"^draw [0-9]+: error: {SPLIT}: {SUM}"):
        call(base, tmp_path / "u.h5")
    assert not list(tmp_path.iterdir())


def test_a_wrong_draw_of_several_scenarios_names_the_scenario():
    bases = [yl.Scenario.load("jiangxi-2020"), yl.Scenario.load("jiangxi-2025").set({"subsidy.split.provincial_share": 0.79})]
    with pytest.raises(yl.ScenarioError, match=f"^jiangxi-2025, draw [0-9]+: error: {SPLIT}"):
        yl.uncertainty(bases, 5, 1, table=split_table(0.1, 0.2), **SMALL)


def test_what_only_a_run_meets_is_told_in_words_of_the_caller():
    """Not `--set:1:23`, which nobody gave."""
    base = yl.Scenario.load("jiangxi-2025")
    with pytest.raises(yl.ScenarioError, match=f"^Scenario.set: error: {SPLIT}: {SUM}") as caught:
        yl.run(base.set({SPLIT: 0.99, "subsidy.split.provincial_share": 0.5}), replications=1, **SMALL)
    assert caught.value.file == "Scenario.set" and caught.value.key == SPLIT
    with pytest.raises(yl.ScenarioError, match="^Scenario.set: error: wish.patience_days: given -1, expected"):
        base.set({"wish.patience_days": -1})
    with pytest.raises(yl.ScenarioError, match="^until: error: until: given 1999-01-01, expected a date after"):
        run(until="1999-01-01")
    with pytest.raises(yl.ScenarioError, match="^scale: error: scale: given 1e-08, expected"):
        run(scale=1e-8)


@pytest.mark.parametrize("workers", [None, 1])
def test_what_only_the_run_of_a_point_meets_names_the_point(workers, monkeypatch):
    monkeypatch.setattr(course, "check_job", lambda job: None)
    with ExitStack() as stack:
        executor = workers and stack.enter_context(ProcessPoolExecutor(workers))
        with pytest.raises(yl.ScenarioError, match=f"^point {CENTRES}=300: error: {CENTRES}: given 300"):
            sweep({CENTRES: [300]}, executor=executor)


def test_a_late_mistake_keeps_what_is_done(tmp_path, monkeypatch):
    monkeypatch.setattr(course, "check_job", lambda job: None)  # as if only the run itself could tell
    with pytest.raises(yl.ScenarioError, match="given 300"):
        sweep({CENTRES: [278, 279, 300]}, output=tmp_path / "s.h5")
    assert len(list((tmp_path / "s.h5.parts").glob("0*"))) == 2
    with yl.open(tmp_path / "s.h5").dataset as there:
        done = there["deaths"].notnull().all([dim for dim in there["deaths"].dims if dim != CENTRES])
        assert done.values.tolist() == [True, True, False]


def test_an_interrupt_before_anything_is_done_leaves_nothing(tmp_path, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(course, "run_jobs", interrupted)
    with pytest.raises(KeyboardInterrupt):
        sweep(output=tmp_path / "s.h5")
    assert not list(tmp_path.iterdir())
    (tmp_path / "s.h5.parts").mkdir()
    (tmp_path / "s.h5.parts/recipe.json").write_text('{"seed": "9"}')  # what a killed process left, before its first job
    monkeypatch.undo()
    assert sweep(output=tmp_path / "s.h5").dataset.sizes["replication"] == 1


def test_values_that_mean_the_same_are_the_same_sweep(tmp_path):
    first = sweep({BEDS: [1, 2]}, output=tmp_path / "s.h5", seed=np.int64(1), until=datetime.date(2021, 1, 1))
    first.dataset.close()
    before = (tmp_path / "s.h5").read_bytes()
    again = sweep({BEDS: np.array([1.0, 2.0])}, output=tmp_path / "s.h5", until="2021-01-01")
    again.dataset.close()
    assert (tmp_path / "s.h5").read_bytes() == before
    with pytest.raises(yl.FileError, match="levers was"):
        sweep({BEDS: [1.0, 2.5]}, output=tmp_path / "s.h5")


METHODS = {
    "one_at_a_time": lambda base, **more: yl.sensitivity.one_at_a_time(base, replications=1, **more),
    "morris": lambda base, **more: yl.sensitivity.morris(base, trajectories=2, replications=1, **more),
    "sobol": lambda base, **more: yl.sensitivity.sobol(base, samples=2, replications=1, **more),
}


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
@pytest.mark.parametrize("wrong, error, words", [
    (lambda r: r.value("queue", pool="nursery"), yl.UnknownName, "nursery"),
    (lambda r: r.value("quue", pool="nursing"), yl.UnknownName, "quue"),
    (lambda r: r.value("queue", pool="nursing", year=2031), yl.UnknownName, "2031 was not simulated"),
    (lambda r: r.valeu("queue"), AttributeError, "valeu"),
    (lambda r: 3.0, TypeError, "the outcome was float; expected"),
    (lambda r: r.dataset["queue"], ValueError, "one number a draw and replication"),
], ids=["pool", "measure", "year", "method", "number", "shape"])
def test_a_wrong_outcome_is_told_before_anything_is_run(method, wrong, error, words, tmp_path, monkeypatch):
    monkeypatch.setattr(course, "run_jobs", lambda *_: pytest.fail("a draw was run"))
    with pytest.raises(error, match=words):
        method("jiangxi-2025", outcome=wrong, parameters=["wish.institution"], output=tmp_path / "o.h5", **SMALL)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("base, names, right", [
    ("jiangxi-2025", ["wish.institution"], lambda r: r.value("mean_wait_days", pool="nursing", year=2020)),
    ("jiangxi-2020", None, lambda r: np.log(r.value("cost", payer=..., line=...)) + 0 * yl.drawn(r).sum("lever")),
    ("jiangxi-2020", None, lambda r: r.value("indicator", year=2020, indicator_name="deaths_in_hospice_share")),
])
def test_a_right_outcome_passes_its_trial(base, names, right):
    from yanglao.rehearsal import rehearse
    from yanglao.sensitivity import _asked

    seen = []
    record = yl.drawn(yl.uncertainty(base, 3, 1, parameters=names, **SMALL))
    options = dict(scale=0.005, until="2021-01-01", detail="province")
    rehearse(lambda r: seen.append(_asked(right, r)), [yl.Scenario.load(base)], options, {"drawn": record})
    assert dict(seen[0].sizes) == {"draw": 2, "replication": 2}


def test_who_set_a_lever_is_told_in_words_of_the_caller():
    levers = yl.Scenario.load("jiangxi-2025").set({BEDS: 2}).levers()
    assert levers["file"][BEDS] == "Scenario.set" and "--set" not in set(levers["file"])


def test_an_interrupt_of_the_trial_is_heard(monkeypatch):
    from yanglao import rehearsal

    monkeypatch.setattr(rehearsal._core, "run", lambda *_, **__: ({}, KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        rehearsal.rehearse(outcome, [yl.Scenario.load("jiangxi-2025")], dict(scale=1.0, until=None, detail="province"), {})
