"""Net out-migration of Jilin by sex and age from two censuses and the life table. Formulas: docs/population.md.

    python3 tests/reference/migration.py          the derivation: cohort ratios, survival, rates; how well they fit back
    python3 tests/reference/migration.py --table  rates as the rows of scenarios/data/migration-jilin.csv hold them
"""
import math
import sys

from census import census_bands
from mortality import Mortality, interpolate
from tables import table

BETWEEN = 10  # years from one census to the next, both on 1 November
BANDS = range(35, 75, 5)  # first ages, in 2010, of bands that are closed in both tables
OPEN = 75  # from here on one group: 75 and over in 2010, 85 and over in 2020
STEPS = 4  # a year


class Migration:
    """Net out-migration per person-year by sex and exact age: linear between the ages of the table, flat outside."""

    def __init__(self, name, factor=1.0):
        self.nodes = {}
        for row in table(name):
            ages, rates = self.nodes.setdefault(row["sex"], ([], []))
            ages.append(float(row["age"]))
            rates.append(float(row["out_per_year"]) * factor)

    def rate(self, sex, age):
        return interpolate(*self.nodes[sex], age)


def people_2010():
    """Persons of Jilin by (sex, first age of the band) on 1 November 2010; the last band is 85+."""
    return {(r["sex"], int(r["age_from"])): int(r["persons"]) for r in table("age-structure-jilin-2010.csv")}


def remain(sex, age, mortality, migration=None):
    """Share of those of an exact age on 1 November 2010 who are alive (and still there) ten years later."""
    lost = 0.0
    for step in range(BETWEEN * STEPS):
        later = (step + 0.5) / STEPS
        lost += mortality.rate(sex, age + later, 2010 + 10 / 12 + later) / STEPS
        lost += migration.rate(sex, age + later) / STEPS if migration else 0.0
    return math.exp(-lost)


def remain_of_band(sex, people, band, mortality, migration=None):
    """The same for a five-year band, spread evenly; from OPEN on for everybody older (85+ falls by 0.16 a year)."""
    if band < OPEN:
        return sum(remain(sex, band + year + 0.5, mortality, migration) for year in range(5)) / 5
    groups = [(b + y + 0.5, people[sex, b] / 5) for b in (75, 80) for y in range(5)]
    tail = [math.exp(-0.16 * year) for year in range(20)]
    groups += [(85.5 + y, people[sex, 85] * w / sum(tail)) for y, w in enumerate(tail)]
    everybody = sum(n for _, n in groups)
    return sum(n * remain(sex, age, mortality, migration) for age, n in groups) / everybody


def people_2010_from(people, sex, band):
    return people[sex, band] if band < OPEN else sum(people[sex, b] for b in (75, 80, 85))


def derive():
    """Rows (sex, band in 2010, node age, cohort ratio, survival, rate) of every cohort."""
    before, after, mortality = people_2010(), census_bands("jilin"), Mortality()
    rows = []
    for sex in "MF":
        for band in (*BANDS, OPEN):
            ratio = after[sex, band + BETWEEN] / people_2010_from(before, sex, band)
            survival = remain_of_band(sex, before, band, mortality)
            # A cohort is on the way from its band to that ten years older: 7.5 years past its first age in the mean.
            age = band + 7.5 if band < OPEN else 87.5
            rows.append((sex, band, age, ratio, survival, -math.log(ratio / survival) / BETWEEN))
    return rows


def check(tolerance=5e-6):
    """Failures: rates of the table that are not those of the derivation, cohorts that the rates do not lead to 2020."""
    failures, stored = [], Migration("migration-jilin.csv")
    before, after, mortality = people_2010(), census_bands("jilin"), Mortality()
    for sex, band, age, *_, rate in derive():
        # More of the oldest men were counted in 2020 than the life table leaves of 2010: no rate below 0 is made of it.
        if abs(stored.rate(sex, age) - max(0.0, rate)) > tolerance:
            failures.append(f"migration of {sex} at {age}: {stored.rate(sex, age):.5f}, derived {rate:.5f}")
        if band >= OPEN:
            continue
        found = people_2010_from(before, sex, band) * remain_of_band(sex, before, band, mortality, stored)
        if abs(found / after[sex, band + BETWEEN] - 1) > 0.025:
            failures.append(f"{sex} {band} in 2010: {found:,.0f} in 2020, census {after[sex, band + BETWEEN]:,}")
    return failures


def show():
    stored = Migration("migration-jilin.csv")
    before, mortality = people_2010(), Mortality()
    print("sex band  ratio   survival  rate a year   fitted back / census of 2020")
    for sex, band, _, ratio, survival, rate in derive():
        back = remain_of_band(sex, before, band, mortality, stored) / ratio
        plus = "+" if band >= OPEN else " "
        print(f"{sex}   {band}{plus}  {ratio:.4f}  {survival:.4f}   {rate:+.5f}      {back:.4f}")
    for failure in check():
        print("FAILED", failure)


if __name__ == "__main__":
    if "--table" in sys.argv:
        for sex, band, age, _, _, rate in derive():
            print(sex, age, f"{max(0.0, rate):.5f}", sep=",")
    else:
        show()
        sys.exit(1 if check() else 0)
