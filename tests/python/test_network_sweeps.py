"""Sweeps of networks over names that results have too."""

import pytest
import yanglao as yl

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
