"""What things are called in pictures: schedules in few words, long texts in lines, letters that a font has."""

from __future__ import annotations

import functools
import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence

import matplotlib
from matplotlib import font_manager

WIDTH = 30  # letters of a line
_WHOLE = re.compile(r"(?<=\d)-(?=\d)|(?<=:) |(?<=\bschedule) (?=\d)")  # within a date, between it and its value
_POINT = re.compile(r"\{ date = (\S+), value = (\S+) \}")
_NUMBER = re.compile(r"\bschedule \d+: ")
_LIKELY = re.compile("CJK|WenQuanYi|Hei|Song|PingFang|Arial Unicode")  # fonts with Chinese, to be looked into first
_BLANK = "Last Resort"  # a font that has a box for each letter there is


def points(text: str) -> list[str]:
    """'date: value' for each date of a schedule; none of what is no schedule."""
    found = _POINT.findall(text)
    whole = "[" + ", ".join(f"{{ date = {date}, value = {value} }}" for date, value in found) + "]"
    return [f"{date}: {value}" for date, value in found] if whole == text else []


def short(labels: Iterable[object]) -> dict[str, str]:
    """What each label of a lever is called beside the others: a schedule by the dates in which it differs from the other
    schedules, or, where those are more than two, by its number among the labels and its first and last value. No two alike."""
    texts = list(dict.fromkeys(map(str, labels)))
    schedules = {text: found for text in texts if (found := points(text))}
    common = set.intersection(*map(set, schedules.values())) if schedules else set()
    if any(common.issuperset(found) for found in schedules.values()):
        common = set()  # one that is a part of another would have no words
    own = {text: [each for each in found if each not in common] for text, found in schedules.items()}
    if max(map(len, own.values()), default=0) > 2:
        told = {text: f"schedule {texts.index(text) + 1}: " + " ... ".join(found[i].split(": ")[1] for i in (0, -1))
                for text, found in schedules.items()}
    else:
        told = {text: ("... " if common else "") + ", ".join(found) for text, found in own.items()}
    return _apart({text: told.get(text, text) for text in texts})


def numbered(labels: Iterable[str], order: str = "results") -> str:
    """The words that explain the numbers of schedules, where some are told by them."""
    return f"schedules are numbered as in the {order}" if any(map(_NUMBER.search, labels)) else ""


def together(columns: Mapping[str, Sequence[object]], plain: Sequence[str] = ()) -> tuple[str, list[str]]:
    """A label for each row of these columns, and a heading. The names stand before the values, but for those in `plain`; where that
    is too wide for a line, they are the heading instead."""
    names = list(columns)
    shown = {name: short(columns[name]) for name in names}
    rows = [[shown[name][str(value)] for name, value in zip(names, row)] for row in zip(*columns.values())]
    named = [", ".join(value if name in plain else f"{name} {value}" for name, value in zip(names, row)) for row in rows]
    if max(map(len, named), default=0) <= WIDTH:
        return "", readable(named)
    between = "; " if any(", " in value for row in rows for value in row) else ", "
    heading = between.join(name for name in names if len(names) > 1 or name not in plain)
    return wrapped(*readable([heading])), [wrapped(label) for label in readable([between.join(row) for row in rows])]


def wrapped(text: str, width: int = WIDTH) -> str:
    """In lines no wider than that, broken within no date and its value where that can be."""
    kept = _WHOLE.sub(lambda found: "\xa0" if found[0] == " " else "\u2011", text)  # a space and a hyphen that do not break
    return "\n".join(textwrap.wrap(kept, width)).replace("\xa0", " ").replace("\u2011", "-") or text


def readable(labels: Sequence[str]) -> list[str]:
    """Without letters that no font at hand has. None is empty, and no two are alike that were not."""
    missing = _unknown("".join(labels), families(labels))
    left = {label: "".join(letter for letter in label if letter not in missing) for label in labels}
    if missing:
        left = {label: re.sub(r"\s+", " ", re.sub(r"\(\s*\)", "", text)).strip(" ,;") if set(label) & missing else text
                for label, text in left.items()}
    left = _apart(left)
    return [left[label] for label in labels]


def families(labels: Iterable[str]) -> list[str]:
    """The fonts for these labels: the usual ones, and one more where it has letters that those lack."""
    usual = list(matplotlib.rcParams["font.family"])
    return usual + _with(_unknown("".join(labels), usual))


def _unknown(text: str, names: Sequence[str]) -> frozenset[str]:
    """The letters that none of these fonts has."""
    letters = {letter for letter in text if not letter.isspace() and not letter.isascii()}
    if letters:
        names = [each for name in names for each in matplotlib.rcParams.get(f"font.{name}", [name])]
        for font in font_manager.fontManager.ttflist:
            letters -= _letters(font.fname) if font.name in names and not font.name.startswith(_BLANK) else set()
    return frozenset(letters)


@functools.lru_cache
def _with(letters: frozenset[str]) -> list[str]:
    """The font that has most of these letters, if any has."""
    best, most = [], 0
    known = {font.name: font.fname for font in font_manager.fontManager.ttflist if not font.name.startswith(_BLANK)}
    for name in sorted(known, key=lambda name: (not _LIKELY.search(name), name)) if letters else ():
        found = len(letters & _letters(known[name]))
        if found > most:
            best, most = [name], found
        if most == len(letters):
            break
    return best


@functools.lru_cache(maxsize=None)
def _letters(path: str) -> frozenset[str]:
    try:
        return frozenset(map(chr, font_manager.get_font(path).get_charmap()))
    except (OSError, RuntimeError):  # a font file that is gone or broken
        return frozenset()


def _apart(told: dict[str, str]) -> dict[str, str]:
    """With a number before each where one is empty or two are alike."""
    if all(told.values()) and len(set(told.values())) == len(told):
        return told
    return {label: f"{i}: {text}".removesuffix(": ") for i, (label, text) in enumerate(told.items(), 1)}
