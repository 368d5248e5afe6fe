"""A province on 1 November 2020 by sex and month of age, from five-year bands. Formulas: docs/population.md."""
import math

from tables import table

CENSUS = 2020 + 10 / 12  # 1 November 2020 in years of twelve equal months
OLDEST = 110  # exact age at which the open band is cut
BIRTH_BANDS = range(45, 70, 5)  # bands whose every month of birth has a row in births.csv
ONE_WEIGHT = "births, one weight a year of age"


# Published totals (60+, 65+, 80+, 85+) and the number of county units in the tables.
PUBLISHED = {
    "jiangxi": ({60: 7624781, 65: 5371021, 80: 1023249, 85: 418323}, 100),
    "jilin": ({60: 5551165, 65: 3757224, 80: 604469, 85: 249661}, 67),
}


def census_bands(province="jiangxi", prefecture=None):
    """Persons by (sex, first age of the band) of a province or one of its prefectures; the last band is 85+."""
    people = {}
    for row in table(f"population-{province}-2020.csv"):
        if prefecture and row["prefecture"] != prefecture:
            continue
        for column, value in row.items():
            sex, _, band = column.partition("_")
            if sex in ("male", "female"):
                key = sex[0].upper(), int(band[:2])
                people[key] = people.get(key, 0) + int(value)
    return people


def split_85plus(people, by_sex):
    """The bands with 85+ cut into 85-89, 90-94, 95-99 and 100+ by the national shares."""
    shares = {(r["sex"], int(r["age_from"])): float(r["share_of_85plus"]) for r in table("age-85plus.csv")}
    people = dict(people)
    for sex in "MF":
        total = people[sex, 85]
        for age in (85, 90, 95, 100):
            people[sex, age] = total * shares[sex if by_sex else "both", age]
    return people


def log_slope(people, sex, band):
    """Fall of the log of persons per year of age at a band, from its neighbours."""
    if band == 95:
        return math.log(people[sex, 90] / people[sex, 95]) / 5
    return math.log(people[sex, band - 5] / people[sex, band + 5]) / 10


def month_weights(people, sex, band, births, shape, mortality):
    """Weight of each month of age of a band, youngest first. They need not sum to one."""
    if band == 100:
        rate = mortality.rate(sex, 100, CENSUS)
        return [math.exp(-rate * (month + 0.5) / 12) for month in range(12 * (OLDEST - 100))]
    if shape == "even":
        return [1.0] * 60
    if band not in BIRTH_BANDS:
        slope = log_slope(people, sex, band)
        return [math.exp(-slope * (month + 0.5) / 12) for month in range(60)]
    if shape == ONE_WEIGHT:
        ages = [band + month // 12 for month in range(60)]
        return [births[2019 - age] * 2 / 12 + births[2020 - age] * 10 / 12 for age in ages]
    weights = [births[math.floor(CENSUS - band - (month + 0.5) / 12)] for month in range(60)]
    if shape == "births x survival":
        lost = 0.0
        for month in range(60):
            weights[month] *= math.exp(-lost)
            lost += mortality.rate(sex, band + (month + 0.5) / 12, 2018) / 12
    return weights


def by_month_of_age(people, shape, mortality):
    """Persons by (sex, completed months of age). `people` as from split_85plus; `shape` as in month_weights."""
    births = {int(r["year"]): float(r["births_thousand"]) for r in table("births.csv")}
    result = {}
    for sex in "MF":
        for band in range(45, 105, 5):
            weights = month_weights(people, sex, band, births, shape, mortality)
            for month, weight in enumerate(weights):
                result[sex, band * 12 + month] = people[sex, band] * weight / sum(weights)
    return result


def check_sums(province="jiangxi"):
    """Failures of the census tables against each other and against the published totals of the province."""
    failures, people = [], census_bands(province)
    totals, units = PUBLISHED[province]
    for age, published in totals.items():
        total = sum(n for (_, band), n in people.items() if band >= age)
        if total != published:
            failures.append(f"{province} {age}+: the counties sum to {total}, published {published}")
    counties = table(f"population-{province}-2020.csv")
    if len({row["county_code"] for row in counties}) != units:
        failures.append(f"county codes of {province}: expected {units} different ones")
    ages = ["60_64", "65_69", "70_74", "75_79", "80_84", "85plus"]
    sums = {"pop60plus": ages, "pop65plus": ages[1:], "pop80plus": ages[4:], "pop85plus": ages[5:]}
    same = ("total", "urban", "rural", "households_with_65plus", "households_with_exactly_one_65plus")
    for row in table(f"prefectures-{province}-2020.csv"):
        own = [c for c in counties if c["prefecture"] == row["prefecture"]]
        found = {column: sum(int(c[column]) for c in own) for column in same}
        for column, bands in sums.items():
            found[column] = sum(int(c[f"{sex}_{band}"]) for c in own for sex in ("male", "female") for band in bands)
        found["counties"] = len(own)
        for column, value in found.items():
            if value != int(row[column]):
                failures.append(f"{row['prefecture']} {column}: counties give {value}, prefecture {row[column]}")
        failures += check_units(row, [c for c in table(f"distribution-keys-{province}.csv") if c["prefecture"] == row["prefecture"]])
    return failures


def check_units(row, counties):
    """Failures of the estimated streets, townships and villages of a prefecture's counties against its counts."""
    failures, name = [], row["prefecture"]
    towns = int(row["towns"]) + int(row["townships"])
    counts = {"streets": int(row["streets"]), "towns_and_townships": towns, "villages": int(row["villages"])}
    for kind, count in counts.items():
        found = sum(float(c[f"{kind}_estimated"]) for c in counties)
        if abs(found - count) > 0.005 * len(counties):  # two decimals
            failures.append(f"{name} {kind}: the estimates of the counties sum to {found:.2f}, read {count}")
    rural = sum(int(c["rural_60plus"]) for c in counties)
    for county in counties:  # villages go by rural people of 60+
        share = counts["villages"] * int(county["rural_60plus"]) / rural
        if abs(float(county["villages_estimated"]) - share) > 0.006:
            failures.append(f"{county['county_name']}: {county['villages_estimated']} villages, by rural people {share:.2f}")
    return failures
