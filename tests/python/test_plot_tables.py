"""Pictures of tables, spreads and lives: what is drawn is what the numbers say."""

import matplotlib
import numpy as np
import pandas as pd
import pytest
import xarray as xr
import yanglao as yl

matplotlib.use("Agg")
SHORT = dict(scale=0.01, until="2022-01-01", progress=False)


@pytest.fixture(scope="module")
def results():
    return yl.run(["jiangxi-2020", "jiangxi-2025"], replications=3, **SHORT)


def test_an_indicator_and_its_target(results):
    ax = yl.plot.indicators(results, "nursing_bed_share")
    rows = results.indicators().query("indicator == 'nursing_bed_share' and scenario == 'jiangxi-2025'")
    np.testing.assert_allclose(ax.lines[1].get_ydata(), rows["mean"])
    assert ax.lines[2].get_ydata()[0] == 0.6  # the target of the policy
    with pytest.raises(KeyError, match="nursing_bed_share"):
        yl.plot.indicators(results, "beds")


def test_costs_stack_up_to_all_that_was_paid(results):
    ax = yl.plot.costs(results, 2021)
    paid = results.costs().query("year == 2021").groupby("scenario", sort=False)["mean"].sum() / 1e6
    ends = [max(bar.get_x() + bar.get_width() for bar in ax.patches if bar.get_y() + bar.get_height() / 2 == pytest.approx(i))
            for i in range(2)]
    np.testing.assert_allclose(ends, paid, rtol=1e-9)
    assert ax.get_xlabel() == "million CNY, mean over replications"


def test_costs_of_a_network_stack_up_by_stage():
    base = yl.Scenario.load("w1b").set({"population": 1000, "stage.hospital.cost_cny_per_day": 900, "stage.institution.cost_cny_per_day": 100})
    for levers, paid in (({"stage.institution.cost_cny_per_day": [100, 300]}, ["hospital", "institution"]),
                         ({"stage.institution.cost_cny_per_day": [0], "stage.hospital.cost_cny_per_day": [0]}, ["home", "hospital", "institution"])):
        results = yl.sweep(base, levers, 2, until="2020-03-01", progress=False)
        ax = yl.plot.costs(results, 2020)
        total = results.costs().groupby(results.points, sort=False)["mean"].sum() / 1e6
        ends = [max(bar.get_x() + bar.get_width() for bar in ax.patches if round(bar.get_y() + bar.get_height() / 2) == i)
                for i in range(len(total))]
        np.testing.assert_allclose(ends, total, rtol=1e-9)
        assert [text.get_text() for text in ax.get_legend().get_texts()] == paid and ax.get_legend().get_title().get_text() == "stage"


def test_pictures_of_many_draws():
    drawn = yl.uncertainty("jiangxi-2025", 13, 1, ["wish.institution"], scale=0.005, until="2021-06-01", progress=False)
    assert yl.plot.costs(drawn, 2021).get_xlabel() == "million CNY, mean over draws and replications"
    for picture in (lambda: yl.plot.waits(drawn, "nursing"), lambda: yl.plot.indicators(drawn, "nursing_bed_share")):
        with pytest.raises(ValueError, match="13 lines are too many to tell apart.*plot.fan"):
            picture()


def test_waits_and_differences(results):
    ax = yl.plot.waits(results, "nursing")
    rows = results.waits().query("pool == 'nursing' and scenario == 'jiangxi-2020'")
    np.testing.assert_allclose(ax.lines[0].get_ydata(), rows["mean"])
    np.testing.assert_allclose(ax.lines[1].get_ydata(), rows["p90"])
    table = yl.compare(results, "jiangxi-2020", ["queue"]).query("pool in ('nursing', 'acute')")
    drawn = yl.plot.differences(table)
    np.testing.assert_allclose(sorted(drawn.lines[0].get_xdata()), sorted(100 * table["difference"] / table["baseline"]))
    assert not any("people admitted" in label.get_text() for label in yl.plot.differences(
        yl.compare(results, "jiangxi-2020", ["queue", "mean_wait_days"])).get_yticklabels())  # a denominator is no label
    with pytest.raises(ValueError, match="too many"):
        yl.plot.differences(pd.concat([table] * 21))


def test_a_fan_holds_the_runs_that_it_says():
    months = pd.date_range("2021-01-01", periods=2, freq="MS")
    values = np.stack([np.arange(101.0), 10 * np.arange(101.0)], axis=-1).reshape(1, 101, 1, 1, 2)
    data = xr.Dataset({"queue": (("scenario", "draw", "replication", "region", "month"), values)},
                      {"scenario": ["a"], "draw": np.arange(101), "replication": [0], "month": months, "region": ["all"]})
    ax = yl.plot.fan(yl.Results(data), "queue")
    np.testing.assert_allclose(ax.lines[0].get_ydata(), [50, 500])
    widest = ax.collections[0].get_paths()[0].vertices[:, 1]
    assert (widest.min(), widest.max()) == pytest.approx((2.5, 975))


