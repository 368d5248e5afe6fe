"""Fits levers to totals: each group of levers is scaled until its own total is met, all of them at once, with the same
random numbers at every step (fixed_point.py; the totals hardly depend on each other's levers).

Every fit names the total in scenarios/data/calibration-targets.csv. Values are written with their misfit; nothing is
changed in scenarios/data/levers.csv: the shipped values stand beside the fitted ones, so that a change is a decision.
What has no total to be fitted to is shown as it comes out, and how it moves with its levers.
"""

from __future__ import annotations

import argparse
import csv
import math
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from fixed_point import solve
from observed import Observed
from plain import plainly

import yanglao as yl

ROOT = Path(__file__).resolve().parents[1]
FUNCTIONS = ("able", "mild", "moderate", "severe")


@dataclass
class Fit:
    levers: list[str]  # scaled together
    total: str  # row of calibration-targets.csv
    value: Callable[[Observed], float]


def by_function(function: str) -> Callable[[Observed], float]:
    return lambda seen: seen.admission_rate(function) / seen.admission_rate("able")


def split(function: str) -> Callable[[Observed], float]:
    return lambda seen: seen.function_share(function)


DECLINES = {"mild": "able_to_mild", "moderate": "mild_to_moderate", "severe": "moderate_to_severe"}
FITS = [
    *(Fit([f"health.decline.{step}.at_65_per_year"], f"function_share_{to}", split(to)) for to, step in DECLINES.items()),
    Fit(["hospital.admission.at_65_per_year"], "hospital_admissions_per_person_year_nhss", Observed.admissions_per_year),
    *(Fit([f"hospital.admission_ratio.{f}"], f"admission_rate_ratio_{f}_over_able", by_function(f)) for f in FUNCTIONS[1:]),
    Fit([f"wish.institution.{f}_share" for f in FUNCTIONS], "institution_residents_share_60plus", Observed.residents_share),
    Fit([f"institution.home_again_{bed}_days" for bed in ("general", "nursing", "dementia")],
        "institution_length_of_stay", Observed.institution_months),
    Fit(["end_of_life.hospital_rural_share"], "deaths_in_hospital_share_rural", lambda seen: seen.died_in("hospital", "rural")),
    Fit(["end_of_life.hospital_urban_share"], "deaths_in_hospital_share_urban", lambda seen: seen.died_in("hospital", "urban")),
    Fit(["mortality.level"], "deaths_60plus_official", lambda seen: seen.deaths_a_year),
    Fit(["end_of_life.hospice_share"], "hospice_share_of_deaths", lambda seen: seen.died_in("hospice")),
]

# A stay is told as residents over those who come: fewer wishes make it longer, and longer stays make more residents.
COUPLED = ("institution_residents_share_60plus", "institution_length_of_stay")

# What comes out and was fitted to nothing: name, total to compare with ("": none), value.
BESIDE: list[tuple[str, str, Callable[[Observed], float]]] = [
    ("entry to an institution in three years, 65+", "institution_entry_3_years", Observed.entry_in_three_years),
    ("disabled, of those who die at 80 and over, 12 months before death", "disabled_share_12_months_before_death",
     Observed.disabled_before_death),
    ("hospital admissions in the last year of life, a decedent", "", Observed.last_year_admissions),
    ("stays in hospital that end late, of all", "delayed_discharge_share", Observed.delayed_share),
    ("days of delay, a delayed stay", "delayed_discharge_extra_days", Observed.delay_days),
]
# Delayed discharge has no Chinese total: how far it moves over the intervals of its levers (uncertainty.csv).
SENSITIVE = {"hospital.blocked_patience_days": (4, 36), "wish.discharge_factor": (0.15, 0.8),
             "hospital.rehabilitation.moderate_share": (0.05, 0.23)}


