"""What is public says what it raises: who calls from a notebook should not have to read the source."""

import inspect
import re
from collections.abc import Iterator
from typing import Any

import pytest

import yanglao as yl


def public(module: Any, before: str = "yl") -> Iterator[tuple[str, Any]]:
    for name in module.__all__:
        found, told = getattr(module, name), f"{before}.{name}"
        if inspect.ismodule(found):
            yield from public(found, told)
        elif inspect.isfunction(found):
            yield told, found
        elif inspect.isclass(found) and not issubclass(found, BaseException | tuple):  # which tell and do nothing
            yield told, found
            for method, each in vars(found).items():
                if not method.startswith("_") and (inspect.isfunction(each) or isinstance(each, classmethod)):
                    yield f"{told}.{method}", getattr(found, method)


EVERY = dict(public(yl))


def test_the_public_names_are_found():
    assert {"yl.run", "yl.plot.waits", "yl.sensitivity.morris", "yl.Results.costs", "yl.Scenario.load", "yl.Job"} <= set(EVERY)
    assert len(EVERY) > 50


@pytest.mark.parametrize("name", EVERY)
def test_it_says_what_it_raises(name):
    assert re.search(r"\bRaises ([A-Z]\w*(Error|Name)|nothing|what)\b", inspect.getdoc(EVERY[name]) or ""), name
