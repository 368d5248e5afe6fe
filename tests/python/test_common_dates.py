"""Common random numbers, seen in single lives: a bed got on another day moves no decision whose reason did not move."""

import numpy as np
import pandas as pd
import pytest

import yanglao as yl

# Short stays, so that many go home again within the run; nursing beds are few, so that many wait for one.
MEAN_DAYS = 300.0
SETTINGS = {"institution.home_again_nursing_days": MEAN_DAYS, "beds.nursing.factor": 0.4}
OPTIONS = dict(persons=10**9, scale=0.02, until="2023-01-01", progress=False)


@pytest.fixture(scope="module")
def both() -> list[pd.DataFrame]:
    """The lives of everybody, with a few beds less and a few more."""
    base = yl.Scenario.load("jiangxi-2025").set(SETTINGS)
    return [yl.lives(each, **OPTIONS) for each in (base, base.set({"beds.nursing.factor": 0.44}))]


def home_again(lives: pd.DataFrame) -> pd.Series:
    """Whether a row tells of somebody's going home from a nursing bed (straight, not by way of a hospital)."""
    before = lives.groupby("person")["place"].shift()
    return (lives["event"] == "moves") & (lives["place"] == "home") & (before == "nursing")


def stays(lives: pd.DataFrame) -> pd.DataFrame:
    """First stay of each person in a nursing bed that ended at home: when it began and ended."""
    came = lives[lives["place"] == "nursing"].groupby("person")["time"].first()
    left = lives[home_again(lives)].groupby("person")["time"].first()
    return pd.DataFrame({"came": came, "left": left}).dropna()


def test_who_gets_a_bed_on_another_day_leaves_it_on_the_same(both):
    fewer, more = map(stays, both)
    joined = fewer.add_suffix("_fewer").join(more.add_suffix("_more"), how="inner")
    apart = (joined["came_fewer"] - joined["came_more"]).abs()
    moved = joined[apart > pd.Timedelta("1D")]
    assert len(moved) > 40
    # They go home on dates of their own, unless one lies between the two days on which they came: n days apart, it does
    # not with probability exp(-n / mean). Few have another life in one of the two for another reason: a tenth are let off.
    # Without common dates hardly any would be the same.
    same = (moved["left_fewer"] - moved["left_more"]).abs() < pd.Timedelta("1min")
    expected = np.exp(-apart[moved.index] / pd.Timedelta(days=MEAN_DAYS))
    assert same.sum() > 0.9 * expected.sum() - 4.5 * np.sqrt((expected * (1 - expected)).sum())


def test_people_go_home_at_the_rate_that_the_lever_says():
    """Goings home over the days in which one could happen: Poisson. Of right engines one in 100,000 differs by 4.5 standard
    deviations; a mean stay a sixth longer is told apart but for one in 1,000, as some 3,000 go home (7.8 standard deviations)."""
    mean = 100.0
    lives = yl.lives(yl.Scenario.load("jiangxi-2025").set(SETTINGS | {"institution.home_again_nursing_days": mean}), **OPTIONS)
    until = lives["time"].shift(-1).where(lives["person"] == lives["person"].shift(-1), pd.Timestamp(OPTIONS["until"]))
    may_go = (lives["place"] == "nursing") & (lives["waits_for"] == "") & ~lives["terminal"] & ~lives["event"].isin(["dies", "departs"])
    days = ((until - lives["time"])[may_go] / pd.Timedelta("1D")).sum()
    count = home_again(lives).sum()
    assert abs(count - days / mean) < 4.5 * np.sqrt(days / mean)
    assert abs(count - days / (mean * 7 / 6)) > 4.5 * np.sqrt(days / mean)



def test_more_beds_have_the_same_people_at_the_start_and_more():
    """And the same in all other places of care: nobody is moved for one more nursing bed."""
    base = yl.Scenario.load("jiangxi-2025")

    def there(factor: float) -> dict[str, set[str]]:
        lives = yl.lives(base.set({"beds.nursing.factor": factor}), **OPTIONS | {"until": "2020-11-02"})
        at_start = lives[lives["time"] == lives["time"].min()]
        return {place: set(each["person"]) for place, each in at_start.groupby("place")}

    # So many more that no county has fewer, whose beds are rounded to whole ones so that the province's number is right.
    fewer, more = there(1.0), there(1.2)
    assert fewer["nursing"] < more["nursing"]
    # Full to the same share: a fifth more people. Each of 100 counties rounds its number up or down by the same chance in both,
    # so that the number added has a standard deviation of at most 5 (and the beds, added up, are right within one).
    added = more["nursing"] - fewer["nursing"]
    assert len(added) == pytest.approx(0.2 * len(fewer["nursing"]), abs=4.5 * 5)
    for place in ("general", "dementia", "community"):
        assert len(fewer[place]) > 10 and fewer[place] - added == more[place] - added