def test_a_fan_counts_the_replications_that_were_run(by_hand):
    swept = by_hand.rename(scenario="beds").assign_coords(beds=[1.0, 2.0])
    stopped = (swept["beds"] == 1.0) & (swept["replication"] >= 3)  # a sweep to a precision: 3 and 4 replications
    swept["queue"] = swept["queue"].where(~stopped)

    def told(data, **at):
        return yl.plot.fan(yl.Results(data), "queue", pool="nursing", **at).get_legend().get_title().get_text()

    assert [told(swept, beds=1), told(swept, beds=2)] == ["1 draw, 3 replications", "1 draw, 4 replications"]
    draws = xr.concat([swept.sel(beds=[1.0]).assign_coords(draw=[0]), swept.sel(beds=[2.0]).assign_coords(draw=[1], beds=[1.0])], "draw")
    assert told(draws) == "2 draws, 3 to 4 replications"


def test_the_bands_of_a_fan_differ_in_the_legend_and_look_there_as_they_are(by_hand):
    ax = yl.plot.fan(yl.Results(by_hand), "queue", pool="nursing", scenario="base")
    drawn = [tuple(each.get_facecolor()[0]) for each in ax.collections]
    assert len(set(drawn)) == 3 and all(color[3] == 1 for color in drawn)
    assert [tuple(patch.get_facecolor()) for patch in ax.get_legend().get_patches()] == drawn


@pytest.mark.parametrize("at", [{"beds": 9}, {"beds": 9, "beds@Nanchang": 1}, {"beds": "many"}, {"beds": [1, 2]}])
def test_a_fan_of_a_point_that_is_not_there_is_refused(at, by_hand):
    swept = by_hand.rename(scenario="beds").assign_coords(beds=[1.0, 2.0])
    with pytest.raises(yl.UnknownName, match=r"there is no beds .*; there are \[1.0, 2.0\]"):
        yl.plot.fan(yl.Results(swept), "queue", pool="nursing", **at)


def test_a_tornado_has_its_bars():
    rows = pd.DataFrame({"parameter": ["a", "b"], "low": [1.0, 4.0], "high": [9.0, 6.0], "base": [5.0, 5.0],
                         "swing": [8.0, 2.0], "swing_low": [7.0, 1.0], "swing_high": [9.0, 5.0]})
    ax = yl.plot.tornado(rows)
    assert [bar.get_width() for bar in ax.patches] == [-4, -1, 4, 1]
    # A swing of 2 (1 to 5) that ends at 6: its interval leans as it does, from 5 to 9.
    assert [segment[:, 0].tolist() for segment in ax.collections[0].get_segments()] == [[8, 10], [5, 9]]


def test_flows_count_moves_and_no_placing_at_the_start():
    life = [("p", "2021-01-01", "enters", "home"), ("p", "2021-01-01", "moves", "nursing"),
            ("p", "2021-02-01", "moves", "acute"), ("p", "2021-02-09", "moves", "nursing"),
            ("p", "2021-03-01", "function", "nursing"), ("p", "2021-04-01", "dies", "nursing"),
            ("q", "2021-01-01", "enters", "home"), ("q", "2021-05-01", "moves", "acute"),
            ("q", "2021-05-02", "moves", "geriatric")]
    lives = pd.DataFrame(life, columns=["person", "time", "event", "place"]).assign(time=lambda t: pd.to_datetime(t["time"]))
    from yanglao.plot.flows import moves

    found = {(row.before, row.after): row.count_ for row in moves(lives).rename(columns={"count": "count_"}).itertuples()}
    assert found == {("institution", "hospital"): 1, ("hospital", "institution"): 1, ("institution", "death"): 1,
                     ("home", "hospital"): 1}
    assert len(yl.plot.flows(lives).patches) == 3 + 3 + 4  # blocks left, blocks right, bands


def test_notebooks_show_scenarios_and_results(results):
    own = yl.Scenario.from_toml('name = "own"\n[wish]\npatience_days = 99.0').set({"beds.nursing.factor": 2})
    shown = own._repr_html_()
    told = [line.split("</td>")[0] for line in shown.split("<tr><td>")[1:]]
    assert told == ["beds.nursing.factor", "wish.patience_days"]  # what was set, and no default
    most = yl.Scenario.load("jiangxi-2025")
    listed = most.levers()
    n_default = int((listed["file"] == "default").sum())
    assert f"and {len(listed) - n_default - 12} more: levers()" in most._repr_html_()
    assert "jiangxi-2020 to jiangxi-2025" in results._repr_html_()
    named = yl.Scenario.from_toml('extends = "jiangxi-2020.toml"\ntitle = "<b>&"')
    assert "&lt;b&gt;&amp;" in named._repr_html_()


def test_each_point_has_its_own_target():
    lever = "target.nursing_bed_share"
    swept = yl.sweep("jiangxi-2025", {lever: [0.5, 0.6, 0.7]}, replications=1, scale=0.005, until="2022-01-01", progress=False)
    ax = yl.plot.indicators(swept, "nursing_bed_share")
    lines, targets = ax.lines[:3], ax.lines[3:]
    assert [line.get_ydata()[0] for line in targets] == [0.5, 0.6, 0.7]
    assert [line.get_color() for line in targets] == [line.get_color() for line in lines]
    assert [text.get_text()[:10] for text in ax.texts[:3]] == ["target 0.5", "target 0.6", "target 0.7"]


def test_one_target_of_all_points_is_drawn_once(results):
    ax = yl.plot.indicators(yl.Results(results.dataset.isel(scenario=[1, 1]).assign_coords(scenario=["a", "b"])), "nursing_bed_share")
    assert len(ax.lines) == 3 and ax.lines[2].get_color() == "black"
