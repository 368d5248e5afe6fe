"""People who turn 60, and deaths, against the second implementation of the population (tests/reference)."""

import sys
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

import yanglao as yl

sys.path.append(str(Path(__file__).parents[1] / "reference"))
import census  # noqa: E402
import cohort  # noqa: E402
from mortality import Mortality  # noqa: E402

START = date(2020, 11, 1)
DAYS_PER_MONTH = 365.2425 / 12
SCALE = 0.1
LEVEL = float(yl.Scenario.load("jiangxi-2020")["mortality.level"])
# Chi-square limits that a true model exceeds with probability 1e-4. People are spread evenly inside a month of birth, so
# the statistic is smaller than that of arrivals by pure chance.
LIMIT = {62: 112.4, 14: 43.0}


def turning_60(shape: str, until: int) -> np.ndarray:
    """Persons expected to turn 60 on each day from the census on, by month of age and survival up to then."""
    mortality = Mortality(level=LEVEL)
    people = census.by_month_of_age(census.split_85plus(census.census_bands(), True), shape, mortality)
    days = np.zeros(until)
    for day in range(until):
        elapsed = (day + 0.5) / 365.2425
        # Completed months of age at the census of those who turn 60 today; a month of age lasts 30.4 days.
        months = 719 - int((day + 0.5) // DAYS_PER_MONTH)
        for sex in "MF":
            lost = sum(
                mortality.rate(sex, 60 - elapsed + (k + 0.5) / 12, census.CENSUS + (k + 0.5) / 12) / 12
                for k in range(int(elapsed * 12))
            )
            days[day] += people[sex, months] / DAYS_PER_MONTH * np.exp(-lost)
    return days


def misfit(found: np.ndarray, expected: np.ndarray) -> float:
    return float(((found - expected) ** 2 / expected).sum())


@pytest.fixture(scope="module")
def province():
    return yl.run("jiangxi-2020", scale=SCALE, replications=1, detail="province", seed=9, progress=False).dataset.isel(
        scenario=0, draw=0, replication=0, region=0
    )


def by_month(days: np.ndarray, dataset) -> np.ndarray:
    begins = [(m.astype("datetime64[D]").astype(date) - START).days for m in dataset["month"].values]
    return np.array([part.sum() for part in np.split(days, begins[1:])])


def test_people_turn_60_month_by_month_as_they_were_born(province):
    days = (date(2026, 1, 1) - START).days
    found = province["turned_60"].values
    assert found.size == 62
    assert misfit(found, SCALE * by_month(turning_60("births", days), province)) < LIMIT[62]
    # Planted: a band split evenly over its years of birth, which has no trough of 1961 and no peak of 1963.
    assert misfit(found, SCALE * by_month(turning_60("even", days), province)) > 10 * LIMIT[62]


def test_people_turn_60_day_by_day():
    ends = [START + timedelta(days) for days in range(1, 16)]
    one = dict(scale=0.2, replications=1, detail="province", seed=10, progress=False)
    upto = [float(yl.run("jiangxi-2020", until=str(end), **one).dataset["turned_60"].sum()) for end in ends]
    # Without the first day: birthdays fall on whole days, and rounding moves half of that day's to the next.
    found = np.diff(upto)
    expected = 0.2 * turning_60("births", 15)[1:]
    assert misfit(found, expected) < LIMIT[14]
    # Planted: everybody of a week on its first day.
    weekly = np.zeros(14)
    weekly[::7] = found.reshape(2, 7).sum(axis=1)
    assert misfit(weekly, expected) > LIMIT[14]


def test_deaths_and_survivors_are_those_of_the_life_table(province):
    agree(province, LEVEL)


def agree(province, level):
    ends, deaths = cohort.project("births", until=2026, level=level)
    for year in range(2021, 2026):
        found = float(province["deaths"].sel(month=str(year)).sum()) / SCALE
        assert found == pytest.approx(deaths[year], rel=0.05)
        alive = float(province["population"].sel(month=f"{year}-12-01").sum()) / SCALE
        assert alive == pytest.approx(ends[year][60], rel=0.005)


def test_the_level_of_mortality_is_in_deaths_and_survivors():
    scenario = yl.Scenario.load("jiangxi-2020").set({"mortality.level": 1.25})
    province = yl.run(scenario, scale=SCALE, replications=1, detail="province", seed=9, progress=False).dataset.isel(
        scenario=0, draw=0, replication=0, region=0
    )
    agree(province, 1.25)
    # Planted: the life table as it is.
    with pytest.raises(AssertionError):
        agree(province, 1.0)
