"""The engine through Python. Small runs: a hundredth of the province, three months."""

import os
import signal
import subprocess
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import xarray as xr
from support import written

import yanglao as yl

SMALL = dict(replications=2, scale=0.01, until="2021-02-01", progress=False)


def results_alone(dataset: xr.Dataset) -> xr.Dataset:
    """Without the attributes that tell threads and times."""
    return dataset.drop_attrs().assign_attrs({k: v for k, v in dataset.attrs.items() if not k.startswith("run_")})


@pytest.fixture(scope="module")
def small(scenario):
    return yl.run(scenario, detail="province", threads=1, **SMALL)


def test_shape(small):
    first = next(iter(small.dataset.data_vars.values()))
    assert first.dims[:4] == ("scenario", "draw", "replication", "region")
    assert small.dataset.sizes["replication"] == 2 and small.dataset.sizes["region"] == 1
    assert small.dataset["month"].dtype.kind == "M" and (small.dataset["month"].dt.day == 1).all()


def test_people_are_there(small, scenario):
    # Jiangxi's census of 2020 counts 7.6 million people of 60 and more; a hundredth of them.
    assert 70_000 < float(small.dataset["population"].isel(month=0, replication=0).sum()) < 85_000


def test_threads_change_nothing(small, scenario):
    two = yl.run(scenario, detail="province", threads=2, **SMALL)
    xr.testing.assert_identical(results_alone(two.dataset), results_alone(small.dataset))


def test_seed_and_replication_change_everything(small, scenario):
    other = yl.run(scenario, detail="province", seed=2, **SMALL)
    admissions = small.dataset["admissions"]
    assert not np.array_equal(other.dataset["admissions"], admissions)
    assert not np.array_equal(admissions.isel(replication=0), admissions.isel(replication=1))


def test_tables(small):
    assert {"pool", "year", "mean", "low", "high", "admissions", "n_replications"} <= set(small.waits().columns)
    assert {"payer", "line", "year", "mean", "n_months"} <= set(small.costs().columns)
    assert {"indicator", "year", "mean", "n_replications"} <= set(small.indicators().columns)


def test_costs_have_a_line_for_each_measure(small):
    costs = small.costs().groupby(["year", "line"], observed=True)["mean"].sum().loc[2021]
    assert set(small.dataset["measure"].values) <= set(costs.index)
    reached = small.dataset["reached"].sel(month=small.dataset["month"].dt.year == 2021).mean("replication").sum("region")
    person_days = float((reached.sel(measure="family_doctor") * reached["month"].dt.days_in_month).sum())
    price = float(yl.Scenario.load("jiangxi-2020")["cost.family_doctor_cny_per_year"])
    # Each county and month is rounded to the fen.
    assert costs["family_doctor"] == pytest.approx(person_days * price / 365.2425, abs=0.005 * 100 * 12)


def test_output_is_what_open_reads(scenario, tmp_path):
    made = yl.run(scenario, detail="prefecture", output=tmp_path / "small.h5", **SMALL)
    xr.testing.assert_equal(yl.open(tmp_path / "small.h5").dataset, made.dataset)


def test_scenarios_side_by_side(scenario):
    both = yl.run([scenario, "jiangxi-2020"], detail="province", **SMALL)
    assert list(both.dataset["scenario"].values) == ["jiangxi-2025", "jiangxi-2020"]
    rows = yl.compare(both, baseline="jiangxi-2020", variables=["admissions"])
    assert set(rows["scenario"]) == {"jiangxi-2025"}


@pytest.fixture(scope="module")
def swept(scenario):
    return yl.sweep(scenario, {"beds.nursing.factor": [1, 2], "family_doctor.coverage": [0.3, 0.6, 0.9]}, **SMALL)


def test_swept_levers_are_dimensions(swept):
    sizes = swept.dataset.sizes
    assert swept.points == ["beds.nursing.factor", "family_doctor.coverage"]
    assert (sizes["beds.nursing.factor"], sizes["family_doctor.coverage"], sizes["region"]) == (2, 3, 1)
    assert "scenario" not in sizes


def test_a_point_of_a_sweep_is_a_run(swept, scenario):
    at = {"beds.nursing.factor": 2, "family_doctor.coverage": 0.9}
    alone = yl.run(scenario.set(at), detail="province", **SMALL).dataset.isel(scenario=0, drop=True)
    for name in ("admissions", "cost", "population", "target"):
        values = swept.dataset[name]
        np.testing.assert_array_equal(values.sel(at) if "replication" in values.dims else values, alone[name])


def test_levers_act(swept):
    capacity = swept.dataset["capacity"].sel(pool="nursing").isel(month=0, replication=0, draw=0, region=0)
    ratio = capacity.sel({"beds.nursing.factor": 2}) / capacity.sel({"beds.nursing.factor": 1})
    np.testing.assert_allclose(ratio, 2, rtol=0.1)


