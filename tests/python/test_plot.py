import matplotlib
import numpy as np
import pytest
import xarray as xr

matplotlib.use("Agg")
from yanglao import plot


def test_a_line_and_a_band_for_each_scenario(results):
    ax = plot.over_time(results, "queue", pool="nursing")
    assert len(ax.lines) == 2 and len(ax.collections) == 2
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["scenario base", "scenario more"]
    want = results.dataset["queue"].sum("region").mean("replication")[0, 0, :, 0]
    np.testing.assert_allclose(ax.lines[0].get_ydata(), want)
    assert ax.get_ylabel() == "people waiting [people]"


def test_draws_are_lines_or_told_how_to_be_seen(by_hand):
    from yanglao import Results

    def draws(count):
        one = by_hand.isel(scenario=[0])
        return Results(xr.concat([one.assign_coords(draw=[i]) for i in range(count)], "draw"))

    for picture in (lambda r: plot.over_time(r, "queue", pool="nursing"), lambda r: plot.over_lever(r, "queue", "scenario", pool="nursing"),
                    lambda r: plot.waits(r, "nursing")):
        assert any("draw 2" in text.get_text() for text in picture(draws(3)).get_legend().get_texts())
        with pytest.raises(ValueError, match="13 lines are too many to tell apart.*plot.fan shows how draws differ"):
            picture(draws(13))
    assert len(plot.over_time(draws(13), "queue", pool="nursing", draw=0).lines) == 1


def test_a_legend_hides_no_line(results):
    ax = plot.over_time(results, "queue", pool="nursing")
    ax.figure.canvas.draw()
    assert ax.get_legend().get_window_extent().x0 >= ax.get_window_extent().x1


def test_over_a_lever(by_hand):
    from yanglao import Results

    swept = Results(by_hand.rename(scenario="beds").assign_coords(beds=[1.0, 2.0]))
    ax = plot.over_lever(swept, "mean_wait_days", "beds", pool="nursing")
    assert len(ax.lines) == 1
    np.testing.assert_allclose(ax.lines[0].get_xydata(), [[1, 3.5], [2, 2]])
    assert ax.get_ylabel() == "mean wait of those admitted [days]"


@pytest.mark.parametrize("along", ["point", "lever"])
def test_labels_that_are_texts_stand_below_one_another(by_hand, along):
    from yanglao import Results

    texts = [f"[{{ date = 2021-01-01, value = 0.3 }}, {{ date = 2025-12-31, value = 0.{i} }}]" for i in (4, 5, 6, 7)]
    four = xr.concat([by_hand.isel(scenario=[i % 2]).drop_vars("scenario") for i in range(4)], "scenario")
    if along == "point":
        swept = four.rename(scenario="point").assign_coords({"coverage": ("point", texts)})
    else:
        swept = four.rename(scenario="coverage").assign_coords(coverage=texts)
    ax = plot.over_lever(Results(swept), "queue", "coverage", pool="nursing")
    ax.figure.canvas.draw()
    labels = ax.get_xticklabels()
    assert [label.get_text() for label in labels] == [f"2021-01-01: 0.3\n2025-12-31: 0.{i}" for i in (4, 5, 6, 7)]
    boxes = [label.get_window_extent() for label in labels] + [ax.xaxis.label.get_window_extent(), ax.texts[-1].get_window_extent()]
    assert not any(a.overlaps(b) for i, a in enumerate(boxes) for b in boxes[:i])
    drawn = ax.lines[0].get_xdata() if along == "lever" else ax.containers[0][0].get_xdata()
    assert len(drawn) == 4


def designed(by_hand):
    """Two points, which lie along a lever of numbers and one of texts."""
    along = {"point": [0, 1], "beds": ("point", [2.5, 1.0], {"units": "ratio"}), "keep": ("point", ["True", "False"])}
    return by_hand.rename(scenario="point").assign_coords(along)


def test_over_a_lever_of_a_design(by_hand):
    from yanglao import Results

    ax = plot.over_lever(Results(designed(by_hand)), "mean_wait_days", "beds", pool="nursing")
    np.testing.assert_allclose(ax.lines[0].get_xydata(), [[2.5, 3.5], [1, 2]])
    # Waits of 2, 3, 4, 5 days: t(0.975, 3) = 3.182446 (a printed table) times sqrt(5/3) over 2 to either side; those of 1, 1, 3, 3
    # days have a standard deviation of sqrt(4/3).
    half = 3.182446 / 2 * np.sqrt([5 / 3, 4 / 3])
    ends = [[each[0, 1], each[1, 1]] for each in ax.collections[0].get_segments()]
    np.testing.assert_allclose(ends, np.stack([[3.5, 2] - half, [3.5, 2] + half], axis=1), rtol=0, atol=1e-6)  # the table has seven digits
    assert ax.lines[0].get_linestyle() == "None" and ax.get_xlabel() == "beds [ratio]" and ax.get_legend() is None
    assert ax.texts[-1].get_text() == "dot: mean of 4 replications; bar: 95% interval of the mean"
    ax = plot.over_lever(Results(designed(by_hand)), "mean_wait_days", "keep", pool="nursing")
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["True", "False"]
    with pytest.raises(ValueError, match=r'"x" is not a dimension here; these are: .*beds.*keep'):
        plot.over_lever(Results(designed(by_hand)), "mean_wait_days", "x", pool="nursing")


def test_draws_of_a_design_are_colours(by_hand):
    from yanglao import Results

    both = xr.concat([designed(by_hand).assign_coords(draw=[i]) for i in range(2)], "draw")
    ax = plot.over_lever(Results(both), "queue", "beds", pool="nursing")
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["draw 0", "draw 1"]


def test_what_is_no_axis_is_refused(results):
    with pytest.raises(ValueError, match="not a dimension"):
        plot.over_lever(results, "queue", "beds")


def test_labels_can_be_added_up(results):
    added = plot.over_time(results, "cost", payer="central", line=...)
    listed = plot.over_time(results, "cost", payer="central", line=["construction", "fee"])
    want = results.dataset["cost"].sum(("region", "line")).mean("replication")[0, 0, :, 0]
    for ax in (added, listed):
        np.testing.assert_allclose(ax.lines[0].get_ydata(), want)


def test_the_note_tells_how_many_replications_each_value_has(by_hand):
    from yanglao import Results

    swept = by_hand.rename(scenario="beds").assign_coords(beds=[1.0, 2.0])
    stopped = (swept["beds"] == 1.0) & (swept["replication"] >= 3)  # a sweep to a precision: 3 and 4 replications
    swept["queue"] = swept["queue"].where(~stopped)
    ax = plot.over_lever(Results(swept), "queue", "beds", pool="nursing")
    assert ax.texts[-1].get_text() == "line: mean of 3 to 4 replications; band: 95% interval of the mean"
    ax = plot.over_lever(Results(by_hand.rename(scenario="beds").assign_coords(beds=[1.0, 2.0])), "queue", "beds", pool="nursing")
    assert "mean of 4 replications;" in ax.texts[-1].get_text()
