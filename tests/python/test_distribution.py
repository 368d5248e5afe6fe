"""Distributions from intervals of evidence, and the draws that are named by (seed, draw, parameter)."""

import csv
import re
from collections import Counter
from fnmatch import fnmatch
from pathlib import Path

import numpy as np
import pytest
import yanglao as yl
from scipy import stats
from yanglao.distribution import Distribution, Study
from yanglao.parameters import chosen, read_table, settings, share, shares

ROOT = Path(__file__).parents[2]
DATA = ROOT / "scenarios" / "data"


@pytest.fixture(scope="module")
def scenario():
    return yl.Scenario.load("jiangxi-2025")


@pytest.mark.parametrize("shape, low, high, expected", [
    ("log-normal", 0.5, 2.0, 1.0),
    ("logit-normal", 0.2, 0.8, 0.5),
    ("normal", -1.0, 3.0, 1.0),
])
def test_an_interval_gives_its_ends_and_middle(shape, low, high, expected):
    got = Distribution([Study(shape, low, high)]).quantile([0.025, 0.5, 0.975])
    np.testing.assert_allclose(got, [low, expected, high], rtol=1e-9)


def test_several_studies_are_a_mixture_by_weight():
    mixed = Distribution([Study("normal", -1.96, 1.96, 3), Study("normal", 3.04, 6.96, 1)])
    u = np.array([0.01, 0.3, 0.74, 0.76, 0.99])
    x = mixed.quantile(u)
    # scipy.stats' own normal distribution, 1.96 being the 0.975 quantile to four digits.
    np.testing.assert_allclose(0.75 * stats.norm.cdf(x) + 0.25 * stats.norm.cdf(x - 5), u, atol=2e-5)


def test_a_range_cuts_a_distribution_off_without_heaping_it_at_the_end():
    cut = Distribution([Study("normal", -1.96, 1.96)], low=0.0)
    x = cut.quantile([1e-6, 0.5, 0.9])
    np.testing.assert_allclose(x, stats.halfnorm.ppf([1e-6, 0.5, 0.9]), rtol=1e-4, atol=1e-9)


@pytest.mark.parametrize("study", [
    Study("log-normal", 0.0, 1.0), Study("logit-normal", 0.2, 1.0), Study("normal", 2.0, 1.0),
    Study("uniform", 1.0, 2.0), Study("normal", 0.0, 1.0, 0.0),
])
def test_an_interval_that_cannot_be_is_refused(study):
    with pytest.raises(ValueError):
        Distribution([study])


def test_shares_are_uniform_and_of_no_relation():
    # Error rate of each check about 1e-6; 4,000 draws see a departure of 0.05 in distribution or correlation of 0.1.
    columns = np.array([[share(7, i, name) for i in range(4000)] for name in ("a", "b")])
    for column in columns:
        assert stats.kstest(column, "uniform").pvalue > 1e-6
    assert abs(np.corrcoef(columns)[0, 1]) < 4.9 / np.sqrt(4000)
    assert abs(np.corrcoef(columns[0, 1:], columns[0, :-1])[0, 1]) < 4.9 / np.sqrt(4000)


def test_a_draw_belongs_to_seed_number_and_name_alone(scenario):
    every = chosen(scenario)
    few = [one for one in every if one.name in ("wish.patience_days", "institution.fee")]
    column = [one.name for one in every].index("wish.patience_days")
    all_shares, few_shares = shares(3, 4, every), shares(3, 9, few)
    assert (few_shares[:4, 0] == all_shares[:, column]).all()
    assert share(3, 0, "wish.patience_days") != share(4, 0, "wish.patience_days")


def test_levers_of_one_parameter_move_together(scenario):
    rows = settings(chosen(scenario, ["institution.fee"]), np.array([[0.2], [0.7]]))
    assert len(rows[0]) == 4
    assert all(rows[1][key] > value for key, value in rows[0].items())


@pytest.mark.parametrize("name", [name for name in yl.scenarios() if name.startswith(("jiangxi", "jilin"))])
def test_every_shipped_value_lies_within_its_evidence(name):
    scenario = yl.Scenario.load(name)
    table = yl.parameters(scenario)
    studies = read_table()
    # Of a province's own evidence and that of both; rows on another province say nothing here.
    own = studies["population"].isin(["", Path(str(scenario["population.table"])).name])
    assert len(table) > 100
    for _, row in table.iterrows():
        told = studies[own & (studies["key"] == row["key"])]
        assert told["low"].min() <= row["value"] <= told["high"].max(), row["key"]
    assert set(table["evidence"].str.split("; ").explode()) <= {"read", "derived", "recalled", "assumption"}


def test_what_is_called_read_stands_in_the_evidence():
    intervals = set()
    for name in ("effects.csv", "parameters.csv"):
        with open(DATA / name, newline="") as file:
            intervals |= {(row["low"], row["high"]) for row in csv.DictReader(file)}
    with open(DATA / "uncertainty.csv", newline="") as file:
        read = [row for row in csv.DictReader(file) if row["evidence"] == "read"]
    assert len(read) >= 5
    known = {(float(low), float(high)) for low, high in intervals if low and high}
    for row in read:
        assert (float(row["low"]), float(row["high"])) in known, row["key"]


