"""Uncertain numbers of a pathway of one's own: draws, sensitivity and the value of knowing."""

import numpy as np
import pandas as pd
import pytest
import xarray as xr
import yanglao as yl

RATE, STAY = "stage.home.rates_per_year.hospital", "stage.hospital.service.mean_years"
PRICE = "stage.hospital.cost_cny_per_day"
SHORT = dict(until="2020-03-01", progress=False)


def table(*rows):
    return pd.DataFrame([(name, key, "log-normal", low, high, 1.0) for name, key, low, high in rows],
                        columns=["parameter", "key", "distribution", "low", "high", "weight"])


KNOWN = table(("admission", RATE, 0.2, 0.45), ("stay", STAY, 0.01, 0.05), ("price", PRICE, 600.0, 1200.0))


@pytest.fixture(scope="module")
def pathway():
    return yl.Scenario.load("w1b").set({"population": 1000, PRICE: 900})


def occupied(results):
    return results.value("occupied", pool="hospital")


def test_parameters_of_a_pathway(pathway):
    rows = yl.parameters(pathway, KNOWN).set_index("key")
    assert list(rows["parameter"]) == ["admission", "stay", "price"]
    assert rows["value"].to_dict() == {RATE: 0.3, STAY: pytest.approx(10 / 365), PRICE: 900} and set(rows["unit"]) == {""}
    # Of a log-normal distribution the median is the geometric mean of the ends.
    np.testing.assert_allclose(rows["median"], np.sqrt(rows["low"] * rows["high"]), rtol=1e-6)


def test_a_draw_is_the_scenario_with_its_numbers(pathway):
    results = yl.uncertainty(pathway, draws=3, replications=2, table=KNOWN, seed=4, **SHORT)
    drawn = yl.drawn(results)
    assert len(np.unique(drawn.sel(lever=RATE))) == 3
    for draw in range(3):
        values = {str(key): float(value) for key, value in zip(drawn["lever"].values, drawn.sel(draw=draw).values, strict=True)}
        again = yl.run(pathway.set(values), replications=2, seed=4, **SHORT).dataset
        for name in ("people", "cost", "wait_days"):
            np.testing.assert_array_equal(results.dataset[name].sel(draw=draw), again[name].isel(draw=0))


@pytest.mark.parametrize("run, size, effect", [("one_at_a_time", {}, "swing"), ("morris", {"trajectories": 4}, "mu_star"),
                                               ("sobol", {"samples": 16}, "total")])
def test_a_price_moves_no_bed_and_longer_stays_do(pathway, run, size, effect):
    """No chance in it: with the same replications at all points, a price changes nothing at all."""
    rows = getattr(yl.sensitivity, run)(pathway, occupied, table=KNOWN, replications=2, **size, **SHORT).set_index("parameter")
    assert rows.loc["price", effect] == pytest.approx(0, abs=1e-12)
    assert rows.loc["stay", effect] > 0.1


def test_the_value_of_knowing_a_price_is_what_it_decides(pathway):
    """A bed is worth 900 CNY a day, or none is opened: the gain is a straight line of the price, so the value is known."""
    results = yl.uncertainty(pathway, draws=40, replications=2, table=KNOWN, **SHORT)
    days = float(results.dataset["month_days"].sum())
    price = results.value("cost", year=2020, stage="hospital", line="places") / (occupied(results) * days)
    drawn = yl.drawn(results)
    np.testing.assert_allclose(price.sel(scenario="w1b").mean("replication"), drawn.sel(lever=PRICE), rtol=1e-9)
    open_it = 900 - price.sel(scenario="w1b", drop=True)
    benefit = xr.concat([open_it, 0 * open_it], pd.Index(["open", "closed"], name="scenario"))
    rows = yl.value_of_information(benefit, drawn).set_index("parameter")
    gain = 900 - drawn.sel(lever=PRICE).values
    expected = np.maximum(gain, 0).mean() - max(gain.mean(), 0)
    assert expected > 1
    assert rows.loc[PRICE, "value"] == pytest.approx(expected, rel=1e-6)
    assert rows.loc["everything", "value"] == pytest.approx(expected, rel=1e-6)
    assert max(rows.loc[RATE, "value"], rows.loc[STAY, "value"]) < expected


@pytest.mark.parametrize("key, error, words", [
    ("stage.hospital.service.mean_days", KeyError, f'which w1b does not set: .* nearest name is "{STAY}"'),
    ("stage.hospital.service", ValueError, '"stage.hospital.service" is .*exponential.* in w1b; only one number has a distribution'),
    ("class.person.starts_at", ValueError, "is 'home' in w1b; only one number"),
    ("population", ValueError, "of type integer; only numbers and rates have a distribution"),
    ("stage.hospital.next.home", yl.ScenarioError, "stage.hospital.next: given numbers .*expected probabilities that sum to 1"),
])
def test_what_has_no_distribution_is_told_before_anything_is_run(pathway, key, error, words):
    with pytest.raises(error, match=words):
        yl.uncertainty(pathway, draws=2, replications=1, table=table(("a", key, 0.2, 0.45)), **SHORT)


def test_a_key_of_a_pathway_is_none_of_the_care_model(scenario):
    with pytest.raises(yl.UnknownName, match=f'names the lever "{RATE}", which does not exist'):
        yl.parameters(scenario, table(("a", RATE, 0.2, 0.45)))
