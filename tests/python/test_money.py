"""What is paid, by whom and for what: levers of money move the lines they name, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest

import yanglao as yl


def run(scale=0.02, **settings):
    scenario = yl.Scenario.load("jiangxi-2020").set({k.replace("__", "."): v for k, v in settings.items()})
    return yl.run(
        scenario, replications=1, scale=scale, until="2023-01-01", detail="province", progress=False
    ).dataset.squeeze()


@pytest.fixture(scope="module")
def plain():
    return run()


def paid(data, payer=None, line=None):
    cost = data["cost"]
    cost = cost if payer is None else cost.sel(payer=payer)
    return float((cost if line is None else cost.sel(line=line)).sum())


RICH = {f"household__resources__{pension}_cny_per_month": 50000 for pension in ("resident", "employee")}
# 100 counties and 26 months of bookings, each rounded to the fen.
ROUNDING = 100 * 26 * 0.005


def residents(data):
    return float(data["people"].sel(setting="institution").sum())


def test_long_term_care_insurance_pays_in_place_of_households(plain):
    # Where everybody can pay the fee, the insurance changes who pays and nobody's life.
    before = run(**RICH)
    insured = run(insurance__long_term_care__coverage=1, insurance__long_term_care__home_cny_per_month=0, **RICH)
    moved = paid(insured, "long_term_care_insurance", "institution_fee")
    assert paid(before, "long_term_care_insurance") == 0
    assert moved > 0.2 * paid(before, "household", "institution_fee")
    assert paid(before, "household") - paid(insured, "household") == pytest.approx(moved, rel=1e-6)
    assert paid(insured) == pytest.approx(paid(before), rel=1e-9)
    assert residents(insured) == residents(before)
    # As means are, more people can pay a place of which 70% is paid: 5% more residents within two years are far beyond chance.
    usual = run(insurance__long_term_care__coverage=1, insurance__long_term_care__home_cny_per_month=0,
                insurance__long_term_care__fee_share=0.7)
    assert residents(usual) > 1.05 * residents(plain)


def test_vouchers_are_paid_by_public_budgets_alone_against_bills(plain):
    half, all_ = run(subsidy__voucher_share=0.5), run(subsidy__voucher_share=1)
    spent = {name: float(data["benefits_paid"].sel(benefit="vouchers").sum())
             for name, data in {"plain": plain, "half": half, "all": all_}.items()}
    of_all = spent["all"]
    assert spent["plain"] == 0
    # Half of about 7,400 disabled people have one, drawn person by person, each with the bills that they have: the half
    # varies by less than 1.5% of the whole, five times which one in a million seeds exceeds.
    assert 2 * spent["half"] == pytest.approx(of_all, rel=5 * 0.015)
    assert of_all > 1000 * ROUNDING
    public = ["central", "provincial", "prefecture", "county"]
    assert paid(all_, public) - paid(plain, public) == pytest.approx(of_all, abs=10 * ROUNDING)
    for payer in ("medical_insurance", "operator", "long_term_care_insurance"):
        assert paid(all_, payer) == paid(plain, payer)
    # Households pay so much less, and care costs what it did.
    assert paid(plain, "household") - paid(all_, "household") == pytest.approx(of_all, abs=10 * ROUNDING)
    assert paid(all_) == pytest.approx(paid(plain), abs=10 * ROUNDING)


def test_guests_in_winter_build_no_beds(plain):
    guests = run(seasonal__share=[("2021-01-01", 0), ("2021-02-01", 0.3)])
    general = guests["capacity"].sel(pool="general")
    assert float(general.sel(month="2022-06-01")) > 1.2 * float(general.sel(month="2022-01-01"))
    assert paid(plain, line="bed_construction") == 0
    assert paid(guests, line="bed_construction") == 0


def test_beds_are_built_once_at_their_price():
    data = run(beds__institution__per_1000=[("2020-11-01", 22.36), ("2022-01-01", 24.36)])
    beds = 2 * 7624.781 * 0.02
    price = float(yl.Scenario.load("jiangxi-2020")["cost.construction_cny_per_bed"])
    assert paid(data, line="bed_construction") == pytest.approx(beds * price, rel=1e-3)


def test_a_budget_is_a_ceiling_that_scales_with_the_people():
    for budget, met in ((1e-3, False), (1e6, True)):
        data = run(budget__central_million_cny_per_year=budget)
        target = data.sel(indicator_name="central_spending")
        assert float(target["target_sense"]) == -1
        assert float(target["target"]) == pytest.approx(budget * 0.02)
        assert bool(target["indicator"].sel(year=2022) <= target["target"]) is met
    assert np.isnan(float(run().sel(indicator_name="central_spending")["target"]))


def test_blocked_days_charged_along_the_chain_are_the_same_days():
    # At a fiftieth of the province a chain of three is rare enough for none to be there; at a twentieth six seeds had 90 to
    # 140 such days each.
    data = run(beds__nursing__share=0.02, beds__geriatric__per_1000=0.1, initial__nursing_occupancy=1, scale=0.05)
    direct, root = (data[name].sum("month") for name in ("blocked_days", "blocked_days_by_root"))
    np.testing.assert_allclose(root.sum("cause"), direct.sum("cause"), rtol=1e-9)
    # Acute beds wait for geriatric beds that wait for nursing beds: some of those days are the nursing beds'.
    acute_direct, acute_root = direct.sel(pool="acute"), root.sel(pool="acute")
    assert float(direct.sel(pool="geriatric", cause="nursing")) > 0
    assert float(acute_root.sel(cause="nursing")) > float(acute_direct.sel(cause="nursing"))
    assert float(acute_root.sel(cause="geriatric")) < float(acute_direct.sel(cause="geriatric"))


def test_at_the_start_people_on_state_support_have_the_places_that_they_wish_for():
    # Half of all severely disabled people wish for a bed, and there are beds for a tenth of them; 2% are on state support.
    odds = {f"wish__{what}_odds_ratio": 1 for what in ("age_80", "dementia", "destitute", "family", "rural", "spouse")}
    settings = dict(odds, wish__institution__severe_share=0.5, beds__nursing__share=0.1, household__destitute_rural_share=0.02,
                    household__destitute_urban_share=0.02, beds__dementia__per_1000=0)
    share = {}
    for first in (True, False):
        scenario = yl.Scenario.load("jiangxi-2020").set(
            {k.replace("__", "."): v for k, v in settings.items()} | {"priority.state_support_first": first})
        told = yl.lives(scenario, persons=10**7, scale=0.1, until="2020-11-02", seed=4, progress=False)
        there = told[(told.pension == "destitute") & (told.time < "2020-11-01 01:00")].groupby("person").last()
        severe = there[there.function == "severe"]
        assert len(severe) > 250
        share[first] = (severe.place == "nursing").mean()
    # Of 250 and more half have their wish, within five standard deviations: exceeded once in a million seeds.
    assert abs(share[True] - 0.5) < 5 * 0.5 / 250**0.5
    assert share[False] < 0.2
