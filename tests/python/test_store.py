"""Jobs in files of their own, plain or packed: each comes back as it was, or is refused."""

import zlib

import numpy as np
import pytest
import xarray as xr

import yanglao as yl
from yanglao import folder, part
from yanglao.folder import Extent, Folder
from yanglao.job import Job, run_job
from yanglao.store import Key

WIDE = Extent(1000, 1000)


@pytest.fixture(scope="module")
def dataset() -> xr.Dataset:
    return run_job(Job(yl.Scenario.load("jiangxi-2025"), 2, first=4, scale=0.005, until="2021-03-01"))


def assert_same(found: xr.Dataset, expected: xr.Dataset) -> None:
    assert found.identical(expected)
    assert list(found.data_vars) == list(expected.data_vars) and found.attrs == expected.attrs


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed"])
def test_a_part_comes_back_as_it_was(dataset, tmp_path, packed):
    part.write(tmp_path / "a.part", dataset, packed=packed)
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


def test_jobs_are_packed_once_plain_ones_fill_their_room_and_all_are_found_by_the_next_call(dataset, tmp_path, monkeypatch):
    size = sum(array.nbytes for array in dataset.variables.values())
    monkeypatch.setattr(folder, "_MOST_PLAIN", 2 * size)
    keys = [Key(0, first, 2) for first in (0, 2, 4)]
    first_call = parts(tmp_path)
    for key in keys:
        first_call.put(key, dataset)
    again = parts(tmp_path)
    assert again.keys() == keys
    for key in keys:
        assert_same(again.get(key), dataset)
    bytes_ = [path.stat().st_size for path in sorted(first_call.path.glob("*.part"))]
    assert bytes_[0] == bytes_[1] > bytes_[2]


def test_packed_counts_take_a_quarter_of_the_room(tmp_path):
    # Poisson counts of mean 3 hold 2.8 bits each, 1/23 of what they take in memory.
    counts = np.random.default_rng().poisson(3, (1, 1, 1, 100, 1000)) * 1.0
    made = xr.Dataset({"queue": (("scenario", "draw", "replication", "month", "cell"), counts)}, {"scenario": ["a"], "draw": [0]})
    for name, packed in (("plain", False), ("packed", True)):
        part.write(tmp_path / name, made, packed=packed)
    assert (tmp_path / "packed").stat().st_size < (tmp_path / "plain").stat().st_size / 4


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed"])
@pytest.mark.parametrize("at", [0, 8, 9, 40, 0.5, -800, -1])
def test_a_job_of_which_a_byte_has_changed_is_refused(dataset, tmp_path, at, packed):
    path = written(tmp_path, Key(3, 4, 2), dataset, packed)
    held = bytearray(path.read_bytes())
    held[int(at * len(held)) if isinstance(at, float) else at] ^= 0x5A
    path.write_bytes(held)
    assert_refused(tmp_path, Key(3, 4, 2), path)


HEADS = [b"[1,2]", b"{}", b'{"packed":false}', b'{"packed":false,"variables":[{}]}', b'{"packed":true,"variables":[{"data":"x"}]}',
         b'{"packed":true,"variables":[{"data":[[2],3]}]}', b'{"packed":false,"variables":[{"data":[[2],9]}]}', b"[" * 100_000, b"\xff"]


@pytest.mark.parametrize("head", HEADS)
def test_a_job_that_is_something_else_is_refused_in_one_line(tmp_path, head):
    held = len(head).to_bytes(8, "little") + head + b"123456789"
    path = parts(tmp_path).path / "000000-000000-002.part"
    path.write_bytes(zlib.crc32(held, zlib.crc32(b"{} 0 0 2")).to_bytes(8, "little") + held)
    assert "damaged" not in assert_refused(tmp_path, Key(0, 0, 2), path)


@pytest.mark.parametrize("key", [Key(3, 0, 2), Key(3, 4, 3), Key(2, 4, 2)])
def test_a_job_under_the_name_of_another_is_refused(dataset, tmp_path, key):
    path = written(tmp_path, Key(3, 4, 2), dataset)
    path = path.rename(path.with_name(f"{key.point:06d}-{key.first:06d}-{key.count:03d}.part"))
    assert "it is damaged, or of another sweep" in assert_refused(tmp_path, key, path)


def test_a_job_of_another_sweep_is_refused(dataset, tmp_path):
    path = written(tmp_path, Key(3, 4, 2), dataset)
    (path.parent / "recipe.json").write_text('{"seed": "2"}')
    with pytest.raises(yl.FileError, match="damaged, or of another sweep"):
        Folder(tmp_path / "s.h5", {"seed": "2"}, WIDE).get(Key(3, 4, 2))


@pytest.mark.parametrize("name, words", [
    ("000004-000000-002", "is of point 4, and there are 4, from 0"),
    ("000003-000019-002", "is of replications to 20, and there are 20, from 0"),
    ("000000-000000-000", "is of no replication"),
    ("000003-000005-002", "is of replications that 000003-000004-002.part holds too"),
])
def test_a_job_that_the_sweep_does_not_have_is_refused_before_anything_is_run(dataset, tmp_path, name, words):
    path = written(tmp_path, Key(3, 4, 2), dataset)
    (path.parent / f"{name}.part").write_bytes(path.read_bytes())
    with pytest.raises(yl.FileError) as refused:
        Folder(tmp_path / "s.h5", {}, Extent(4, 20))
    assert str(refused.value) == f"{path.parent / name}.part: {words}, so that it is no job of this sweep. Delete this one file"


@pytest.mark.parametrize("name", ["3-4-2.part", "0000003-000004-002.part", "000003-000004-002.h5", "000003-000004-02.part"])
def test_names_that_no_call_gives_are_no_jobs(tmp_path, name):
    (parts(tmp_path).path / name).write_text("x")
    assert parts(tmp_path).keys() == []


def test_a_folder_in_the_place_of_a_job_is_refused(tmp_path):
    path = parts(tmp_path).path / "000000-000000-002.part"
    path.mkdir()
    assert_refused(tmp_path, Key(0, 0, 2), path)


def parts(folder):
    return Folder(folder / "s.h5", {}, WIDE)


def written(folder, key, dataset, packed=False):
    """A job's file in the parts."""
    here = parts(folder)
    here.put(key, dataset)
    path = here.path / f"{key.point:06d}-{key.first:06d}-{key.count:03d}.part"
    if packed:
        part.write(path, dataset, f"{{}} {key.point} {key.first} {key.count}", packed=True)
    return path


def assert_refused(tmp_path, key, path):
    with pytest.raises(yl.FileError) as refused:
        parts(tmp_path).get(key)
    told = str(refused.value)
    assert "\n" not in told and told.startswith(f"{path}") and told.count(path.name) == 1, told
    assert told.endswith(". Delete this one file, and the same call runs its job again")
    return told
