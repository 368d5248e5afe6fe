"""The program itself: any number of threads writes the same file, another seed another one."""

import subprocess
from pathlib import Path

import pytest

import yanglao as yl

ROOT = Path(__file__).parents[2]


def run(folder: Path, name: str, *options: str) -> Path:
    output = folder / f"{name}.h5"
    command = [ROOT / "build/yanglao", "run", "jiangxi-2025", "--scale", "0.01", "--until", "2021-07-01", "--quiet"]
    subprocess.run([*command, "--replications", "2", "--output", output, *options], check=True)
    return output


def same(a: Path, b: Path) -> int:
    return subprocess.run([ROOT / "scripts/same-results", a, b], stdout=subprocess.PIPE).returncode


@pytest.fixture(scope="module")
def one(tmp_path_factory):
    folder = tmp_path_factory.mktemp("threads")
    return run(folder, "one", "--threads", "1")


@pytest.mark.parametrize("threads", [2, 3])
def test_threads_change_no_byte(one, threads):
    other = run(one.parent, f"threads-{threads}", "--threads", str(threads))
    assert yl.open(one).dataset.attrs["run_threads"] == "1"
    assert yl.open(other).dataset.attrs["run_threads"] == str(threads)
    assert same(one, other) == 0


def test_seed_changes_the_file(one):
    assert same(one, run(one.parent, "seed", "--seed", "2")) == 1


def test_seeds_are_told_apart_in_numbers_not_only_in_the_record(one):
    other = yl.open(run(one.parent, "seed-again", "--seed", "2")).dataset
    assert not other["admissions"].equals(yl.open(one).dataset["admissions"])


def test_threads_change_no_byte_where_people_travel(tmp_path):
    files = []
    for threads in (1, 2, 3, 8):
        files.append(tmp_path / f"{threads}.h5")
        command = [ROOT / "build/yanglao", "run", "w1b-mail", "--quiet", "--threads", str(threads)]
        subprocess.run([*command, "--set", "population=20000", "--output", files[-1]], check=True)
    assert all(same(files[0], other) == 0 for other in files[1:])
    assert float(yl.open(files[0]).dataset["came_from_region"].sum()) > 1000
