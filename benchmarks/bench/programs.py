"""The programs that are measured, and what each says about itself, as numbers."""

import pathlib
import re
import tempfile

import child

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / "build-bench"
W1B_YEARS = 3653 / 365.2425  # 2020-01-01 to 2030-01-01, as scenarios/w1b.toml has it
CARE_SCENARIO = "jiangxi-2025"


def _busy(done: child.Child, numbers: dict[str, float]) -> dict[str, float]:
    return numbers | {"busy": done.cpu / done.wall, "cpu": done.cpu, "command_seconds": done.wall, "peak": done.peak}


def reference(population: float, seed: int) -> dict[str, float]:
    """The plain simulator of W1b: events, seconds, events_per_second, deaths, occupancy and wait of both pools."""
    done = child.run(BUILD / "benchmarks/reference_w1b", "--population", int(population), "--seed", seed,
                     "--years", f"{W1B_YEARS:.9f}")
    return _busy(done, child.numbers(done.text))


def floor(records: float, page_kib: int, events: float) -> dict[str, float]:
    """The floor kernel: ns_per_event of one measurement."""
    done = child.run(BUILD / "benchmarks/floor", "--records", int(records), "--page-kib", page_kib,
                     "--events", int(events), "--repeats", 1)
    return _busy(done, child.numbers(done.text))


class Engine:
    """Runs of the program `yanglao`, with what the record in the results file says of each."""

    def __init__(self, program: pathlib.Path = BUILD / "yanglao") -> None:
        self.program = program

    def run(self, scenario: str, *options: object, threads: int = 1) -> tuple[str, dict[str, float]]:
        """What it printed, and: events, wall_seconds, ns_per_event (of a thread), events_per_second, cpu, peak, ..."""
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "out.h5"
            done = child.run(self.program, "run", scenario, "--threads", threads, "--output", file, *options)
            record = child.numbers(child.run(self.program, "info", file).text.rpartition("How the run went")[2])
        if not record.get("events") or not record.get("wall_seconds"):
            raise child.Failed(f"the record of {scenario} has no events or no wall_seconds")
        # Where the record tells setting up apart, a step of simulation is not charged with it.
        simulated = record.get("simulation_seconds", record["wall_seconds"])
        record |= {"simulation_seconds": simulated, "events_per_second": record["events"] / simulated,
                   "ns_per_event": simulated / record["events"] * 1e9}
        numbers = _busy(done, record)
        numbers["busy"] /= threads
        # Reading the scenario and writing results take the same whatever the population: growth is told without them.
        numbers["simulating_cpu"] = numbers["cpu"] * record["wall_seconds"] / numbers["command_seconds"]
        return done.text, numbers

    def w1b(self, population: float, regions: int, seed: int, threads: int = 1) -> dict[str, float]:
        text, numbers = self.run("w1b", "--seed", seed, "--set", f"population={int(population)}",
                                 "--set", f"regions={regions}", threads=threads)
        # The whole run with its setting up, as in the reference.
        numbers["events_per_second"] = numbers["events"] / numbers["wall_seconds"]
        numbers["ns_per_event"] = numbers["wall_seconds"] / numbers["events"] * 1e9
        return numbers | w1b_results(text)

    def care(self, *options: object, seed: int = 1, threads: int = 1) -> dict[str, float]:
        """A run of the care model; adds person_years, people (largest mean of a year) and person_years_per_second."""
        text, numbers = self.run(CARE_SCENARIO, "--seed", seed, *options, threads=threads)
        by_year = people_by_year(text)
        numbers["people"] = max(people for people, _ in by_year)
        numbers["person_years"] = sum(people * years for people, years in by_year)
        numbers["person_years_per_second"] = numbers["person_years"] / numbers["simulation_seconds"]
        return numbers


def people_by_year(text: str) -> list[tuple[float, float]]:
    """Mean number of people and length in years of each year, from the table of where people live."""
    table = re.search(r"^Where people live[^\n]*\n-+\n(.*?)\n\n", text, re.MULTILINE | re.DOTALL)
    rows = re.findall(r"^\d{4}(?: \((\d+) months?\))? .* ([\d,]+)$", table.group(1) if table else "", re.MULTILINE)
    if not rows:
        raise child.Failed("the run printed no table of where people live")
    return [(float(total.replace(",", "")), int(months or 12) / 12) for months, total in rows]


def w1b_results(text: str) -> dict[str, float]:
    """Deaths, and mean occupancy and wait of both pools, from what a run of w1b prints."""
    raise NotImplementedError