def test_the_page_tells_how_many_there_are():
    with open(DATA / "uncertainty.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    words = Counter(row["evidence"] for row in rows)
    told = (f"{len(rows)} rows, {len({row['key'] for row in rows})} levers, {len({row['parameter'] for row in rows})} parameters. "
            + ", ".join(f"{words[word]} {name}" for word, name in (("read", "rows are read"), ("derived", "derived"),
                                                                   ("recalled", "recalled"), ("assumption", "assumptions"))))
    assert sum(words[word] for word in ("read", "derived", "recalled", "assumption")) == len(rows)
    assert told in " ".join((ROOT / "docs/uncertainty.md").read_text(encoding="utf-8").split())


def test_every_effect_and_cost_has_a_distribution_or_a_reason(scenario):
    # Effects: ratios and gains of measures, places and unmet need, and the places of a facility. Costs: prices, subsidies
    # and the terms of insurance, none of whose rates is known for certain, and who owns what is built. What a policy sets
    # (coverage, counts, shares paid) is a choice.
    effects = re.compile(r"(measure|family_doctor|community|institution|unmet)\..*(admission|decline|recovery|falls|unmet)_ratio"
                         r"|.*_gain|workforce\..*_ratio|facility\..*\.(beds_each|build_ratio)|inclusive\..*_ratio|referral\..*")
    costs = re.compile(r"cost\..*|measure\..*\.cny_per_year|institution\.fee\..*|seasonal\.fee_.*"
                       r"|facility\..*\.(opening_cny|subsidy_cny_per_year|public_share)"
                       r"|subsidy\.(build|convert|construction|home_care_bed|channel|contract).*|subsidy\.operating\..*_cny_per_month|private\.cost.*"
                       r"|insurance\.(long_term_care\..*|institution_medical_share)")
    with open(DATA / "levers.csv", newline="") as file:
        levers = [row for row in csv.DictReader(file)
                  if row["type"] in ("number", "rate") or row["key"].startswith("referral.")]
    wanted = {row["key"]: row for row in levers if effects.fullmatch(row["key"]) or costs.fullmatch(row["key"])}
    assert len(wanted) > 90
    with open(DATA / "uncertainty-exclusions.csv", newline="") as file:
        excluded = {row["pattern"]: row["reason"] for row in csv.DictReader(file)}
    there = set(read_table()["key"])
    for key, row in wanted.items():
        if key in there:
            continue
        pattern = next((each for each in excluded if fnmatch(key, each)), None)
        assert pattern and excluded[pattern], f"{key} has neither a distribution nor a reason"
        if pattern == "referral.*":  # a plan's schedule has no distribution
            assert row["type"] == "schedule"
            continue
        # Every other reason is that of a neutral default, which nobody says anything about, or that no figure was found.
        assert row["default"] in (("unknown", "0") if costs.fullmatch(key) else ("1",)), key
        assert row["evidence"] == "assumption" and row["confidence"] == "low", key
    for pattern in excluded:
        assert any(fnmatch(key, pattern) for key in wanted if key not in there), f"{pattern} excludes nothing"


@pytest.mark.parametrize("key", [
    "institution.admission_ratio", "measure.in_house_medicine.admission_ratio", "family_doctor.admission_ratio",
    "measure.home_medical.admission_ratio", "community.decline_ratio", "measure.home_adaptation.falls_ratio",
])
def test_unfavourable_studies_are_drawn_too(scenario, key):
    one = next(each for each in chosen(scenario) if key in each.levers)
    values = one.at((np.arange(1000) + 0.5) / 1000)[key]
    assert (values > 1).mean() > 0.04  # it may do harm
    assert (values < 1).mean() > 0.04  # and good


def test_what_was_read_of_one_province_is_not_drawn_for_another(scenario):
    jilin = yl.Scenario.load("jilin-2020")
    assert "mortality.level" in {one.name for one in chosen(scenario)}
    assert {one.name for one in chosen(scenario)} - {one.name for one in chosen(jilin)} == {"mortality.level"}
    assert "mortality.level" not in set(yl.parameters(jilin)["parameter"])
    with pytest.raises(KeyError, match="mortality.level.*jilin-2020"):
        chosen(jilin, ["mortality.level"])


def test_faults_of_names_and_tables(scenario):
    with pytest.raises(KeyError, match="wish.patience"):
        chosen(scenario, ["wish.patience"])
    table = read_table().iloc[:1]
    with pytest.raises(KeyError, match="no.such.lever"):
        chosen(scenario, table=table.assign(key="no.such.lever"))
    with pytest.raises(ValueError, match="family_doctor.coverage"):
        chosen(scenario, table=table.assign(key="family_doctor.coverage"))
    with pytest.raises(ValueError, match="weight"):
        yl.parameters(scenario, table.drop(columns="weight"))
