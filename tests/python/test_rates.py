"""Rates: prices and subsidies that change by date and place, what facilities cost by the year, and who pays for building."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

import yanglao as yl
from yanglao.parameters import chosen

PUBLIC = ["central", "provincial", "prefecture", "county"]


def run(name="jiangxi-2020", until="2022-01-01", **settings):
    scenario = yl.Scenario.load(name).set({k.replace("__", "."): v for k, v in settings.items()})
    return yl.run(scenario, replications=1, seed=2, scale=0.02, until=until, detail="province", progress=False)


def test_a_facility_year_costs_its_subsidy_and_every_fen_is_paid():
    results = run(facility__village_mutual_aid__subsidy_cny_per_year=12000)
    cost = results.dataset["cost"].squeeze()
    paid = cost.sel(line="facility_operation").sum("payer")
    # 10,500 stand all the time; a fiftieth of the people has a fiftieth of them. Each county is rounded to the fen.
    days = results.dataset["month_days"]
    np.testing.assert_allclose(paid, 10500 * 0.02 * 12000 * days / 365.2425, rtol=0, atol=0.005 * 100)
    assert float(cost.sel(line="facility_operation").drop_sel(payer=PUBLIC).sum()) == 0
    fen = (cost.sum("payer") * 100 - results.dataset["revenue"].squeeze() * 100).round(3)
    assert float(abs(fen).max()) == 0


def test_public_building_is_paid_by_public_budgets():
    # The plan opens 40 county centres for the disabled by August 2022: about 1.5 million each at a fiftieth.
    def of(share):
        results = run("jiangxi-2025", until="2022-10-01", facility__disabled_centre__public_share=share)
        return results.dataset["cost"].squeeze().sel(line="bed_construction").sum("month")

    none, all_ = of(0), of(1)
    moved = 40 * 100 * 0.02 * (100000 - 5000)
    assert float(all_.sum()) == pytest.approx(float(none.sum()), abs=1)
    assert float((none - all_).sel(payer="operator")) == pytest.approx(moved, rel=1e-6)
    assert float((all_ - none).sel(payer=PUBLIC).sum()) == pytest.approx(moved, rel=1e-6)


def test_the_split_over_budgets_is_that_of_the_place_and_sums_to_one():
    scenario = yl.Scenario.load("jiangxi-2020").set({"subsidy.split.central_share@Ganzhou": 0.5})
    run_ = yl.run(scenario, replications=1, seed=2, scale=0.02, until="2021-02-01", detail="prefecture", progress=False)
    paid = run_.dataset["cost"].squeeze().sel(line="operating_subsidy").sum("month")
    share = paid.sel(payer="central") / paid.sum("payer")
    # Each of at most 18 counties and 3 months is rounded to the fen, of thousands of CNY.
    np.testing.assert_allclose(share.sel(region="Ganzhou"), 0.5, atol=1e-4)
    np.testing.assert_allclose(share.drop_sel(region="Ganzhou"), 0.2, atol=1e-4)
    # Provincial and prefecture money are half of all: there is no room for more than half.
    for value in (0.51, [("2020-11-01", 0.2), ("2023-01-01", 0.51)]):
        with pytest.raises(yl.ScenarioError, match="1.01 in sum"):
            yl.run(scenario.set({"subsidy.split.central_share@Nanchang": value}), replications=1, scale=0.02,
                   until="2021-02-01", progress=False)


def test_lines_in_use_without_a_rate_are_told_from_those_whose_rate_was_set_to_0():
    def told(**settings):
        results = run(until="2021-01-01", channel__share=0.5, measure__time_bank__coverage=0.1, **settings)
        rate = results.costs().groupby("line")["rate"].agg(set)
        assert (rate.map(len) == 1).all()
        return {word: set(rate.index[rate == {word}]) for word in ("", "in part", "unknown", "set to 0")}, set(
            results.dataset.attrs["rates_unknown"].split())

    lines, keys = told()
    assert lines["unknown"] == {"home_care_beds", "facility_operation", "channels", "hospital_contracts", "time_bank"}
    assert lines["in part"] == lines["set to 0"] == set()
    # Of rates only those that are in use: no geriatric hospital stands, and nobody has escorts.
    assert {"subsidy.channel_cny_per_bed_year", "measure.time_bank.cny_per_year"} < keys
    assert not {"facility.geriatric_hospital.subsidy_cny_per_year", "measure.volunteer_escorts.cny_per_year"} & keys
    # A rate of one kind does not hide that of the others.
    lines, fewer = told(subsidy__channel_cny_per_bed_year=10, facility__dementia_unit__subsidy_cny_per_year=1,
                        measure__time_bank__cny_per_year=0)
    assert lines["unknown"] == {"home_care_beds", "hospital_contracts"}
    assert lines["in part"] == {"facility_operation"}
    assert lines["set to 0"] == {"time_bank"}
    assert keys - fewer == {"subsidy.channel_cny_per_bed_year", "facility.dementia_unit.subsidy_cny_per_year",
                            "measure.time_bank.cny_per_year"}


def money_rates(scenario):
    """Rates in CNY that may be 0, and so unknown."""
    levers = scenario.levers()
    return levers[(levers["type"] == "rate") & levers["unit"].str.startswith("CNY") & (levers["low"] == 0)].index


def test_any_sum_of_money_that_is_set_to_unknown_is_told_by_name():
    # Everything is in use: what the plan leaves out is switched on.
    on = {"seasonal.share": 0.1, "insurance.long_term_care.coverage": 0.5, "subsidy.voucher_share": 0.5, "beds.keep_up": True,
          "beds.keep_up_from": dt.date(2021, 1, 1), "conversion.idle_share": [("2020-11-01", 0), ("2021-06-01", 0.5)],
          "beds.hospice.per_1000": [("2020-11-01", 0.02), ("2021-06-01", 0.1)]}
    for kind in ("geriatric_hospital", "county_geriatric", "primary_rehabilitation", "in_house_hospice", "nursing_demonstration",
                 "integrated_institution"):
        on[f"facility.{kind}.count"] = [("2020-11-01", 1), ("2021-06-01", 90)]
    measures = [key for key in yl.Scenario.load("jiangxi-2025").levers().index if key.startswith("measure.") and key.endswith(".coverage")]
    scenario = yl.Scenario.load("jiangxi-2025").set({**on, **dict.fromkeys(measures, 0.2)})
    keys = set(money_rates(scenario))
    assert {"cost.hospital_cny_per_day", "subsidy.operating.severe_cny_per_month", "subsidy.voucher_cny_per_month"} < keys
    unknown = scenario.set(dict.fromkeys(keys, "unknown"))
    results = yl.run(unknown, replications=1, seed=2, scale=0.02, until="2022-01-01", detail="province", progress=False)
    assert set(results.dataset.attrs["rates_unknown"].split()) == keys
    rates = results.costs().groupby("line")["rate"].agg(set)
    assert set(rates.index[rates == {"unknown"}]) == set(rates.index)
    # Set at one place alone, the line is known in part.
    there = scenario.set({"cost.hospital_cny_per_day@Ganzhou": "unknown", "subsidy.construction_cny_per_bed": "unknown"})
    results = yl.run(there, replications=1, seed=2, scale=0.02, until="2021-06-01", detail="province", progress=False)
    assert {"cost.hospital_cny_per_day", "subsidy.construction_cny_per_bed"} < set(results.dataset.attrs["rates_unknown"].split())
    assert set(results.costs().query("line in ['hospital_care', 'bed_construction']")["rate"]) == {"in part"}


def test_a_share_or_ratio_cannot_be_unknown():
    scenario = yl.Scenario.load("jiangxi-2025")
    levers = scenario.levers()
    others = set(levers.index[levers["type"] == "rate"]) - set(money_rates(scenario))
    assert {"subsidy.split.central_share", "inclusive.fee_ratio", "private.cost_cny_per_month"} < others
    for key in others:
        with pytest.raises(yl.ScenarioError, match="expected a number"):
            scenario.set({key: "unknown"})


def test_a_rate_set_to_0_is_told_as_such_and_no_other():
    results = run(until="2021-01-01", cost__hospital_cny_per_day=0, cost__family_doctor_cny_per_year=0,
                  institution__fee__severe_cny_per_month=0)
    rate = results.costs().groupby("line")["rate"].agg(set)
    assert set(rate.index[rate == {"set to 0"}]) == {"hospital_care", "family_doctor"}


def test_an_unknown_rate_stays_so_in_the_text_of_a_scenario_and_counts_as_0():
    key = "subsidy.channel_cny_per_bed_year"
    scenario = yl.Scenario.load("jiangxi-2020").set({"channel.share": 0.5})
    none = scenario.set({key: 0})
    assert scenario[key] == scenario.levers().loc[key, "default"] == "unknown" and none[key] == 0
    for one in (scenario, none, none.set({key: "unknown"})):
        again = yl.Scenario.from_toml(one.resolved())
        assert again == one and again[key] == one[key]
    assert scenario != none and none.set({key: "unknown"}) == scenario
    # Side by side each scenario tells its own.
    other = yl.Scenario.from_toml(none.resolved().replace("name = \"jiangxi-2020\"", "name = \"none\""))
    both = yl.run([scenario, other], replications=1, scale=0.02, until="2021-01-01", progress=False)
    rows = both.costs().query("line == 'channels'")
    assert (rows["mean"] == 0).all()
    assert rows.groupby("scenario", sort=False)["rate"].agg(set).tolist() == [{"unknown"}, {"set to 0"}]
    # Of a schedule or a share there is no such word: it says how much is planned.
    with pytest.raises(yl.ScenarioError, match="expected a number"):
        scenario.set({"channel.share": "unknown"})


def test_a_rate_takes_dates_and_places_and_one_value_has_a_distribution():
    scenario = yl.Scenario.load("jiangxi-2020")
    key = "subsidy.construction_cny_per_bed"
    assert scenario[key] == 5000 and scenario.levers().loc[key, "type"] == "rate"
    dated = scenario.set({key: [("2021-01-01", 5000), ("2025-01-01", 9000)], f"{key}@Ganzhou": 7000})
    assert len(dated[key]) == 2
    assert key in {one.name for one in chosen(scenario)}
    # A plan that changes it by date is a choice and no draw: left out, and refused by name.
    assert {one.name for one in chosen(scenario)} - {one.name for one in chosen(dated)} == {key}
    with pytest.raises(ValueError, match="changes by date"):
        chosen(dated, [key])
