"""Stopping rules: intervals by hand and against printed tables, and stops that change no number."""

import math

import numpy as np
import pytest
from support import same

import yanglao as yl
from yanglao import skewness, stopping, words
from yanglao._core import t_quantile
from yanglao.stopping import Precision, next_total, quantile_interval, values_of

SMALL = dict(scale=0.005, until="2021-01-01", progress=False, detail="province")


def test_half_width_of_a_mean_by_hand():
    # Mean 12, not skewed, n = 4: 3.182446 (printed table, 3 degrees of freedom) times the standard deviation over 2.
    values = np.array([10.0, 11, 13, 14])
    half = 3.182446 * values.std(ddof=1) / 2
    assert Precision("x", absolute=half).excess(values) == pytest.approx(1, abs=1e-6)
    assert Precision("x", relative=half / 12).excess(values) == pytest.approx(1, abs=1e-6)
    assert Precision("x", absolute=half).excess(np.append(values, np.nan)) == pytest.approx(1, abs=1e-6)


def test_interval_of_a_median_is_the_printed_one():
    # Conover 1999, table of the sign test: n = 20, 95%: the 6th and the 15th of 20 in order.
    assert quantile_interval(np.arange(1.0, 21), 0.5) == (6, 15)
    assert all(map(math.isnan, quantile_interval(np.arange(1.0, 21), 0.99)))


def tails(n: int, share: float, low: int, high: int) -> tuple[float, float]:
    """Probability that the quantile lies below the low-th of n in order, and above the high-th (counted from 1)."""
    below = [math.comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(n + 1)]  # k values below the quantile
    return sum(below[:low]), sum(below[high:])


@pytest.mark.parametrize("n", [30, 77, 200])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("level", [0.9, 0.95])
def test_interval_of_a_quantile_is_the_narrowest_that_covers(n, share, level):
    # Values are their own places in order. Exact, from the binomial distribution: no error rate.
    low, high = (int(end) if not math.isnan(end) else 0 for end in quantile_interval(np.arange(1.0, n + 1), share, level))
    if low == 0:  # none: the least or the greatest of so few lies beyond the quantile too often
        assert max((1 - share) ** n, share**n) > (1 - level) / 2
        return
    allowed = (1 - level) / 2
    assert max(tails(n, share, low, high)) <= allowed
    # One place narrower at either end, it would miss too often there.
    assert tails(n, share, low + 1, high)[0] > allowed and tails(n, share, low, high - 1)[1] > allowed


def test_half_width_of_a_quantile_is_that_of_its_interval():
    # 20 values, 0 to 38: the 6th and the 15th (above) are 10 and 28, 9 to either side of their middle; the median is 19.
    values = np.arange(0.0, 40, 2)
    assert Precision("x", absolute=4.5, quantile=0.5).excess(values) == 2
    assert Precision("x", relative=9 / 19, quantile=0.5).excess(np.append(values, np.nan)) == pytest.approx(1)
    assert Precision("x", absolute=1, quantile=0.5).interval(values) == (19, 10, 28)
    assert Precision("x", absolute=1, quantile=0.99).excess(values) == math.inf
    with pytest.raises(ValueError, match="one a replication"):
        Precision("x", absolute=1).interval(np.ones((2, 20)))
    assert Precision("x", absolute=1, quantile=0.5).shortage(np.array([0.0] * 20 + [99])) == 0  # needs no rule of skewness


def test_a_list_of_values_is_as_good_as_an_array():
    one, values = Precision("queue", relative=0.1), [1, 2, 3.5, float("nan")]
    assert one.shortage(values) == one.shortage(np.array(values)) > 1
    assert one.excess(values) == one.excess(np.array(values))


def test_too_few_or_no_spread():
    assert Precision("x", relative=0.1).excess(np.array([3.0])) == math.inf
    assert Precision("x", relative=0.1).excess(np.array([0.0, 0.0])) == 0
    assert Precision("x", relative=0.1).excess(np.array([1.0, -1.0])) == math.inf


@pytest.mark.parametrize("wrong", [dict(), dict(relative=0.1, absolute=1), dict(relative=-1),
                                   dict(relative=0.1, quantile=1), dict(relative=0.1, level=95)])
def test_what_is_no_precision(wrong):
    with pytest.raises(ValueError):
        Precision("queue", **wrong)


@pytest.mark.parametrize("text", ["queue[pool]", "queue[pool=a", "[pool=a]"])
def test_what_is_no_measure(text):
    with pytest.raises(ValueError, match="is no measure"):
        Precision(text, relative=0.1)


