import matplotlib
import numpy as np
import pytest

matplotlib.use("Agg")
from yanglao import plot


def test_a_line_and_a_band_for_each_scenario(results):
    ax = plot.over_time(results, "queue", pool="nursing")
    assert len(ax.lines) == 2 and len(ax.collections) == 2
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["scenario base", "scenario more"]
    want = results.dataset["queue"].sum("region").mean("replication")[0, 0, :, 0]
    np.testing.assert_allclose(ax.lines[0].get_ydata(), want)
    assert ax.get_ylabel() == "people waiting [people]"


def test_over_a_lever(by_hand):
    from yanglao import Results

    swept = Results(by_hand.rename(scenario="beds").assign_coords(beds=[1.0, 2.0]))
    ax = plot.over_lever(swept, "mean_wait_days", "beds", pool="nursing")
    assert len(ax.lines) == 1
    np.testing.assert_allclose(ax.lines[0].get_xydata(), [[1, 3.5], [2, 2]])
    assert ax.get_ylabel() == "mean wait of those admitted [days]"


def test_what_is_no_axis_is_refused(results):
    with pytest.raises(ValueError, match="not a dimension"):
        plot.over_lever(results, "queue", "beds")


def test_labels_can_be_added_up(results):
    added = plot.over_time(results, "cost", payer="central", line=...)
    listed = plot.over_time(results, "cost", payer="central", line=["construction", "fee"])
    want = results.dataset["cost"].sum(("region", "line")).mean("replication")[0, 0, :, 0]
    for ax in (added, listed):
        np.testing.assert_allclose(ax.lines[0].get_ydata(), want)
