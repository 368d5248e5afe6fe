"""What is measured, at which sizes: all of it, or a short form that only shows that everything still runs."""

import dataclasses

import programs
import rounds

PROVINCE = 7.6e6  # people: the older residents of Jiangxi, in 100 counties


@dataclasses.dataclass(frozen=True)
class Size:
    """A population of W1b and the parts that it is divided into."""

    people: float
    regions: int

    @property
    def name(self) -> str:
        return f"{self.people:,.0f}"


@dataclasses.dataclass(frozen=True)
class Plan:
    rounds: int
    w1b: tuple[Size, ...]   # ascending; the largest is compared with the floor
    cached: Size            # one of `w1b`, in one region, whose memory fits in the caches
    least_people: float     # W1b is repeated until so many people were simulated
    records: tuple[float, float]  # of the floor: cached, and as many as the largest of `w1b` has people
    floor_events: float
    until: str              # end of the care model's runs
    scale: float            # of the care model's main run
    scales: tuple[float, ...]  # of its growth with population, besides `scale`
    share: tuple[float, int]   # thread efficiency over replications: scale and number of them
    agreement: tuple[float, int]  # W1b against the reference: people and replications


replace = dataclasses.replace

FULL = Plan(5, (Size(1e4, 1), Size(1e5, 1), Size(1e6, 10), Size(PROVINCE, 100)), Size(1e5, 1), 1e6,
            (76_000, PROVINCE), 3e7,
            "2035-12-31", 1, (0.01315, 0.1315), (0.1, 8), (1e4, 200))
QUICK = Plan(2, (Size(1e4, 1), Size(1e5, 10)), Size(1e4, 1), 1e5, (1000, 1e5), 3e6,
             "2022-12-31", 0.1, (0.01, 0.03), (0.02, 4), (1e4, 40))


def pathway_cases(plan: Plan, engine: programs.Engine) -> dict[str, rounds.Measure]:
    """W1b beside the reference at each size."""
    def again(size: Size) -> int:  # small sizes are over too soon to be timed once
        return max(1, round(plan.least_people / size.people))

    cases: dict[str, rounds.Measure] = {}
    for size in plan.w1b:
        cases[f"reference {size.name}"] = lambda seed, s=size: programs.reference(s.people, seed, again(s))
        cases[f"w1b {size.name}"] = lambda seed, s=size: engine.w1b(s.people, s.regions, seed, again(s))
    return cases


def mail_cases(plan: Plan, engine: programs.Engine) -> dict[str, rounds.Measure]:
    """W1b whose regions send each other people in groups of ten, and the same with every region apart."""
    people = plan.w1b[-1].people

    def mail(group: int, threads: int) -> rounds.Measure:
        return lambda seed: engine.mail(people, group, seed, threads)

    return {f"mail{off}{many}": mail(group, threads) for off, group in (("", 10), (" off", 1))
            for many, threads in (("", 1), (" 2 threads", 2))}


def floor_cases(plan: Plan) -> dict[str, rounds.Measure]:
    def floor(records: float, page_kib: int) -> rounds.Measure:
        return lambda _: programs.floor(records, page_kib, plan.floor_events)

    cached, large = plan.records
    return {"floor cached": floor(cached, 2048), "floor": floor(large, 2048), "floor small pages": floor(large, 4)}


def care_cases(plan: Plan, engine: programs.Engine) -> dict[str, rounds.Measure]:
    """The care model: main run on one and two threads, smaller ones for growth, and several replications."""
    def care(scale: float, threads: int, replications: int = 1) -> rounds.Measure:
        options = "--scale", scale, "--until", plan.until, "--replications", replications
        return lambda seed: engine.care(*options, seed=seed, threads=threads)

    cases = {"care": care(plan.scale, 1), "care 2 threads": care(plan.scale, 2)}
    cases |= {f"care x{scale:g}": care(scale, 1) for scale in plan.scales}
    scale, replications = plan.share
    cases |= {"replications": care(scale, 1, replications), "replications 2 threads": care(scale, 2, replications)}
    return cases


# Once each and only when asked for: minutes of time and gigabytes of memory.
TENFOLD = 10
CHINA = 35


def tenfold(plan: Plan, engine: programs.Engine) -> dict[str, float]:
    return engine.care("--scale", TENFOLD, "--until", plan.until)


def china(engine: programs.Engine) -> dict[str, float]:
    return engine.care("--scale", CHINA, "--until", "2021-10-31", threads=2)
