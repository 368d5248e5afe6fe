"""Names in pictures are told apart, stand apart, and have letters: as they are drawn, not as they were asked for."""

import itertools
import warnings

import matplotlib
import numpy as np
import pandas as pd
import pytest
import xarray as xr

matplotlib.use("Agg")
import matplotlib.pyplot as plt
from matplotlib import font_manager

import yanglao as yl
from yanglao.plot import labels

TWO = [f"[{{ date = 2021-01-01, value = 0.3 }}, {{ date = 2025-12-31, value = {0.4 + i / 50:g} }}]" for i in range(12)]
FOUR = [f"[{{ date = 2021-01-01, value = 0.3 }}, {{ date = 2022-06-30, value = {0.31 + i / 100:g} }}, "
        f"{{ date = 2023-12-31, value = {0.5 + i / 100:g} }}, {{ date = 2025-12-31, value = {0.7 + i / 100:g} }}]" for i in range(12)]


@pytest.fixture(autouse=True)
def no_warnings():
    """Of letters that a font lacks, of a layout that found no room."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield
    plt.close("all")


def swept(data, schedules):
    """Two values of one lever, these schedules of the other."""
    def each(i):
        return data.drop_vars("scenario").rename(scenario="beds").assign_coords(beds=[0.5, 1.0]).isel(beds=[i, 1 - i])

    parts = [each(i % 2).assign_coords(beds=[0.5, 1.0]) for i in range(len(schedules))]
    along = xr.DataArray(schedules, dims="family_doctor.coverage", name="family_doctor.coverage")
    return yl.Results(xr.concat(parts, along))


def ticks(axis):
    """The labels in view: matplotlib makes some beyond, and does not draw them."""
    low, high = sorted(axis.get_view_interval())
    return [label for place, label in zip(axis.get_majorticklocs(), axis.get_majorticklabels()) if low <= place <= high]


def told(ax):
    legend = ax.get_legend()
    return [*ticks(ax.xaxis), *ticks(ax.yaxis), ax.xaxis.label, ax.yaxis.label, ax.title, *ax.texts,
            *((legend.get_title(), *legend.get_texts()) if legend else ())]


def stands(ax, figure=None):
    """All texts are within the figure, none on another, and the axes are wide enough to see something."""
    figure = figure or ax.figure
    figure.canvas.draw()
    texts = [text for text in told(ax) if text.get_text()]
    boxes = [text.get_window_extent() for text in texts]
    for text, box in zip(texts, boxes):
        assert box.x0 >= -1 and box.y0 >= -1 and box.x1 <= figure.bbox.width + 1 and box.y1 <= figure.bbox.height + 1, text.get_text()
    for (a, one), (b, other) in itertools.combinations(zip(texts, boxes), 2):
        assert not one.overlaps(other), (a.get_text(), b.get_text())
    for text in [*ticks(ax.yaxis), *(ax.get_legend().get_texts() if ax.get_legend() else ())]:
        assert max(map(len, text.get_text().split("\n"))) <= 36
    assert ax.bbox.width > 0.4 * figure.bbox.width / len(figure.axes)


PICTURES = {
    "over_time": lambda r: yl.plot.over_time(r, "queue", pool="nursing"),
    "over_lever": lambda r: yl.plot.over_lever(r, "queue", "beds", pool="nursing"),
    "along the schedules": lambda r: yl.plot.over_lever(r, "queue", "family_doctor.coverage", pool="nursing"),
    "costs": lambda r: yl.plot.costs(r, 2020),
    "waits": lambda r: yl.plot.waits(r, "nursing"),
    "differences": lambda r: yl.plot.differences(yl.compare(r, {"beds": 1.0}, ["queue", "mean_wait_days"])),
}


@pytest.mark.parametrize("schedules", [TWO[:3], FOUR[:6], [TWO[0], FOUR[0], "0.5"]], ids=["two dates", "four dates", "some"])
@pytest.mark.parametrize("picture", PICTURES)
def test_schedules_leave_room_for_the_picture(by_hand, picture, schedules):
    stands(PICTURES[picture](swept(by_hand, schedules)))


def test_indicators_of_schedules():
    points = [[("2021-01-01", 0.3), ("2023-12-31", 0.4 + i / 10), ("2025-12-31", 0.5 + i / 10), ("2030-12-31", 0.9)] for i in range(3)]
    results = yl.sweep("jiangxi-2025", {"family_doctor.coverage": points, "beds.nursing.factor": [0.5, 1]}, replications=2, scale=0.002,
                       until="2021-03-01", progress=False)
    ax = yl.plot.indicators(results, "nursing_bed_share")
    stands(ax)
    assert len({text.get_text() for text in ax.get_legend().get_texts()}) == 6


@pytest.mark.parametrize("schedules", [TWO, FOUR, FOUR[:4]], ids=["12 of two dates", "12 of four dates", "4 of four dates"])
@pytest.mark.parametrize("columns", [1, 2])
def test_ticks_of_a_design_stand_apart(by_hand, schedules, columns):
    points = xr.concat([by_hand.isel(scenario=[i % 2]).drop_vars("scenario") for i in range(len(schedules))], "scenario")
    results = yl.Results(points.rename(scenario="point").assign_coords({"coverage": ("point", schedules)}))
    figure, axes = plt.subplots(1, columns, figsize=(11 if columns == 2 else 8.5, 4), layout="constrained", squeeze=False)
    for ax in axes.flat:
        yl.plot.over_lever(results, "queue", "coverage", ax=ax, pool="nursing")
    for ax in axes.flat:
        stands(ax, figure)
        assert len({text.get_text() for text in ax.get_xticklabels()}) == len(schedules)


def test_more_ticks_than_fit_are_numbers_that_the_note_tells(by_hand):
    many = [f"{text[:-3]}{i} }}]" for i in range(10) for text in TWO]
    points = xr.concat([by_hand.isel(scenario=[i % 2]).drop_vars("scenario") for i in range(len(many))], "scenario")
    ax = yl.plot.over_lever(yl.Results(points.rename(scenario="point").assign_coords({"coverage": ("point", many)})), "queue",
                            "coverage", pool="nursing")
    stands(ax)
    assert [(text.get_text(), tick) for text, tick in zip(ax.get_xticklabels(), ax.get_xticks())][:2] == [("1", 0), ("13", 12)]
    assert ax.texts[-1].get_text().endswith("\nvalues are numbered as in the results")


def test_a_schedule_is_told_by_what_is_its_own():
    assert list(labels.short(TWO[:2]).values()) == ["... 2025-12-31: 0.4", "... 2025-12-31: 0.42"]
    assert list(labels.short(TWO[:1]).values()) == ["2021-01-01: 0.3, 2025-12-31: 0.4"]
    assert list(labels.short(FOUR[:2]).values()) == ["schedule 1: 0.3 ... 0.7", "schedule 2: 0.3 ... 0.71"]
    assert labels.numbered(labels.short(FOUR).values()) and not labels.numbered(labels.short(TWO).values())
    part = "[{ date = 2021-01-01, value = 0.3 }]"  # of the other: nothing is its own
    assert list(labels.short([part, TWO[0], 0.5]).values()) == ["2021-01-01: 0.3", "2021-01-01: 0.3, 2025-12-31: 0.4", "0.5"]


def test_no_two_schedules_have_one_label():
    dates, values = ("2021-01-01", "2022-06-30", "2025-12-31"), (0.1, 0.2)
    every = ["[" + ", ".join(f"{{ date = {date}, value = {value} }}" for date, value in zip(chosen, levels)) + "]"
             for n in (1, 2, 3) for chosen in itertools.combinations(dates, n) for levels in itertools.product(values, repeat=n)]
    for group in itertools.chain(itertools.combinations(every, 2), itertools.combinations(every, 3), [every]):
        assert len(set(labels.short(group).values())) == len(group)


def by_region(names):
    return pd.DataFrame({"variable": "occupied", "region": names, "baseline": 10.0, "difference": np.arange(len(names)) - 3.0,
                         "low": np.arange(len(names)) - 4.0, "high": np.arange(len(names)) - 2.0})


def shown(ax):
    return [text.get_text() for text in ax.get_yticklabels()]


@pytest.fixture
def few_fonts(monkeypatch):
    """No font but matplotlib's own, whatever the machine has."""
    own = [font for font in font_manager.fontManager.ttflist if str(matplotlib.get_data_path()) in font.fname]
    monkeypatch.setattr(font_manager.fontManager, "ttflist", own)
    labels._with.cache_clear()
    yield
    labels._with.cache_clear()


