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


# What each kind of case is told by.
SPEED, MEMORY = ("events_per_second", "events per second"), ("peak", "MiB at most")
RUN, COMMAND = ("wall_seconds", "s, run"), ("command_seconds", "s, whole command")
UNITS = {
    "floor": (("ns_per_event", "ns per event"),),
    "reference": (SPEED, MEMORY),
    "w1b": (SPEED, ("ns_per_event", "ns per event"), MEMORY),
    "mail": (SPEED, ("ns_per_event", "ns per event"), RUN, MEMORY),
    "care": (("ns_per_event", "ns per event"), SPEED, ("person_years_per_second", "person-years per second"), RUN,
             COMMAND, MEMORY),
    "replications": (RUN,),
    "china": (COMMAND, MEMORY),
}


def measured(samples: rounds.Samples) -> Table:
    rows = []
    for kind, units in UNITS.items():
        for case in samples.cases():
            if case.split()[0] != kind:
                continue
            for name, unit in units:
                values = [value / 2**20 if name == "peak" else value for value in samples.values(case, name)]
                rows.append([case, unit, *_cells(rounds.Spread.of(values))])
    return ["What", "Unit", "Median", "Lowest to highest"], rows


def ratios(found: dict[str, rounds.Spread]) -> Table:
    return ["Figure", "Median", "Lowest to highest"], [[key, *_cells(spread)] for key, spread in found.items()]


def verdicts(found: dict[str, rounds.Spread]) -> tuple[Table, list[str]]:
    """The table of required figures, and the keys of those that are missed."""
    rows, missed = [], []
    for each in figures.REQUIRED:
        wanted = f"at {'least' if each.at_least else 'most'} {each.limit:g}"
        if each.key not in found:
            rows.append([each.meaning, "-", wanted, "not measured"])
            continue
        value = found[each.key].median
        if not each.met(value):
            missed.append(each.key)
        rows.append([each.meaning, number(value), wanted, "met" if each.met(value) else "MISSED"])
    return (["Required", "Median", "Wanted", "Verdict"], rows), missed


def agreement(found: list[agree.Agreement]) -> Table:
    def share(a: agree.Agreement) -> str:
        return f"{a.error / a.theirs:.2%}" if a.theirs else "-"

    rows = [[a.name, f"{a.ours:,.6g}", f"{a.theirs:,.6g}", share(a), f"{a.errors:+.2f}", f"{a.chance:.2g}"]
            for a in found]
    return ["Mean of", "W1b", "Reference", "Standard error", "Difference / error", "Chance of one as large"], rows


def _is_number(text: str) -> bool:
    return text == "-" or re.fullmatch(r"[-+]?[\d,.]+(e[-+]?\d+)?%?( to .*)?", text) is not None


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


def key_of(words: str) -> str:
    """`care x0.1 cpu` as care_x0p1_cpu."""
    return re.sub(r"[^a-z0-9]+", "_", words.lower().replace(",", "").replace(".", "p"))


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
            key = key_of(f"{case} {name}")
            flat |= {key: spread.median, f"{key}_low": spread.low, f"{key}_high": spread.high}
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(flat, indent=1) + "\n")
