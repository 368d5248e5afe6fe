"""Targets, appropriations and blocked days over replications, against numbers worked out by hand."""

from __future__ import annotations

import csv
import datetime
import io

import numpy as np
import pandas as pd
import pytest
import xarray as xr

import yanglao as yl
from yanglao.statistics import share_interval

LEADING = ("scenario", "draw", "replication", "region")


@pytest.fixture
def counted() -> yl.Results:
    """One region, 26 months from November 2020, four replications; a share wanted by 2022 and one that a limit binds."""
    months = pd.date_range("2020-11-01", periods=26, freq="MS")
    met = np.array([[20.0, np.nan], [22.0, np.nan], [26.0, np.nan], [np.nan, np.nan]])  # months by replication
    value = np.zeros((1, 1, 4, 1, 3, 2))
    value[..., 2, 0] = np.array([1.0, 1.0, 1.0, 0.9]).reshape(1, 1, 4, 1)
    value[..., 2, 1] = 0.4
    gap = np.zeros((1, 1, 4, 1, 2, 2))
    gap[..., 0, 1] = 0.1
    gap[..., 1, :] = [0.3, 0.05]
    cost = np.zeros((1, 1, 4, 1, 26, 2, 1))
    cost[..., 2:14, 0, 0] = np.array([10.0, 20.0, 30.0, 40.0]).reshape(1, 1, 4, 1, 1)  # 120 to 480 in 2021
    return yl.Results(
        xr.Dataset(
            {
                "indicator": ((*LEADING, "year", "indicator_name"), value),
                "target": ("indicator_name", [1.0, 0.6]),
                "target_year": ("indicator_name", [2022.0, 2022.0]),
                "target_sense": ("indicator_name", [1.0, 1.0]),
                "target_met_months": ((*LEADING, "indicator_name"), met.reshape(1, 1, 4, 1, 2)),
                "target_gap": ((*LEADING, "indicator_name", "limit"), gap),
                "cost": ((*LEADING, "month", "payer", "line"), cost),
                "appropriation": (("payer", "year"), [[np.nan, 300.0, np.nan], [np.nan] * 3]),
            },
            {"scenario": ["a"], "draw": [0], "replication": range(4), "region": ["province"], "month": months,
             "year": [2020, 2021, 2022], "indicator_name": ["channel", "contracts"], "limit": ["doctors", "plan"],
             "payer": ["central", "household"], "line": ["fee"]},
        )
    )


def test_wilson_by_hand():
    # 3 of 4: centre (0.75 + 3.8415 / 8) / (1 + 3.8415 / 4), from the formula and z^2 = 3.8415 of a printed table.
    share = share_interval(xr.DataArray([True, True, True, False], dims="replication"), xr.full_like(xr.DataArray([True] * 4, dims="replication"), True))
    assert float(share["share"]) == 0.75 and int(share["n"]) == 4
    assert float(share["low"]) == pytest.approx(0.3006, abs=1e-4)
    assert float(share["high"]) == pytest.approx(0.9544, abs=1e-4)


def test_targets_by_hand(counted):
    rows = counted.targets().set_index("indicator")
    channel, contracts = rows.loc["channel"], rows.loc["contracts"]
    assert channel["share_meeting"] == 0.75 and channel["n_replications"] == 4 and channel["share_low"] == pytest.approx(0.3006, abs=1e-4)
    assert channel["mean"] == pytest.approx(3.9 / 4) and channel["share_ever_met"] == 0.75
    # Over after 20, 22 and 26 months from November 2020: June and August 2022 and December 2022.
    months = [str(channel[name])[:7] for name in ("first_met_earliest", "first_met", "first_met_latest")]
    assert months == ["2022-06", "2022-08", "2022-12"]
    assert contracts["share_meeting"] == 0 and pd.isna(contracts["first_met"])
    assert channel["binds"] == "plan 0.100" and contracts["binds"] == "doctors 0.300, plan 0.050"


def test_what_no_chance_touches_is_met_or_not_without_an_interval(counted):
    sure = counted.dataset.assign(target_certain=("indicator_name", [0.0, 1.0]))
    result = yl.Results(sure)
    for rows in (result.targets(), result.indicators().query("year == 2022")):
        channel, contracts = (rows.set_index("indicator").loc[name] for name in ("channel", "contracts"))
        assert not channel["certain"] and channel["share_low"] < channel["share_meeting"] < channel["share_high"]
        assert contracts["certain"] and contracts["share_low"] == contracts["share_meeting"] == contracts["share_high"] == 0
    # A file that does not say so is not taken to be sure.
    assert not counted.targets()["certain"].any()


def test_what_binds_is_told_as_the_program_tells_it(counted):
    # Below 0: without that limit the indicator would be lower. What rounds to nothing is not told.
    gap = counted.dataset["target_gap"].copy()
    gap[..., 0, :] = [-0.0031, 0.2919]
    gap[..., 1, :] = [0.0004, 1234.5]
    rows = yl.Results(counted.dataset.assign(target_gap=gap)).targets().set_index("indicator")
    assert rows.loc["channel", "binds"] == "plan 0.292, doctors -0.003"
    assert rows.loc["contracts", "binds"] == "plan 1,234"


