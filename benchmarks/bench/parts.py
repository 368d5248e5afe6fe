"""Runs the Google Benchmark program of the parts and reads its times."""

import json
import pathlib
import tempfile

import child
import programs
import rounds


def run(repetitions: int, quick: bool) -> dict[str, rounds.Spread]:
    """Nanoseconds of processor time of each part, over the repetitions, which take turns. `quick`: not the largest."""
    with tempfile.TemporaryDirectory() as folder:
        # Into a file: standard output and error carry the library's remarks too.
        file = pathlib.Path(folder) / "parts.json"
        child.run(programs.BUILD / "benchmarks/parts", f"--benchmark_out={file}", "--benchmark_out_format=json",
                  f"--benchmark_min_time={0.01 if quick else 0.05}", f"--benchmark_repetitions={repetitions}",
                  "--benchmark_enable_random_interleaving=true", *(["--benchmark_filter=-/1000000$"] if quick else []))
        found = json.loads(file.read_text())["benchmarks"]
    times: dict[str, list[float]] = {}
    for each in found:
        if each["run_type"] == "iteration":
            times.setdefault(each["run_name"], []).append(1e9 / each["items_per_second"])
    return {name: rounds.Spread.of(values) for name, values in sorted(times.items())}
