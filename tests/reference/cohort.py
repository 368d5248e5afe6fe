"""The population of Jiangxi by age after the census, by a second method that shares no code with the model.

Standard library only; reads scenarios/data and nothing else. Formulas: docs/population.md.

    python3 tests/reference/cohort.py            print every figure that docs/population.md quotes
    python3 tests/reference/cohort.py --check    the same checks, exit status 1 when one fails
    python3 tests/reference/cohort.py --ages     persons by single year of age on 1 November 2020
"""
import csv
import math
import pathlib
import sys

DATA = pathlib.Path(__file__).resolve().parents[2] / "scenarios" / "data"
CENSUS = 2020 + 10 / 12  # 1 November 2020, in years, twelve equal months
STEP = 1 / 12  # years
OLDEST = 110  # exact age at which the open band is cut; fewer than one person in a million lives on
BIRTH_BANDS = range(45, 70, 5)  # census bands whose every month of birth has a row in births.csv


def table(name):
    with open(DATA / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def census_bands():
    """Persons by (sex, first age of the band); the last band is 85+."""
    people = {}
    for row in table("population-jiangxi-2020.csv"):
        for column, value in row.items():
            sex, _, band = column.partition("_")
            if sex in ("male", "female"):
                key = sex[0].upper(), int(band[:2])
                people[key] = people.get(key, 0) + int(value)
    return people


def split_85plus(people, by_sex):
    """85+ cut into 85-89, 90-94, 95-99 and 100+ with the national shares."""
    shares = {(r["sex"], int(r["age_from"])): float(r["share_of_85plus"]) for r in table("age-85plus.csv")}
    for sex in "MF":
        total = people[sex, 85]
        for age in (85, 90, 95, 100):
            people[sex, age] = total * shares[sex if by_sex else "both", age]
    return people


class Mortality:
    """Death rate per person-year by sex, exact age and time, log-linear between the middles of bands and periods."""

    OPEN_BAND_NODE = 101.5  # exact age at which the rate of 100+ is put

    def __init__(self, age_rule="log-linear", time_rule="log-linear", midyear=True):
        self.age_rule, self.time_rule = age_rule, time_rule
        shift = 0.5 if midyear else 0.0  # period 2020-2025 read as mid-2020 to mid-2025
        self.log_rates, periods = {}, set()
        for row in table("mortality.csv"):
            start, end = int(row["period_start"]) + shift, int(row["period_end"]) + shift
            periods.add((start, end))
            self.log_rates[row["sex"], int(row["age_from"]), start] = math.log(float(row["mx_per_year"]))
        self.periods = sorted(periods)
        self.bands = sorted({age for _, age, _ in self.log_rates})
        self.nodes = [a + 2.5 for a in self.bands[:-1]] + [self.OPEN_BAND_NODE]

    def _at_age(self, sex, age, start):
        if self.age_rule == "step":
            band = max((b for b in self.bands if b <= age), default=self.bands[0])
            return self.log_rates[sex, band, start]
        values = [self.log_rates[sex, band, start] for band in self.bands]
        return interpolate(self.nodes, values, age)

    def rate(self, sex, age, time):
        if self.time_rule == "step":
            start = max((s for s, _ in self.periods if s <= time), default=self.periods[0][0])
            return math.exp(self._at_age(sex, age, start))
        middles = [(start + end) / 2 for start, end in self.periods]
        values = [self._at_age(sex, age, start) for start, _ in self.periods]
        return math.exp(interpolate(middles, values, time))


def interpolate(nodes, values, x):
    """Linear between nodes, flat outside them."""
    if x <= nodes[0]:
        return values[0]
    for (x0, y0), (x1, y1) in zip(zip(nodes, values), zip(nodes[1:], values[1:])):
        if x <= x1:
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    return values[-1]


def log_slope(people, sex, band):
    """Fall of the log of persons per year of age at a band, from its neighbours."""
    if band == 95:
        return math.log(people[sex, 90] / people[sex, 95]) / 5
    return math.log(people[sex, band - 5] / people[sex, band + 5]) / 10


def month_weights(people, sex, band, births, shape, mortality):
    """Weight of each month of age of a band, youngest first. They need not sum to one."""
    if band == 100:
        rate = mortality.rate(sex, Mortality.OPEN_BAND_NODE, CENSUS)
        return [math.exp(-rate * (month + 0.5) / 12) for month in range(12 * (OLDEST - 100))]
    if shape == "even":
        return [1.0] * 60
    if band not in BIRTH_BANDS:
        slope = log_slope(people, sex, band)
        return [math.exp(-slope * (month + 0.5) / 12) for month in range(60)]
    weights = []
    for month in range(60):
        age = band + (month + 0.5) / 12
        year, extra = math.floor(CENSUS - age), 1.0
        if shape == "births x survival":
            extra = math.exp(-sum(mortality.rate(sex, band + (m + 0.5) / 12, 2018) for m in range(month)) / 12)
        if shape == "births, one weight a year of age":
            whole = band + month // 12
            weights.append(births[2019 - whole] * 2 / 12 + births[2020 - whole] * 10 / 12)
        else:
            weights.append(births[year] * extra)
    return weights


def by_month_of_age(people, shape, mortality):
    """Persons by sex and month of age, on 1 November 2020: {(sex, months): persons}."""
    births = {int(r["year"]): float(r["births_thousand"]) for r in table("births.csv")}
    result = {}
    for sex in "MF":
        for band in range(45, 105, 5):
            weights = month_weights(people, sex, band, births, shape, mortality)
            for month, weight in enumerate(weights):
                result[sex, band * 12 + month] = people[sex, band] * weight / sum(weights)
    return result


def survive(people, mortality, until):
    """Months alive and deaths: yields (months since the census, persons by month of age, deaths in that month)."""
    alive = dict(people)
    for elapsed in range(1, round((until - CENSUS) * 12) + 1):
        time = CENSUS + (elapsed - 0.5) * STEP
        later, deaths = {}, {}
        for (sex, months), persons in alive.items():
            age = (months + 1) / 12  # in the month, people of this group are on average this old
            stay = persons * math.exp(-mortality.rate(sex, age, time) * STEP)
            deaths[sex, months] = persons - stay
            later[sex, months + 1] = later.get((sex, months + 1), 0.0) + stay
        alive = later
        yield elapsed, alive, deaths


def older(people, age):
    return sum(persons for (_, months), persons in people.items() if months >= age * 12)


def project(shape, by_sex=True, until=2036, **rules):
    """{"end of year": {60: n, 65: n, 80: n}}, {year: deaths at 60+} for whole calendar years."""
    mortality = Mortality(**rules)
    start = by_month_of_age(split_85plus(census_bands(), by_sex), shape, mortality)
    ends, deaths = {}, {}
    for elapsed, alive, lost in survive(start, mortality, until):
        year = math.floor(CENSUS + (elapsed - 0.5) * STEP)
        deaths[year] = deaths.get(year, 0.0) + older(lost, 60)
        if (10 + elapsed) % 12 == 0:
            ends[year] = {age: older(alive, age) for age in (60, 65, 80)}
    deaths.pop(2020)
    return ends, deaths


def official():
    rows = {(r["quantity"], r["year"]): float(r["central"]) for r in table("calibration-targets.csv")}
    return {60: rows["population_60plus", "2022-12-31"], 65: rows["population_65plus", "2022-12-31"]}


def check_sums(people):
    """Failures of the census tables against each other and the published totals."""
    failures = []
    for age, published in ((60, 7624781), (65, 5371021), (80, 1023249), (85, 418323)):
        total = sum(n for (_, band), n in people.items() if band >= age)
        if total != published:
            failures.append(f"census {age}+: county sum {total}, published {published}")
    counties = table("population-jiangxi-2020.csv")
    if len({row["county_code"] for row in counties}) != 100:
        failures.append("county codes: expected 100 different ones")
    ages = ["60_64", "65_69", "70_74", "75_79", "80_84", "85plus"]
    sums = {"pop60plus": ages, "pop65plus": ages[1:], "pop80plus": ages[4:], "pop85plus": ages[5:]}
    for row in table("prefectures-jiangxi-2020.csv"):
        own = [c for c in counties if c["prefecture"] == row["prefecture"]]
        for column in ("total", "urban", "rural", "households_with_65plus", "households_with_exactly_one_65plus"):
            if sum(int(c[column]) for c in own) != int(row[column]):
                failures.append(f"{row['prefecture']}: {column} of counties differs from the prefecture's")
        for column, bands in sums.items():
            total = sum(int(c[f"{sex}_{band}"]) for c in own for sex in ("male", "female") for band in bands)
            if total != int(row[column]):
                failures.append(f"{row['prefecture']}: {column} of counties differs from the prefecture's")
        if len(own) != int(row["counties"]):
            failures.append(f"{row['prefecture']}: {len(own)} counties, expected {row['counties']}")
    return failures


def show(name, ends, deaths, years):
    target = official()
    print(name)
    for year in years:
        at = ends[year]
        line = f"  end {year}:" + "".join(f"  {age}+ {at[age]:>12,.0f}" for age in (60, 65, 80))
        if year == 2022:
            line += "   off by" + "".join(f"  {age}+ {at[age] / target[age] - 1:+.2%}" for age in (60, 65))
        print(line)
    print("  deaths at 60+:" + "".join(f"  {year} {deaths[year]:,.0f}" for year in (2021, 2022)))


CHOICES = (
    ("births x survival within the band", {"shape": "births x survival"}),
    ("births, one weight a year of age (2/12 and 10/12)", {"shape": "births, one weight a year of age"}),
    ("85+ split without regard to sex", {"shape": "births", "by_sex": False}),
    ("rates by step over age", {"shape": "births", "age_rule": "step"}),
    ("rates by step over time", {"shape": "births", "time_rule": "step"}),
    ("periods from 1 January", {"shape": "births", "midyear": False}),
)


def main(arguments):
    people = census_bands()
    if "--ages" in arguments:
        months = by_month_of_age(split_85plus(people, True), "births", Mortality())
        print("age,male,female")
        for age in range(45, OLDEST):
            print(age, *(f"{sum(months[s, 12 * age + m] for m in range(12)):.1f}" for s in "MF"), sep=",")
        return 0
    failures = check_sums(people)
    births, births_deaths = project("births")
    even, even_deaths = project("even")
    show("births split", births, births_deaths, (2021, 2022, 2025, 2030, 2035))
    show("even split", even, even_deaths, (2021, 2022, 2025, 2030, 2035))
    if "--check" not in arguments:
        for name, options in CHOICES:
            show(name, *project(until=2023, **options), (2022,))
    for age, value in official().items():
        if abs(births[2022][age] / value - 1) > 0.005:
            failures.append(f"{age}+ end of 2022, births split: {births[2022][age]:,.0f}, official {value:,.0f} +/- 0.5%")
    if abs(even[2022][60] / official()[60] - 1) < 0.02:
        failures.append("an even split of 60+ should miss by more than 2%: the births split is not in use")
    for failure in failures:
        print("FAILED", failure)
    print("all checks passed" if not failures else f"{len(failures)} checks failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