def test_next_total():
    assert next_total(30, 1.0, 1000) == 30
    assert next_total(30, 1.01, 1000) == 40
    assert next_total(30, math.sqrt(1.5), 1000) == 50
    assert next_total(30, 50, 1000) == 60
    assert next_total(30, math.inf, 40) == 40


def test_values_by_hand(by_hand):
    # Two regions and three months of 10 admissions each, 12 months a year: 240 a year.
    np.testing.assert_allclose(values_of(by_hand, "admissions"), 240)
    np.testing.assert_allclose(values_of(by_hand, "mean_wait_days[pool=nursing]"), [[2, 3, 4, 5], [1, 1, 3, 3]])
    fee = by_hand["cost"].isel(draw=0).sel(line="fee").sum(["region", "payer"]).mean("month") * 12
    np.testing.assert_allclose(values_of(by_hand, "cost[line=fee]"), fee)
    with pytest.raises(KeyError, match="there are"):
        values_of(by_hand, "cost[line=fees]")
    with pytest.raises(KeyError, match="beds"):
        values_of(by_hand, "beds")


def test_the_longest_wait_is_the_greatest_and_not_a_sum(by_hand):
    # By scenario, draw, replication, region, year and pool: 7 in the second region, first year, "acute" is the greatest.
    longest = np.zeros((2, 1, 4, 2, 2, 2))
    longest[..., 0, 0, 0], longest[..., 1, 0, 1], longest[..., 0, 1, 0], longest[..., 1, 1, 1] = 5, 7, 3, 4
    data = by_hand.drop_vars(["admissions", "wait_days", "left_waiting", "queue"]).drop_dims("pool")
    data = data.assign_coords(year=[2020, 2021], pool=["nursing", "acute"])
    data["wait_max_days"] = (("scenario", "draw", "replication", "region", "year", "pool"), longest, {"units": "days"})
    np.testing.assert_array_equal(values_of(data, "wait_max_days"), 7)
    np.testing.assert_array_equal(values_of(data, "wait_max_days[pool=nursing]"), 5)
    np.testing.assert_array_equal(values_of(data, "wait_max_days[pool=acute,year=2021]"), 4)
    found = yl.Results(data)
    np.testing.assert_array_equal(found.value("wait_max_days", year=2021, pool=["nursing", "acute"]), 4)
    np.testing.assert_array_equal(found.value("wait_max_days", pool=...), 7)


def test_what_does_not_add_up_is_refused(scenario):
    data = yl.run("jilin-2020", replications=1, **SMALL).dataset
    for measure in ("indicator[year=2020]", "target_met_months", "target_gap", "target_stage_value"):
        assert measure.split("[")[0] in data
        with pytest.raises(KeyError, match="does not add up; choose one by its"):
            values_of(data, measure)


def coverage(precision: Precision, draw, truth: float, repeats: int) -> float:
    """Share of runs to the precision whose last interval holds the truth."""
    hits = 0
    for _ in range(repeats):
        stream, n, total = draw(1000), 0, stopping.FIRST
        while total != n:
            n = total
            total = stopping.look(precision, stream[:n], len(stream))
        _, low, high = precision.interval(stream[:n])
        hits += low <= truth <= high
    return hits / repeats


RNG = np.random.default_rng()  # fresh each time: the error rates below are those of every run
LOGNORMAL = (Precision("x", relative=0.3), lambda n: RNG.lognormal(0, 1, n), math.exp(0.5))
RARE = (Precision("x", absolute=0.02), lambda n: (RNG.random(n) < 0.05) * 1.0, 0.05)


@pytest.mark.parametrize("precision, draw, truth", [
    (Precision("x", relative=0.05), lambda n: RNG.normal(1, 0.3, n), 1),
    (Precision("x", relative=0.2), lambda n: RNG.exponential(1, n), 1),
    LOGNORMAL,
    RARE,
    (Precision("x", absolute=0.05), lambda n: (RNG.random(n) < 0.5) * 1.0, 0.5),
    (Precision("x", absolute=0.02), lambda n: RNG.poisson(0.05, n) * 1.0, 0.05),
    (Precision("x", relative=0.2, quantile=0.9), lambda n: RNG.exponential(1, n), math.log(10)),
    (Precision("x", relative=0.3), lambda n: RNG.lognormal(0, 1, n) - 0.5 * RNG.lognormal(0, 1, n), 0.5 * math.exp(0.5)),
], ids=["normal", "exponential", "log-normal", "rare", "even", "counts", "quantile", "difference"])
def test_coverage_of_what_the_rule_stops_at(precision, draw, truth):
    # Measured 94.2 to 97.2% (docs/monte-carlo.md). Of 1000 repeats fewer than 91% or more than 99.5% happens to a true 94%
    # once in 20 000 and to a true 97.2% less than once in 10^6. A rare event with no rule for values that are all the
    # same has 77% and a log-normal with Student's t and no rule of skewness 88% (below).
    assert 0.91 <= coverage(precision, draw, truth, 1000) <= 0.995