@pytest.mark.parametrize("pool", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_executor_gives_the_same(swept, scenario, pool):
    with pool(2) as executor:
        again = yl.sweep(
            scenario,
            {"beds.nursing.factor": [1, 2], "family_doctor.coverage": [0.3, 0.6, 0.9]},
            executor=executor,
            **SMALL,
        )
    xr.testing.assert_equal(again.dataset, swept.dataset)


def test_sweep_is_saved_with_its_levers(swept, tmp_path):
    swept.save(tmp_path / "sweep.h5")
    again = yl.open(tmp_path / "sweep.h5")
    assert again.points == swept.points
    xr.testing.assert_equal(again.dataset, swept.dataset)


def test_wrong_value_stops_a_sweep_before_it_begins(scenario):
    called = []
    with pytest.raises(yl.ScenarioError):
        yl.sweep(scenario, {"family_doctor.coverage": [0.3, 7]}, executor=called, **SMALL)


@pytest.mark.parametrize(
    "wrong", [{"replications": 0}, {"seed": -1}, {"scale": 0}, {"threads": 0}, {"detail": "village"}]
)
def test_refuses_what_makes_no_run(scenario, wrong):
    (name,) = wrong
    with pytest.raises(ValueError, match=name):
        yl.run(scenario, **(SMALL | wrong))


def interrupt_after(seconds: float) -> list[float]:
    """Sends this process what Ctrl-C sends; the list receives when."""
    sent: list[float] = []

    def send():
        time.sleep(seconds)
        sent.append(time.monotonic())
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=send, daemon=True).start()
    return sent


def test_interrupt_is_heard_within_a_second(scenario, tmp_path):
    took = []
    for _ in range(3):  # one in three, as other programs may hold the processors
        sent = interrupt_after(1)
        with pytest.raises(KeyboardInterrupt):
            yl.run(scenario, replications=1000, progress=False, detail="province", output=tmp_path / "part.h5")
        took.append(time.monotonic() - sent[0])
        if took[-1] < 1:
            break
    assert min(took) < 1
    assert not (tmp_path / "part.h5").exists()  # nothing was finished, so an earlier file would have stayed as it was


def test_interrupted_run_keeps_what_was_finished(scenario, tmp_path):
    seen = []

    def stop_half_way(done, elapsed_s, remaining_s, events):
        seen.append(done)
        if done > 0.2:
            raise KeyboardInterrupt

    options = SMALL | {"replications": 500, "progress": stop_half_way}
    with pytest.raises(KeyboardInterrupt):
        yl.run(scenario, detail="province", output=tmp_path / "part.h5", **options)
    assert not (tmp_path / "part.h5").exists()
    part = yl.open(written(tmp_path / "part.h5")).dataset
    assert 0 < part.sizes["replication"] < 500
    assert seen == sorted(seen)


def test_an_output_that_holds_something_else_is_refused(tmp_path):
    """A sweep may be days of work, and a run of seconds put in its place."""
    path, short = tmp_path / "s.h5", dict(scale=0.01, until="2020-02-01", progress=False)
    yl.sweep("w1b", {"population": [300]}, 1, output=path, **short).dataset.close()
    (tmp_path / "notes.txt").write_text("mine")
    for other, told in ((path, "s.h5: holds a sweep, or draws, and no run"), (tmp_path / "notes.txt", "cannot be read as a results file")):
        before = other.read_bytes()
        with pytest.raises(yl.FileError, match=told):
            yl.run("w1b", 1, output=other, **short)
        assert other.read_bytes() == before
    for seed in (1, 2):
        yl.run("w1b", 1, seed=seed, output=tmp_path / "r.h5", **short)
    assert yl.open(tmp_path / "r.h5").dataset.attrs["seed"] == "2"


def test_file_says_how_to_make_it_again(scenario, tmp_path):
    changed = scenario.set({"beds.nursing.factor": 1.5})
    first = yl.run(changed, detail="province", seed=3, **SMALL).dataset
    assert first.attrs["seed"] == "3" and first.attrs["version"] == yl.__version__ and "git_revision" in first.attrs
    names = {"yanglao": yl, "scenario_text": first.attrs["scenario_text"]}
    again = eval(first.attrs["command"], names).dataset
    xr.testing.assert_identical(results_alone(again), results_alone(first))


def test_sweep_says_how_to_make_it_again(scenario):
    first = yl.sweep(scenario, {"family_doctor.coverage": [0.3, 0.9]}, **SMALL).dataset
    names = {"yanglao": yl, "scenario_text": first.attrs["scenario_text"]}
    xr.testing.assert_identical(results_alone(eval(first.attrs["command"], names).dataset), results_alone(first))


def test_same_numbers_as_the_program(scenario, tmp_path):
    program = Path(__file__).parents[2] / "build" / "yanglao"
    if not program.exists():
        pytest.skip("the program is not built")
    options = ["--replications", "2", "--scale", "0.01", "--until", "2021-02-01", "--detail", "province", "--quiet"]
    subprocess.run([program, "run", "jiangxi-2025", *options, "--output", tmp_path / "program.h5"], check=True)
    here = yl.run(scenario, detail="province", **SMALL).dataset
    xr.testing.assert_equal(yl.open(tmp_path / "program.h5").dataset, here)


def test_a_scale_that_leaves_counties_without_people_is_refused():
    with pytest.raises(yl.ScenarioError, match="scale: given 1e-06, expected .* or more: fewer"):
        yl.run("jiangxi-2025", replications=1, scale=1e-6, until="2021-01-01", progress=False)
