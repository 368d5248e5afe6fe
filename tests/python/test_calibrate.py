"""What scripts/calibrate reads from simulated lives, on lives written by hand."""

import sys
from pathlib import Path

import pandas as pd
import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"


@pytest.fixture(scope="module")
def observed():
    sys.path.insert(0, str(SCRIPTS))
    import observed

    return observed


def life(person, home, *events):
    """Of (date, event, place, lives_in, waits_for, function), at the age of 70."""
    names = ["time", "event", "place", "lives_in", "waits_for", "function"]
    return pd.DataFrame([dict(zip(names, each, strict=True)) for each in events]).assign(person=person, home=home, age=70.0)


@pytest.fixture
def seen(observed):
    frame = pd.concat([
        # Two years able at home, 73 days of them (a fifth of a year) in hospital, where the last 10 are a wait.
        life("a", "urban",
             ("2020-11-01", "enters", "home", "home", "", "able"),
             ("2021-03-01", "moves", "acute", "home", "", "able"),
             ("2021-05-03", "asks", "acute", "home", "nursing", "able"),
             ("2021-05-13", "gives up", "acute", "home", "", "able"),
             ("2021-05-13", "moves", "home", "home", "", "able")),
        # In a nursing bed from the start, told a moment late; to hospital twice, once before anybody looked; dies there.
        life("b", "rural",
             ("2020-11-01", "enters", "home", "home", "", "severe"),
             ("2020-11-01", "moves", "nursing", "home", "", "severe"),
             ("2020-12-01", "moves", "acute", "nursing", "", "severe"),
             ("2020-12-11", "moves", "nursing", "nursing", "", "severe"),
             ("2022-06-24", "moves", "acute", "nursing", "", "severe"),
             ("2022-07-02", "dies", "acute", "nursing", "", "severe")),
        # Into an institution on the way, and to another bed of it, which is no entry.
        life("c", "rural",
             ("2020-11-01", "enters", "home", "home", "", "moderate"),
             ("2022-01-01", "moves", "general", "home", "", "moderate"),
             ("2022-07-02", "moves", "nursing", "general", "", "moderate")),
    ])
    frame["time"] = pd.to_datetime(frame["time"])
    return observed.Observed([frame])


def test_rates_shares_and_stays_by_hand(seen):
    year, two = 365.2425, 730
    b = 547  # days seen, from January 2021 to 2 July 2022
    years = (two + b + two) / year
    assert seen.function_share("severe") == pytest.approx(1 / 3)
    assert seen.admissions_per_year() == pytest.approx(2 / years)
    assert seen.admission_rate("able") == pytest.approx(1 / ((two - 73) / year))
    assert seen.admission_rate("severe") == pytest.approx(1 / ((b - 8) / year))
    assert seen.residents_share() == pytest.approx((b + 365) / (two + b + two))
    assert seen.institution_months() == pytest.approx((b + 365) / year * 12 / 1)
    # Persons of 65 and more out of institutions: a throughout, c for the first year.
    assert seen.entry_in_three_years() == pytest.approx(3 / ((two + 365) / year))
    assert seen.died_in("hospital", "rural") == 1 and seen.died_in("hospice") == 0
    assert seen.last_year_admissions() == 1
    assert seen.delayed_share() == pytest.approx(1 / 2)
    assert seen.delay_days() == pytest.approx(10)
    assert seen.delayed_per_1000() == pytest.approx(1000 * 10 / (73 + 8))
