import numpy as np
import pytest
import xarray as xr

import yanglao as yl
from yanglao import measures
from yanglao.dataset import to_plain, to_xarray
from yanglao.months import months_in_year
from yanglao.quantity import values_of
from yanglao.waits import wait_quantile

LEADING = ("scenario", "draw", "replication", "region")


def test_waits_by_hand(results):
    waits = results.waits()
    assert len(waits) == 4  # two scenarios, two years
    row = waits.query("scenario == 'base' and year == 2020").iloc[0]
    assert row["pool"] == "nursing"
    assert row["mean"] == 3.5 and row["n_replications"] == 4
    assert row["low"] < 3.5 < row["high"]
    assert row["admissions"] == 40  # two regions, two months, ten each
    assert row["left_waiting"] == 4 and row["n_months"] == 2
    assert waits.query("scenario == 'base' and year == 2021").iloc[0]["n_months"] == 1


def test_waits_by_region_keep_the_region(results):
    waits = results.waits(by_region=True)
    assert set(waits["region"]) == {"Nanchang", "Ganzhou"}
    assert (waits.query("year == 2020")["admissions"] == 20).all()


def test_nobody_admitted_is_no_wait_and_not_zero(by_hand):
    by_hand["admissions"][0, 0, 1] = 0
    by_hand["wait_days"][0, 0, 1] = 0
    row = yl.Results(by_hand).waits().query("scenario == 'base' and year == 2021").iloc[0]
    assert row["n_replications"] == 3
    assert row["mean"] == pytest.approx((2 + 4 + 5) / 3)


@pytest.fixture
def with_histogram(by_hand):
    """One pool, waits 0; up to 1; 1 to 2; 2 days and more. Of each region 5 + 3 + 1 + 1 in 2020, in each replication."""
    counts = np.zeros((2, 1, 4, 2, 2, 1, 4))
    counts[..., 0, 0, :] = [5, 3, 1, 1]
    longest = np.zeros((2, 1, 4, 2, 2, 1))
    longest[..., 0, 0] = 3
    longest[0, 0, 2, 1, 0, 0] = 4
    data = by_hand.assign_coords(year=[2020, 2021], wait_bin=[0.0, 0.5, 1.0, 2.0])
    data["wait_histogram"] = ((*LEADING, "year", "pool", "wait_bin"), counts)
    data["wait_max_days"] = ((*LEADING, "year", "pool"), longest)
    return data


def test_quantiles_of_waits_by_hand(with_histogram):
    waits = yl.Results(with_histogram).waits().set_index(["scenario", "year"])
    row = waits.loc[("base", 2020)]
    assert row["median"] == 0  # half of them did not wait
    assert row["p90"] == pytest.approx(2)  # nine in ten: all but those of the last class
    assert row["longest"] == 4 and waits.loc[("more", 2020), "longest"] == 3  # the greatest of the regions, not their sum
    assert np.isnan(waits.loc[("base", 2021), "p90"])  # nobody was admitted
    province = measures.province(with_histogram)
    of = [float(wait_quantile(province, share).sel(scenario="base", year=2020).squeeze())
          for share in (0.65, 0.8, 0.85, 0.95, 1)]
    assert of == pytest.approx([0.75, 1, 1.5, 3, 4])


def test_costs_add_up(results, by_hand):
    costs = results.costs()
    assert list(costs.columns[:5]) == ["scenario", "draw", "year", "payer", "line"]
    replications = by_hand.sizes["replication"]
    assert costs["mean"].sum() == pytest.approx(float(by_hand["cost"].sum()) / replications)


def test_indicators_of_the_province_are_not_sums(by_hand):
    by_hand = by_hand.assign_coords(year=[2021], indicator_name=["nursing_bed_share"])
    by_hand["indicator"] = ((*LEADING, "year", "indicator_name"), np.full((2, 1, 4, 2, 1, 1), 0.6))
    by_hand["indicator_overall"] = ((*LEADING[:3], "year", "indicator_name"), np.full((2, 1, 4, 1, 1), 0.7))
    rows = yl.Results(by_hand).indicators()
    assert len(rows) == 2 and np.allclose(rows["mean"], 0.7) and set(rows["indicator"]) == {"nursing_bed_share"}
    rows = yl.Results(by_hand).indicators(by_region=True)
    assert len(rows) == 4 and np.allclose(rows["mean"], 0.6) and set(rows["region"]) == {"Nanchang", "Ganzhou"}


