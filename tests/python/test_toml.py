import datetime
import tomllib

import numpy as np
import pytest

from yanglao.toml import to_toml

DAY = datetime.date(2025, 1, 1)


def read(value):
    return tomllib.loads(f"x = {to_toml(value)}")["x"]


@pytest.mark.parametrize(
    "value", [True, False, 0, -3, 0.6, 1e-7, 1e22, "text", 'a "quote" \\ and\nline', "南昌", DAY]
)
def test_values_come_back(value):
    assert read(value) == value and type(read(value)) is type(value)


def test_numpy_numbers_are_numbers():
    assert read(np.float64(0.1)) == 0.1 and read(np.int64(3)) == 3 and read(np.bool_(True)) is True


def test_schedules():
    points = [{"date": DAY, "value": 0.5}, {"date": datetime.date(2026, 1, 1), "value": 1}]
    assert read([(DAY, 0.5), ("2026-01-01", 1)]) == points
    assert read({DAY: 0.5, "2026-01-01": 1}) == points
    assert read({"shape": "step", "points": [(DAY, 0.5)]}) == {"shape": "step", "points": points[:1]}


@pytest.mark.parametrize("value", [None, object(), [1, 2], [(DAY,)], {1, 2}])
def test_refuses_what_is_no_lever_value(value):
    with pytest.raises(TypeError, match="schedule"):
        read(value)
