"""From the output file alone: the command in it is run, and any replication of any kind of results is replayed."""

import datetime

import numpy as np
import pandas as pd
import pytest
import xarray as xr

import yanglao as yl
from yanglao import measures
from yanglao.__main__ import main
from yanglao.dataset import FORMAT
from yanglao.labels import is_label

SMALL = dict(scale=0.01, until="2021-02-01", progress=False)
BEDS = "beds.nursing.factor"
STEP = {"shape": "step", "points": [(datetime.date(2020, 1, 1), 0.25), (datetime.date(2021, 1, 1), 0.75)]}


def run_side_by_side(path):
    return yl.run(["jiangxi-2025", yl.Scenario.load("jiangxi-2020").set({BEDS: 1.5})], replications=2, output=path,
                  seed=4, detail="province", **SMALL)


def run_alone(path):
    return yl.run("jiangxi-2020", replications=3, output=path, seed=5, detail="prefecture", **SMALL)


def run_names_alike(path):
    """Names that are the same once they are words of Python."""
    text = yl.Scenario.load("jiangxi-2020").resolved()
    alike = [yl.Scenario.from_toml(text.replace('name = "jiangxi-2020"', f'name = "{name}"')) for name in ("x", "a-b", "a b")]
    alike = [one.set({BEDS: 1 + 0.5 * i}) for i, one in enumerate(alike)]
    assert len({one.name for one in alike}) == 3
    return yl.run(alike, replications=1, output=path, detail="province", **SMALL)


def run_network(path):
    return yl.run("w1b", replications=2, scale=0.1, until="2020-03-01", progress=False, output=path)


SERVICES = [{"kind": "deterministic", "days": 5}, {"kind": "phase_type", "start": [0.5, 0.5],
                                                   "rates_per_day": [[0, 1, 0.3], [0, 0, 0.1]]}]
CAPACITIES = [6, [(datetime.date(2020, 1, 1), 5), (datetime.date(2020, 2, 1), 9)]]


def sweep_network(path):
    """Keys of a pathway's own sections, some of which the file does not set, beside a lever."""
    return yl.sweep(yl.Scenario.load("w1b").set({"population": 2000}),
                    {"stage.hospital.capacity_per_1000": [3, 4.5], "stage.hospital.waiting_room": [0, 2],
                     "stage.hospital.overflow_to": ["home", "death"]},
                    replications=2, until="2020-03-01", progress=False, output=path)


def sweep_network_lists(path):
    base = yl.Scenario.load("w1b").set({"stage.hospital.service": {"kind": "empirical", "days": [3, 9], "weights": [1, 1]}})
    return yl.sweep(base, {"stage.hospital.service.weights": [np.array([0.5, 0.5]), [0.9, 0.1]],
                           "stage.hospital.capacity_per_1000": CAPACITIES, "population": [1000, 2000]},
                    replications=2, until="2020-03-01", progress=False, output=path)


def sweep_network_design(path):
    table = pd.DataFrame({"stage.hospital.service": SERVICES, "stage.hospital.next": [{"home": 1}, {"home": 0.5, "death": 0.5}],
                          "population": [1000, 2000]})
    return yl.sweep("w1b", table, replications=2, until="2020-03-01", progress=False, output=path)


def sweep_numbers(path):
    return yl.sweep("jiangxi-2025", {BEDS: np.array([1.0, 1.5]), "facility.dementia_unit.places": [40, 60]}, replications=2,
                    output=path, seed=3, **SMALL)


def sweep_all_kinds(path):
    return yl.sweep("jiangxi-2025", {"beds.keep_up": [True, False],
                                     "beds.keep_up_from": [datetime.date(2020, 11, 1), datetime.date(2021, 1, 1)],
                                     "family_doctor.coverage": [STEP, [(datetime.date(2020, 11, 1), 0.3), (datetime.date(2021, 1, 1), 0.4)],
                                                               0.5]},
                    replications=1, output=path, **SMALL)


def sweep_design(path):
    table = pd.DataFrame({BEDS: [0.8, 1.2], "beds.keep_up": [True, False],
                          "beds.keep_up_from": pd.to_datetime(["2020-11-01", "2021-01-01"])})
    return yl.sweep("jiangxi-2025", table, replications=2, output=path, **SMALL)


def sweep_to_a_precision(path):
    asked = [yl.Precision("queue[pool=nursing]", absolute=np.float64(9), baseline={BEDS: 1.0}, quantile=0.5),
             yl.Precision("cost", relative=0.5)]
    return yl.sweep("jiangxi-2025", {BEDS: [1.0, 1.5]}, precision=asked, replications=60, output=path, **SMALL)


