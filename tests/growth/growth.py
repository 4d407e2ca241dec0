"""Tries long files of one sign or word, repeated, in place of each kind of file that a book has.

    growth.py AREABOOK            what once grew faster: four times the length takes `check` at most five times the work
    growth.py AREABOOK --all      the same for every sign in every file
    growth.py AREABOOK --limits   every sign in every file, 1 MiB of it: at most 2 s of user CPU and 512 MB

Work is counted in instructions, by valgrind, so that a busy machine changes nothing.
"""

import json
import os
import re
import shutil
import string
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).parent
BASE = HERE.parent / "sites" / "_base"
LENGTHS, LENGTHS_OF_ALL = (4_096, 16_384), (16_384, 65_536)
# What sorts takes a little more than four times the work, a loop inside a loop sixteen times. What a run costs without the
# text, and what does not grow with it evenly, is left out of the comparison.
MOST_GROWTH, UNEVEN = 5.0, 3_000_000
MIB, MOST_SECONDS, MOST_BYTES = 1 << 20, 2.0, 512_000_000

# Each way in which a file of the base can hold a long text, by what stands around it.
WHOLE = [
    "areas/north/2019-20/foreword.md", "areas/north/2019-20/statistics.yaml", "areas/north/2019-20/report.yaml",
    "areas/north/area.yaml", "content/home.md", "content/reading.md", "content/populations.csv",
    "content/forms/test-2019.yaml", "content/measures.yaml", "content/sections.yaml", "content/shared/about.md",
    "content/periods/2019-20.yaml", "content/corrections.yaml", "areas/north/2019-20/approvals.yaml", "book.toml",
]
FIELDS = [
    ("areas/north/2019-20/statistics.yaml", "\nbreaches: 2", "\nbreaches: 2\nnotes: { breaches: %s }"),
    ("areas/north/2019-20/report.yaml", "The board is covered in the foreword.", "%s"),
    ("areas/north/2019-20/report.yaml", "North Police", "%s"),
    ("areas/north/area.yaml", "name: North", "name: %s"),
    ("content/forms/test-2019.yaml", "title: Breaches", "title: %s"),
    ("book.toml", '"A synthetic book for tests."', "%s"),
]


def signs():
    """Every sign or word, with whether its cost once grew faster than its length."""
    for sign in string.punctuation:
        yield False, sign
    for line in (HERE / "signs.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.startswith("!"), json.loads(line.lstrip("!"))


def places():
    for path in WHOLE:
        yield path, "alone", lambda old, text: text
        if (BASE / path).exists():
            yield path, "at the end", lambda old, text: old + "\n" + text
    for path, there, instead in FIELDS:
        yield path, f"as {instead.strip()!r}", lambda old, text, there=there, instead=instead: field(old, there, instead, text)


def field(old, there, instead, text):
    assert there in old, there
    return old.replace(there, instead.replace("%s", json.dumps(text, ensure_ascii=False)), 1)


def book(folder, place, text):
    path, _, put = place
    root = Path(folder) / "book"
    shutil.copytree(BASE, root)
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    old = file.read_text(encoding="utf-8") if file.exists() else ""
    file.write_text(put(old, text), encoding="utf-8", newline="")
    return root


def check(areabook, root):
    return [areabook, "check", str(root), "--now", "2020-12-01"]


def instructions(areabook, place, text):
    with tempfile.TemporaryDirectory() as folder:
        root = book(folder, place, text)
        valgrind = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
        # One thread: which of several does what would change the count.
        run = subprocess.run(valgrind + check(areabook, root), capture_output=True, text=True, env={**os.environ, "RAYON_NUM_THREADS": "1"})
        found = re.search(r"I\s+refs:\s+([\d,]+)", run.stderr)
        if run.returncode not in (0, 1) or not found:
            raise SystemExit(f"{name(place)}: exit {run.returncode}\n{run.stderr[-2000:]}")
        return int(found[1].replace(",", ""))


def growth(areabook, place, sign, lengths, base):
    short, long = (instructions(areabook, place, repeated(sign, length)) for length in lengths)
    return (long - base - UNEVEN) / max(short - base, UNEVEN)


def limits(areabook, place, sign):
    with tempfile.TemporaryDirectory() as folder:
        root = book(folder, place, repeated(sign, MIB))
        process = subprocess.Popen(check(areabook, root), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        return process.returncode, used.ru_utime, used.ru_maxrss * 1024


def repeated(sign, length):
    return sign * (length // len(sign.encode()))


def name(place, sign=None):
    path, how, _ = place
    return f"{path} {how}" + ("" if sign is None else f": {sign!r}")


def tried(run, tasks):
    with ThreadPoolExecutor(os.cpu_count()) as workers:
        yield from zip(tasks, workers.map(lambda task: run(*task), tasks))


def all_limits(areabook):
    """What takes more time or memory than it may, of every sign in every place."""
    tasks = [(areabook, place, sign) for place in places() for _, sign in signs()]
    faults, slowest, largest = [], (0, ""), (0, "")
    for (_, place, sign), (status, seconds, size) in tried(limits, tasks):
        what = name(place, sign)
        slowest, largest = max(slowest, (seconds, what)), max(largest, (size, what))
        if status not in (0, 1) or seconds > MOST_SECONDS or size > MOST_BYTES:
            faults.append(f"{what}: exit {status}, {seconds:.2f} s, {size / 1e6:.0f} MB")
    print(f"slowest: {slowest[0]:.2f} s, {slowest[1]}\nlargest: {largest[0] / 1e6:.0f} MB, {largest[1]}")
    return len(tasks), faults


def all_growth(areabook, is_wanted, lengths):
    """What grows faster than its length, of what is wanted."""
    wanted = [(place, sign) for place in places() for grew, sign in signs() if is_wanted(place, grew)]
    empty = list({name(place): (areabook, place, "") for place, _ in wanted}.values())
    bases = {name(place): base for (_, place, _), base in tried(instructions, empty)}
    tasks = [(areabook, place, sign, lengths, bases[name(place)]) for place, sign in wanted]
    faults, most = [], (0, "")
    for (_, place, sign, *_), grown in tried(growth, tasks):
        most = max(most, (grown, name(place, sign)))
        if grown > MOST_GROWTH:
            faults.append(f"{name(place, sign)}: {grown:.1f} times the work for four times the length")
    print(f"most: {most[0]:.2f} times, {most[1]}")
    return len(tasks), faults


def main():
    areabook, *options = sys.argv[1:]
    if options == ["--limits"]:
        count, faults = all_limits(areabook)
    elif options == ["--all"]:
        count, faults = all_growth(areabook, lambda place, grew: True, LENGTHS_OF_ALL)
    elif not options:
        is_section = lambda place: place[0] == WHOLE[0] and place[1] == "alone"
        count, faults = all_growth(areabook, lambda place, grew: grew and is_section(place), LENGTHS)
    else:
        sys.exit(__doc__)
    for fault in faults:
        print(fault)
    print(f"{count - len(faults)} passed, {len(faults)} failed")
    sys.exit(bool(faults))


main()
