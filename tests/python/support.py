"""What several tests share."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]


def same(a: Path, b: Path) -> bool:
    """Whether two results files are the same bytes but for the record of the run."""
    return subprocess.run([ROOT / "scripts/same-results", a, b], stdout=subprocess.PIPE).returncode == 0