def test_indicators_name_what_they_are_over_and_the_months_they_rest_on(scenario):
    rows = yl.run(scenario, replications=1, scale=0.01, until="2021-02-01", detail="province", progress=False).indicators()
    of = rows.set_index(["year", "indicator"])
    assert of.loc[(2020, "deaths_in_hospice_share"), "over"] == "deaths in the year"
    assert of.loc[(2020, "nursing_wait_days"), "over"] == "people admitted to nursing beds in the year"
    assert of.loc[(2020, "integrated_institutions"), "over"] == "" == of.loc[(2020, "county_spending"), "over"]
    # What is a share, or so many per thousand, is of something; what is counted or paid is not.
    has = rows.groupby("unit")["over"].agg(lambda each: {bool(text) for text in each})
    assert has.to_dict() == {"share": {True}, "per 1000": {True}, "days": {True}, "per year": {True}, "CNY a year": {True},
                             "count": {False}, "million CNY": {False}}
    # The run begins on 2020-11-01 and ends before 2021-02-01.
    assert rows.groupby("year")["n_months"].unique().map(list).to_dict() == {2020: [2.0], 2021: [1.0]}


def test_share_of_replications_that_meet_a_target(by_hand):
    values = np.zeros((2, 1, 4, 1, 1, 2))
    values[0, 0, :, 0, 0, 0] = [0.59, 0.60, 0.61, 0.70]  # three of four reach 0.60
    values[1, 0, :, 0, 0, 0] = [0.59, 0.59, np.nan, 0.70]  # one of the three that have a value
    data = by_hand.isel(region=[0]).assign_coords(year=[2025.0], indicator_name=["share", "free"])
    data["indicator"] = ((*LEADING, "year", "indicator_name"), values)
    data["target"] = ("indicator_name", [0.60, np.nan])
    data["target_year"] = ("indicator_name", [2025, np.nan])
    data["target_sense"] = ("indicator_name", [1, np.nan])
    rows = yl.Results(data).indicators().set_index(["scenario", "indicator"])
    assert rows.loc[("base", "share"), "share_meeting"] == 0.75
    assert rows.loc[("more", "share"), "share_meeting"] == pytest.approx(1 / 3)
    assert np.isnan(rows.loc[("base", "free"), "share_meeting"])


def test_reading_changes_nothing(results, by_hand):
    before = by_hand.copy(deep=True)
    results.waits(), results.costs(), yl.compare(results, "base")
    xr.testing.assert_identical(results.dataset, before)


@pytest.mark.parametrize("taken, name, expected", [("sum", "admissions", 20), ("end", "family_doctor_contracts", None),
                                                   ("mean", "queue", None)])
def test_each_measure_is_taken_over_a_year_as_it_should(by_hand, taken, name, expected):
    assert measures.TAKEN[name] == taken
    got = measures.by_year(by_hand, name).sel(year=2020)
    november, december = (by_hand[name].isel(month=i, drop=True) for i in (0, 1))
    want = {"sum": november + december, "mean": (30 * november + 31 * december) / 61,  # by days
             "end": december}[taken]
    np.testing.assert_allclose(got.values, want.values)
    if expected is not None:
        assert (got == expected).all()


def test_flows_over_the_run_are_per_year(by_hand):
    per_year = measures.over_run(by_hand, "admissions")
    assert (per_year == 120).all() and per_year.attrs["units"] == "people per year"


@pytest.fixture
def cut_short(by_hand) -> xr.Dataset:
    """Until 2021-01-02: of January one day is simulated, with a thirty-first of its admissions."""
    part = xr.where(by_hand["month"] == by_hand["month"][-1], 1 / 31, 1.0)
    return by_hand.assign(admissions=(by_hand["admissions"] * part).transpose(*by_hand["admissions"].dims),
                          ).assign_attrs(end="2021-01-02")


