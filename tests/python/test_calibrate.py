"""What scripts/calibrate reads from simulated lives, on lives written by hand."""

import sys
from pathlib import Path

import pandas as pd
import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"


sys.path.insert(0, str(SCRIPTS))
import calibrate  # noqa: E402
import fixed_point  # noqa: E402
import observed as watched  # noqa: E402


@pytest.fixture(scope="module")
def observed():
    return watched


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


def lives(*persons):
    """Of (person, sex, age in January 2021, events as (date, event, place, function, dementia))."""
    rows = [dict(person=name, sex=sex, time=pd.Timestamp(time), event=event, place=place, lives_in="home", waits_for="",
                 function=function, dementia=dementia, home="urban",
                 age=age + (pd.Timestamp(time) - pd.Timestamp("2021-01-01")) / pd.Timedelta(days=365.2425))
            for name, sex, age, events in persons for time, event, place, function, dementia in events]
    return pd.DataFrame(rows)


def test_disability_before_death_by_hand(observed):
    def dies(name, age):
        return (name, "male", age, [("2020-11-01", "enters", "home", "able", False),
                                    ("2021-12-01", "function", "home", "severe", False),
                                    ("2022-07-02", "dies", "home", "severe", False)])

    seen = observed.Observed([lives(dies("a", 85), dies("too young", 70))])
    assert seen.disabled_before_death(12) == 0 and seen.disabled_before_death(1) == 1
    # Who was not seen for so long before is not asked.
    with_late = observed.Observed([lives(dies("a", 85), ("b", "male", 85, [("2020-11-01", "enters", "home", "severe", False),
                                                                        ("2021-03-01", "dies", "home", "severe", False)]))])
    assert with_late.disabled_before_death(12) == 0 and with_late.disabled_before_death(1) == 1


def test_in_hospital_within_the_last_year_by_hand(observed):
    def person(name, first, *more):
        return name, "female", 70, [(first, "enters", "home", "able", False), *((t, e, p, "able", False) for t, e, p in more)]

    seen = observed.Observed([lives(
        person("recently", "2020-11-01", ("2022-02-01", "moves", "acute"), ("2022-02-09", "moves", "home")),
        person("long ago", "2020-11-01", ("2021-03-01", "moves", "acute"), ("2021-03-09", "moves", "home")),
        person("never", "2020-11-01"),
        person("seen too short", "2022-06-01", ("2022-07-01", "moves", "acute")),
        person("dead", "2020-11-01", ("2022-03-01", "moves", "acute"), ("2022-04-01", "dies", "acute")),
    )])
    assert seen.in_hospital_within_a_year() == pytest.approx(1 / 3)


def test_expectation_of_life_and_onset_of_dementia_by_hand(observed):
    # One person in each band, who dies after a year of 365 days, 73 of them mildly limited: with one rate at every age the
    # expectation of life is its inverse, whatever the bands, and a fifth of it is limited.
    persons = [(str(age), "male", age + 1, [("2020-11-01", "enters", "home", "able", False),
                                           ("2021-10-20", "function", "home", "mild", age in (60, 70)),
                                           ("2022-01-01", "dies", "home", "mild", age in (60, 70))])
               for age in observed.AGES[:-1]]
    seen = observed.Observed([lives(*persons)])
    years, limited = seen.years_from_60("male")
    assert years == pytest.approx(365 / 365.2425) and limited == pytest.approx(0.2)
    # One of the seven of 65 and more, who was at risk until then.
    assert seen.dementia_onset() == pytest.approx(1 / ((6 * 365 + 292) / 365.2425))
    later = observed.Observed([lives(*persons)], until="2023-01-01")
    assert later.years_from_60("male") == (years, limited)


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


# A total moves with its lever to this power, and a tenth as far with the next one's.
POWERS, AIMS = [1.0, 0.35, 0.7], [2.0, 0.8, 1.3]


def totals_at(factors):
    powers = zip(POWERS, factors, factors[1:] + factors[:1], strict=True)
    return [own**power * other**0.1 for power, own, other in powers]


def test_levers_are_found_where_totals_move_less_than_they_do():
    misfits = {}
    factors, step = fixed_point.solve(totals_at, AIMS, 6, lambda step, each: misfits.update({step: each}), [range(3)])
    assert totals_at(factors) == pytest.approx(AIMS, rel=0.003)
    worst = {step: max(map(abs, each)) for step, each in misfits.items()}
    assert sorted(worst) == list(range(7)) and worst[step] == min(worst.values())
    # Steps as long as the misfit, whatever the lever did, are not there after as many.
    factors, _ = fixed_point.solve(totals_at, AIMS, 6, lambda *_: None)
    assert abs(totals_at(factors)[1] / AIMS[1] - 1) > 0.02


def test_fit_scales_the_levers_of_each_total_to_its_aim(monkeypatch, capsys):
    """On a simulation that is known: each total is its central value times how far its first lever is from the one aimed at, to the
    power 0.8: six steps leave (1 - 0.8 x 0.8)^6 of the misfit, 0.2%."""
    shipped = calibrate.yl.Scenario.load("jiangxi-2020")
    rows = calibrate.totals()
    fits = [calibrate.Fit(each.levers, each.total, lambda seen, i=i: seen[i]) for i, each in enumerate(calibrate.FITS)]
    off = [1.0 + 0.03 * (i % 5 - 2) for i in range(len(fits))]  # by which the levers as shipped miss

    def simulate(settings, options):
        return [float(rows[each.total]["central"]) * (settings[each.levers[0]] / float(shipped[each.levers[0]]) * off[i]) ** 0.8
                for i, each in enumerate(fits)]

    monkeypatch.setattr(calibrate, "FITS", fits)
    monkeypatch.setattr(calibrate, "simulate", simulate)
    table, seen = calibrate.fit(calibrate.argparse.Namespace(steps=6))
    assert "step 6: largest misfit" in capsys.readouterr().out
    assert table["misfit_fitted"].abs().max() < 1e-3 < table["misfit_shipped"].abs().max()
    for i, each in enumerate(fits):
        for key in each.levers:  # all levers of a total by the same factor
            row = table[(table["lever"] == key) & (table["total"] == each.total)].iloc[0]
            assert row["fitted"] / row["shipped"] == pytest.approx(1 / off[i], rel=0.003)
