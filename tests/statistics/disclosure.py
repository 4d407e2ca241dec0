"""Compares areabook's audit of figures that are held back with SciPy's linear programming. Run by tests/statistics/run.

100 random tables in which small cells are held back, and by chance others with them. What SciPy leaves only one whole number, or
fewer than the rule asks for, the audit has to find, and nothing else. All tables are synthetic.
"""

import math
import random
import subprocess
import sys
from collections import defaultdict

import numpy
from scipy.optimize import linprog

SEED = 20141030
NEAR = 1e-5


def table(generator, rows, columns):
    """The cells with their totals, row by row, and the positions of those that are held back."""
    size = generator.choice([4, 12, 60])
    cells = [[int(generator.expovariate(1 / size)) for _ in range(columns)] for _ in range(rows)]
    cells = [row + [sum(row)] for row in cells]
    cells.append([sum(column) for column in zip(*cells)])
    chance = generator.choice([0.0, 0.15, 0.3])
    wide = columns + 1
    held = set()
    for row in range(rows + 1):
        for column in range(wide):
            is_total = row == rows or column == columns
            is_small = 0 < cells[row][column] < 5
            if is_small or generator.random() < (chance / 4 if is_total else chance):
                held.add(row * wide + column)
    return [number for row in cells for number in row], held


def exposed(rows, columns, below, cells, held):
    """What linear programming says: the range of each cell that is held back."""
    wide = columns + 1
    unknown = sorted(held)
    position = {cell: at for at, cell in enumerate(unknown)}
    lines = [[row * wide + column for column in range(wide)] for row in range(rows + 1)]
    lines += [[row * wide + column for row in range(rows + 1)] for column in range(wide)]
    matrix, right = [], []
    for line in lines:
        terms, known = [0.0] * len(unknown), 0
        for at, cell in enumerate(line):
            factor = -1 if at == len(line) - 1 else 1
            if cell in position:
                terms[position[cell]] += factor
            else:
                known += factor * cells[cell]
        if any(terms):
            matrix.append(terms)
            right.append(-known)
    found = set()
    for cell in unknown:
        ends = []
        for sign in (1, -1):
            objective = numpy.zeros(len(unknown))
            objective[position[cell]] = sign
            solved = linprog(objective, A_eq=numpy.array(matrix), b_eq=right, bounds=(0, None), method="highs")
            assert solved.status in (0, 3), solved.message
            ends.append(sign * solved.fun if solved.status == 0 else math.inf)
        least, most = math.ceil(ends[0] - NEAR), ends[1] if math.isinf(ends[1]) else math.floor(ends[1] + NEAR)
        assert least <= cells[cell] <= most
        if most == least or most - least + 1 < below:
            found.add(cell)
    return found


def main():
    generator = random.Random(SEED)
    cases = []
    for at in range(100):
        rows, columns = (generator.randrange(1, 9), generator.randrange(1, 9)) if at < 90 else (at - 80, 2 * (at - 80))
        below = generator.choice([0, 3, 5])
        cells, held = table(generator, rows, columns)
        cases.append((rows, columns, below, cells, held))
    text = ""
    for rows, columns, below, cells, held in cases:
        shown = ["c" if at in held else str(cell) for at, cell in enumerate(cells)]
        text += f"{rows} {columns} {below} {' '.join(shown)}\n"
    answers = subprocess.run(sys.argv[1:], input=text, capture_output=True, text=True, check=True).stdout.splitlines()
    assert len(answers) == len(cases), f"{len(answers)} answers to {len(cases)} tables"
    faults, all_found, times = [], 0, defaultdict(list)
    for at, ((rows, columns, below, cells, held), answer) in enumerate(zip(cases, answers)):
        time, *positions = answer.split()
        got, wanted = {int(position) for position in positions}, exposed(rows, columns, below, cells, held)
        all_found += len(wanted)
        times[min(10 ** len(str(len(cells) - 1)), 1000)].append(float(time))
        if got != wanted:
            faults.append(f"table {at}, {rows} × {columns}, below {below}: {sorted(got)}, SciPy: {sorted(wanted)}")
    for fault in faults[:20]:
        print(fault, file=sys.stderr)
    hidden = sum(len(held) for *_, held in cases)
    print(f"100 random tables: of {hidden} figures that are held back SciPy leaves {all_found} too few values; {len(faults)} differ")
    for size, took in sorted(times.items()):
        print(f"up to {size} cells: {sum(took) / len(took):.1f} ms, {max(took):.1f} ms at most ({len(took)} tables)")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
