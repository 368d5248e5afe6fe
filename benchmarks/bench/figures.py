"""The flat numbers of bench.json, from what was measured; and which of them the project requires."""

import dataclasses
import math

import plan as plans
import rounds


@dataclasses.dataclass(frozen=True)
class Required:
    """A figure that is required to be at least or at most a limit."""

    key: str
    meaning: str
    at_least: bool
    limit: float

    def met(self, value: float) -> bool:
        return value >= self.limit if self.at_least else value <= self.limit


REQUIRED = (
    Required("w1b_vs_reference", "W1b, 7.6 million people: events per second over the reference's", True, 7),
    Required("w1b_cached_vs_reference", "W1b, 100,000 people in one region: the same", True, 3),
    Required("w1b_vs_floor", "W1b, 7.6 million people: time per event over the floor's", False, 1.6),
    Required("care_vs_floor", "Care model: time per event over the floor's", False, 4),
    Required("care_seconds_2020_2035", "Care model, everyone, 2020 to 2035: seconds on two threads", False, 15),
    Required("bytes_per_person", "Care model: bytes of memory per person", False, 64),
    Required("thread_speedup_replications", "Two threads over one, over replications", True, 1.9),
    Required("thread_speedup_regions", "Two threads over one, inside one replication", True, 1.9),
    Required("growth_exponent", "Exponent of processor time over population", False, 1.05),
    Required("china_memory_gib", "Care model, --scale 35, one year: peak of memory in GiB", False, 24),
)


def exponent(points: list[tuple[float, float]]) -> float:
    """Slope of log(cost) over log(size) by least squares."""
    logs = [(math.log(size), math.log(cost)) for size, cost in points]
    x, y = (sum(column) / len(logs) for column in zip(*logs))
    return sum((a - x) * (b - y) for a, b in logs) / sum((a - x) ** 2 for a, _ in logs)


def of_pathway(plan: plans.Plan, samples: rounds.Samples) -> dict[str, rounds.Spread]:
    largest, cached = plan.w1b[-1].name, plan.cached.name
    speed, cost = "events_per_second", "ns_per_event"
    return {
        "w1b_vs_reference": samples.ratio((f"w1b {largest}", speed), (f"reference {largest}", speed)),
        "w1b_cached_vs_reference": samples.ratio((f"w1b {cached}", speed), (f"reference {cached}", speed)),
        "w1b_vs_floor": samples.ratio((f"w1b {largest}", cost), ("floor", cost)),
        "w1b_vs_floor_small_pages": samples.ratio((f"w1b {largest}", cost), ("floor small pages", cost)),
    }


def of_mail(samples: rounds.Samples) -> dict[str, rounds.Spread]:
    """What is left of the speed with mail, and what a second thread brings inside one replication."""
    speed, wall = "events_per_second", "wall_seconds"
    return {
        "mail_vs_no_mail": samples.ratio(("mail", speed), ("mail off", speed)),
        "thread_speedup_mail": samples.ratio(("mail", wall), ("mail 2 threads", wall)),
        "thread_speedup_no_mail": samples.ratio(("mail off", wall), ("mail off 2 threads", wall)),
    }


def of_care(plan: plans.Plan, samples: rounds.Samples) -> dict[str, rounds.Spread]:
    def speedup(case: str) -> rounds.Spread:
        return samples.ratio((case, "wall_seconds"), (f"{case} 2 threads", "wall_seconds"))

    def memory(people: str) -> rounds.Spread:
        # What a small run takes is the program itself and its tables, whatever the number of people.
        small = f"care x{min(plan.scales):g}"
        both = zip(*(samples.values(case, name) for name in ("peak", people) for case in ("care 2 threads", small)))
        return rounds.Spread.of([(peak - base) / (many - few) for peak, base, many, few in both])

    found = {
        "care_vs_floor": samples.ratio(("care", "ns_per_event"), ("floor", "ns_per_event")),
        "care_vs_floor_small_pages": samples.ratio(("care", "ns_per_event"), ("floor small pages", "ns_per_event")),
        "care_events_per_second": samples.spread("care", "events_per_second"),
        "care_person_years_per_second": samples.spread("care", "person_years_per_second"),
        "care_seconds_2020_2035": samples.spread("care 2 threads", "command_seconds"),
        "thread_speedup_replications": speedup("replications"),
        "thread_speedup_regions": speedup("care"),
        "bytes_per_person": memory("people_at_most"),
        "bytes_per_person_simulated": memory("people_simulated"),
    }
    return found | growth(plan, samples)


def growth(plan: plans.Plan, samples: rounds.Samples) -> dict[str, rounds.Spread]:
    """Exponents over the care model's runs on one thread: of the time spent simulating, and of the whole command."""
    cases = [f"care x{scale:g}" for scale in plan.scales] + ["care"]

    def fitted(cost: str) -> rounds.Spread:
        sizes = [samples.spread(case, "people_at_most").median for case in cases]
        fits = [list(zip(sizes, costs)) for costs in zip(*(samples.values(case, cost) for case in cases))]
        if "care tenfold" in samples:  # measured once: the same point for every round
            point = samples.spread("care tenfold", "people_at_most").median, samples.spread("care tenfold", cost).median
            fits = [[*fit, point] for fit in fits]
        return rounds.Spread.of([exponent(fit) for fit in fits])

    return {"growth_exponent": fitted("simulating_cpu"), "growth_exponent_whole_command": fitted("cpu")}


def of_china(samples: rounds.Samples) -> dict[str, rounds.Spread]:
    peaks = [peak / 2**30 for peak in samples.values("china", "peak")]
    return {"china_memory_gib": rounds.Spread.of(peaks), "china_seconds": samples.spread("china", "command_seconds")}
