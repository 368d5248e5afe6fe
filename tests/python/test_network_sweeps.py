"""Sweeps of networks over names that results have too."""

import pytest
import yanglao as yl
from yanglao.__main__ import main

SHORT = dict(replications=3, until="2020-04-01", progress=False)


@pytest.fixture(scope="module", params=[{"population": [500, 1000]}, yl.sobol({"population": (500, 1000)}, 4, whole=["population"])],
                ids=["grid", "design"])
def swept(request):
    return yl.sweep("w1b", request.param, **SHORT)


def test_a_lever_with_the_name_of_a_measure_is_none(swept, tmp_path):
    """The care model has a measure `population`, and a network a lever."""
    name = swept.points[0]
    first = swept.dataset[name].values[0]
    rows = yl.compare(swept, {name: first})
    assert "population" not in set(rows["variable"]) and {"people", "queue", "departures", "mean_wait_days"} <= set(rows["variable"])
    swept.save(tmp_path / "s.h5")
    for results in (swept, yl.open(tmp_path / "s.h5")):
        with pytest.raises(yl.UnknownName, match='hold no "population"; they hold people'):
            results.value("population")
        with pytest.raises(yl.UnknownName, match='no "population"'):
            yl.compare(results, {name: first}, ["population"])
        people = results.value("people", **{"class": "person", "stage": ...}).mean(["draw", "replication"])
        assert (abs(people / results.dataset["population"] - 1) < 0.1).all()  # few die in three months


def test_a_section_with_the_name_of_a_dimension_is_swept_by_its_keys():
    base = yl.Scenario.load("w1b")
    for key in ("stage", "class"):
        with pytest.raises(ValueError, match=f'cannot vary "{key}" as a whole'):
            yl.sweep(base, {key: [base[key]]}, **SHORT)


def test_what_happens_in_a_network_is_told_by_year():
    results = yl.run("w1b", scale=0.1, **SHORT)
    for name, at in {"departures": {"class": "person", "exit": "death"}, "events": {}, "arrivals": {"class": "person"}}.items():
        by_run, in_2020 = results.value(name, **at), results.value(name, year=2020, **at)
        assert by_run.attrs["units"].endswith(" per year")
        assert (abs(by_run - 4 * in_2020) < 1e-9).all() and (in_2020 == results.value(name, month=..., **at)).all()
    assert (results.value("events") > 0).all()


def test_the_command_sweeps_and_replays_lists_and_mappings_of_a_section(tmp_path, capsys):
    """As Python does, to the label: so each can go on with the other's file."""
    services = [{"kind": "empirical", "days": [2, 9], "weights": weights} for weights in ([1, 1], [9, 1])]
    there = yl.sweep(yl.Scenario.load("w1b").set({"population": 1000, "stage.institution.next": {"death": 1}}),
                     {"stage.hospital.service": services, "stage.hospital.capacity_per_1000": [4, [("2020-01-01", 4), ("2020-02-01", 9)]]},
                     **SHORT)
    file = str(tmp_path / "s.h5")
    toml = [f"{{ kind = 'empirical', days = [2, 9], weights = {weights} }}" for weights in ("[1, 1]", "[9, 1]")]
    assert main(["sweep", "w1b", "--vary", f"stage.hospital.service={','.join(toml)}", "--set", "population=1000",
                 "--vary", "stage.hospital.capacity_per_1000=4,[{ date = 2020-01-01, value = 4 }, { date = 2020-02-01, value = 9 }]",
                 "--set", "stage.institution.next={ death = 1 }", "--replications", "3", "--until", "2020-04-01", "--output", file,
                 "--quiet"]) == 0
    here = yl.open(file).dataset
    for name in ("people", *there.points):
        assert (here[name].values == there.dataset[name].values).all()
    at = {name: here[name].values[1] for name in here["people"].dims[:2]}
    assert main(["replay", file, "--quiet", "--replication", "2", *(word for pair in at.items() for word in ("--at", "=".join(pair)))]) == 0
    assert "came out again, to the bit" in capsys.readouterr().out
