"""Death rates by sex, exact age and time from scenarios/data/mortality.csv. Formulas: docs/population.md."""
import functools
import math

from tables import table


def interpolate(nodes, values, x):
    """Linear between nodes, flat outside them."""
    if x <= nodes[0]:
        return values[0]
    for i in range(1, len(nodes)):
        if x <= nodes[i]:
            return values[i - 1] + (values[i] - values[i - 1]) * (x - nodes[i - 1]) / (nodes[i] - nodes[i - 1])
    return values[-1]


class Mortality:
    """Death rate per person-year by sex ("M", "F"), exact age in years and time in years.

    Log-linear in age between the ages `mx_age` at which each band's rate holds, flat outside them; then log-linear
    in time between the middles of the periods, flat outside them; all of it times `level`. Other rules exist to measure
    what they change.
    """

    def __init__(self, age_rule="mx_age", time_rule="log-linear", midyear=True, level=1.0):
        self.age_rule, self.time_rule, self.level = age_rule, time_rule, level
        shift = 0.5 if midyear else 0.0  # period 2020-2025 read as mid-2020 to mid-2025
        self.log_rates, self.nodes, periods = {}, {}, set()
        for row in table("mortality.csv"):
            start, end = int(row["period_start"]) + shift, int(row["period_end"]) + shift
            periods.add((start, end))
            key = row["sex"], int(row["age_from"]), start
            self.log_rates[key] = math.log(float(row["mx_per_year"]))
            middle = key[1] + 2.5 if row["age_to"] else 101.5
            self.nodes[key] = middle if age_rule == "middle" else float(row["mx_age"])
        self.periods = sorted(periods)
        self.bands = sorted({age for _, age, _ in self.log_rates})
        self.log_rate = functools.lru_cache(maxsize=None)(self._log_rate)

    def _log_rate(self, sex, age, start):
        """Log of the rate at an exact age in the period that starts at `start`."""
        if self.age_rule == "step":
            return self.log_rates[sex, max((b for b in self.bands if b <= age), default=self.bands[0]), start]
        keys = [(sex, band, start) for band in self.bands]
        return interpolate([self.nodes[k] for k in keys], [self.log_rates[k] for k in keys], age)

    def rate(self, sex, age, time):
        if self.time_rule == "step":
            start = max((s for s, _ in self.periods if s <= time), default=self.periods[0][0])
            return self.level * math.exp(self.log_rate(sex, age, start))
        middles = [(start + end) / 2 for start, end in self.periods]
        values = [self.log_rate(sex, age, start) for start, _ in self.periods]
        return self.level * math.exp(interpolate(middles, values, time))


def remaining_life(mortality, sex, age, time):
    """Expected years from an exact age under the rates of one moment."""
    alive, years = 1.0, 0.0
    for month in range(age * 12, 120 * 12):
        rate = mortality.rate(sex, (month + 0.5) / 12, time)
        left = alive * math.exp(-rate / 12)
        years, alive = years + (alive - left) / rate, left
    return years


def check_rates(mortality):
    """Failures of interpolated rates: over each band of the stationary population they must average to its mx."""
    failures = []
    for start, _ in mortality.periods:
        for sex in "MF":
            alive, deaths, years = 1.0, {}, {}
            for month in range(45 * 12, 120 * 12):
                band = min(100, month // 60 * 5)
                rate = math.exp(mortality.log_rate(sex, (month + 0.5) / 12, start))
                lost = alive * (1 - math.exp(-rate / 12))
                deaths[band] = deaths.get(band, 0.0) + lost
                years[band] = years.get(band, 0.0) + lost / rate
                alive -= lost
            for band in range(60, 105, 5):
                ratio = deaths[band] / years[band] / math.exp(mortality.log_rates[sex, band, start])
                if abs(ratio - 1) > 0.005:
                    failures.append(f"mx_age of {sex} {band}+ from {start}: the band averages to {ratio:.4f} of its mx")
    return failures