def test_a_part_month_counts_by_its_days(cut_short):
    # 10 a whole month is 120 a year, whatever part of the last month was simulated.
    np.testing.assert_allclose(measures.over_run(cut_short, "admissions"), 120, rtol=1e-12)
    np.testing.assert_allclose(values_of(cut_short, "admissions[pool=nursing]"), 240, rtol=1e-12)  # two regions
    np.testing.assert_allclose(yl.Results(cut_short).value("admissions", pool="nursing"), 240, rtol=1e-12)
    first, second, third = (cut_short["queue"].isel(month=i, drop=True) for i in range(3))
    want = (30 * first + 31 * second + third) / 62
    np.testing.assert_allclose(measures.over_run(cut_short, "queue").values, want.values)
    assert months_in_year(cut_short).values.tolist() == [2, 1 / 31]


def test_days_of_a_network_are_its_own(by_hand):
    days = xr.DataArray([15.0, 31.0, 4.0], dims="month")
    network = by_hand.assign(month_days=days)
    first, second, third = (network["queue"].isel(month=i, drop=True) for i in range(3))
    np.testing.assert_allclose(measures.over_run(network, "queue"), (15 * first + 31 * second + 4 * third) / 50)
    np.testing.assert_allclose(measures.by_year(network, "queue").sel(year=2020), (15 * first + 31 * second) / 46)
    months = 15 / 30 + 1 + 4 / 31
    np.testing.assert_allclose(measures.over_run(network, "admissions"), 30 * 12 / months)
    both = yl.Results(network).value("admissions", pool="nursing")
    np.testing.assert_allclose(both, 60 * 12 / months)
    np.testing.assert_allclose(values_of(network, "admissions[pool=nursing]"), 60 * 12 / months)
    # A sweep that changes constants has them for each point: the days are still those of one run.
    swept = network.assign(month_days=days.expand_dims(scenario=network["scenario"]))
    np.testing.assert_allclose(measures.over_run(swept, "admissions"), 30 * 12 / months)
    xr.testing.assert_equal(months_in_year(swept), months_in_year(network))
    xr.testing.assert_equal(measures.by_year(swept, "queue"), measures.by_year(network, "queue"))


def test_a_day_more_is_no_month_more():
    # The same worlds to 2021-01-01 and a day longer: rates a year differ by the last day's, within 4.5 standard
    # deviations of a Poisson count of 45 admissions (1 in 10^5). A day that counted as a month would make it 2/3.
    short = dict(scale=0.01, replications=2, progress=False, detail="province")
    two, day = (float(yl.run("jiangxi-2025", until=end, **short).value("admissions", pool="acute").mean())
                for end in ("2021-01-01", "2021-01-02"))
    assert abs(day / two - 1) < 0.03


def test_sums_over_a_year_are_named_so(by_hand):
    by_hand["admissions"].attrs["long_name"] = "admissions in the month"
    assert measures.by_year(by_hand, "admissions").attrs["long_name"] == "admissions in the year"
    assert measures.over_run(by_hand, "admissions").attrs["long_name"] == "admissions"


def test_unknown_measure_names_the_known_ones(by_hand):
    with pytest.raises(KeyError, match="admissions"):
        measures.by_year(by_hand, "admision")


def test_save_and_open(results, tmp_path):
    results.save(tmp_path / "saved.h5")
    again = yl.open(tmp_path / "saved.h5").dataset
    xr.testing.assert_equal(again, results.dataset)
    assert again["month"].dtype.kind == "M"
    assert again["wait_days"].attrs["units"] == "days" and again["wait_days"].dtype == float
    assert again.attrs["seed"] == "1"


def test_plain_xarray_opens_the_file(results, tmp_path):
    results.save(tmp_path / "saved.h5")
    with xr.open_dataset(tmp_path / "saved.h5", engine="h5netcdf", decode_timedelta=False) as data:
        xr.testing.assert_equal(data.load(), results.dataset)


def test_plain_form_and_back(by_hand):
    xr.testing.assert_equal(to_xarray(to_plain(by_hand)), by_hand)


