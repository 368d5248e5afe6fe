"""Runs notebooks from top to bottom and stores their output in place, so that they can be read without running."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).resolve().parents[1] / "notebooks"


def run(path: Path) -> None:
    """A cell that fails, or complains on standard error, ends the program before the file is touched."""
    notebook = nbformat.read(path, as_version=4)
    where = {"metadata": {"path": path.parent}}
    NotebookClient(notebook, timeout=600, kernel_name="python3", resources=where, record_timing=False).execute()
    for cell in notebook.cells:
        for out in cell.get("outputs", []):
            if out.get("name") == "stderr":
                sys.exit(f"{path.name}: {out['text']}")
    notebook.metadata.pop("widgets", None)
    nbformat.write(notebook, path)


def main() -> None:
    os.environ.pop("MPLBACKEND", None)  # so that figures are shown in the notebook
    for path in [Path(each) for each in sys.argv[1:]] or sorted(FOLDER.glob("*.ipynb")):
        begun = time.monotonic()
        run(path)
        print(f"{path.name}: {time.monotonic() - begun:.0f} s", flush=True)


if __name__ == "__main__":
    main()
