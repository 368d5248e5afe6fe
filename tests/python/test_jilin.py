"""Jilin from 2016 against the second implementation of its population (tests/reference/jilin.py)."""

import sys
from pathlib import Path

import pytest

import yanglao as yl

sys.path.append(str(Path(__file__).parents[1] / "reference"))
import jilin  # noqa: E402
from tables import table  # noqa: E402

SCALE = 0.1
BANDS = {60: slice(None), 65: slice("65-69", None), 80: slice("80-84", None)}


@pytest.fixture(scope="module")
def runs():
    one = dict(replications=1, detail="province", progress=False)
    short = yl.run("jilin-2016", scale=SCALE, seed=21, **one).dataset
    long = yl.run("jilin-2016", scale=0.03, seed=22, until="2035-11-01", **one).dataset
    return [d.isel(scenario=0, draw=0, replication=0, region=0) for d in (short, long)]


def at_end(dataset, month, scale=SCALE):
    people = dataset["population"].sel(month=month).sum("sex")
    return {age: float(people.sel(age_band=bands).sum()) / scale for age, bands in BANDS.items()}


def test_reference_agrees_with_the_tables_it_is_made_from():
    assert jilin.check() == []


def test_population_year_by_year(runs):
    levels, _ = jilin.course()
    for year in range(2016, 2021):
        found = at_end(runs[0], f"{year}-12-01")
        for age in BANDS:
            assert found[age] == pytest.approx(levels[year][age], rel=0.01), (year, age)
    # Planted: nobody leaves.
    without, _ = jilin.course(factor=0)
    assert at_end(runs[0], "2020-12-01")[60] != pytest.approx(without[2020][60], rel=0.03)


def test_deaths_and_departures_year_by_year(runs):
    _, flows = jilin.course()
    for year in range(2016, 2021):
        deaths = float(runs[0]["deaths"].sel(month=str(year)).sum()) / SCALE
        left = float(runs[0]["left_province"].sel(month=str(year)).sum()) / SCALE
        assert deaths == pytest.approx(flows[year]["deaths"], rel=0.04), year
        # Four standard deviations of some 5,500 people; whoever is dying does not leave (0.3% of people).
        assert left == pytest.approx(flows[year]["left"], rel=0.06), year


def test_a_run_to_2035_has_everybody_who_turns_60(runs):
    levels, _ = jilin.course(until=2036)
    for year in (2025, 2030, 2034):
        found = at_end(runs[1], f"{year}-12-01", 0.03)
        for age in (60, 65):
            assert found[age] == pytest.approx(levels[year][age], rel=0.02), (year, age)
    assert (runs[1]["turned_60"] > 0).all()


def test_care_starts_near_the_evidence(runs):
    def indicator(year, name):
        return float(runs[0]["indicator"].sel(year=year, indicator_name=name))

    found = {
        "jilin_hospital_admissions_per_person_year": indicator(2018, "hospital_admissions_rate"),
        "jilin_hospital_occupancy": indicator(2016, "hospital_occupancy"),
        "jilin_institution_occupancy": indicator(2016, "institution_occupancy"),
        "jilin_institution_residents_share": indicator(2016, "institution_residents_share"),
        "jilin_deaths_60plus": float(runs[0]["deaths"].sel(month="2020").sum()) / SCALE,
    }
    for row in table("calibration-targets.csv"):
        if row["quantity"] in found:
            assert float(row["low"]) <= found.pop(row["quantity"]) <= float(row["high"]), row["quantity"]
    assert not found
