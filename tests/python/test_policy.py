"""scripts/backtest and the tables of docs that are made from scenarios/data."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def call(script, *words):
    return subprocess.run([sys.executable, ROOT / "scripts" / script, *words], capture_output=True, text=True)


def test_docs_hold_the_tables_made_from_the_data():
    done = call("doc-tables", "--check")
    assert done.returncode == 0, done.stderr


def test_backtest_prints_each_figure_with_its_verdict():
    done = call("backtest", "--scale", "0.1")
    assert done.returncode == 0, done.stderr
    rows = [line for line in done.stdout.splitlines() if re.match("(Jiangxi|Jilin|Changchun) ", line)]
    assert len(rows) > 40
    assert all(re.search(r"  (met|MISS: .+|no official figure)$", row) for row in rows)
    people = [row for row in rows if re.match(r"\w+ \d\d\+, ", row) and "no official figure" not in row]
    assert len(people) == 8 and all(row.endswith("met") for row in people)
    # What misses has a reason, and no more of it misses than docs/policy.md names.
    assert not [row for row in rows if row.endswith("no reason known")]


def test_required_figures_decide_the_status():
    text = call("backtest", "--scale", "0.1", "--require")
    missed = [line for line in text.stdout.splitlines() if "MISS" in line and re.search("[0-9]{2}\\+", line)]
    assert text.returncode == (1 if missed else 0)
