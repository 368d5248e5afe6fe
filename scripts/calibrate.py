"""Fits levers to totals: each lever is scaled until its own total is met, all of them at once, with the same random
numbers at every step (a fixed-point iteration; the totals hardly depend on each other's levers).

Every fit names the total in scenarios/data/calibration-targets.csv. Values are written with their misfit; nothing is
changed in scenarios/data/levers.csv: the shipped values stand beside the fitted ones, so that a change is a decision.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import xarray as xr

import yanglao as yl

ROOT = Path(__file__).resolve().parents[1]
UNFITTED = {
    "hospital.blocked_patience_days": "delayed discharge: no Chinese figure (international range 1.6 to 91.3%)",
    "wish.community.*": "users of community places: stock is known, users are not",
}


@dataclass
class Fit:
    levers: list[str]  # scaled together
    quantity: str  # row of calibration-targets.csv
    year: str  # its year column, "" for any
    value: Callable[[xr.Dataset], float]


def function_share(function: str) -> Callable[[xr.Dataset], float]:
    def value(data: xr.Dataset) -> float:
        people = data["people"].isel(month=0).sum(["region", "setting"]).mean(["scenario", "draw", "replication"])
        return float(people.sel(function=function) / people.sum())

    return value


def deaths_a_year(data: xr.Dataset) -> float:
    """At 60 and more, of everybody, in the mean of 2021 to 2024."""
    deaths = data["deaths"].sel(month=slice("2021", "2024")).mean(["scenario", "draw", "replication"])
    return float(deaths.sum()) / 4 / float(data.attrs["scale"])


def indicator(name: str) -> Callable[[xr.Dataset], float]:
    def value(data: xr.Dataset) -> float:
        years = data["indicator"].sel(indicator_name=name, year=[2021, 2022])
        return float(years.mean())

    return value


FITS = [
    Fit(["health.decline.able_to_mild.at_65_per_year"], "function_share_mild", "", function_share("mild")),
    Fit(["health.decline.mild_to_moderate.at_65_per_year"], "function_share_moderate", "", function_share("moderate")),
    Fit(["health.decline.moderate_to_severe.at_65_per_year"], "function_share_severe", "", function_share("severe")),
    Fit(
        ["hospital.admission.at_65_per_year"],
        "hospital_admissions_per_person_year_nhss",
        "",
        indicator("hospital_admissions_rate"),
    ),
    Fit(
        [f"wish.institution.{f}_share" for f in ("able", "mild", "moderate", "severe")],
        "institution_residents_share_60plus",
        "",
        indicator("institution_residents_share"),
    ),
    Fit(["mortality.level"], "deaths_60plus_official", "", deaths_a_year),
    Fit(["end_of_life.hospice_share"], "hospice_share_of_deaths", "", indicator("deaths_in_hospice_share")),
]


def targets() -> dict[str, dict[str, str]]:
    with (ROOT / "scenarios/data/calibration-targets.csv").open(encoding="utf-8") as file:
        return {row["quantity"]: row for row in csv.DictReader(file)}


def simulate(settings: dict[str, float], options: argparse.Namespace) -> xr.Dataset:
    scenario = yl.Scenario.load("jiangxi-2020").set(settings)
    return yl.run(
        scenario,
        replications=options.replications,
        seed=options.seed,
        scale=options.scale,
        until="2025-01-01",
        detail="province",
        progress=False,
    ).dataset


def fit(options: argparse.Namespace) -> list[dict[str, str]]:
    shipped = yl.Scenario.load("jiangxi-2020")
    rows = targets()
    start = {key: float(shipped[key]) for f in FITS for key in f.levers}
    aims = [float(rows[f.quantity]["central"]) for f in FITS]
    now = dict(start)
    first: list[float] = []
    for step in range(options.steps + 1):
        data = simulate(now, options)
        got = [f.value(data) for f in FITS]
        first = first or got
        print(f"step {step}: " + ", ".join(f"{f.quantity} {g / a - 1:+.1%}" for f, g, a in zip(FITS, got, aims)))
        if step == options.steps:
            break
        for f, value, aim in zip(FITS, got, aims):
            for key in f.levers:
                now[key] *= (aim / value) ** 0.8  # a little short of the whole step, as the others move too
    out = []
    for f, before, after, aim in zip(FITS, first, got, aims):
        row = rows[f.quantity]
        for key in f.levers:
            out.append(
                {
                    "lever": key,
                    "shipped": f"{start[key]:.6g}",
                    "fitted": f"{now[key]:.6g}",
                    "total": f.quantity,
                    "target": f"{aim:.6g}",
                    "low": row["low"],
                    "high": row["high"],
                    "with_shipped": f"{before:.6g}",
                    "with_fitted": f"{after:.6g}",
                    "misfit_shipped": f"{before / aim - 1:.4f}",
                    "misfit_fitted": f"{after / aim - 1:.4f}",
                    "shipped_inside": "yes" if float(row["low"]) <= before <= float(row["high"]) else "no",
                    "source": row["source"],
                    "confidence": row["confidence"],
                }
            )
    return out


def show(rows: list[dict[str, str]]) -> str:
    columns = ["lever", "shipped", "fitted", "total", "target", "low", "high", "with_shipped", "shipped_inside", "misfit_fitted"]
    lines = ["| " + " | ".join(c.replace("_", " ") for c in columns) + " |", "|" + "---|" * len(columns)]
    lines += ["| " + " | ".join(row[c] for c in columns) + " |" for row in rows]
    lines += [f"| {key} | not fitted | | {why} | | | | | | |" for key, why in UNFITTED.items()]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/calibrate", description=__doc__.split("\n\n")[0])
    parser.add_argument("--scale", type=float, default=0.1)
    parser.add_argument("--replications", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=6)
    parser.add_argument("--csv", type=Path, default=ROOT / "out" / "calibration.csv")
    options = parser.parse_args()
    rows = fit(options)
    options.csv.parent.mkdir(parents=True, exist_ok=True)
    with options.csv.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print("\n" + show(rows) + f"\n\nWritten to {options.csv.relative_to(ROOT) if options.csv.is_relative_to(ROOT) else options.csv}")


if __name__ == "__main__":
    main()
