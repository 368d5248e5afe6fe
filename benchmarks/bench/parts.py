"""Runs the Google Benchmark program of the parts and reads its times."""

import json

import child
import programs
import rounds


def run(repetitions: int) -> dict[str, rounds.Spread]:
    """Nanoseconds of processor time of each part, over the repetitions, which take turns."""
    done = child.run(programs.BUILD / "benchmarks/parts", "--benchmark_format=json", "--benchmark_min_time=0.05",
                     f"--benchmark_repetitions={repetitions}", "--benchmark_enable_random_interleaving=true")
    times: dict[str, list[float]] = {}
    # What comes before the first brace is what the library says of the machine.
    for each in json.loads(done.text[done.text.index("\n{") :])["benchmarks"]:
        if each.get("run_type") == "iteration":
            seconds = each["items_per_second"]
            times.setdefault(each["run_name"], []).append(1e9 / seconds)
    return {name: rounds.Spread.of(values) for name, values in times.items()}
