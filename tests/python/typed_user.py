"""A user's script that touches every public name. test_typing.py checks it with mypy --strict, and that none is missing.

It is not run: it says what types go in and come out.
"""

import warnings
from concurrent.futures import ProcessPoolExecutor

import xarray as xr
import yanglao as yl


def scenarios_of_all_kinds() -> yl.Scenario:
    names: list[str] = yl.scenarios()
    scenario: yl.Scenario = yl.Scenario.load(names[0])
    again: yl.Scenario = yl.Scenario.from_toml(scenario.resolved())
    words: tuple[str, str] = (again.name, again.title)
    try:
        changed: yl.Scenario = scenario.set({"family_doctor.coverage": 0.6})
    except yl.ScenarioError as error:
        first: yl.Fault = error.faults[0]
        place: tuple[str, int, int] = (error.file, error.line, error.column)
        print(first.text, first.nearest, place, error.key, error.given, error.expected)
        print(first.file, first.line, first.column, first.key, first.given, first.expected)
        raise
    print(words, changed.levers(), changed.measures(), changed.places(), changed["end"])
    return changed


def runs(scenario: yl.Scenario) -> yl.Results:
    asked = yl.Precision("mean_wait_days[pool=nursing]", relative=0.05)
    print(asked.interval, asked.excess, asked.shortage, asked.measure, asked.relative, asked.absolute, asked.quantile, asked.baseline, asked.level)
    results: yl.Results = yl.run(scenario, replications=5, seed=1, scale=0.1, threads=None, progress=False,
                                 output="r.h5", until="2024-01-01", detail="province")
    with ProcessPoolExecutor() as pool:
        swept: yl.Results = yl.sweep(scenario, {"beds.nursing.factor": [1.0, 1.5]}, precision=[asked], executor=pool)
    yl.sweep(scenario, yl.latin_hypercube({"beds.nursing.factor": (0.5, 2.0)}, 8))
    yl.sweep(scenario, yl.sobol({"beds.nursing.factor": (0.5, 2.0)}, 8), shard=(1, 2), output="a.h5")
    whole: yl.Results = yl.merge("all.h5", ["a.h5", "b.h5"])
    job = yl.Job(scenario=scenario, replications=2, first=20, until="2024-01-01")
    print(job.scenario, job.replications + job.first + job.seed, job.scale, job.until, job.detail, job.threads)
    for number, dataset in yl.run_jobs([job]):
        print(number + len(dataset.sizes))
    print(yl.compare(swept, {"beds.nursing.factor": 1.0}, variables=["queue"], by_year=True, by_region=False, level=0.9))
    print(whole.indicators(), whole.costs(), whole.waits(by_region=True), whole.points, whole.dataset.sizes)
    print(whole.targets(), whole.budgets(), whole.blocked())
    print(whole.value("queue", year=2023, pool="nursing").mean())
    whole.save("again.h5")
    warnings.simplefilter("error", yl.PrecisionWarning)
    try:
        return yl.open("again.h5")
    except (yl.FileError, yl.UnknownName) as error:
        print(error)
        return results


def uncertain(scenario: yl.Scenario) -> yl.Results:
    print(yl.parameters(scenario))
    results: yl.Results = yl.uncertainty([scenario, "jiangxi-2020"], draws=20, replications=3,
                                         parameters=["wish.institution"])
    wait = results.value("mean_wait_days", pool="nursing")
    print(yl.variance_shares(wait), yl.value_of_information(-wait, yl.drawn(results), level=0.9))

    def outcome(r: yl.Results) -> xr.DataArray:
        return r.value("mean_wait_days", pool="nursing")

    swings = yl.sensitivity.one_at_a_time(scenario, outcome, ["wish.institution"])
    print(yl.sensitivity.morris(scenario, outcome), yl.sensitivity.sobol(scenario, outcome, samples=8, output="s.h5"))
    print(yl.sensitivity.runs(scenario, "morris", 4, ["wish.institution"], output="m.h5").dataset.sizes)
    design = yl.sensitivity.morris_design(2, 4)
    print(yl.sensitivity.morris_effects(["a", "b"], design, design[:, 0]))
    print(yl.sensitivity.sobol_indices(["a", "b"], yl.sensitivity.sobol_design(2, 8)[:, 0]))
    yl.plot.tornado(swings)
    yl.plot.shares(yl.variance_shares(wait)).set_title("shares")
    yl.plot.fan(results, "queue", scenario="jiangxi-2020", pool="nursing")
    return results


def lives(results: yl.Results) -> None:
    found: yl.Replay = yl.replay(results, replication=1, persons=10, at={"scenario": "jiangxi-2020"}, draw=0)
    different: list[str] = found.different
    print(different, found.results.dataset.sizes, found.lives)
    yl.plot.flows(yl.lives("jiangxi-2020", replication=0, persons=["360102/17"], scale=0.1))


def pictures(results: yl.Results) -> None:
    ax = yl.plot.over_time(results, "queue", pool="nursing")
    yl.plot.over_lever(results, "queue", "beds.nursing.factor", ax=ax, pool="nursing")
    yl.plot.indicators(results, "nursing_bed_share")
    yl.plot.costs(results, 2023)
    yl.plot.waits(results, "nursing")
    yl.plot.differences(yl.compare(results, "jiangxi-2020"))
    yl.plot.band(results.dataset, "month", ax)
