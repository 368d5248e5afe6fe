"""The population of Jiangxi after the census by a second method, which shares no code with the model.

Standard library only; reads scenarios/data and the level of mortality of the scenario. Formulas: docs/population.md.

    python3 tests/reference/cohort.py            every figure that docs/population.md quotes
    python3 tests/reference/cohort.py --check    the checks alone; exit status 1 when one fails
    python3 tests/reference/cohort.py --ages     persons by single year of age on 1 November 2020, as CSV
"""
import math
import sys
import tomllib

from census import CENSUS, ONE_WEIGHT, OLDEST, by_month_of_age, census_bands, check_sums, split_85plus
from mortality import Mortality, check_rates, remaining_life
from tables import DATA, table

STEP = 1 / 12  # years


def survive(people, mortality, until):
    """Month by month: yields (months since the census, persons by month of age, deaths by month of age)."""
    alive = dict(people)
    for elapsed in range(1, round((until - CENSUS) * 12) + 1):
        time = CENSUS + (elapsed - 0.5) * STEP
        later, deaths = {}, {}
        for (sex, months), persons in alive.items():
            age = (months + 1) / 12  # mean exact age of the group in the middle of the step
            stay = persons * math.exp(-mortality.rate(sex, age, time) * STEP)
            deaths[sex, months] = persons - stay
            later[sex, months + 1] = stay
        alive = later
        yield elapsed, alive, deaths


def older(people, age):
    return sum(persons for (_, months), persons in people.items() if months >= age * 12)


def project(shape, by_sex=True, until=2023, **rules):
    """({year: {60: n, 65: n, 80: n} on 31 December}, {year: deaths at 60+ in the whole calendar year})."""
    mortality = Mortality(**rules)
    start = by_month_of_age(split_85plus(census_bands(), by_sex), shape, mortality)
    ends, deaths = {}, {}
    for elapsed, alive, lost in survive(start, mortality, until):
        year = math.floor(CENSUS + (elapsed - 0.5) * STEP)
        deaths[year] = deaths.get(year, 0.0) + older(lost, 60)
        if (10 + elapsed) % 12 == 0:
            ends[year] = {age: older(alive, age) for age in (60, 65, 80)}
    del deaths[2020]
    return ends, deaths


def official():
    rows = {(r["quantity"], r["year"]): float(r["central"]) for r in table("calibration-targets.csv")}
    return {age: rows[f"population_{age}plus", "2022-12-31"] for age in (60, 65)}


def scenario_level():
    """The province's death rates over those of the table, as its scenarios have it."""
    with open(DATA.parent / "jiangxi-2020.toml", "rb") as file:
        return tomllib.load(file)["mortality"]["level"]


def show(name, ends, deaths, years):
    target = official()
    print(name)
    for year in years:
        line = f"  end {year}:" + "".join(f"  {age}+ {ends[year][age]:>12,.0f}" for age in (60, 65, 80))
        if year == 2022:
            line += "   against official:" + "".join(f"  {a}+ {ends[year][a] / target[a] - 1:+.2%}" for a in target)
        print(line)
    print("  deaths at 60+:" + "".join(f"  {year} {deaths[year]:,.0f}" for year in (2021, 2022)))


CHOICES = (
    ("births x survival within the band", {"shape": "births x survival"}),
    ("births, one weight a year of age (2/12 and 10/12)", {"shape": ONE_WEIGHT}),
    ("85+ split without regard to sex", {"shape": "births", "by_sex": False}),
    ("rates at the middles of age bands", {"shape": "births", "age_rule": "middle"}),
    ("rates by step over age", {"shape": "births", "age_rule": "step"}),
    ("rates by step over time", {"shape": "births", "time_rule": "step"}),
    ("periods from 1 January", {"shape": "births", "midyear": False}),
)


def show_all():
    for shape in ("births", "even"):
        show(f"{shape} split", *project(shape, until=2036), (2021, 2022, 2025, 2030, 2035))
    for name, options in CHOICES:
        show(name, *project(**options), (2022,))
    level = scenario_level()
    show(f"mortality.level {level}", *project("births", until=2036, level=level), (2021, 2022, 2025, 2030, 2035))
    for factor in (1.0, level):
        for when in (2018, 2023, 2033):
            men, women = (remaining_life(Mortality(level=factor), sex, 60, when) for sex in "MF")
            print(f"remaining life at 60, rates of {when} times {factor}: men {men:.2f}, women {women:.2f}")


def show_ages():
    people = by_month_of_age(split_85plus(census_bands(), True), "births", Mortality())
    print("age,male,female")
    for age in range(45, OLDEST):
        print(age, *(f"{sum(people[sex, 12 * age + month] for month in range(12)):.1f}" for sex in "MF"), sep=",")


def check():
    """Failures, one line each."""
    failures = check_sums() + check_rates(Mortality())
    births, deaths = project("births")
    even, _ = project("even")
    for age, value in official().items():
        if abs(births[2022][age] / value - 1) > 0.005:
            failures.append(f"{age}+ at the end of 2022: {births[2022][age]:,.0f}, expected {value:,.0f} within 0.5%")
    if even[2022][60] / official()[60] - 1 < 0.02:
        failures.append("60+ at the end of 2022: an even split should be more than 2% too high; is it in use?")
    # Deaths of all ages were 303,000 in 2021 and 314,000 in 2022, of which the life table puts 58,000 below 60.
    if not 240000 < deaths[2021] < deaths[2022] < 275000:
        found = f"{deaths[2021]:,.0f} in 2021 and {deaths[2022]:,.0f} in 2022"
        failures.append(f"deaths at 60+: {found}, expected 240,000 to 275,000, rising")
    return failures


def main(arguments):
    if "--ages" in arguments:
        show_ages()
        return 0
    if "--check" not in arguments:
        show_all()
    failures = check()
    for failure in failures:
        print("FAILED", failure)
    print(f"{len(failures)} checks failed" if failures else "all checks passed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
