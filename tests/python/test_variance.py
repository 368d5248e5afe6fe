"""The split of variance, against models whose components are known."""

import numpy as np
import pytest
import xarray as xr
import yanglao as yl
from scipy.stats import ncx2
from yanglao import variance
from yanglao.variance import components


def cube(rng, scenarios=1, draws=40, replications=5, parameter=1.0, both=0.0, world=0.0, noise=1.0, shift=()):
    """scenario x draw x replication: standard deviations of what each contributes."""
    z = rng.standard_normal
    values = (np.asarray(shift or [0.0] * scenarios)[:, None, None] + parameter * z((1, draws, 1))
              + both * z((scenarios, draws, 1)) + world * z((1, 1, replications))
              + noise * z((scenarios, draws, replications)))
    return xr.DataArray(values, dims=("scenario", "draw", "replication"), attrs={"units": "days"})


def test_levers_count_as_scenarios_whatever_they_are_called_and_wherever_they_stand():
    made = cube(np.random.default_rng(14), 3, 5, 4)
    expected = yl.variance_shares(made)
    for name in ("month", "beds.nursing.factor", "point"):
        assert yl.variance_shares(made.rename(scenario=name)).equals(expected), name
    assert yl.variance_shares(made.transpose("draw", "replication", "scenario")).equals(expected)


def test_components_of_a_table_worked_by_hand():
    # Two draws, two replications: cells 0, 2 / 4, 10. Means 1, 7 and 2, 6; grand mean 4.
    # Sums of squares: draws 2 (9 + 9) = 36, replications 2 (4 + 4) = 16, what is left 4 x 1 = 4; one degree each.
    found = components(np.array([[0.0, 2.0], [4.0, 10.0]]))
    assert found == pytest.approx({(0,): (36 - 4) / 2, (1,): (16 - 4) / 2, (0, 1): 4.0})


@pytest.mark.parametrize("world", [0.0, 1.0])
def test_components_have_no_bias(world):
    # Nested (world 0) and common random numbers (world 1). 300 repeats, 4.5 standard errors: error rate about 1e-5 each.
    # Power: leaving the noise in the variance of means (4 / 3 too much) is 30 standard errors.
    rng = np.random.default_rng(11)
    made = [yl.variance_shares(cube(rng, draws=40, replications=3, parameter=1, world=world, noise=2)).set_index("source")
            for _ in range(300)]
    for source, truth in (("parameters", 1.0), ("chance", 4.0 + world**2)):
        found = np.array([each.loc[source, "variance"] for each in made])
        assert abs(found.mean() - truth) < 4.5 * found.std(ddof=1) / np.sqrt(len(found)), source


def test_scenarios_parameters_and_chance_are_told_apart():
    # Variances 9 (of -3, 0, 3), 4 + 1 and 1 of 15. Within 4.5 standard errors: error rate about 1e-5 each.
    rng = np.random.default_rng(12)
    made = [yl.variance_shares(cube(rng, 3, 30, 3, 2, 1, 0, 1, shift=(-3, 0, 3))).set_index("source") for _ in range(60)]
    for source, truth in (("scenario", 9), ("parameters", 5), ("chance", 1)):
        found = np.array([each.loc[source, "variance"] for each in made])
        assert abs(found.mean() - truth) < 4.5 * found.std(ddof=1) / np.sqrt(len(found)), source


COMMON = dict(parameter=2, world=1.9, noise=0.6)  # nine tenths of chance are common to all draws


@pytest.mark.parametrize("made, truth, widest", [
    (dict(parameter=2), 0.8, 0.3),
    (dict(parameter=2, replications=3), 0.8, 0.4),
    (COMMON, 4 / (4 + 1.9**2 + 0.6**2), 0.9),
    (COMMON | dict(replications=3), 4 / (4 + 1.9**2 + 0.6**2), 1),
])
def test_the_interval_covers_what_it_says(made, truth, widest):
    # At least 95% of intervals are to hold the truth. Of 300, 93% or more accepted: at the 96 to 99% measured (docs/uncertainty.md)
    # refused once in 500 at worst. An interval of half the width (coverage about 67%) passes less than once in 10^9, the jackknife
    # alone, which was here before, in the third (88%) once in 200 and in the fourth (87%) once in 1000.
    rng = np.random.default_rng(13)
    inside, width = 0, 0.0
    for _ in range(300):
        row = yl.variance_shares(cube(rng, draws=60, **made)).set_index("source").loc["parameters"]
        inside += row["low"] <= truth <= row["high"]
        width += (row["high"] - row["low"]) / 300
    assert inside / 300 >= 0.93
    assert width < widest


def scenario_coverage(repeats=200):
    """Of a scenario effect that is small beside what the draws change in one scenario and not in the other."""
    rng, truth, inside = np.random.default_rng(), 0.18 / (0.18 + 0.09 + 4 + 1), 0
    for _ in range(repeats):
        row = yl.variance_shares(cube(rng, 2, 60, 3, 0.3, 2, 0, 1, shift=(-0.3, 0.3))).set_index("source").loc["scenario"]
        inside += row["low"] <= truth <= row["high"]
    return inside / repeats


def test_the_interval_of_scenarios_covers_where_draws_interact(monkeypatch):
    # Measured 97% (docs/uncertainty.md). Of 200, 92% or more accepted: refused once in 10^4 at 97%.
    monkeypatch.setattr(variance, "_DRAWS", 400)
    assert scenario_coverage() >= 0.92


def test_scenario_coverage_sees_a_mean_square_taken_for_its_expectation(monkeypatch):
    # As it was before: 82%, which reaches the bound above once in 5000.
    monkeypatch.setattr(variance, "_DRAWS", 400)
    monkeypatch.setattr(variance, "_between_scenarios", lambda square, *_: np.full(400, square))
    assert scenario_coverage() < 0.92


@pytest.mark.parametrize("freedom, seen", [(1, 3.0), (2, 60.0), (3, 400.0)])
def test_expectations_behind_a_mean_square_by_their_definition(freedom, seen):
    # Were all scenarios alike its expectation is 1; the share of a non-central chi-squared that lies above `seen` is the one given.
    share = np.array([0.3, 0.5, 0.9, 0.975])
    one = {subset: np.ones(4) for subset in ((0, 1), (0, 2), (0, 1, 2))}
    apart = (variance._between_scenarios(seen / freedom, freedom, one, share) - 1) * freedom
    np.testing.assert_allclose(ncx2.sf(seen, freedom, apart), share, atol=0.003)
    assert variance._between_scenarios(seen / freedom, freedom, one, np.array([1e-12]))[0] >= 1


def test_nothing_varies():
    rows = yl.variance_shares(xr.DataArray(np.ones((1, 4, 3)), dims=("scenario", "draw", "replication")))
    assert (rows["variance"] == 0).all() and rows[["share", "low", "high"]].isna().all(axis=None)


def test_what_is_refused():
    rng = np.random.default_rng(1)
    with pytest.raises(ValueError, match="3 draws"):
        yl.variance_shares(cube(rng, draws=2))
    with pytest.raises(ValueError, match="3 replications"):
        yl.variance_shares(cube(rng, replications=2))
    with pytest.raises(ValueError, match="missing"):
        yl.variance_shares(cube(rng).where(lambda each: each > 0))
