"""Jilin from 1 January 2016 by a second method, which shares no code with the model. Formulas: docs/population.md.

Standard library only; reads scenarios/data and nothing else.

    python3 tests/reference/jilin.py            every figure that docs/population.md quotes of Jilin
    python3 tests/reference/jilin.py --check    the checks alone; exit status 1 when one fails
"""
import functools
import math
import sys

import migration
from census import CENSUS, PUBLISHED, by_month_of_age, census_bands, check_sums, split_85plus
from cohort import STEP, older
from migration import Migration
from mortality import Mortality
from tables import table

BACK = 58  # months from 1 January 2016 to the census
START = CENSUS - BACK * STEP
TABLE = "migration-jilin.csv"
HALF_AFTER = 0.5  # factor on the rates after the census, as scenarios/jilin-2016.toml has it (an assumption)
PREFECTURES = [row["prefecture"] for row in table("prefectures-jilin-2020.csv")]


@functools.lru_cache(maxsize=None)
def rates():
    return Mortality()


def at_census(prefecture=None):
    """Persons by (sex, completed months of age) on 1 November 2020: shape of the province, bands of the prefecture."""
    province = by_month_of_age(split_85plus(census_bands("jilin"), True), "births", rates())
    if not prefecture:
        return province
    all_bands, own = census_bands("jilin"), census_bands("jilin", prefecture)
    band = {key: min(85, key[1] // 60 * 5) for key in province}
    return {key: n * own[key[0], band[key]] / all_bands[key[0], band[key]] for key, n in province.items()}


def at_start(people, out):
    """The census taken back month by month: everybody who died or left on the way was there before."""
    for back in range(BACK):
        time = CENSUS - (back + 0.5) * STEP
        earlier = {}
        for (sex, months), persons in people.items():
            age = months / 12  # mean exact age in the middle of the step of those one month younger at its start
            earlier[sex, months - 1] = persons * math.exp((rates().rate(sex, age, time) + out.rate(sex, age)) * STEP)
        people = earlier
    return people


def follow(people, out, until, after=HALF_AFTER):
    """Month by month from the start: yields (time at the month's end, persons, deaths, departures) by month of age."""
    for elapsed in range(1, round((until - START) * 12) + 1):
        time = START + (elapsed - 0.5) * STEP
        factor = 1.0 if time < CENSUS else after
        later, deaths, left = {}, {}, {}
        for (sex, months), persons in people.items():
            age = (months + 1) / 12
            die, go = rates().rate(sex, age, time), factor * out.rate(sex, age)
            gone = persons * -math.expm1(-(die + go) * STEP)
            deaths[sex, months], left[sex, months] = gone * die / (die + go), gone * go / (die + go)
            later[sex, months + 1] = persons - gone
        people = later
        yield START + elapsed * STEP, people, deaths, left


def course(until=2021, factor=1.0, after=HALF_AFTER, history=1.0, prefecture=None):
    """Ends of years, the census, and flows by calendar year. `factor`: on the rates of the future from 2016 on;
    `history`: on those by which the census is taken back."""
    people = at_start(at_census(prefecture), Migration(TABLE, history))
    levels = {"start": {age: older(people, age) for age in (60, 65, 80)}}
    flows = {}
    for time, people, deaths, left in follow(people, Migration(TABLE, factor), until, after):
        year = math.floor(time - STEP / 2)
        flow = flows.setdefault(year, {"deaths": 0.0, "left": 0.0})
        flow["deaths"] += older(deaths, 60)
        flow["left"] += older(left, 60)
        if abs(time - CENSUS) < STEP / 4:
            levels["census"] = {age: older(people, age) for age in (60, 65, 80)}
        if abs(time - round(time)) < STEP / 4:
            levels[year] = {age: older(people, age) for age in (60, 65, 80)}
    return levels, flows


def check():
    """Failures, one line each."""
    failures = check_sums("jilin") + migration.check()
    levels, flows = course()
    for age, published in PUBLISHED["jilin"][0].items():
        if age in levels["census"] and abs(levels["census"][age] / published - 1) > 0.001:
            failures.append(f"{age}+ at the census: {levels['census'][age]:,.0f}, published {published:,}")
    without, _ = course(factor=0)
    if without["census"][60] / PUBLISHED["jilin"][0][60] - 1 < 0.03:
        failures.append("60+ at the census should be more than 3% too many when nobody leaves; is migration in use?")
    # 205,000 deaths of all ages are expected of the census's people (calibration-targets.csv), 169,000 of them at 60+.
    if not 120000 < flows[2016]["deaths"] < flows[2020]["deaths"] < 185000:
        failures.append(f"deaths at 60+: {flows[2016]['deaths']:,.0f} in 2016, {flows[2020]['deaths']:,.0f} in 2020")
    return failures


def line(levels):
    return "".join(f"  {age}+ {n:>11,.0f}" for age, n in levels.items())


def show():
    levels, flows = course(until=2036)
    for when in ("start", "census", 2016, 2018, 2020, 2025, 2030, 2034, 2035):
        print(f"{when!s:>7}:{line(levels[when])}")
    for year in (*range(2016, 2021), 2025, 2030):
        print(f"   {year}: deaths at 60+ {flows[year]['deaths']:,.0f}, left at 60+ {flows[year]['left']:,.0f}")
    print("start if history's rates were:")
    for factor in (0.0, 0.5, 0.75, 1.25):
        print(f"  {factor} times as high:{line(course(history=factor, until=2016 + STEP)[0]['start'])}")
    print("census if nobody left from 2016 on: ", line(course(factor=0)[0]["census"]))
    print("2030 if the rates stayed after the census:", line(course(after=1.0, until=2031)[0][2030]))
    print("2030 if nobody left after the census:     ", line(course(after=0.0, until=2031)[0][2030]))


if __name__ == "__main__":
    if "--check" not in sys.argv:
        show()
    found = check()
    for failure in found:
        print("FAILED", failure)
    print(f"{len(found)} checks failed" if found else "all checks passed")
    sys.exit(1 if found else 0)