def test_coverage_of_normal_values_is_what_was_promised():
    # 93 to 97%, as issue 5 asks. Of 2000 repeats at a true 95.3% more than 97% happens once in 5000, fewer than 93% never.
    assert 0.93 <= coverage(Precision("x", relative=0.05), lambda n: RNG.normal(1, 0.3, n), 1, 2000) <= 0.97


def test_coverage_sees_a_rule_that_believes_in_no_spread(monkeypatch):
    # At a true 78%, 88% of 500 is met less than once in 10^7.
    monkeypatch.setattr(skewness, "UNSEEN", 1)
    assert coverage(*RARE, 500) < 0.88


def students(values, level):
    half = t_quantile(0.5 + level / 2, len(values) - 1) * values.std(ddof=1) / math.sqrt(len(values))
    return values.mean() - half, values.mean() + half


def test_coverage_sees_a_rule_without_skewness(monkeypatch):
    # Student's t, and stopping when it is narrow, has 88%: of 2000 it reaches the bound of the test above once in 10^5.
    monkeypatch.setattr(stopping, "shortage", lambda values: 0.0)
    monkeypatch.setattr(stopping, "mean_interval", students)
    assert coverage(*LOGNORMAL, 2000) < 0.91


def test_coverage_sees_a_rule_that_stops_too_early(monkeypatch):
    # A look after each replication from the second, with Student's t and no rule of skewness (which would keep it from
    # stopping), has 90%: 93% of 1000 is met about once in 2000.
    monkeypatch.setattr(stopping, "FIRST", 2)
    monkeypatch.setattr(stopping, "shortage", lambda values: 0.0)
    monkeypatch.setattr(stopping, "mean_interval", students)
    monkeypatch.setattr(stopping, "next_total", lambda n, excess, most: n if excess <= 1 else n + 1)
    assert coverage(Precision("x", relative=0.2), lambda n: RNG.normal(1, 0.3, n), 1, 1000) < 0.93


def test_stopped_run_is_the_run_of_as_many_replications(scenario, tmp_path):
    asked = {"queue[pool=acute]": 0.03, "cost": 0.01}
    stopped = yl.run(scenario, precision=asked, replications=200, output=tmp_path / "stopped.h5", **SMALL)
    n = stopped.dataset.sizes["replication"]
    assert stopping.FIRST < n < 200
    yl.run(scenario, replications=n, output=tmp_path / "fixed.h5", **SMALL)
    assert same(tmp_path / "stopped.h5", tmp_path / "fixed.h5")
    for measure, width in asked.items():
        assert Precision(measure, relative=width).excess(values_of(stopped.dataset, measure)[0]) <= 1


def test_paired_difference_needs_fewer_than_the_mean(scenario):
    both = [scenario, yl.Scenario.load("jiangxi-2020")]
    asked = dict(measure="family_doctor_contracts", absolute=15)
    alone, paired = (
        yl.run(both, precision=Precision(**asked, baseline=baseline), replications=400, **SMALL).dataset
        for baseline in (None, "jiangxi-2020")
    )
    assert 2 * paired.sizes["replication"] <= alone.sizes["replication"] < 400


def test_baseline_that_is_none(scenario):
    with pytest.raises(ValueError, match="baseline"):
        yl.run(scenario, precision=Precision("queue", relative=0.1, baseline="x"), **SMALL)
    with pytest.raises(ValueError, match="0 points"):
        yl.sweep(scenario, {"beds.nursing.factor": [1, 2]},
                 precision=Precision("queue", relative=0.1, baseline={"beds.nursing.factor": 3}), **SMALL)


def test_a_baseline_is_named_as_it_was_swept(scenario):
    lever, schedule = "family_doctor.coverage", [("2020-11-01", 0.3), ("2023-01-01", 0.6)]
    words_of_it = "[{date = 2020-11-01, value = 0.3}, {date = 2023-01-01, value = 0.6}]"
    asked = [Precision("queue[pool=acute]", absolute=1e6, quantile=0.5, baseline={lever: schedule}),
             words.precision(f"queue[pool=acute],absolute=1e6,quantile=0.5,baseline={lever}={words_of_it}"),
             Precision("queue[pool=acute]", absolute=1e6, quantile=0.5, baseline={lever: 1.0})]
    found = yl.sweep(scenario, {lever: [schedule, 1]}, precision=asked, replications=60, **SMALL)
    assert found.dataset.sizes["replication"] == 30 and "precision_missed" not in found.dataset.attrs
