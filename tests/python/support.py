"""What several tests share."""

import subprocess
from pathlib import Path

import yanglao as yl
from yanglao import course

ROOT = Path(__file__).parents[2]


def same(a: Path, b: Path) -> bool:
    """Whether two results files are the same bytes but for the record of the run."""
    return subprocess.run([ROOT / "scripts/same-results", a, b], stdout=subprocess.PIPE).returncode == 0


def written(path: Path) -> Path:
    """The output of an interrupted call, out of its parts."""
    yl.merge(path, [f"{path}.parts"]).dataset.close()
    return path


def counted_jobs(monkeypatch, stop_after: int | None = None) -> list[int]:
    """The jobs of sweeps and draws that are run from now on; Ctrl-C when so many are done."""
    run_jobs, counted = course.run_jobs, []

    def runs(*arguments):
        for i, dataset in run_jobs(*arguments):
            counted.append(i)
            yield i, dataset
            if len(counted) == stop_after:
                raise KeyboardInterrupt

    monkeypatch.setattr(course, "run_jobs", runs)
    return counted
