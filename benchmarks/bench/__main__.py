"""Measures the engine beside the reference and the floor, in one run on one machine. Started by scripts/bench."""

import argparse
import json
import pathlib
import sys

import agree
import child
import figures
import machine
import parts
import plan as plans
import programs
import report
import rounds

GROUPS = ("pathway", "mail", "care", "parts")
ERROR_RATE = 0.001  # of calling two equal programs different, over all quantities together


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes, two rounds: shows that everything runs")
    parser.add_argument("--full", action="store_true", help="also --scale 10 to 2035, and one year of --scale 35")
    parser.add_argument("--rounds", type=int, help="measurements of each thing (default: 5; with --quick 2)")
    parser.add_argument("--only", choices=GROUPS, action="append", help="one group of measurements; may be repeated")
    parser.add_argument("--require", action="store_true", help="status 1 if a required figure is missed")
    parser.add_argument("--json", type=pathlib.Path, default=programs.ROOT / "out/bench.json", metavar="FILE")
    parser.add_argument("--markdown", type=pathlib.Path, metavar="FILE", help="the tables again, for a page of docs/")
    given = parser.parse_args()
    if given.quick and given.full:
        parser.error("--quick and --full: at most one of them")
    if given.rounds is not None and given.rounds < 1:
        parser.error(f"--rounds: given {given.rounds}, expected 1 or more")
    return given


def compare_results(plan: plans.Plan, engine: programs.Engine) -> list[agree.Agreement]:
    people, replications = plan.agreement
    seeds = range(1001, 1001 + replications)
    ours = [engine.w1b(people, 1, seed) for seed in seeds]
    theirs = [programs.reference(people, seed) for seed in seeds]
    names = ("events", "deaths", "hospital_occupancy", "hospital_wait_days", "institution_occupancy",
             "institution_wait_days")
    return [agree.compare(name, [run[name] for run in ours], [run[name] for run in theirs]) for name in names]


def timed(plan: plans.Plan, groups: set[str], full: bool, engine: programs.Engine) -> rounds.Samples:
    samples = rounds.Samples()
    cases: dict[str, rounds.Measure] = {}
    if "pathway" in groups:
        cases |= plans.pathway_cases(plan, engine)
    if "mail" in groups:
        cases |= plans.mail_cases(plan, engine)
    if groups & {"pathway", "care"}:
        cases |= plans.floor_cases(plan)
    if "care" in groups:
        cases |= plans.care_cases(plan, engine)
    rounds.measure(cases, plan.rounds, samples)
    if full and "care" in groups:
        print("  --scale 10 and --scale 35, once each", file=sys.stderr, flush=True)
        samples.add("care tenfold", plans.tenfold(plan, engine))
        samples.add("china", plans.china(engine))
    return samples


def main() -> int:
    given = arguments()
    plan = plans.QUICK if given.quick else plans.FULL
    if given.rounds:
        plan = plans.replace(plan, rounds=given.rounds)
    groups = set(given.only or GROUPS)
    engine = programs.Engine()
    facts: dict[str, object] = dict(machine.describe(programs.ROOT)) | {"quick": given.quick, "rounds": plan.rounds}

    pages: list[tuple[str, report.Table]] = []
    print("Measuring", file=sys.stderr)
    samples = timed(plan, groups, given.full, engine)
    found: dict[str, rounds.Spread] = {}
    if "pathway" in groups:
        found |= figures.of_pathway(plan, samples)
    if "mail" in groups:
        found |= figures.of_mail(samples)
    if "care" in groups:
        found |= figures.of_care(plan, samples)
    if given.full and "care" in groups:
        found |= figures.of_china(samples)
    pages.append(("Measured", report.measured(samples)))
    if "parts" in groups:
        timings = parts.run(plan.rounds, given.quick)
        pages.append(("Parts (ns each)", report.ratios(timings)))
        facts |= {report.key_of(f"part {name} ns"): spread.median for name, spread in timings.items()}

    different = False
    if "pathway" in groups:
        print("Comparing the results of W1b with the reference's", file=sys.stderr)
        agreement = compare_results(plan, engine)
        different = any(each.chance < ERROR_RATE / len(agreement) for each in agreement)
        pages.append((f"Results at {plan.agreement[0]:,.0f} people over {plan.agreement[1]} replications",
                      report.agreement(agreement)))
        facts["results_agree"] = not different
    pages.append(("Ratios and other figures", report.ratios(found)))
    verdicts, missed = report.verdicts(found)
    if not given.quick:
        pages.append(("What is required", verdicts))

    notes = remarks(given, plan, samples, different)
    show(facts, pages, notes)
    report.write_json(given.json, facts, found, samples)
    if given.markdown:
        given.markdown.parent.mkdir(parents=True, exist_ok=True)
        given.markdown.write_text(page(facts, pages, notes))
    return int(different or (given.require and not given.quick and bool(missed)))


def remarks(given: argparse.Namespace, plan: plans.Plan, samples: rounds.Samples,
            different: bool) -> list[str]:
    notes = []
    share, case = samples.least_share_of_processor()
    if share < 0.9:
        notes.append(f"The machine did other work meanwhile: {case} had the processor {share:.0%} of the time. "
                     "Measure again on an idle machine.")
    if plan.rounds < 5 and not given.quick:
        notes.append("Fewer than five rounds: the medians are rough.")
    if given.quick:
        notes.append("--quick: small sizes and few rounds. The numbers show that everything runs, and no more.")
    if different:
        notes.append("W1b and the reference DIFFER by more than chance: no ratio of their speeds means anything.")
    return notes


def show(facts: dict[str, object], pages: list[tuple[str, report.Table]], notes: list[str]) -> None:
    print("\n".join(f"{name.replace('_', ' ')}: {value}" for name, value in facts.items() if "part_" not in name))
    for title, table in pages:
        print(f"\n{title}\n{'=' * len(title)}\n{report.text(table)}")
    if notes:
        print("\n" + "\n".join(notes))


def page(facts: dict[str, object], pages: list[tuple[str, report.Table]], notes: list[str]) -> str:
    lines = [f"- {name.replace('_', ' ')}: {value}" for name, value in facts.items() if "part_" not in name]
    text = "# Benchmarks\n\n" + "\n".join(lines)
    for title, table in pages:
        text += f"\n\n## {title}\n\n{report.markdown(table)}"
    return text + "".join(f"\n\n{note}" for note in notes) + "\n"


try:
    sys.exit(main())
except (child.Failed, OSError, json.JSONDecodeError) as fault:
    print(f"bench: {fault}", file=sys.stderr)
    sys.exit(1)
except KeyboardInterrupt:
    sys.exit(130)
