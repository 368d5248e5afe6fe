"""Share with disability by age that the fitted CLHLS rates imply, starting free of disability at 65.

Standard library only; reads scenarios/data. Checks function-transitions.csv against the shares that the authors of
the rates simulated themselves (calibration-targets.csv). Formulas: docs/population.md.

    python3 tests/reference/function.py          print both by sex and age; exit status 1 when they disagree
"""
import math
import sys

from mortality import interpolate
from tables import table

STEPS = 120  # a year


def rates():
    """{(sex, from, to): ([ages], [log rates])} of the static model."""
    result = {}
    for row in table("function-transitions.csv"):
        if row["kind"] == "rate":
            ages, logs = result.setdefault((row["sex"], row["from_state"], row["to_state"]), ([], []))
            ages.append(float(row["age_from"]))
            logs.append(math.log(float(row["value"])))
    return result


def disabled_share(sex, until, table_of_rates):
    """Share of survivors with disability at the exact age `until`, by Euler steps of the two-state model."""
    able, disabled = 1.0, 0.0
    for step in range((until - 65) * STEPS):
        age = 65 + (step + 0.5) / STEPS

        def moved(source, target, people):
            return people * math.exp(interpolate(*table_of_rates[sex, source, target], age)) / STEPS

        onset, recovery = moved("not_disabled", "disabled", able), moved("disabled", "not_disabled", disabled)
        able, disabled = (able - onset + recovery - moved("not_disabled", "dead", able),
                          disabled + onset - recovery - moved("disabled", "dead", disabled))
    return disabled / (able + disabled)


def main():
    published, largest, wrong = {}, 0.0, 0
    for row in table("calibration-targets.csv"):
        if row["quantity"].startswith("clhls_disabled_share_"):
            sex, age = row["quantity"].split("_")[-2:]
            published[sex, int(age)] = float(row["central"])
    fitted = rates()
    for (sex, age), value in sorted(published.items()):
        own = disabled_share(sex, age, fitted)
        largest = max(largest, abs(own - value))
        wrong += abs(own - value) > (0.006 if age <= 85 else 0.015)  # the authors simulated: few survive to 90
        print(f"{sex} {age}: from the rates {own:.4f}, simulated by the authors {value:.4f}")
    print(f"largest difference {largest:.4f}, {wrong} beyond 0.006 (to 85) or 0.015 (above)")
    return 1 if wrong or len(published) != 12 else 0


if __name__ == "__main__":
    sys.exit(main())
