"""Networks from Python: the same doors as for the care model."""

import datetime
import pickle

import numpy as np
import pytest

import yanglao as yl

SMALL = """
model = "network"
start = 2020-01-01
end = 2021-01-01
exits = ["out"]
[class.person]
[arrival.person]
rate_per_day = 3
to = "bed"
[stage.bed]
capacity = 5
service = { kind = "gamma", mean_days = 1.5, cv = 0.5 }
next = { out = 1 }
"""


def test_a_shipped_network_runs_and_its_levers_can_be_set():
    scenario = yl.Scenario.load("w1b").set({"population": 2000, "regions": 2})
    assert scenario["population"] == 2000
    assert scenario.levers().loc["regions", "value"] == 2
    results = yl.run(scenario, replications=2, progress=False)
    deaths = results.dataset["departures"].sel(exit="death").sum(["region", "month", "class"])
    assert (deaths > 0).all() and (deaths < 2000).all()
    assert set(results.dataset["pool"].values) == {"hospital", "institution"}
    assert "mean" in results.waits().columns


def test_any_key_of_a_network_can_be_set_and_faults_are_scenario_errors():
    scenario = yl.Scenario.from_toml(SMALL)
    more = yl.run([scenario], replications=3, progress=False)
    fewer = yl.run([scenario.set({"stage.bed.capacity": 4})], replications=3, progress=False)
    assert float(fewer.dataset["queue"].mean()) > float(more.dataset["queue"].mean())
    with pytest.raises(yl.ScenarioError) as raised:
        scenario.set({"stage.bed.capacty": 4})
    assert "capacity" in str(raised.value)


def test_a_network_travels_to_another_process():
    scenario = yl.Scenario.from_toml(SMALL)
    assert pickle.loads(pickle.dumps(scenario)) == scenario


def test_people_travel_between_the_regions_of_a_group():
    few = {"population": 3000, "regions": 6, "regions_per_group": 3}
    scenario = yl.Scenario.load("w1b-mail").set(few)
    data = yl.run(scenario, progress=False).dataset
    left, came = (data[name].sum(["month", "class"]) for name in ("left_region", "came_from_region"))
    assert left.sum() > 50 and 0 <= left.sum() - came.sum() < 5
    assert float(data["travelling"].sel(stage="home").sum()) == 0
    assert "travelling" not in yl.run(scenario.set({"regions_per_group": 1}), progress=False).dataset
    with pytest.raises(yl.ScenarioError) as raised:
        scenario.set({"elsewhere.next_hospital.region": "nxt"})
    assert "next" in str(raised.value)


def test_a_setting_of_a_section_that_is_not_there_names_the_nearest():
    with pytest.raises(yl.ScenarioError) as raised:
        yl.Scenario.from_toml(SMALL).set({"stage.bde.capacity": 4})
    assert "stage.bde" in str(raised.value) and "nearest valid name bed" in str(raised.value)


def test_numbers_beyond_all_use_are_scenario_errors():
    scenario = yl.Scenario.from_toml(SMALL)
    for key, value in {"population": 10**15, "regions": 10**9, "arrival.person.batch_size": 10**12}.items():
        with pytest.raises(yl.ScenarioError) as raised:
            scenario.set({key: value})
        assert "from" in raised.value.expected
    with pytest.raises(yl.ScenarioError):
        yl.run(scenario.set({"arrival.person.rate_per_day": 1e9}), progress=False)


def test_what_a_run_of_a_network_tells():
    data = yl.run(yl.Scenario.from_toml(SMALL), progress=False).dataset
    assert float(data["month_days"].sum()) == 366
    assert float(data["events"].sum()) >= float(data["arrivals"].sum()) > 0
    occupied = (data["occupied"] * data["month_days"]).sum("month") / 366
    assert 0 < float(occupied.mean()) < 5


OPEN = """
model = "network"
start = 2020-01-01
end = 2020-03-01
exits = ["out"]
[class.person]
[arrival.person]
rate_per_day = [{ date = 2020-01-01, value = 3 }, { date = 2020-02-01, value = 1.5 }]
to = "bed"
batch_probabilities = [0.5, 0.5]
[stage.bed]
capacity = { shape = "linear", points = [{ date = 2020-01-01, value = 5 }, { date = 2020-02-01, value = 9 }] }
when_cut = { policy = "drain" }
waiting_room = 2
overflow_to = "out"
balking = [{ queue = 1, probability = 0.3 }]
service = { kind = "empirical", days = [1, 2], weights = [3, 1] }
next = { out = 1 }
"""
JANUARY, FEBRUARY = datetime.date(2020, 1, 1), datetime.date(2020, 2, 1)
PHASES = {"kind": "phase_type", "start": [0.5, 0.5], "rates_per_day": [[0, 1, 0.3], [0, 0, 1]]}