def draws(path):
    return yl.uncertainty(["jiangxi-2025", "jiangxi-2020"], draws=2, replications=2, seed=6, output=path,
                          parameters=["wish.institution", "hospital.stay_days"], **SMALL)


def draws_of_my_own(path):
    table = pd.DataFrame({"parameter": ["patience"], "key": ["wish.patience_days"], "distribution": ["log-normal"],
                          "low": [30.0], "high": [300.0], "weight": [1.0]})
    return yl.uncertainty("jiangxi-2020", draws=3, replications=1, table=table, output=path, **SMALL)


def draws_of_a_network(path):
    table = pd.DataFrame({"parameter": ["admission", "stay"], "distribution": "log-normal", "low": [0.2, 0.01], "high": [0.45, 0.05],
                          "key": ["stage.home.rates_per_year.hospital", "stage.hospital.service.mean_years"], "weight": 1.0})
    return yl.uncertainty("w1b", draws=2, replications=2, table=table, scale=0.02, until="2020-03-01", progress=False, output=path)


def screened(path):
    return yl.sensitivity.runs("jiangxi-2020", "morris", 2, ["wish.institution"], output=path, **SMALL)


def at_ends_of_my_own(path):
    table = pd.DataFrame({"parameter": ["patience"], "key": ["wish.patience_days"], "distribution": ["log-normal"],
                          "low": [30.0], "high": [300.0], "weight": [1.0]})
    return yl.sensitivity.runs("jiangxi-2020", "one_at_a_time", replications=1, table=table, output=path, **SMALL)


MADE = [run_alone, run_side_by_side, run_names_alike, run_network, sweep_network, sweep_network_lists, sweep_network_design,
        sweep_numbers, sweep_all_kinds, sweep_design, sweep_to_a_precision, draws, draws_of_my_own, draws_of_a_network, screened,
        at_ends_of_my_own]


