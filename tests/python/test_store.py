"""Jobs in files of their own, as their numbers with a head or as results files: each comes back as it was."""

import zlib

import pytest
import xarray as xr

import yanglao as yl
from yanglao import part, store
from yanglao.job import Job, run_job
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


@pytest.mark.parametrize("small, most, suffix", [(2**20, 0, ".part"), (0, 2**30, ".part"), (0, 0, ".h5")])
def test_small_and_large_jobs_are_found_again_by_the_next_call(dataset, tmp_path, monkeypatch, small, most, suffix):
    monkeypatch.setattr(store, "_SMALL", small)
    monkeypatch.setattr(store, "_MOST_PLAIN", most)
    key = Key(3, 4, 2)
    Folder(tmp_path / "s.h5", {}).put(key, dataset)
    assert [each.suffix for each in (tmp_path / "s.h5.parts").glob("0*")] == [suffix]
    again = Folder(tmp_path / "s.h5", {})
    assert again.keys() == [key]
    assert_same(again.get(key), dataset)


def test_larger_jobs_are_packed_from_where_the_plain_ones_would_take_too_much(dataset, tmp_path, monkeypatch):
    part.write(tmp_path / "a.part", dataset)
    size, file = sum(array.nbytes for array in dataset.variables.values()), (tmp_path / "a.part").stat().st_size
    monkeypatch.setattr(store, "_SMALL", 0)
    monkeypatch.setattr(store, "_MOST_PLAIN", 2 * file + 1.5 * size)  # two files found, and one more
    folder = tmp_path / "s.h5.parts"
    for first in (0, 2):  # the second call counts what the first has put
        again = Folder(tmp_path / "s.h5", {})
        for replication in (first, first + 1):
            again.put(Key(0, replication, 1), dataset)
    assert sorted(each.suffix for each in folder.glob("0*")) == [".h5", ".part", ".part", ".part"]


@pytest.mark.parametrize("at", [0, 8, 9, 40, 0.5, -800, -1])
def test_a_job_of_which_a_byte_has_changed_is_refused(dataset, tmp_path, at):
    path = Folder(tmp_path / "s.h5", {}).path / "000003-000004-002.part"
    part.write(path, dataset)
    held = bytearray(path.read_bytes())
    held[int(at * len(held)) if isinstance(at, float) else at] ^= 0x5A
    path.write_bytes(held)
    assert_refused(tmp_path, Key(3, 4, 2), path)


def test_a_packed_job_that_was_cut_is_refused(dataset, tmp_path, monkeypatch):
    monkeypatch.setattr(store, "_SMALL", 0)
    monkeypatch.setattr(store, "_MOST_PLAIN", 0)
    folder = Folder(tmp_path / "s.h5", {})
    folder.put(Key(3, 4, 2), dataset)
    path = folder.path / "000003-000004-002.h5"
    path.write_bytes(path.read_bytes()[:-1000])
    assert_refused(tmp_path, Key(3, 4, 2), path)


@pytest.mark.parametrize("head", [b"[1,2]", b"{}", b'{"variables":[{}]}', b'{"variables":[{"data":"x"}]}', b"[" * 100_000, b"\xff"])
def test_a_job_that_is_something_else_is_refused_in_one_line(tmp_path, head):
    folder = Folder(tmp_path / "s.h5", {})
    held = len(head).to_bytes(8, "little") + head
    path = folder.path / "000000-000000-002.part"
    path.write_bytes(zlib.crc32(held).to_bytes(8, "little") + held)
    assert_refused(tmp_path, Key(0, 0, 2), path)


@pytest.mark.parametrize("key", [Key(3, 0, 2), Key(3, 4, 3)])
def test_a_job_under_the_name_of_other_replications_is_refused(dataset, tmp_path, key):
    path = Folder(tmp_path / "s.h5", {}).path / f"000003-{key.first:06d}-{key.count:03d}.part"
    part.write(path, dataset)
    assert_refused(tmp_path, key, path)


def test_a_folder_in_the_place_of_a_job_is_refused(tmp_path):
    path = Folder(tmp_path / "s.h5", {}).path / "000000-000000-002.part"
    path.mkdir()
    assert_refused(tmp_path, Key(0, 0, 2), path)


def assert_refused(tmp_path, key, path):
    with pytest.raises(yl.FileError) as refused:
        Folder(tmp_path / "s.h5", {}).get(key)
    told = str(refused.value)
    assert "\n" not in told and told.startswith(f"{path}") and told.count(path.name) == 1, told
    assert told.endswith(". Delete this one file, and the same call runs its job again")