@pytest.mark.parametrize("key, value, text", [
    ("arrival.person.batch_probabilities", [0.2, 0.8], "[0.2, 0.8]"),
    ("arrival.person.rate_per_day", [("2020-01-01", 3), (FEBRUARY, 1)],
     "[{ date = 2020-01-01, value = 3 }, { date = 2020-02-01, value = 1 }]"),
    ("stage.bed.capacity", {"shape": "linear", "points": [(JANUARY, 3), (FEBRUARY, 4)]},
     "{ shape = 'linear', points = [{ date = 2020-01-01, value = 3 }, { date = 2020-02-01, value = 4 }] }"),
    ("stage.bed.service", {"kind": "exponential", "mean_days": 2}, "{ kind = 'exponential', mean_days = 2 }"),
    ("stage.bed.service", PHASES, "{ kind = 'phase_type', start = [0.5, 0.5], rates_per_day = [[0, 1, 0.3], [0, 0, 1]] }"),
    ("stage.bed.service.days", np.array([1, 4]), "[1, 4]"),
    ("stage.bed.balking", [{"queue": 2, "probability": 0.5}], "[{ queue = 2, probability = 0.5 }]"),
    ("stage.bed.next", {"out": 1.0}, "{ out = 1.0 }"),
    ("exits", ["out", "lost"], "['out', 'lost']"),
    ("stage.bed.when_cut", {"policy": "drain"}, "{ policy = 'drain' }"),
    ("stage.ward", {"service": {"kind": "deterministic", "days": 1}, "next": {"out": 1}},
     "{ service = { kind = 'deterministic', days = 1 }, next = { out = 1 } }"),
])
def test_python_sets_what_the_command_line_sets(key, value, text):
    scenario = yl.Scenario.from_toml(OPEN)
    typed = yl.Scenario(scenario._core.with_settings([(key, text)]))
    assert scenario.set({key: value}) == typed
    assert typed.set({key: typed[key]}) == typed  # and takes what it reads back


def test_an_exit_called_points_is_no_schedule():
    scenario = yl.Scenario.from_toml(OPEN.replace('"out"', '"points"').replace("{ out = 1 }", "{ points = 1 }"))
    assert scenario["stage.bed.next"] == {"points": 1}
    for key in ("stage.bed.next", "stage.bed"):
        assert scenario.set({key: scenario[key]})[key] == scenario[key]


def test_a_value_that_a_section_cannot_have_is_a_scenario_error():
    scenario = yl.Scenario.from_toml(OPEN)
    for key, value, words in [("stage.bed.when_cut", {"policy": "move", "to": "x"}, "stage.bed.when_cut.to"),
                              ("arrival.person.batch_probabilities", [0.2, 0.2], "a sum of 1"),
                              ("stage.bed.service", [1, 2], "a section"),
                              ("stage.bed.capacity", [1, 2], "date = 2020-01-01"),
                              ("stage.bed.service", "{ kind = 'exponential' }", "a section")]:
        with pytest.raises(yl.ScenarioError, match=words):
            scenario.set({key: value})


def test_what_is_set_in_a_section_can_be_read():
    scenario = yl.Scenario.from_toml(OPEN)
    assert scenario["exits"] == ["out"] and scenario["stage.bed.waiting_room"] == 2
    assert scenario["arrival.person.rate_per_day"] == [(JANUARY, 3), (FEBRUARY, 1.5)]
    assert scenario["stage.bed.capacity"] == {"shape": "linear", "points": [(JANUARY, 5), (FEBRUARY, 9)]}
    assert scenario["stage.bed.balking"] == [{"queue": 1, "probability": 0.3}]
    assert scenario["stage"] == {"bed": scenario["stage.bed"]} and scenario["population"] == 0
    for key, nearest in {"stage.bed.capcity": "stage.bed.capacity", "stge.bed": "stage", "stage.bed.next.out.x":
                         "stage.bed.next.out", "populaton": "population", "not a key": "", "stage..bed": "", "a\nb = 1\nc": ""}.items():
        with pytest.raises(KeyError, match=f'nearest name is "{nearest}' if nearest else "no lever"):
            scenario[key]


def test_a_sweep_over_lists_and_mappings_of_a_section(tmp_path):
    services = [{"kind": "deterministic", "days": days} for days in (0.5, 2)]
    results = yl.sweep(yl.Scenario.from_toml(OPEN), {"stage.bed.service": services}, 2, progress=False,
                       output=tmp_path / "s.h5")
    assert results.dataset.sizes["stage.bed.service"] == 2
