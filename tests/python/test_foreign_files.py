"""Files of others are refused in one line."""

import pytest
import xarray as xr

import yanglao as yl
from yanglao.__main__ import main


@pytest.mark.parametrize("lazy", [True, False])
def test_a_file_of_another_program_is_no_results_file(lazy, tmp_path):
    path = str(tmp_path / "f.nc")
    xr.Dataset({"a": ("x", [1.0, 2.0])}).to_netcdf(path, engine="h5netcdf")
    with pytest.raises(yl.FileError, match="is no results file of yanglao"):
        yl.open(path, lazy=lazy)


def test_the_program_says_so_too(tmp_path, capsys):
    path = str(tmp_path / "f.nc")
    xr.Dataset({"a": ("x", [1.0, 2.0])}).to_netcdf(path, engine="h5netcdf")
    assert main(["replay", path]) != 0
    said = capsys.readouterr().err
    assert "is no results file of yanglao" in said and "Traceback" not in said
