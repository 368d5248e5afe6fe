"""Networks from Python: the same doors as for the care model."""

import pickle

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