def test_a_target_is_not_judged_in_a_year_that_is_cut_short(counted):
    assert counted.targets()["judged"].all()
    short = counted.dataset.isel(month=slice(0, 25))  # to November 2022
    short = yl.Results(short.assign(target_met_months=short["target_met_months"].where(short["target_met_months"] <= 25)))
    rows = short.targets().set_index("indicator")
    assert not rows["judged"].any() and rows["mean"].isna().all() and rows["share_meeting"].isna().all()
    # Nor where it ends within December: the file says how many days of each month were simulated.
    lengths = counted.dataset["month"].dt.days_in_month
    assert yl.Results(counted.dataset.assign(month_days=lengths.astype(float))).targets()["judged"].all()
    within = counted.dataset.assign(month_days=lengths.astype(float).where(lengths["month"] < lengths["month"][-1], 15.0))
    rows = yl.Results(within).targets().set_index("indicator")
    assert not rows["judged"].any() and rows["mean"].isna().all() and rows["share_meeting"].isna().all()
    assert (rows["binds"] == "").all()


def test_targets_by_date_and_place_by_hand(counted):
    value = np.array([[0.5, np.nan], [0.7, np.nan], [0.7, np.nan], [0.7, np.nan]]).reshape(1, 1, 4, 1, 2)
    met = np.array([[np.nan, np.nan], [14.0, np.nan], [14.0, np.nan], [12.0, np.nan]]).reshape(1, 1, 4, 1, 2)
    data = counted.dataset.assign_coords(target_stage=["contracts@Changchun by 2021-12-31", "contracts by 2023-12-31"]).assign(
        target_stage_value=((*LEADING, "target_stage"), value),
        target_stage_met_months=((*LEADING, "target_stage"), met),
        target_stage_wanted=("target_stage", [0.6, 0.8]),
        target_stage_due=("target_stage", np.array(["2021-12-31", "2023-12-31"], "datetime64[ns]")),
    )
    rows = yl.Results(data).targets()
    assert list(rows["indicator"]) == ["channel", "contracts", "contracts", "contracts"]
    assert list(rows["place"]) == ["", "", "Changchun", ""]
    near, far = rows.iloc[2], rows.iloc[3]
    # The day, as the program tells it: targets of one year may be due in different months.
    assert [str(each)[:10] for each in rows["due"]] == ["2022-12-31", "2022-12-31", "2021-12-31", "2023-12-31"]
    sure = yl.Results(data.assign(target_certain=("indicator_name", [0.0, 1.0]))).targets()
    assert list(sure["certain"]) == [False, True, True, True] and list(sure["share_low"].iloc[2:3]) == [0.75]
    assert near["judged"] and near["share_meeting"] == 0.75 and near["mean"] == pytest.approx(0.65)
    assert str(near["first_met"])[:7] == "2021-12" and str(near["first_met_earliest"])[:7] == "2021-10"
    assert not far["judged"] and np.isnan(far["mean"]) and far["n_replications"] == 0


def test_budgets_by_hand(counted):
    rows = counted.budgets().set_index(["payer", "year"])
    row = rows.loc[("central", 2021)]
    assert row["mean"] == 300 and row["appropriation"] == 300 and row["n_months"] == 12
    assert row["share_exceeding"] == 0.5 and row["mean_excess"] == 120  # 120, 240, 360 and 480: 60 and 180 too much
    assert np.isnan(rows.loc[("household", 2021), "share_exceeding"])
    assert np.isnan(rows.loc[("central", 2022), "share_exceeding"])


@pytest.fixture(scope="module")
def small() -> yl.Results:
    scenario = yl.Scenario.load("jiangxi-2020").set(
        {"budget.county_million_cny_per_year": [("2021-12-31", 1), ("2022-12-31", 1e5)], "seasonal.share": 0.1,
         "measure.village_meals.coverage": 0.5, "measure.home_adaptation.coverage": 0.5,
         "subsidy.home_care_bed_cny_per_month": 200, "insurance.long_term_care.coverage": 0.5}
    )
    return yl.run(scenario, replications=2, seed=3, scale=0.01, until="2023-01-01", detail="prefecture", progress=False)


def test_each_fiscal_year_has_its_own_appropriation(small):
    rows = small.budgets().query("payer == 'county'").set_index("year")
    assert list(rows.loc[[2021, 2022], "appropriation"]) == pytest.approx([1e4, 1e9])
    assert np.isnan(rows.loc[2020, "appropriation"])  # two months are no fiscal year
    assert list(rows.loc[[2021, 2022], "share_exceeding"]) == [1, 0]
    costs = small.costs().query("payer == 'county'").groupby("year")["mean"].sum()
    assert rows["mean"].to_dict() == pytest.approx(costs.to_dict())


