"""What scripts/bench computes from its measurements: medians in turn, ratios, exponents, and whether results agree."""

import ast
import pathlib
import random
import subprocess
import sys

import pytest

BENCH = pathlib.Path(__file__).resolve().parents[2] / "benchmarks" / "bench"
sys.path.insert(0, str(BENCH))

import agree  # noqa: E402
import child  # noqa: E402
import figures  # noqa: E402
import report  # noqa: E402
import rounds  # noqa: E402


def test_rounds_go_forwards_and_backwards_and_tell_the_round():
    order = []
    samples = rounds.Samples()
    rounds.measure({name: lambda seed, name=name: order.append((name, seed)) or {"s": seed} for name in "ab"}, 3, samples)
    assert order == [("a", 1), ("b", 1), ("b", 2), ("a", 2), ("a", 3), ("b", 3)]
    assert samples.spread("a", "s") == rounds.Spread(2, 1, 3)


def test_a_ratio_is_made_within_each_round():
    samples = rounds.Samples()
    for slow in (1.0, 5.0, 2.0):  # the machine slows down both alike
        samples.add("a", {"s": 6 * slow})
        samples.add("b", {"s": 2 * slow})
    assert samples.ratio(("a", "s"), ("b", "s")) == rounds.Spread(3, 3, 3)


def test_exponent_of_a_power_law():
    assert figures.exponent([(n, 3 * n**1.05) for n in (1e5, 1e6, 7.6e6, 7.6e7)]) == pytest.approx(1.05)


@pytest.mark.parametrize(("t", "freedom"), [(12.7062, 1), (2.22814, 10), (2.02439, 38), (1.95996, 1e7)])
def test_tails_of_student_s_t_against_printed_tables_at_five_percent(t, freedom):
    assert agree.two_sided(t, freedom) == pytest.approx(0.05, rel=1e-4, abs=0)


def test_equal_means_are_rarely_called_different_and_unequal_ones_mostly():
    draw = random.Random(1)
    def chances(shift):
        samples = ([draw.gauss(shift, 1) for _ in range(40)] + [draw.gauss(0, 2) for _ in range(40)] for _ in range(400))
        return [agree.compare("x", both[:40], both[40:]).chance for both in samples]
    # 400 trials at 5%: between 1.6% and 9.3% with a chance of error below 0.001.
    assert 0.016 < sum(chance < 0.05 for chance in chances(0)) / 400 < 0.093
    assert sum(chance < 0.05 for chance in chances(1.5)) / 400 > 0.9


def test_a_required_figure_is_met_on_its_limit_and_missed_beyond():
    least, most = figures.Required("a", "", True, 7), figures.Required("b", "", False, 1.6)
    assert least.met(7) and not least.met(6.99) and most.met(1.6) and not most.met(1.61)
    _, missed = report.verdicts({"w1b_vs_reference": rounds.Spread(6, 5, 8), "w1b_vs_floor": rounds.Spread(1, 1, 1)})
    assert missed == ["w1b_vs_reference"]


def test_a_program_that_fails_is_told_with_what_it_said():
    with pytest.raises(child.Failed, match="status 3.*\n.*no bed"):
        child.run(sys.executable, "-c", "print('no bed'); raise SystemExit(3)")


def test_what_a_program_took_is_its_own():
    # From a process as small as scripts/bench is: Linux counts to a program what its caller held when it began, and pytest's own
    # memory is beyond this program's by now.
    program = "held = bytearray(200_000_000); print('rows 1,200'); print('a b c')"
    measure = f"""import sys; sys.path.insert(0, {str(BENCH)!r}); import child
took = child.run(sys.executable, "-c", {program!r}); print((child.numbers(took.text), took.peak, took.cpu, took.wall))"""
    said = subprocess.run([sys.executable, "-c", measure], capture_output=True, text=True, check=True).stdout
    numbers, peak, cpu, wall = ast.literal_eval(said)
    assert numbers == {"rows": 1200}
    assert 200e6 < peak < 400e6 and 0 < cpu and 0 < wall
