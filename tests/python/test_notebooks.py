"""Every notebook runs from top to bottom, and is stored with the output of this code, so that it can be read without
running. Where results have changed since it was stored, the test says so: `scripts/notebooks` runs all again."""

import re
from pathlib import Path

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
NUMBER = r"-?\d+(?:\.\d+)?(?:e[-+]?\d+)?"


def test_there_are_notebooks():
    assert len(NOTEBOOKS) == 8


def told(cells) -> list[str]:
    """What the cells say in words and numbers."""
    said = []
    for cell in cells:
        for out in cell.outputs:
            data = out.get("data", {})
            said.append(out.get("text") or data.get("text/markdown") or data.get("text/plain", ""))
    return said


def agree(stored: str, fresh: str) -> bool:
    """The same words; numbers may differ by what another processor's last digits do, far less than chance does."""
    if re.sub(NUMBER, "#", re.sub(r"\s+", " ", stored)) != re.sub(NUMBER, "#", re.sub(r"\s+", " ", fresh)):
        return False
    a, b = (np.array(re.findall(NUMBER, text), dtype=float) for text in (stored, fresh))
    return np.allclose(a, b, rtol=0.02, atol=0.02)


@pytest.mark.parametrize("a, b, same", [("wait 3.14 days", "wait  3.15 days", True), ("wait 3.14 days", "wait 3.4 days", False),
                                        ("wait 3.14 days", "line 3.14 days", False), ("rows 5 7", "rows 5", False)])
def test_stale_outputs_are_seen(a, b, same):
    assert agree(a, b) == same


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs_and_is_stored_with_its_output(path, monkeypatch):
    monkeypatch.delenv("MPLBACKEND", raising=False)  # so that figures are shown in the notebook
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1)), "run it in one go: scripts/notebooks"
    stored = [out for cell in code for out in cell.outputs]
    assert any("image/png" in out.get("data", {}) for out in stored)
    assert not any(out["output_type"] in ("error", "stream") and out.get("name") == "stderr" for out in stored)
    # What it says of the machine it ran on is nobody's business.
    assert str(Path.home()) + "/" not in str(stored) and str(path.parents[1]) not in str(stored)
    before = told(code)
    where = {"metadata": {"path": path.parent}}
    NotebookClient(notebook, timeout=600, kernel_name="python3", resources=where).execute()
    figures = [out for cell in code for out in cell.outputs if "image/png" in out.get("data", {})]
    assert figures
    for was, now in zip(before, told(code), strict=True):
        assert agree(was, now), f"stored is\n{was}\nand now it is\n{now}\nscripts/notebooks stores it again"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_words_around_quote_no_result(path):
    """Numbers in the text must be what was put in (in the code), never what came out: those go stale."""
    notebook = nbformat.read(path, as_version=4)
    code = " ".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for number in re.findall(r"(?<![\w./-])\d+(?:\.\d+)?%?(?![\w-]|\.\w)", re.sub(r"`[^`]*`", "", cell.source)):
                plain = number.rstrip("%")
                known = {plain, str(float(plain) / 100)} if number.endswith("%") else {plain}
                assert number in ALLOWED or any(re.search(rf"(?<![\d.]){re.escape(k)}(?![\d])", code) for k in known), (
                    f"{number} in: {cell.source}")


# Years, levels of confidence, what a study found (2.5%) and how often coverage is tested (500).
ALLOWED = {"2020", "2021", "2025", "0", "1", "95%", "2.5%", "500"}