def totals() -> dict[str, dict[str, str]]:
    with (ROOT / "scenarios/data/calibration-targets.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    used = {f.total for f in FITS} | {total for _, total, _ in BESIDE if total}
    for name in used:
        there = sum(row["quantity"] == name for row in rows)
        if there != 1:
            raise SystemExit(f"calibrate: {there} rows of calibration-targets.csv are called {name}; expected one")
    return {row["quantity"]: row for row in rows if row["quantity"] in used}


def simulate(settings: dict[str, float], options: argparse.Namespace) -> Observed:
    scenario = yl.Scenario.load("jiangxi-2020").set(settings)
    lives = [
        yl.lives(scenario, replication=r, persons=options.persons, seed=options.seed, scale=options.scale,
                 until=Observed.UNTIL, progress=False)
        for r in range(options.replications)
    ]
    return Observed(lives, deaths_a_year(scenario, options))


def deaths_a_year(scenario: yl.Scenario, options: argparse.Namespace) -> float:
    """At 60 and more, of everybody, in the mean of 2021 to 2024."""
    data = yl.run(scenario, replications=options.replications, seed=options.seed, scale=options.scale,
                  until="2025-01-01", detail="province", progress=False).dataset
    deaths = data["deaths"].sel(month=slice("2021", "2024")).mean(["scenario", "draw", "replication"])
    return float(deaths.sum()) / 4 / options.scale


def told_by_lives(fit: Fit, seen: Observed) -> float:
    """A total, or the fault that too few lives were seen to tell it: it is a ratio, and fitted on logarithms."""
    try:
        value = fit.value(seen)
    except ZeroDivisionError:
        value = math.nan
    if not 0 < value < math.inf:
        raise ValueError(f"{fit.total} was {value:g} of so few lives; expected more than 0: simulate more of them (--persons, --scale)")
    return value


def fit(options: argparse.Namespace) -> tuple[pd.DataFrame, Observed]:
    shipped = yl.Scenario.load("jiangxi-2020")
    rows = totals()
    start = {key: float(shipped[key]) for f in FITS for key in f.levers}
    aims = [float(rows[f.total]["central"]) for f in FITS]
    seen: list[Observed] = []

    def scaled(factors: list[float]) -> dict[str, float]:
        return {key: start[key] * factor for f, factor in zip(FITS, factors, strict=True) for key in f.levers}

    def values_of(factors: list[float]) -> list[float]:
        seen.append(simulate(scaled(factors), options))
        return [told_by_lives(f, seen[-1]) for f in FITS]

    def told(step: int, misfits: list[float]) -> None:
        worst = max(misfits, key=abs)
        print(f"step {step}: largest misfit {worst:+.1%} ({FITS[misfits.index(worst)].total})", flush=True)

    factors, best = solve(values_of, aims, options.steps, told, [[i for i, f in enumerate(FITS) if f.total in COUPLED]])
    now = scaled(factors)
    out = []
    for f, aim in zip(FITS, aims, strict=True):
        row, before, after = rows[f.total], f.value(seen[0]), f.value(seen[best])
        for key in f.levers:
            low, high = float(row["low"]), float(row["high"])
            # A single value is no range: nothing lies inside it, and nothing misses it by lying outside.
            inside = "-" if low == high else "yes" if low <= before <= high else "no"
            out.append({"lever": key, "shipped": start[key], "fitted": now[key], "total": f.total, "target": aim,
                        "low": low, "high": high, "with_shipped": before, "with_fitted": after,
                        "misfit_shipped": before / aim - 1, "misfit_fitted": after / aim - 1,
                        "shipped_inside": inside, "source": row["source"],
                        "confidence": row["confidence"], "evidence": row["evidence"]})
    return pd.DataFrame(out), seen[0]


def beside(seen: Observed) -> pd.DataFrame:
    rows = totals()
    out = []
    for name, total, value in BESIDE:
        row = rows.get(total, {})
        out.append({"what": name, "simulated": value(seen), "low": row.get("low", "none"), "high": row.get("high", "none"),
                    "of": row.get("population", "no aggregate")})
    return pd.DataFrame(out)


def sensitivity(seen: Observed, options: argparse.Namespace) -> pd.DataFrame:
    shipped = yl.Scenario.load("jiangxi-2020")
    runs = [("as shipped", "", seen)]
    runs += [(key, value, simulate({key: value}, options)) for key, ends in SENSITIVE.items() for value in ends]
    return pd.DataFrame([{"lever": key, "shipped": float(shipped[key]) if value != "" else "", "value": value,
                          "delayed_share_of_stays": each.delayed_share(), "days_of_delay": each.delay_days(),
                          "delayed_days_per_1000_hospital_days": each.delayed_per_1000()} for key, value, each in runs])


def show(table: pd.DataFrame, columns: list[str]) -> str:
    def text(cell: object) -> str:
        return f"{cell:.4g}" if isinstance(cell, float) else str(cell)

    lines = ["| " + " | ".join(c.replace("_", " ") for c in columns) + " |", "|" + "---|" * len(columns)]
    lines += ["| " + " | ".join(text(row[c]) for c in columns) + " |" for row in table.to_dict("records")]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/calibrate", description=__doc__.split("\n\n")[0])
    parser.add_argument("--scale", type=float, default=0.1)
    parser.add_argument("--replications", type=int, default=2)
    parser.add_argument("--persons", type=int, default=200_000, help="about how many lives are watched in each replication")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=12)
    parser.add_argument("--csv", type=Path, default=ROOT / "out" / "calibration.csv")
    options = parser.parse_args()
    for name, least in (("replications", 1), ("persons", 1), ("steps", 0)):
        if getattr(options, name) < least:
            raise ValueError(f"{name} was {getattr(options, name)}; expected {least} or more")
    if options.csv.is_dir():
        raise ValueError(f"csv was {options.csv}, a folder; expected a file")
    options.csv.parent.mkdir(parents=True, exist_ok=True)  # before minutes of fitting
    fitted, shipped = fit(options)
    fitted.to_csv(options.csv, index=False, float_format="%.6g")
    print("\n" + show(fitted, ["lever", "shipped", "fitted", "total", "target", "low", "high", "with_shipped",
                               "shipped_inside", "misfit_fitted", "evidence"]))
    print("\nNot fitted, as it comes out of the shipped values:\n")
    print(show(beside(shipped), ["what", "simulated", "low", "high", "of"]))
    print("\nDelayed discharge, fitted to nothing: what moves it\n")
    moved = sensitivity(shipped, options)
    print(show(moved, list(moved)))
    print(f"\nWritten to {options.csv.relative_to(ROOT) if options.csv.is_relative_to(ROOT) else options.csv}")


if __name__ == "__main__":
    sys.exit(plainly("calibrate", main))
