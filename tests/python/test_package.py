"""The wheel carries all it needs: it runs where there is no checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    # With what the set-up has built; from a clean checkout pip builds it itself, which takes minutes.
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-build-isolation", "--no-deps", "--no-index"]
    built = [f"--config-settings=cmake.define.YANGLAO_BUILT={ROOT / 'build'}",
             f"--config-settings=build-dir={ROOT / 'build/python'}"]
    subprocess.run([*command, *built, "--wheel-dir", folder, ROOT], check=True)
    (made,) = folder.glob("yanglao-*.whl")
    return made


def test_wheel_holds_scenarios_tables_and_types(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = {"jiangxi-2020.toml", "jiangxi-2025.toml", "data/levers.csv", "data/population-jiangxi-2020.csv"}
    assert {f"yanglao/scenarios/{name}" for name in wanted} | {"yanglao/py.typed"} <= names
    assert any(name.startswith("yanglao/_core") for name in names)


def test_wheel_runs_away_from_the_checkout(wheel, tmp_path):
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    program = """
import sys
sys.meta_path = [finder for finder in sys.meta_path if "Editable" not in type(finder).__name__ + str(finder)
                 and "ScikitBuild" not in type(finder).__name__]
import yanglao as yl
assert yl.__file__.startswith(sys.argv[1]), yl.__file__
assert yl._core.folder().startswith(sys.argv[1]), yl._core.folder()
r = yl.run("jiangxi-2025", replications=1, scale=0.01, until="2021-01-01", progress=False, detail="province")
print(float(r.dataset["population"].sum()) > 0)
"""
    environment = {key: value for key, value in os.environ.items() if key != "YANGLAO_SCENARIOS"}
    environment["PYTHONPATH"] = str(tmp_path / "site")
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path / "site")], cwd=tmp_path, env=environment,
                          check=True, capture_output=True, text=True)
    assert done.stdout == "True\n"
