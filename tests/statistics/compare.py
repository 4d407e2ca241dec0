"""Compares areabook's statistics with SciPy's on random cases. Run by tests/statistics/run.

The formulas are written out here once more, from their sources, on SciPy's distributions. All cases are synthetic.
"""

import math
import random
import subprocess
import sys

from scipy import stats

SEED = 20140331
TOLERANCE = 1e-6
TAILS = (0.001, 0.025, 0.975, 0.999)


def interval(count):
    """Byar's interval from 10 on, the exact one below."""
    if count < 10:
        lower = stats.chi2.ppf(0.025, 2 * count) / 2 if count else 0.0
        return [lower, stats.chi2.ppf(0.975, 2 * count + 2) / 2]
    z = 1.959964
    above = count + 1
    lower = count * (1 - 1 / (9 * count) - z / (3 * math.sqrt(count))) ** 3
    return [lower, above * (1 - 1 / (9 * above) + z / (3 * math.sqrt(above))) ** 3]


def limits(expected):
    """Spiegelhalter's interpolated Poisson limits."""
    found = []
    for tail in TAILS:
        quantile = stats.poisson.ppf(tail, expected)
        at, mass = stats.poisson.cdf(quantile, expected), stats.poisson.pmf(quantile, expected)
        found.append(quantile - (at - tail) / mass)
    return found


def change(first, people, second, others):
    """The exact conditional test, two-sided as twice the smaller tail."""
    binomial = stats.binom(first + second, people / (people + others))
    return [min(1.0, 2 * min(binomial.cdf(first), binomial.sf(first - 1)))]


def spread(areas):
    """Spiegelhalter's overdispersion with the limits of the first area; none where chance explains the differences."""
    distances = [2 * (math.sqrt(observed) - math.sqrt(expected)) for observed, expected in areas]
    low, high = stats.mstats.mquantiles(distances, [0.1, 0.9], alphap=1, betap=1)
    squares = sum(min(max(distance, low), high) ** 2 for distance in distances)
    number = len(areas)
    if squares / number <= 1 + 2 * math.sqrt(2 / number):
        return None
    weights = [4 * expected for _, expected in areas]
    between = (squares - number + 1) / (sum(weights) - sum(weight**2 for weight in weights) / sum(weights))
    between = max(0.0, between)
    expected = areas[0][1]
    error = math.sqrt(1 / (4 * expected) + between)
    wide = [expected * max(0.0, 1 + stats.norm.ppf(tail) * error) ** 2 for tail in TAILS]
    chance = [max(0.0, limit) for limit in limits(expected)]
    wide = [min(*pair) for pair in zip(wide[:2], chance[:2])] + [max(*pair) for pair in zip(wide[2:], chance[2:])]
    return [squares / number, between, *wide]


def cases(generator):
    """A thousand cases: small and large counts, small and large areas."""
    size = lambda low, high: math.exp(generator.uniform(math.log(low), math.log(high)))
    for _ in range(250):
        count = int(size(1, 70_000)) - 1
        yield f"interval {count}", interval(count)
    for _ in range(250):
        expected = size(0.05, 9_000)
        yield f"limits {expected!r}", limits(expected)
    for _ in range(250):
        people, others = int(size(1_000, 8_000_000)), int(size(1_000, 8_000_000))
        first = int(size(1, 4_000)) - 1
        second = int(first * others / people * size(0.7, 1.4)) % 60_000 + int(generator.random() * 3)
        first = max(first, 1 - second)
        yield f"change {first} {people} {second} {others}", change(first, people, second, others)
    for _ in range(250):
        differ = generator.choice([0.0, 0.0, 0.02, 0.1, 0.3])
        areas = []
        for _ in range(generator.randrange(10, 60)):
            expected = size(0.5, 6_000)
            ratio = math.exp(generator.gauss(0, differ) + generator.gauss(0, 1 / math.sqrt(expected)))
            areas.append((round(expected * ratio), expected))
        text = " ".join(f"{observed} {expected!r}" for observed, expected in areas)
        yield f"spread {text}", spread(areas)


def main():
    all_cases = list(cases(random.Random(SEED)))
    text = "".join(f"{case}\n" for case, _ in all_cases)
    answers = subprocess.run(sys.argv[1:], input=text, capture_output=True, text=True, check=True).stdout.splitlines()
    assert len(answers) == len(all_cases) == 1000, f"{len(answers)} answers to {len(all_cases)} cases"
    worst, faults, spreads = 0.0, [], 0
    for (case, expected), answer in zip(all_cases, answers):
        if expected is None or answer == "none":
            if expected is not None or answer != "none":
                faults.append(f"{case[:100]}: {answer}, SciPy: {expected}")
            continue
        spreads += case.startswith("spread")
        for got, wanted in zip(map(float, answer.split()), expected, strict=True):
            difference = abs(got - wanted) / max(1.0, abs(wanted))
            worst = max(worst, difference)
            if not difference <= TOLERANCE:
                faults.append(f"{case[:100]}: {got}, SciPy: {wanted}")
    for fault in faults[:20]:
        print(fault, file=sys.stderr)
    print(f"1,000 random cases ({spreads} with a spread): the largest difference from SciPy is {worst:.1e}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
