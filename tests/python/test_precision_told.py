"""What is told of a precision: that the limit came before it, or that nothing varied."""

import math

import numpy as np
import pytest

import yanglao as yl
from yanglao.__main__ import main
from yanglao.looks import Looks, _why_not
from yanglao.stopping import Precision, values_of

SMALL = dict(scale=0.005, until="2021-01-01", progress=False, detail="province")


def test_limit_before_the_precision_is_told(scenario, tmp_path):
    asked = [Precision("queue[pool=acute]", relative=1e-6), Precision("cost", relative=0.9)]
    with pytest.warns(yl.PrecisionWarning, match="limit of 60 replications came before the precision"):
        missed = yl.run(scenario, precision=asked, replications=60, output=tmp_path / "r.h5", **SMALL)
    told = yl.open(tmp_path / "r.h5").dataset.attrs["precision_missed"]
    values = values_of(missed.dataset, "queue[pool=acute]")[0]
    _, low, high = asked[0].interval(values)
    assert told == missed.dataset.attrs["precision_missed"]
    assert f"queue[pool=acute]: after 60 replications the half-width is {(high - low) / 2e-6 / values.mean():.3g} times" in told
    assert "cost" not in told
    assert "missed at the limit" in missed._repr_html_() and "queue[pool=acute]" in missed._repr_html_()


@pytest.mark.parametrize("excess, shortage, values, told", [
    (0.5, 1.0, [1, 2], None), (1.5, 3, [1, 2], "the half-width is 1.5 times"), (math.inf, 3, [1], "the half-width is not known"),
    (0.5, 2, [0, 0, 7], "too skewed for their number: about 12 are needed"),
    (0, math.sqrt(299 / 3), [0, 0, 0], "all 3 values are the same, 0, and another may still come in up to 1 of replications (3 in 3): about 299 are needed"),
])
def test_what_is_wrong_with_an_interval_in_words(excess, shortage, values, told):
    said = _why_not(excess, shortage, np.array(values))
    assert told in said if told else said == ""


def test_measure_that_never_varies_is_told_at_the_limit(scenario):
    # Nobody gets a contract while none is offered: 0 in each replication.
    none = scenario.set({"family_doctor.coverage": 0})
    with pytest.warns(yl.PrecisionWarning, match="all 30 values are the same, 0, and another may still come in up to 0.1 of"):
        yl.run(none, precision=Precision("family_doctor_contracts", absolute=10), replications=30, **SMALL)


def test_values_that_are_all_the_same_are_never_called_known(tmp_path):
    """300 replications without an event: the rule of three, and no word of a precision that is met."""
    data = looked(np.zeros(300))
    told = "x: all 300 values are the same, 0, and another may still come in up to 0.01 of replications (3 in 300)"
    with pytest.warns(yl.PrecisionWarning, match="no precision can be told where nothing varies: x: all 300"):
        assert data.tell() == {"precision_unvaried": told}
    assert looked(np.append(np.zeros(300), 1)).unvaried() == [] != looked(np.append(np.zeros(300), np.nan)).unvaried()
    # The order statistics of a quantile hold whatever the distribution.
    assert looked(np.zeros(300), quantile=0.5).tell() == {}


def test_the_file_and_the_program_tell_what_has_not_varied(tmp_path, capsys):
    path = str(tmp_path / "s.h5")
    words = ["sweep", "w1b", "--vary", "population=100", "--scale", "0.1", "--until", "2020-01-03", "--quiet", "--output", path]
    assert main([*words, "--precision", "capacity[pool=hospital],absolute=1"]) == 0
    found = yl.open(path)
    assert "capacity[pool=hospital]: all 300 values are the same" in found.dataset.attrs["precision_unvaried"]
    assert "not told where nothing varies" in found._repr_html_()
    assert "no precision can be told where nothing varies: capacity[pool=hospital]: all 300" in capsys.readouterr().err


def looked(values, quantile=None):
    """A run to a precision of one measure, in one look."""
    asked = [Precision("x", absolute=1, quantile=quantile)]
    seen = Looks(asked, ["a"], [None], 1000)
    seen._samples[0, "x"] = [np.stack([np.arange(len(values)), values])]
    return seen


def test_limit_in_a_sweep_names_the_points(scenario, tmp_path):
    lever = "beds.nursing.factor"
    asked = Precision("cost", absolute=1e-9, quantile=0.5, baseline={lever: 1})
    with pytest.warns(yl.PrecisionWarning):
        missed = yl.sweep(scenario, {lever: [1, 2]}, precision=asked, replications=30, output=tmp_path / "s.h5", **SMALL)
    told = missed.dataset.attrs["precision_missed"]
    assert told.startswith(f"0.5 quantile of cost ({lever}=2) against {lever}=1: after 30") and told.count("after") == 1
    assert "precision_missed" in yl.open(tmp_path / "s.h5").dataset.attrs


def test_met_precision_warns_of_nothing(scenario, recwarn):
    met = yl.run(scenario, precision={"cost": 0.9}, replications=60, **SMALL)
    assert "precision_missed" not in met.dataset.attrs and not recwarn.list
    assert "precision" not in met._repr_html_()