def test_letters_that_no_font_has_are_left_out(few_fonts):
    ax = yl.plot.differences(by_region(["360102 东湖区", "360103 西湖区", "Ganzhou (赣州)"]))
    stands(ax)
    assert shown(ax) == ["360102", "360103", "Ganzhou"]


def test_no_label_is_empty_or_twice_for_its_letters(few_fonts):
    ax = yl.plot.differences(by_region(["东湖区", "西湖区", "36 县", "36 市"]))
    stands(ax)
    assert shown(ax) == ["1", "2", "3: 36", "4: 36"]


def test_titles_and_legends_have_letters(few_fonts, by_hand):
    ax = yl.plot.over_time(yl.Results(by_hand.assign_coords(scenario=["方案 1", "方案 2"], pool=["养老 n"])), "queue", pool="养老 n")
    stands(ax)
    assert ax.get_title() == "queue ( n)" and [text.get_text() for text in ax.get_legend().get_texts()] == ["scenario 1", "scenario 2"]


def test_letters_of_another_font_are_drawn_with_it(few_fonts):
    """cmr10 has no Cyrillic; DejaVu has."""
    with matplotlib.rc_context({"font.family": ["cmr10"], "axes.unicode_minus": False, "axes.formatter.use_mathtext": True}):
        ax = yl.plot.differences(by_region(["360102 Ж", "360103 Ю"]))
        ax.figure.canvas.draw()
        assert shown(ax) == ["360102 Ж", "360103 Ю"]
        assert ax.get_yticklabels()[0].get_fontfamily()[0] == "cmr10" and "DejaVu" in ax.get_yticklabels()[0].get_fontfamily()[1]


@pytest.mark.parametrize("name", ["{} numbers", "institution_residents_share, 20{:02d} of a long name"])
def test_the_most_rows_stand_apart(name):
    ax = yl.plot.differences(by_region([name.format(i) for i in range(40)]))
    stands(ax)
    assert len(set(shown(ax))) == 40


def test_the_most_lines_have_a_legend_within_the_figure(by_hand):
    for picture in ("over_time", "waits"):
        stands(PICTURES[picture](swept(by_hand, FOUR[:6])))


def test_a_schedule_in_a_title(by_hand):
    ax = yl.plot.fan(swept(by_hand, TWO[:2]), "queue", pool="nursing", beds=1, **{"family_doctor.coverage": [("2021-01-01", 0.3), ("2025-12-31", 0.4)]})
    stands(ax)
    assert "2021-01-01: 0.3, 2025-12-31: 0.4" in ax.get_title().replace("\n", " ")
