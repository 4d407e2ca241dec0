"""A synthetic book of 10,000 figures of every kind: decimals, money, durations, numbers below zero, signs and markers."""

import random
import shutil

AREAS, YEARS, MEMBERS = 10, range(2016, 2020), 25
# How each kind of figure is declared, and what bounds it: its smallest and largest number and how many decimals it is typed with.
KINDS = {
    "visits": ("flow", "visits", "{ decimals: 0 }", (0, 9), 0),
    "readers": ("flow", "readers", "{ decimals: 0 }", (100_000, 99_999_999_999), 0),
    "balance": ("flow", "vehicles", "{ decimals: 0, at_least: -5000, at_most: 5000 }", (-5000, 5000), 0),
    "distance": ("flow", "kilometres", "{ decimals: 1, unit_after: km }", (0, 9000), 1),
    "temperature": ("snapshot", "degrees", "{ decimals: 2, at_least: -40 }", (-40, 45), 2),
    "drift": ("snapshot", "millimetres", "{ decimals: 3, at_least: -2 }", (-2, 2), 3),
    "satisfied": ("snapshot", "per cent of those asked", "{ kind: percentage, decimals: 1, at_most: 100 }", (0, 100), 1),
    "cost": ("flow", "pounds", '{ kind: money, unit: "£", at_least: -100000000 }', (-2_000_000, 30_000_000), 2),
    "response": ("flow", "minutes and seconds, median", "duration", None, 0),
    "attendance": ("flow", "hours, minutes and seconds, mean", "{ kind: duration, at_most: 50:00:00 }", None, 0),
}
SIGNS = ["[x]", "[z]", "[u]", "[c]", "[low]"]
MARKERS = ["[p]", "[e]", "[e] [p]"]


def form(labels):
    members = ", ".join(f"kind_{at}: {labels.get(at, f'Kind {at}')!r}" for at in range(1, MEMBERS + 1))
    tables = (
        f"  {key}:\n    title: {key.capitalize()} by kind\n    counts: {counts}\n    unit: {unit!r}\n    number: {number}\n    axes: [kind]\n"
        f'    chart: {{ kind: bars, bars: kind, title: {key.capitalize()}, subtitle: "{{{{ area.name }}}}, {{{{ period.name }}}}" }}\n'
        for key, (counts, unit, number, _, _) in KINDS.items()
    )
    axis = f"axes:\n  kind:\n    label: Kind\n    members: {{ {members} }}\n"
    return f"# Synthetic.\nform: test-2019\ntitle: Test return\nperiods: {{ from: 2016-17 }}\n\n{axis}\ntables:\n{''.join(tables)}"


def figure(chance, key):
    if chance.random() < 0.1:
        return f'"{chance.choice(SIGNS)}"'
    _, _, _, bounds, decimals = KINDS[key]
    if bounds:
        number = f"{chance.uniform(*bounds):.{decimals}f}"
        number = number.lstrip("-") if float(number) == 0 else number
    elif key == "response":
        number = f"{chance.randrange(1, 60)}:{chance.randrange(60):02}"
    else:
        number = f"{chance.randrange(1, 40)}:{chance.randrange(60):02}:{chance.randrange(60):02}"
    return f"{number} {chance.choice(MARKERS)}" if chance.random() < 0.1 else number


def book(folder, areas=AREAS, labels={}):
    chance = random.Random(19)
    shutil.copytree("tests/sites/_base", folder)
    report = (folder / "areas/north/2019-20/report.yaml").read_text()
    shutil.rmtree(folder / "areas")
    (folder / "content/forms/test-2019.yaml").write_text(form(labels))
    measures = 'visits: { title: Visits, counts: flow, unit: visits, about: Those of one kind., cells: { test-2019: visits/kind_1 } }'
    (folder / "content/measures.yaml").write_text(f"measures:\n  {measures}\n")
    for number in range(1, areas + 1):
        area = folder / f"areas/area-{number}"
        area.mkdir(parents=True)
        (area / "area.yaml").write_text(f"area: area-{number}\nname: Area {number}\nregion: Top\n")
        for year in YEARS:
            period = f"{year}-{(year + 1) % 100}"
            place = area / period
            place.mkdir()
            head = f"area: area-{number}\nperiod: {period}\n"
            (place / "report.yaml").write_text(head + report.split("\n", 2)[2])
            (place / "foreword.md").write_text("This report is synthetic.\n")
            lines = (
                f"{key}: {{ {', '.join(f'kind_{at}: {figure(chance, key)}' for at in range(1, MEMBERS + 1))} }}\n" for key in KINDS
            )
            (place / "statistics.yaml").write_text(f"{head}form: test-2019\n\n{''.join(lines)}")
