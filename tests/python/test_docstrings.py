"""What is public tells each argument and what it raises: who calls from a notebook should not have to read the source."""

import inspect
import re
from collections.abc import Iterator
from typing import Any

import pytest

import yanglao as yl

NAMES = r"\w+(?:, \w+)*"
LIKE = r"(?:as in|see|those of) `([\w.]+)`"


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


def arguments(called: Any) -> list[str]:
    return [name for name in inspect.signature(called).parameters if name not in ("self", "cls")]


def untold(called: Any, before: str = "yl.", asking: tuple[Any, ...] = ()) -> list[str]:
    """The arguments that the docstring tells neither itself, as `name` or "name: ..." ("name, other: ..."), nor by
    "as in `X`" or "The other arguments are those of `X`" of an X that tells them. before: the name's module or class,
    where X is looked for first.
    """
    text = " ".join((inspect.getdoc(called) or "").split())
    text = re.sub(r"\bRaises .*?\.( |$)", "", text)  # to be told what is refused is not to be told what it is
    told, wrong = set(re.findall(r"`(\w+)`", text)), set()
    for names in re.findall(rf"(?:^|[.;:)] )({NAMES}):(?= )", text):
        told |= set(names.split(", "))
    for names, other in re.findall(rf"(?:^|[.;:)] )`?({NAMES})(?:`|:) {LIKE}", text):
        wrong |= set(names.split(", ")) & unknown_to(other, before, (*asking, called))
    rest = {name for name in arguments(called) if name not in told}
    for other in re.findall(rf"[Oo]ther arguments are {LIKE}", text):
        rest &= unknown_to(other, before, (*asking, called))
    return [name for name in arguments(called) if name in rest | wrong]


def unknown_to(other: str, before: str, asking: tuple[Any, ...]) -> set[str]:
    """All names but those of the arguments that it tells."""
    other = other.removeprefix("yanglao.").removeprefix("yl.")
    found = next((EVERY[each] for each in (before + other, f"yl.{other}") if each in EVERY), None)
    every = {name for called in EVERY.values() for name in arguments(called)}
    if found is None or found in asking:  # two that send to each other tell nothing
        return every
    where = next(name for name, called in EVERY.items() if called is found)
    return every - (set(arguments(found)) - set(untold(found, where.rpartition(".")[0] + ".", asking)))


@pytest.mark.parametrize("name", EVERY)
def test_it_tells_each_argument(name):
    assert not untold(EVERY[name], name.rpartition(".")[0] + "."), name


def test_an_untold_argument_is_found():
    def costs(results, seed, level, ax):
        """Of a seed. level: as in `sensitivity.morris_design`. The other arguments are those of `plot.over_time`.

        Raises ValueError for a `seed` below 0.
        """

    assert untold(costs) == ["seed", "level"]
