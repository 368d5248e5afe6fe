import datetime
import pickle

import numpy as np
import pytest

import yanglao as yl


def test_what_ships():
    assert {"jiangxi-2020", "jiangxi-2025"} <= set(yl.scenarios())


def test_set_makes_a_new_scenario(scenario):
    before = scenario["beds.nursing.factor"]
    more = scenario.set({"beds.nursing.factor": before + 0.5})
    assert more["beds.nursing.factor"] == before + 0.5
    assert scenario["beds.nursing.factor"] == before
    assert more != scenario


def test_set_takes_a_schedule(scenario):
    points = [(datetime.date(2021, 1, 1), 0.25), (datetime.date(2025, 1, 1), 0.75)]
    assert scenario.set({"family_doctor.coverage": points})["family_doctor.coverage"] == points
    assert scenario.set({"family_doctor.coverage": 0.5})["family_doctor.coverage"] == 0.5


def test_step_schedule_comes_back_as_a_step(scenario):
    step = {"shape": "step", "points": [(datetime.date(2021, 1, 1), 0.25), (datetime.date(2025, 1, 1), 0.75)]}
    assert scenario.set({"family_doctor.coverage": step})["family_doctor.coverage"] == step


def test_levers_say_where_each_value_was_set(scenario):
    levers = scenario.set({"beds.nursing.factor": 2}).levers()
    assert {"key", "type", "unit", "low", "high", "default", "value", "source"} <= set(levers.columns)
    assert levers.loc["beds.nursing.factor", "value"] == 2
    assert levers.loc["beds.nursing.factor", "file"] != scenario.levers().loc["beds.nursing.factor", "file"]
    assert levers["key"].is_unique and (levers["source"] != "").all()


def test_resolved_text_is_the_same_scenario(scenario):
    changed = scenario.set({"beds.nursing.factor": 1.25})
    again = yl.Scenario.from_toml(changed.resolved())
    assert again == changed and again.name == changed.name


def test_pickled_scenario_is_the_same(scenario):
    changed = scenario.set({"beds.nursing.factor": 1.25})
    assert pickle.loads(pickle.dumps(changed)) == changed


def test_every_fault_of_a_file_in_one_error(tmp_path):
    path = tmp_path / "wrong.toml"
    path.write_text('extends = "jiangxi-2020.toml"\n\n[beds.nursing]\nfacter = 2\n\n[family_doctor]\ncoverage = 1.5\n')
    with pytest.raises(yl.ScenarioError) as caught:
        yl.Scenario.load(path)
    error = caught.value
    assert (error.line, error.column) == (4, 1) and error.file.endswith("wrong.toml")
    assert "facter" in error.key and error.faults[0].nearest.endswith("factor")
    assert len(error.faults) == 2 and len(str(error).splitlines()) == 2
    assert error.faults[1].line == 7 and error.faults[1].key == "family_doctor.coverage"
    assert "1.5" in error.faults[1].given and "1" in error.faults[1].expected


def test_scenario_error_is_a_value_error_and_can_be_sent(scenario):
    with pytest.raises(ValueError) as caught:
        scenario.set({"family_doctor.coverage": 3})
    again = pickle.loads(pickle.dumps(caught.value))
    assert str(again) == str(caught.value) and again.key == "family_doctor.coverage"


def test_no_such_file_is_an_os_error(tmp_path):
    with pytest.raises((yl.FileError, yl.ScenarioError), match="none.toml"):
        yl.Scenario.load(tmp_path / "none.toml")


def test_unknown_lever_names_the_nearest(scenario):
    with pytest.raises(KeyError, match="beds.nursing.factor"):
        scenario["beds.nursing.facter"]


def test_measures_of_both_policies(scenario):
    measures = scenario.measures()
    assert set(measures["row"]) == {f"J{i}" for i in range(1, 22)} | {f"L{i}" for i in range(1, 15)}
    assert not measures[["measure", "moves", "direction", "lever", "source", "confidence"]].isna().any(axis=None)
    steps = measures[measures["lever"].str.startswith("policy.step.")]
    assert (steps["lever"] == "policy.step." + steps["row"].str.lower()).all() and steps["row"].is_unique
    half = scenario.set({"policy.step.j9": 0.5}).measures().set_index("lever")
    assert half.loc["policy.step.j9", "value"] == 0.5


def test_dates_of_numpy_are_dates():
    s = yl.Scenario.load("jiangxi-2020")
    want = s.set({"family_doctor.coverage": [("2021-01-01", 0.5), ("2022-01-01", 0.7)]})
    for kind in ("datetime64[D]", "datetime64[ns]"):
        first, last = np.array(["2021-01-01", "2022-01-01"], kind)
        assert s.set({"family_doctor.coverage": [(first, 0.5), (last, np.float64(0.7))]}) == want
    with pytest.raises((TypeError, ValueError), match="date of a schedule was"):
        s.set({"family_doctor.coverage": [(np.datetime64("NaT"), 0.5), (last, 0.7)]})


def test_a_value_that_holds_itself_is_refused():
    endless = [1]
    endless.append(endless)
    for value in (endless, {"a": endless}):
        with pytest.raises(ValueError, match="or itself"):
            yl.Scenario.load("w1b").set({"stage.hospital.service": value})


def test_the_order_of_a_mapping_is_nothing():
    s = yl.Scenario.load("w1b")
    with pytest.raises(ValueError, match="twice"):
        yl.sweep(s, {"stage.hospital.next": [{"home": 0.9, "death": 0.1}, {"death": 0.1, "home": 0.9}]}, replications=1, progress=False)
