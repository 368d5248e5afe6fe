"""The programs that are measured, and what each says about itself, as numbers."""

import pathlib
import tempfile

import child

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / "build-bench"
W1B_YEARS = 3653 / 365.2425  # 2020-01-01 to 2030-01-01, as scenarios/w1b.toml has it
CARE_SCENARIO = "jiangxi-2025"


def _with_cost(done: child.Child, numbers: dict[str, float], threads: int = 1) -> dict[str, float]:
    cost = {"cpu": done.cpu, "command_seconds": done.wall, "peak": done.peak}
    # A command that took long enough on one thread has the processor all the time, unless others want it too.
    if threads == 1 and done.wall > 0.5:
        cost["busy"] = done.cpu / done.wall
    return numbers | cost


def reference(population: float, seed: int, replications: int = 1) -> dict[str, float]:
    """The plain simulator of W1b: events, seconds, events_per_second; and of the first replication deaths, occupancy
    and wait of both pools."""
    done = child.run(BUILD / "benchmarks/reference_w1b", "--population", int(population), "--seed", seed,
                     "--years", f"{W1B_YEARS:.9f}", "--replications", replications)
    return _with_cost(done, child.numbers(done.text))


def floor(records: float, page_kib: int, events: float) -> dict[str, float]:
    """The floor kernel: ns_per_event of one measurement."""
    done = child.run(BUILD / "benchmarks/floor", "--records", int(records), "--page-kib", page_kib,
                     "--events", int(events), "--repeats", 1)
    return _with_cost(done, child.numbers(done.text))


class Engine:
    """Runs of the program `yanglao`, with what its results file says of each."""

    def __init__(self, program: pathlib.Path = BUILD / "yanglao") -> None:
        self.program = program

    def run(self, scenario: str, *options: object, threads: int = 1) -> dict[str, float]:
        """The record of the run (events, wall_seconds, ...), results, and what the command took (cpu, peak, ...)."""
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "out.h5"
            done = child.run(self.program, "run", scenario, "--quiet", "--threads", threads, "--output", file, *options)
            numbers = child.numbers(child.run(BUILD / "benchmarks/results", file).text)
        if not numbers.get("events") or not numbers.get("wall_seconds"):
            raise child.Failed(f"the record of {scenario} has no events or no wall_seconds")
        numbers = _with_cost(done, numbers, threads)
        # Reading the scenario and writing results take the same whatever the population: growth is told without them.
        numbers["simulating_cpu"] = numbers["cpu"] * numbers["wall_seconds"] / numbers["command_seconds"]
        return numbers

    def w1b(self, population: float, regions: int, seed: int, replications: int = 1) -> dict[str, float]:
        """Speed over the whole of wall_seconds, with the making of people, as the reference counts it."""
        numbers = self.run("w1b", "--seed", seed, "--set", f"population={int(population)}",
                           "--set", f"regions={regions}", "--replications", replications)
        return numbers | _speed(numbers["events"], numbers["wall_seconds"])

    def mail(self, population: float, group: int, seed: int, threads: int) -> dict[str, float]:
        """Speed over simulation alone, summed over threads."""
        numbers = self.run("w1b-mail", "--seed", seed, "--set", f"population={int(population)}",
                           "--set", f"regions_per_group={group}", threads=threads)
        return numbers | _speed(numbers["events"], numbers["simulation_seconds"])

    def care(self, *options: object, seed: int = 1, threads: int = 1) -> dict[str, float]:
        """Speed over simulation alone, where the record tells it apart from the making of people; it sums threads."""
        numbers = self.run(CARE_SCENARIO, "--seed", seed, *options, threads=threads)
        seconds = numbers.get("simulation_seconds", numbers["wall_seconds"])
        numbers["person_years_per_second"] = numbers["person_years"] / seconds
        return numbers | _speed(numbers["events"], seconds)


def _speed(events: float, seconds: float) -> dict[str, float]:
    return {"events_per_second": events / seconds, "ns_per_event": seconds / events * 1e9}
