"""What scripts/backtest compares: official figures as they stand in scenarios/data, and the same of simulated provinces.

Each row is what it is, the rule it is held to, what was simulated (None: nothing of the kind) and the official figure (None: there
is none).
"""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from pathlib import Path

from province import BEDS

ROOT = Path(__file__).resolve().parents[1]
TARGETS, COSTS, JIANGXI, JILIN = "calibration-targets.csv", "costs.csv", "facilities-jiangxi.csv", "facilities-jilin.csv"


@dataclass
class Official:
    low: float
    central: float
    high: float
    evidence: str
    of: str = ""  # whose figure it is, as its table says
    row: tuple[str, str, str] | None = None  # its table, quantity and year


def official(table, quantity, year):
    """The row of a table of scenarios/data for a quantity and a year, as it stands there."""
    with open(ROOT / "scenarios" / "data" / table, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            name = row.get("quantity") or row.get("kind") or row["item"]
            if name == quantity and row["year"] == year:
                return Official(*(float(row[k]) for k in ("low", "central", "high")), row["evidence"],
                                row.get("population") or row["place"], (table, quantity, year))
    raise SystemExit(f"backtest: {table} has no row {quantity} of {year}")


def deaths_at_60(year, place=""):
    """Official deaths are of all ages; the share at 60 and more is that of the life table."""
    every = official(TARGETS, f"{place}deaths_all_ages", year)
    table = {a: official(TARGETS, f"{place}deaths_{a}_life_table", "2020-2025") for a in ("60plus", "all_ages")}
    share = table["60plus"].central / table["all_ages"].central
    return Official(*(x * share for x in (every.low, every.central, every.high)), "derived", every.of, every.row)


def jiangxi_rows(jiangxi):
    for age in (60, 65, 80):
        yield (f"Jiangxi {age}+, November 2020 (census of the 1st)", "population", jiangxi.people(age, "2020-11"),
               official(TARGETS, f"population_{age}plus", "2020-11-01"))
    for age in (60, 65):
        yield (f"Jiangxi {age}+, end of 2022", "population", jiangxi.people(age, "2022-12"),
               official(TARGETS, f"population_{age}plus", "2022-12-31"))
    years = ("2021", "2022", "2023", "2024")
    for year in years:
        yield f"Jiangxi deaths at 60+, {year}", "deaths", jiangxi.deaths(year), deaths_at_60(year)
    for first, last in (("2021", "2022"), ("2021", "2024")):
        some = years[years.index(first) : years.index(last) + 1]
        mean = [sum(f) / len(some) for f in zip(*((f.low, f.central, f.high) for f in map(deaths_at_60, some)), strict=True)]
        yield (f"Jiangxi deaths at 60+, mean of {first} to {last}", "deaths", sum(map(jiangxi.deaths, some)) / len(some),
               Official(*mean, "derived", deaths_at_60(first).of))
    both = (jiangxi.deaths("2021") + jiangxi.deaths("2022")) / 2
    yield ("Jiangxi deaths at 60+, mean of 2021 and 2022 against the life table", "deaths", both,
           official(TARGETS, "deaths_60plus_life_table", "2020-2025"))
    august = "2022-08"
    yield "Jiangxi institution beds, August 2022", "range", jiangxi.beds(august), official(TARGETS, "institution_beds", august)
    yield ("Jiangxi share of nursing beds, August 2022", "range", jiangxi.beds(august, BEDS[1:]) / jiangxi.beds(august),
           official(TARGETS, "nursing_bed_share", august))
    for what, kind, name in (
        ("village facilities", "village_mutual_aid", "village_mutual_aid"),
        ("comprehensive institutions", "street_centre", "comprehensive_institution"),
        ("county centres for the disabled", "disabled_centre", "county_centre_for_the_disabled"),
        ("sound township homes", "township_home", "township_home"),
    ):
        yield f"Jiangxi {what}, August 2022", "range", jiangxi.facilities(kind, august), official(JIANGXI, name, "2022")
    villages = official(JIANGXI, "village", "2020").central
    yield ("Jiangxi villages with a facility, August 2022", "range",
           jiangxi.facilities("village_mutual_aid", august) / villages, official(TARGETS, "village_facility_coverage", august))
    for year in (2021, 2022):
        yield (f"Jiangxi admissions per person-year, {year}", "range", jiangxi.indicator("hospital_admissions_rate", year),
               official(TARGETS, "hospital_admissions_per_person_year", "2018-2023"))
        yield (f"Jiangxi hospital beds occupied, {year}", "range", jiangxi.indicator("hospital_occupancy", year),
               official(TARGETS, "hospital_occupancy", str(year)))
        yield (f"Jiangxi institution beds occupied, {year}", "range", jiangxi.indicator("institution_occupancy", year),
               official(TARGETS, "institution_occupancy", "2020-2022"))
        yield (f"Jiangxi residents of institutions, {year}", "range", jiangxi.residents(str(year)),
               official(TARGETS, "institution_residents", "2020-2022"))
        yield (f"Jiangxi family-doctor contracts, {year}", "range", jiangxi.indicator("family_doctor_coverage", year),
               official(TARGETS, "family_doctor_coverage_key_groups", "2018-2022"))
    yield "Jiangxi homes adapted in 2023", "range", jiangxi.homes_adapted(2023), official(JIANGXI, "home_adaptation", "2023")
    for who, item, payers, most in (
        ("central and provincial", "provincial and above", ("central", "provincial"), 1),
        ("local and private", "local and private", ("prefecture", "county", "operator"), math.inf),  # "more than"
    ):
        row = official(COSTS, f"investment in aged care, 13th Five-Year period, {item}", "2016-2020")
        million = Official(row.low / 1e6, row.central / 1e6, row.high / 1e6 * most, row.evidence, row.of, row.row)
        yield f"Jiangxi built for aged care 2021 to 2025, {who}, million CNY", "range", jiangxi.built("2021", "2025", *payers), million


def support_rows(jiangxi, seen):
    yield ("Jiangxi disabled on state support in care, rural, August 2022", "range",
           seen.on_state_support_in_care("2022-08-24") * jiangxi.people(60, "2022-08"),
           official(JIANGXI, "disabled_destitute_in_professional_care", "2022"))


def lives_rows(seen):
    """Of people watched one by one: figures of surveys of lives."""
    for months in (36, 24, 12, 1):
        yield (f"Jiangxi disabled {months} month{'s' * (months > 1)} before death at 80+", "range",
               seen.disabled_before_death(months), official(TARGETS, f"disabled_share_{months}_months_before_death", "1998-2014"))
    yield ("Jiangxi entry to an institution in three years, 65+", "range", seen.entry_in_three_years(),
           official(TARGETS, "institution_entry_3_years", "2002-2011"))
    yield ("Jiangxi in hospital within the last year", "range", seen.in_hospital_within_a_year(),
           official(TARGETS, "hospitalised_in_previous_year", "2014"))
    yield ("Jiangxi onset of dementia a year, 65+", "range", seen.dementia_onset(),
           official(TARGETS, "dementia_incidence", "2011"))
    for sex, name in (("male", "men"), ("female", "women")):
        years, limited = seen.years_from_60(sex)
        yield (f"Jiangxi expectation of life at 60, {name}", "range", years,
               official(TARGETS, f"life_expectancy_at_60_{name}", "2018"))
        yield (f"Jiangxi share of life from 60 with a limitation, {name}", "range", limited,
               official(TARGETS, f"share_of_life_at_60_with_disability_{name}", "2018"))


def jilin_rows(jilin):
    for age in (60, 65, 80):
        yield (f"Jilin {age}+, census of 1 November 2020", "population", jilin.people(age, "2020-10"),
               official(TARGETS, f"jilin_population_{age}plus", "2020-11-01"))
    yield "Jilin deaths at 60+, 2020", "deaths", jilin.deaths("2020"), official(TARGETS, "jilin_deaths_60plus", "2020")
    yield "Jilin deaths at 60+, 2024", "deaths", jilin.deaths("2024"), deaths_at_60("2024", "jilin_")
    yield ("Jilin admissions per person-year, 2018", "range", jilin.indicator("hospital_admissions_rate", 2018),
           official(TARGETS, "jilin_hospital_admissions_per_person_year", "2018"))
    for what, name in (("hospital beds occupied", "hospital_occupancy"), ("institution beds occupied", "institution_occupancy"),
                       ("residents of institutions, share of 60+", "institution_residents_share")):
        yield f"Jilin {what}, 2016", "range", jilin.indicator(name, 2016), official(TARGETS, f"jilin_{name}", "2016")
    yield "Jilin institution beds, end of 2020", "range", jilin.beds("2020-12"), official(JILIN, "institution_beds", "2021")
    for place in ("Changchun", "Jilin City"):
        for year in (2016, 2017):
            row = official(JILIN, "family_doctor_coverage_key_groups", str(year))
            row.high = math.inf  # "above"
            yield (f"{place} family-doctor contracts, end of {year} (policy)", "range",
                   jilin.indicator("family_doctor_coverage", year, place), row)
    yield ("Jilin family-doctor contracts, end of 2020 (policy)", "range", jilin.indicator("family_doctor_coverage", 2020),
           official(JILIN, "family_doctor_coverage", "2020"))
    yield ("Jilin cities and counties with an integrated institution, end of 2020 (policy)", "range",
           jilin.places_with("integrated_institution", "2020-12"), official(JILIN, "integrated_institution", "2020"))
    yield ("Jilin counties with a geriatric hospital, end of 2020 (policy)", "range",
           jilin.places_with("county_geriatric", "2020-12"), official(JILIN, "geriatric_hospital", "2020"))
    yield ("Jilin comprehensive centres, end of 2023", "range", jilin.facilities("street_centre", "2023-12"),
           official(JILIN, "comprehensive_centre", "2023"))
    yield "Jilin homes adapted in 2023", "range", jilin.homes_adapted(2023), official(JILIN, "home_adaptation", "2023")
    for year in (2017, 2018, 2019):
        yield f"Jilin 60+, end of {year}", "none", jilin.people(60, f"{year}-12"), None
        yield f"Jilin deaths at 60+, {year}", "none", jilin.deaths(str(year)), None
        yield f"Jilin institution beds, end of {year}", "none", jilin.beds(f"{year}-12"), None


def without_counterpart():
    """Official figures of the provinces, of years that are simulated, beside which nothing simulated can be set."""
    for what, table, quantity, year in (
        ("Jiangxi institutions, August 2022", TARGETS, "institutions", "2022-08"),
        ("Jiangxi embedded homes and day-care facilities, August 2022", JIANGXI, "embedded_or_day_care", "2022"),
        ("Jiangxi embedded homes added in 2023", JIANGXI, "embedded_home_added", "2023"),
        ("Jiangxi urban community facilities added in 2012 to 2022", JIANGXI, "urban_community_facility_added", "2022"),
        ("Jiangxi poor older people with a subsidy, August 2022", JIANGXI, "subsidised_poor_older_people", "2022"),
        ("Jiangxi healthy years lost to rural mortality, men, 2018", TARGETS, "rural_minus_urban_life_years_by_mortality_men", "2018"),
        ("Jiangxi healthy years lost to rural mortality, women, 2018", TARGETS,
         "rural_minus_urban_life_years_by_mortality_women", "2018"),
        ("Jilin institutions, 2020 to 2022", JILIN, "institution", "2021"),
        ("Jilin canteens, end of 2023", JILIN, "canteen", "2023"),
    ):
        yield what, "none", None, official(table, quantity, year)
