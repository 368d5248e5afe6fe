"""Whether two programs simulate the same thing: Welch's test on the mean of each quantity over replications."""

import dataclasses
import math
import statistics


@dataclasses.dataclass(frozen=True)
class Agreement:
    """One quantity: the two means, the standard error of their difference, the difference in such errors, and the
    chance of one as large by luck."""

    name: str
    ours: float
    theirs: float
    error: float
    errors: float
    chance: float


def two_sided(t: float, freedom: float) -> float:
    """P(|T| > |t|) for Student's T, by Simpson's rule over the angle atan(t / sqrt(freedom)); to about 1e-12."""
    def density(angle: float) -> float:
        return math.cos(angle) ** (freedom - 1)

    scale = math.exp(math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2)) / math.sqrt(math.pi)
    high, steps = math.atan(abs(t) / math.sqrt(freedom)), 2000
    width = high / steps
    inner = sum((4 if i % 2 else 2) * density(i * width) for i in range(1, steps))
    return max(0.0, 1 - 2 * scale * (density(0) + inner + density(high)) * width / 3)


def compare(name: str, ours: list[float], theirs: list[float]) -> Agreement:
    a, b = statistics.variance(ours) / len(ours), statistics.variance(theirs) / len(theirs)
    means = statistics.fmean(ours), statistics.fmean(theirs)
    difference = means[0] - means[1]
    if a + b == 0:
        return Agreement(name, *means, 0.0, 0.0 if difference == 0 else math.inf, float(difference == 0))
    error = math.sqrt(a + b)
    errors = difference / error
    freedom = (a + b) ** 2 / (a**2 / (len(ours) - 1) + b**2 / (len(theirs) - 1))
    return Agreement(name, *means, error, errors, two_sided(errors, freedom))
