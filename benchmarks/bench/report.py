"""The tables for people, as text or Markdown, and the flat file for programs."""

import json
import pathlib
import re

import agree
import figures
import rounds

Table = tuple[list[str], list[list[str]]]


def number(value: float) -> str:
    """Three digits that count; thousands apart."""
    if value != value or value in (float("inf"), float("-inf")):
        return str(value)
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.3g}" if abs(value) < 100 else f"{value:.0f}"


def _cells(spread: rounds.Spread) -> list[str]:
    return [number(spread.median), f"{number(spread.low)} to {number(spread.high)}"]


# What each kind of case is told by: the first of these that it measured.
UNITS = (("ns_per_event", "ns per event"), ("events_per_second", "events per second"),
         ("person_years_per_second", "person-years per second"), ("wall_seconds", "s, simulation"),
         ("command_seconds", "s, whole command"), ("peak", "MiB at most"))


def measured(samples: rounds.Samples) -> Table:
    rows = []
    for case in sorted(samples.cases(), key=lambda name: name.split()[0]):
        said = samples.names(case)
        for name, unit in UNITS:
            if name in said and not (name == "command_seconds" and "wall_seconds" not in said):
                spread = samples.spread(case, name)
                if name == "peak":
                    spread = rounds.Spread(*(bound / 2**20 for bound in (spread.median, spread.low, spread.high)))
                rows.append([case, unit, *_cells(spread)])
    return ["What", "Unit", "Median", "Lowest to highest"], rows


def ratios(found: dict[str, rounds.Spread]) -> Table:
    return ["Figure", "Median", "Lowest to highest"], [[key, *_cells(spread)] for key, spread in found.items()]


def verdicts(found: dict[str, rounds.Spread]) -> tuple[Table, list[str]]:
    """The table of required figures, and the keys of those that are missed."""
    rows, missed = [], []
    for each in figures.REQUIRED:
        if each.key not in found:
            continue
        value = found[each.key].median
        if not each.met(value):
            missed.append(each.key)
        wanted = f"at {'least' if each.at_least else 'most'} {each.limit:g}"
        rows.append([each.meaning, number(value), wanted, "met" if each.met(value) else "MISSED"])
    return (["Required", "Median", "Wanted", "Verdict"], rows), missed


def agreement(found: list[agree.Agreement]) -> Table:
    rows = [[a.name, f"{a.ours:,.6g}", f"{a.theirs:,.6g}", f"{a.errors:+.2f}", f"{a.chance:.2g}"] for a in found]
    return ["Mean of", "W1b", "Reference", "Difference in standard errors", "Chance of one as large"], rows


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[-+]?[\d,.]+(e[-+]?\d+)?( to .*)?", text) is not None


def text(table: Table) -> str:
    head, rows = table
    widths = [max(len(row[i]) for row in [head, *rows]) for i in range(len(head))]
    right = [bool(rows) and all(_is_number(row[i]) for row in rows) for i in range(len(head))]

    def line(row: list[str]) -> str:
        cells = (c.rjust(w) if r else c.ljust(w) for c, w, r in zip(row, widths, right))
        return "  ".join(cells).rstrip()

    return "\n".join([line(head), line(["-" * width for width in widths]), *map(line, rows)])


def markdown(table: Table) -> str:
    head, rows = table
    rule = ["---:" if rows and all(_is_number(row[i]) for row in rows) else "---" for i in range(len(head))]
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, rule, *rows])


def write_json(file: pathlib.Path, facts: dict[str, object], found: dict[str, rounds.Spread],
               samples: rounds.Samples) -> None:
    """Flat: facts and figures by key, then `CASE_NAME` medians and `.._low`, `.._high` behind them."""
    flat = dict(facts)
    flat |= {key: spread.median for key, spread in found.items()}
    for key, spread in found.items():
        flat |= {f"{key}_low": spread.low, f"{key}_high": spread.high}
    for case in samples.cases():
        for name in samples.names(case):
            spread = samples.spread(case, name)
            key = re.sub(r"[^a-z0-9]+", "_", f"{case} {name}".replace(",", "").replace(".", "p"))
            flat |= {key: spread.median, f"{key}_low": spread.low, f"{key}_high": spread.high}
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(flat, indent=1) + "\n")
