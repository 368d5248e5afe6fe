"""Single lives, and replays: every number of the file again, and lives that add up to the books."""

import subprocess
import sys

import numpy as np
import pytest
import yanglao as yl

SHORT = dict(scale=0.01, until="2022-01-01", progress=False)


@pytest.fixture(scope="module")
def results():
    return yl.run(["jiangxi-2020", "jiangxi-2025"], replications=2, seed=9, **SHORT)


@pytest.fixture(scope="module")
def everybody(results):
    return yl.replay(results, replication=1, persons=10**9, at={"scenario": "jiangxi-2025"}, progress=False)


def test_a_replay_with_everybody_watched_is_the_run_to_the_bit(everybody):
    assert everybody.different == []
    assert everybody.results.dataset.sizes["replication"] == 1


def test_all_lives_add_up_to_what_the_file_says(results, everybody):
    # Counted from the lives here, by the tallies of the engine there: two ways of telling, and no number may differ.
    told = results.dataset.sel(scenario="jiangxi-2025", replication=1).isel(draw=0).sum("region")
    lives = everybody.lives
    last = lives.groupby("person").last()
    died = last[last["event"] == "dies"]
    setting = {"general": "institution", "nursing": "institution", "dementia": "institution", "acute": "hospital",
               "geriatric": "hospital", "hospice at home": "hospice"}
    for place, count in died["place"].replace(setting).value_counts().items():
        assert told["deaths"].sel(place=place).sum() == count
    assert told["deaths"].sum() == len(died) > 500
    turned = lives[(lives["event"] == "enters") & (lives["time"] > "2020-11-01")]
    assert told["turned_60"].sum() == len(turned) > 100
    for pool in ("nursing", "acute", "community"):
        left = (lives["event"] == "gives up").sum() and _left_without(lives, pool)
        assert told["left_waiting"].sel(pool=pool).sum() == left
    assert told["population"].isel(month=-1).sum() == len(last) - len(died)


def _left_without(lives, pool):
    """Those who give up the line of a pool: the line before, of the same person, says for which they waited."""
    waited = lives.groupby("person")["waits_for"].shift()
    return ((lives["event"] == "gives up") & (waited == pool)).sum()


def test_who_moves_is_told_with_where_they_live_from_then_on(everybody):
    moves = everybody.lives[everybody.lives["event"] == "moves"]
    lived_in = moves["place"].isin(["home", "community", "general", "nursing", "dementia"])
    assert (moves["lives_in"] == moves["place"])[lived_in].all() and lived_in.sum() > 1000
    assert (moves["lives_in"] == "home")[moves["place"].isin(["hospice", "hospice at home"])].all()
    away = moves[moves["place"].isin(["acute", "geriatric"])]
    assert len(away) > 1000 and set(away["lives_in"]) >= {"home", "nursing"}


def test_a_life_is_in_order_and_ends_with_its_end(everybody):
    lives = everybody.lives
    same = lives["person"] == lives["person"].shift()
    assert (lives["time"].diff()[same] >= np.timedelta64(0)).all()
    assert (lives["event"][~same] == "enters").all()
    ends = lives["event"].isin(["dies", "departs"])
    assert not (ends.shift(fill_value=False) & same).any()


def test_a_sample_is_chosen_by_number_alone_and_named_lives_are_the_same(everybody):
    few = yl.lives("jiangxi-2025", replication=1, persons=50, seed=9, **SHORT)
    # About 50 of those at the start and as large a part of those who turn 60: binomial, 4.9 standard deviations.
    assert 50 - 35 < few["person"].nunique() < 62 + 35
    names = list(few["person"].unique()[:3])
    named = yl.lives("jiangxi-2025", replication=1, persons=names, seed=9, **SHORT)
    assert list(named["person"].unique()) == names
    for frame in (few, everybody.lives):
        there = frame[frame["person"].isin(names)].reset_index(drop=True)
        assert there.astype(str).equals(named.astype(str))


def test_sweeps_and_draws_are_replayed_too():
    sweep = yl.sweep("jiangxi-2020", {"beds.nursing.factor": [0.5, 2.0]}, replications=2, seed=3, scale=0.01,
                     until="2021-03-01", progress=False)
    for factor in (0.5, 2.0):
        assert yl.replay(sweep, 1, at={"beds.nursing.factor": factor}, progress=False).different == []
    draws = yl.uncertainty("jiangxi-2020", draws=2, replications=2, seed=3, scale=0.01, until="2021-03-01",
                           progress=False)
    for draw in (0, 1):
        assert yl.replay(draws, 1, draw=draw, progress=False).different == []


def test_what_was_changed_is_found(results):
    data = results.dataset.copy(deep=True)
    data["queue"][:, :, 1, 3, 5, 2] += 1
    at = {"scenario": "jiangxi-2020"}
    assert yl.replay(yl.Results(data), 1, at=at, progress=False).different == ["queue"]
    assert yl.replay(yl.Results(data), 0, at=at, progress=False).different == []


def test_a_number_of_persons_may_be_numpys():
    given = dict(seed=3, **SHORT)
    assert yl.lives("jiangxi-2020", persons=np.int64(5), **given).equals(yl.lives("jiangxi-2020", persons=5, **given))


def test_what_is_refused(results):
    with pytest.raises(ValueError, match=r"say which, such as at=\{'scenario': 'jiangxi-2020'\}"):
        yl.replay(results, 0)
    swept = yl.Results(results.dataset.rename(scenario="beds").assign_coords(beds=[1, 2]))
    with pytest.raises(ValueError, match=r"holds beds \[1, 2\]; say which, such as at=\{'beds': 1\}"):
        yl.replay(swept, 0)
    with pytest.raises(KeyError, match="replication 2"):
        yl.replay(results, 2, at={"scenario": "jiangxi-2020"})
    with pytest.raises(KeyError, match="no person"):
        yl.lives("jiangxi-2020", persons=["Nanchang/1"], **SHORT)
    with pytest.raises(ValueError, match="care model"):
        yl.lives("w1b", persons=3, progress=False)


def test_the_command(results, everybody, tmp_path):
    path = tmp_path / "r.h5"
    results.save(path)
    person = everybody.lives["person"].value_counts().index[0]
    words = ["replay", str(path), "--replication", "1", "--at", "scenario=jiangxi-2025", "--person", person, "--quiet"]
    done = subprocess.run([sys.executable, "-m", "yanglao", *words], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "came out again, to the bit" in done.stdout
    assert len(done.stdout.splitlines()) >= (everybody.lives["person"] == person).sum() + 4
    wrong = subprocess.run([sys.executable, "-m", "yanglao", "replay", str(path)], capture_output=True, text=True)
    assert wrong.returncode == 2 and "say which, such as --at scenario=jiangxi-2020" in wrong.stderr