def test_subsidy_lines_and_who_pays_them(small):
    cost = small.dataset["cost"].sum(["scenario", "draw", "replication", "region", "month"])
    public = ["central", "provincial", "prefecture", "county"]
    insurance = "long_term_care_insurance"
    for line, payers in {"village_meals": [*public, "household", insurance],
                         "home_adaptation": [*public, "household", insurance],
                         "home_care_beds": public, "care_insurance_benefit": [insurance],
                         "guest_fees": ["guests"]}.items():
        of = cost.sel(line=line)
        assert float(of.sum()) > 0, line
        assert float(of.drop_sel(payer=payers).sum()) == 0, line
    # What the insurance pays of a bill is told once more; each of 2 replications, 100 counties and 26 months is rounded.
    told = small.dataset["benefits_paid"].sum(["scenario", "draw", "replication", "region", "month"]).sel(benefit=insurance)
    for line in ("village_meals", "home_adaptation", "community_care", "institution_fee"):
        assert float(told.sel(line=line)) == pytest.approx(float(cost.sel(line=line, payer=insurance)), abs=0.01 * 2 * 100 * 26)
        assert float(told.sel(line=line)) > 0
    fen = (small.dataset["cost"].sum("payer") * 100 - small.dataset["revenue"] * 100).round(3)
    assert float(abs(fen).max()) == 0


def test_a_home_care_bed_costs_its_subsidy(small):
    data = small.dataset.squeeze(["scenario", "draw"])
    days = (data["people"].sel(setting="community").sum(["function", "region"]) * data["month"].dt.days_in_month).sum("month")
    share = float(yl.Scenario.load("jiangxi-2020")["community.home_care_bed_share"])
    paid = data["cost"].sel(line="home_care_beds").sum(["payer", "region", "month"])
    # Each of 100 counties, 26 months and 3 pension classes is rounded to the fen.
    np.testing.assert_allclose(paid, days / (365.2425 / 12) * share * 200, rtol=0, atol=0.005 * 100 * 26 * 3)


def test_blocked_days_and_their_price_add_up(small):
    rows = small.blocked()
    assert rows["mean"].sum() == pytest.approx(float(small.dataset["blocked_days"].sum()) / 2)
    assert rows["cost"].sum() == pytest.approx(float(small.dataset["blocked_cost"].sum()) / 2)


def test_the_file_says_where_each_default_comes_from(small, tmp_path):
    small.save(tmp_path / "r.h5")
    text = yl.open(tmp_path / "r.h5").dataset.attrs["lever_sources"]
    rows = {row["key"]: row for row in csv.DictReader(io.StringIO(text))}
    levers = yl.Scenario.load("jiangxi-2020").levers()
    assert len(rows) == len(levers)
    assert all(row["source"] and row["confidence"] in ("high", "med", "low") for row in rows.values())
    assert rows["seasonal.share"]["set"] == "yes" and rows["institution.count"]["set"] == "no"


def test_a_sweep_of_appropriations_keeps_each():
    grid = yl.sweep("jiangxi-2020", {"budget.central_million_cny_per_year": [1.0, 1e5]}, replications=1, scale=0.01,
                    until="2022-01-01", detail="province", progress=False)
    rows = grid.budgets().query("payer == 'central' and year == 2021")
    assert list(rows["share_exceeding"]) == [1, 0]


def test_scenarios_side_by_side_are_judged_by_their_own_targets():
    strict = yl.Scenario.load("jiangxi-2025")
    text = strict.resolved().replace('name = "jiangxi-2025"', 'name = "easy"')
    easy = yl.Scenario.from_toml(text).set({"target.nursing_bed_share": 0.1})
    options = dict(replications=1, scale=0.002, until="2026-01-01", progress=False)
    both, alone = yl.run([strict, easy], **options), yl.run(easy, **options)

    def of(result, name):
        rows = result.targets().query("indicator == 'nursing_bed_share' and scenario == @name")
        return rows[["target", "first_met", "share_meeting"]].iloc[0].tolist()

    assert of(both, "easy") == of(alone, "easy")
    assert of(both, "easy")[0] == 0.1 and of(both, "jiangxi-2025")[0] == 0.6
    assert of(both, "easy")[1] < of(both, "jiangxi-2025")[1]  # 40% of the beds at the start are enough
    assert yl.replay(both, 0, at={"scenario": "easy"}, progress=False).different == []


def test_scenarios_of_other_dates_do_not_fit_in_one_result():
    now = yl.Scenario.load("jiangxi-2020")
    before = yl.Scenario.from_toml(now.resolved().replace('name = "jiangxi-2020"', 'name = "before"'))
    year = datetime.timedelta(days=365)
    spans = [one.set({"start": start, "end": start + year}) for one, start in
             ((now, datetime.date(2020, 11, 1)), (before, datetime.date(2019, 11, 1)))]
    with pytest.raises(ValueError, match="differ in regions or dates"):
        yl.run(spans, replications=1, scale=0.002, progress=False)
