"""Every notebook runs from top to bottom, and is stored with its output, so that it can be read without running."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))


def test_there_are_notebooks():
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs(path, monkeypatch):
    monkeypatch.delenv("MPLBACKEND", raising=False)  # so that figures are shown in the notebook
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.execution_count for cell in code), "run it before committing"
    stored = [out for cell in code for out in cell.outputs]
    assert any("image/png" in out.get("data", {}) for out in stored)
    assert not any(out["output_type"] in ("error", "stream") and out.get("name") == "stderr" for out in stored)
    # What it says of the machine it ran on is nobody's business.
    assert str(Path.home()) + "/" not in str(stored) and str(path.parents[1]) not in str(stored)
    where = {"metadata": {"path": path.parent}}
    NotebookClient(notebook, timeout=600, kernel_name="python3", resources=where).execute()
    figures = [out for cell in code for out in cell.outputs if "image/png" in out.get("data", {})]
    assert figures
