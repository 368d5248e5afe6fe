"""Draws of parameters around the engine."""

from concurrent.futures import ProcessPoolExecutor

import numpy as np
import pytest
import yanglao as yl
from support import counted_jobs, same, written
from yanglao import course
from yanglao.parameters import chosen, settings

SHORT = dict(scale=0.01, until="2021-03-01", progress=False)
NAMES = ["wish.institution", "hospital.stay_days", "institution.fee"]


@pytest.fixture(scope="module")
def results():
    return yl.uncertainty(["jiangxi-2020", "jiangxi-2025"], draws=3, replications=2, parameters=NAMES, seed=5, **SHORT)


def test_dimensions_and_what_was_drawn(results):
    assert dict(results.dataset["queue"].sizes) | {"pool": 0, "month": 0} == {
        "scenario": 2, "draw": 3, "replication": 2, "region": 1, "month": 0, "pool": 0}
    drawn = yl.drawn(results)
    assert drawn.sizes["lever"] == 4 + 1 + 4
    assert len(np.unique(drawn.sel(lever="hospital.stay_days"))) == 3
    assert not np.isnan(results.dataset["queue"]).any()


def test_any_draw_can_be_run_again(results):
    drawn = yl.drawn(results).isel(draw=2)
    values = {str(key): float(value) for key, value in zip(drawn["lever"].values, drawn.values, strict=True)}
    again = yl.run(yl.Scenario.load("jiangxi-2025").set(values), replications=2, seed=5, detail="province", **SHORT)
    for name in ("people", "cost", "wait_histogram", "indicator"):
        there = results.dataset[name].sel(scenario="jiangxi-2025", draw=2)
        np.testing.assert_array_equal(again.dataset[name].isel(scenario=0, draw=0), there)


def test_more_draws_and_fewer_parameters_change_nothing(results):
    more = yl.uncertainty(["jiangxi-2020"], draws=4, replications=1, parameters=NAMES[:2], seed=5, **SHORT)
    keys = more.dataset["lever"].values
    np.testing.assert_array_equal(yl.drawn(more)[:3], yl.drawn(results).sel(lever=keys))
    other = yl.uncertainty(["jiangxi-2020"], draws=1, replications=1, parameters=NAMES[:2], seed=6, **SHORT)
    assert (yl.drawn(other)[0] != yl.drawn(more)[0]).all()


def test_the_file_holds_the_draws_and_how_to_make_them(results, tmp_path):
    path = tmp_path / "u.h5"
    first = yl.uncertainty("jiangxi-2020", draws=2, replications=1, parameters=NAMES, seed=5, output=path, **SHORT)
    back = yl.open(path)
    np.testing.assert_array_equal(yl.drawn(back), yl.drawn(first))
    again = eval(back.dataset.attrs["command"], {"yanglao": yl, **back.dataset.attrs})  # noqa: S307 - the file's words
    np.testing.assert_array_equal(again.dataset["people"], first.dataset["people"])
    np.testing.assert_array_equal(yl.drawn(again), yl.drawn(first))


def test_a_process_pool_gives_the_same(results):
    with ProcessPoolExecutor(2) as pool:
        there = yl.uncertainty(["jiangxi-2020", "jiangxi-2025"], draws=3, replications=2, parameters=NAMES, seed=5,
                               executor=pool, **SHORT)
    assert there.dataset.drop_attrs().identical(results.dataset.drop_attrs())


@pytest.mark.parametrize("end", [0.001, 0.999])
def test_every_parameter_at_its_ends_makes_a_scenario_that_runs(end):
    base = yl.Scenario.load("jiangxi-2025")
    drawn = chosen(base)
    for values in settings(drawn, np.full((1, len(drawn)), end)):
        yl.run(base.set(values), replications=1, scale=0.01, until="2021-01-01", progress=False)


def test_what_is_refused():
    with pytest.raises(ValueError, match="draws"):
        yl.uncertainty("jiangxi-2020", draws=0, **SHORT)
    with pytest.raises(KeyError, match="no uncertain parameter"):
        yl.uncertainty("jiangxi-2020", parameters=["beds"], **SHORT)
    with pytest.raises(KeyError, match="no drawn"):
        yl.drawn(yl.run("jiangxi-2020", replications=1, scale=0.01, until="2021-01-01", progress=False))


def test_values_are_those_of_the_tables(results):
    one = results.value("mean_wait_days", year=2021, pool="nursing").mean("replication")
    waits = results.waits().query("pool == 'nursing' and year == 2021")
    np.testing.assert_allclose(one.values.ravel(), waits["mean"])
    assert results.value("cost", payer=..., line=...).dims == ("scenario", "draw", "replication")
    with pytest.raises(ValueError, match="payer"):
        results.value("cost")
    with pytest.raises(KeyError):
        results.value("wait")


def test_interrupted_draws_keep_what_is_done_and_go_on(results, tmp_path, monkeypatch):
    """Ctrl-C after 4 of the 6 jobs; the file of the second call is that of a call in one go, to the byte."""
    arguments = dict(draws=3, replications=2, parameters=NAMES, seed=5, **SHORT)
    counted = counted_jobs(monkeypatch, stop_after=4)
    path = tmp_path / "u.h5"
    with pytest.raises(KeyboardInterrupt):
        yl.uncertainty(["jiangxi-2020", "jiangxi-2025"], output=path, **arguments)
    part = yl.open(written(path))
    assert part.dataset.attrs["interrupted"] == "true"
    assert list(part.dataset["cost"].notnull().all(["replication", "region", "month", "payer", "line"]).values.ravel()) == [
        job in counted[:4] for job in range(6)]
    np.testing.assert_array_equal(yl.drawn(part), yl.drawn(results))
    yl.uncertainty(["jiangxi-2020", "jiangxi-2025"], output=path, **arguments)
    assert len(counted) == 6 and not list(tmp_path.glob("*.parts"))
    whole = yl.uncertainty(["jiangxi-2020", "jiangxi-2025"], output=tmp_path / "whole.h5", **arguments)
    assert same(path, tmp_path / "whole.h5")
    assert whole.dataset.load().drop_attrs().identical(results.dataset.drop_attrs())
    with pytest.raises(yl.FileError, match="draws was 3, and is 4"):
        yl.uncertainty(["jiangxi-2020", "jiangxi-2025"], output=path, **(arguments | {"draws": 4}))


def test_draws_to_a_file_when_done_are_only_opened(tmp_path, monkeypatch):
    arguments = dict(draws=2, replications=1, parameters=NAMES[:1], output=tmp_path / "u.h5", **SHORT)
    first = yl.uncertainty("jiangxi-2020", **arguments)
    monkeypatch.setattr(course, "run_jobs", None)
    assert yl.uncertainty("jiangxi-2020", **arguments).dataset.load().identical(first.dataset.load())
