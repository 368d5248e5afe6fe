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