def test_no_file_is_a_file_error(tmp_path):
    with pytest.raises(yl.FileError, match="none.h5"):
        yl.open(tmp_path / "none.h5")
    (tmp_path / "text.h5").write_text("no results")
    with pytest.raises(OSError, match="text.h5"):
        yl.open(tmp_path / "text.h5")


def test_a_folder_that_is_not_there_cannot_be_written(results, tmp_path):
    with pytest.raises(yl.FileError, match="nowhere"):
        results.save(tmp_path / "nowhere" / "saved.h5")


def test_indicators_stand_under_their_own_names():
    data = yl.run("jiangxi-2020", replications=1, scale=0.01, until="2022-01-01", detail="province", progress=False).dataset
    year = data["indicator"].sel(year=2021).squeeze()
    in_2021 = data["month"].dt.year == 2021
    for payer, name in (("central", "central_spending"), ("county", "county_spending")):
        paid = float(data["cost"].sel(payer=payer, month=in_2021).sum()) / 1e6
        assert float(year.sel(indicator_name=name)) == pytest.approx(paid, rel=1e-9)
    deaths = data["deaths"].sel(month=in_2021).sum("month").squeeze()
    share = float(deaths.sel(place="hospice") / deaths.sum())
    assert float(year.sel(indicator_name="deaths_in_hospice_share")) == pytest.approx(share, rel=1e-9)
    total = float(data["cost"].sel(month=in_2021).sum()) / float(data["people"].sel(month=in_2021).mean("month").sum())
    assert float(year.sel(indicator_name="cost_per_person")) == pytest.approx(total, rel=0.01)


@pytest.fixture
def with_indicators(by_hand):
    data = by_hand.assign_coords(year=[2021], indicator_name=["a_share", "b_share"], bed_limit=["staff", "all"])
    data["indicator"] = ((*LEADING, "year", "indicator_name"), np.full((2, 1, 4, 2, 1, 2), 0.6))
    data["indicator_overall"] = ((*LEADING[:3], "year", "indicator_name"), np.full((2, 1, 4, 1, 2), 0.7))
    data["unusable_places"] = ((*LEADING, "month", "bed_limit"), np.full((2, 1, 4, 2, 3, 2), 5.0))
    return yl.Results(data)


@pytest.mark.parametrize("measure, at, words", [
    ("indicator", dict(indicator_name=..., year=2021), "does not add up; choose one by its indicator_name, such as indicator_name='a_share'"),
    ("indicator", dict(indicator_name=["a_share", "b_share"], year=2021), "indicator: what this tells does not add up"),
    ("unusable_places", dict(bed_limit=...), "does not add up; choose one by its bed_limit, such as bed_limit='staff'"),
    ("indicator", dict(indicator_name=["a_share", "a_share"], year=2021), "indicator_name holds 'a_share' twice; expected each once"),
    ("queue", dict(pool=["nursing", "nursing"]), "pool holds 'nursing' twice; expected each once"),
    ("queue", dict(pool=np.array(["nursing", "nursing"])), "pool holds .*nursing.* twice"),
    ("cost", dict(payer=("central", "central"), line=...), "payer holds 'central' twice"),
    ("queue", dict(pool=[]), r"pool was \[\]; expected at least one"),
    ("queue", dict(pool=[["nursing"]]), "there is no pool"),
])
def test_what_does_not_add_up_is_not_added(with_indicators, measure, at, words):
    with pytest.raises((ValueError, KeyError), match=words):
        with_indicators.value(measure, **at)


def test_what_adds_up_is_added(with_indicators, by_hand):
    assert (with_indicators.value("indicator", year=2021, indicator_name="a_share") == 0.7).all()
    assert (with_indicators.value("indicator", year=2021, indicator_name=["b_share"]) == 0.7).all()
    assert (with_indicators.value("unusable_places", bed_limit="all") == 10).all()
    both = with_indicators.value("cost", payer=("central", "household"), line=...)
    np.testing.assert_allclose(both, with_indicators.value("cost", payer=..., line=...))
    for measure in ("indicator[year=2021]", "unusable_places"):
        with pytest.raises(KeyError, match="does not add up"):
            values_of(with_indicators.dataset, measure)
