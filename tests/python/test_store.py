"""Jobs in files of their own: small ones as their numbers with a head, large ones as results files, and each comes back as it was."""

import pytest
import xarray as xr

import yanglao as yl
from yanglao import part, store
from yanglao.jobs import Job, run_job
from yanglao.store import Folder, Key


@pytest.fixture(scope="module")
def dataset() -> xr.Dataset:
    return run_job(Job(yl.Scenario.load("jiangxi-2025"), 2, first=4, scale=0.005, until="2021-03-01"))


def assert_same(found: xr.Dataset, expected: xr.Dataset) -> None:
    assert found.identical(expected)
    assert list(found.data_vars) == list(expected.data_vars) and found.attrs == expected.attrs


def test_a_part_comes_back_as_it_was(dataset, tmp_path):
    part.write(tmp_path / "a.part", dataset)
    assert_same(part.read(tmp_path / "a.part"), dataset)
    assert [each.name for each in tmp_path.iterdir()] == ["a.part"]


@pytest.mark.parametrize("kept", [0, 4, 8, 100, 10_000, -1])
def test_a_part_that_was_cut_is_refused(dataset, tmp_path, kept):
    path = tmp_path / "a.part"
    part.write(path, dataset)
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(yl.FileError, match="a.part: cannot be read"):
        part.read(path)


def test_a_part_that_cannot_be_written_says_so(dataset, tmp_path):
    with pytest.raises(yl.FileError, match="cannot be written"):
        part.write(tmp_path / "no folder" / "a.part", dataset)


@pytest.mark.parametrize("small, suffix", [(2**20, ".part"), (0, ".h5")])
def test_small_and_large_jobs_are_found_again_by_the_next_call(dataset, tmp_path, monkeypatch, small, suffix):
    monkeypatch.setattr(store, "_SMALL", small)
    key = Key(3, 4, 2)
    Folder(tmp_path / "s.h5", {}).put(key, dataset)
    assert [each.suffix for each in (tmp_path / "s.h5.parts").glob("0*")] == [suffix]
    again = Folder(tmp_path / "s.h5", {})
    assert again.keys() == [key]
    assert_same(again.get(key), dataset)