@pytest.fixture(scope="module", params=MADE, ids=lambda make: make.__name__)
def file(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("again") / f"{request.param.__name__}.h5"
    request.param(path)
    return path


def test_command_of_the_file_makes_it_again(file):
    """Executed with nothing but `import yanglao` and the file's own attributes, by their names."""
    data = yl.open(file).dataset
    assert all(name.isidentifier() for name in data.attrs)
    names = {"yanglao": yl} | data.attrs
    again = eval(data.attrs["command"].replace("yanglao.run(", "yanglao.run(progress=False, scenario="), names).dataset
    xr.testing.assert_identical(again.load().drop_attrs(), data.drop_attrs())
    kept = {key for key in data.attrs if not key.startswith("run_") and key != FORMAT}
    assert {key: again.attrs[key] for key in kept} == {key: data.attrs[key] for key in kept}


def points_of(results):
    """Every place of the file at which a replication stands."""
    data = results.dataset
    dims = [*results.points, "draw", "replication"]
    for labels in np.ndindex(*(data.sizes[name] for name in dims)):
        there = dict(zip(dims, labels))
        yield {name: data[name].values[there[name]] for name in results.points}, there["draw"], there["replication"]


def test_every_replication_is_replayed_from_the_file_alone(file):
    results = yl.open(file)
    held = results.dataset["population" if "population" in results.dataset.data_vars else "occupied"]
    replayed = 0
    for at, draw, replication in points_of(results):
        here = held.sel(at).sel(draw=draw, replication=replication)
        if bool(here.isnull().all()):
            continue  # a point that needed fewer replications
        if replication in (0, 1):
            assert yl.replay(results, replication, at=at, draw=draw, progress=False).different == [], (at, draw)
            replayed += 1
    assert replayed >= 2


def test_replay_sees_another_point():
    """Were the point not set, every replay would be that of the first: so points must differ."""
    results = sweep_all_kinds(None)
    population = results.dataset["capacity"].isel(draw=0, replication=0, region=0).sum("pool").isel(month=-1)
    assert len(np.unique(population)) > 1
    contracts = results.dataset["family_doctor_contracts"].isel(draw=0, replication=0, region=0, month=-1)
    assert len(np.unique(contracts.isel({"beds.keep_up": 0, "beds.keep_up_from": 0}))) == 3


@pytest.mark.parametrize("make", [sweep_network, sweep_network_lists, sweep_network_design])
def test_replay_sees_another_point_of_a_network(make):
    people = make(None).dataset["people"].isel(draw=0, replication=0)
    points = people.stack(each=people.dims[: people.dims.index("region")]).transpose("each", ...).values
    assert len(np.unique(points.reshape(len(points), -1), axis=0)) == len(points) > 1


def test_a_name_that_looks_like_a_number_stays_a_name(tmp_path):
    base = yl.Scenario.from_toml(yl.Scenario.load("w1b").resolved().replace("institution", "7"))
    base = base.set({"stage.hospital.waiting_room": 0, "stage.hospital.overflow_to": "home"})
    results = yl.sweep(base, {"stage.hospital.overflow_to": ["7", "home"]}, 1, until="2020-03-01", scale=0.05, progress=False)
    assert yl.replay(results, at={"stage.hospital.overflow_to": "7"}, progress=False).different == []


def test_a_person_is_found_again_in_every_kind_of_results(file):
    if "network" in file.stem:
        pytest.skip("a network has no persons with a name")
    results = yl.open(file)
    at, draw, replication = list(points_of(results))[-1]
    if file.stem == "sweep_to_a_precision":
        replication = 0
    sample = yl.replay(results, replication, 60, at=at, draw=draw, progress=False).lives
    name = sample["person"].iloc[-1]
    found = yl.replay(file, replication, name, at=at, draw=draw, progress=False)
    assert found.different == []
    expected = sample[sample["person"] == name].reset_index(drop=True)
    assert len(expected) and found.lives.astype(str).equals(expected.astype(str))


def test_values_as_they_were_given_name_a_point(tmp_path):
    results = sweep_all_kinds(tmp_path / "s.h5")
    at = {"beds.keep_up": False, "beds.keep_up_from": datetime.date(2021, 1, 1), "family_doctor.coverage": STEP}
    assert yl.replay(results, at=at, progress=False).different == []
    rows = yl.compare(results, {"beds.keep_up": True, "family_doctor.coverage": 0.5}, ["family_doctor_contracts"])
    assert set(rows["beds.keep_up"]) == {"True", "False"} and len(rows) > 1


def test_one_beside_a_schedule_is_one_however_it_is_written():
    linear = [("2020-11-01", 0.3), ("2021-01-01", 1.0)]
    for given in (1, 1.0):
        results = yl.sweep("jiangxi-2025", {"family_doctor.coverage": [linear, given]}, replications=1, **SMALL)
        for named in (1, 1.0, np.float64(1)):
            assert yl.replay(results, at={"family_doctor.coverage": named}, progress=False).different == []
            assert len(yl.compare(results, {"family_doctor.coverage": named}, ["queue"]))
            assert "family_doctor.coverage" not in measures.at(results.dataset, {"family_doctor.coverage": named}).dims


@pytest.mark.parametrize("held, value, expected", [
    ("1", 1.0, True), ("1.0", 1, True), (1.0, 1, True), ("0.5", 0.5, True), ("True", True, True), ("True", 1, False), (1.0, True, False),
    ("01", "1", False), ("1", "1", True), (1.0, "1", False), ("one", 1, False),
    ("[{ date = 2020-11-01, value = 1.0 }, { date = 2021-01-01, value = 2.0 }]", {"2020-11-01": 1, datetime.date(2021, 1, 1): 2}, True),
    ("[{ date = 2020-11-01, value = 1.0 }, { date = 2021-01-01, value = 2.0 }]", [("2020-11-01", 1), ("2021-01-02", 2)], False),
])
def test_labels_of_older_files_and_values_that_mean_the_same(held, value, expected):
    assert is_label(held, value) is expected


def test_months_cannot_be_swept(scenario):
    with pytest.raises(ValueError, match='cannot vary "end"'):
        yl.sweep(scenario, {"end": [datetime.date(2022, 1, 1)]}, **SMALL)


def test_the_command_replays_points_of_all_kinds(tmp_path, capsys):
    results = sweep_all_kinds(tmp_path / "s.h5")
    coverage = str(results.dataset["family_doctor.coverage"].values[0])
    at = ["beds.keep_up=false", "beds.keep_up_from=2021-01-01", f"family_doctor.coverage={coverage}"]
    words = ["replay", str(tmp_path / "s.h5"), "--quiet"]
    assert main([*words, *(word for each in at for word in ("--at", each))]) == 0
    assert "came out again, to the bit" in capsys.readouterr().out
    assert main([*words, "--at", "beds.keep_up=maybe"]) == 2
    assert "holds no beds.keep_up 'maybe'" in capsys.readouterr().err
