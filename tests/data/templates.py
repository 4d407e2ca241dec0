"""Has the workbook of every form filled in by LibreOffice, and reads it back: the same return has to come of it, and of the CSV of what came of it."""

import csv
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

programs, folder = Path(sys.argv[1]), Path(sys.argv[2])
OFFICE, TABLE, TEXT = (f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "table", "text"))


def run(*arguments):
    """What areabook prints; it has to be done without an error."""
    done = subprocess.run([programs / "areabook", *arguments], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr
    return done.stdout


def blanked(path):
    """A return as it is before anybody fills it in."""
    figure = re.compile(r'(\w+:) *(?:"\[[a-z]+\]"|"?-?[\d.:]+(?: \[[a-z]\])*"?)([ ,}]|$)')
    top, lines = "", []
    for line in path.read_text(encoding="utf-8").splitlines():
        top = line if line[:1].isalpha() else top
        is_kept = top.split(":")[0] in ("area", "period", "form", "notes", "local", "last_year")
        lines.append(line if is_kept else figure.sub(r"\1 \2", line))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def typed(line):
    """A figure as a person types it."""
    value = line["value"]
    if line["symbol"] == "seconds" and value:
        value = f"{int(value) // 3600}:{int(value) // 60 % 60:02}:{int(value) % 60:02}"
    return " ".join(part for part in (value, line["sign"], line["markers"]) if part)


def fill(template, lines, out):
    """Types each figure where the names of its row and column meet. Sums of a whole return are left to the office program."""
    words = lambda text: text.replace("\xa0", " ").replace("\u2011", "-")
    labels = lambda line: tuple(words(line[f"label_{at}"]) for at in range(1, 4) if line.get(f"label_{at}"))
    left = {(words(line["table_title"]), *labels(line)): line for line in lines if line["table"] != "local"}
    archive = zipfile.ZipFile(template)
    content = ElementTree.fromstring(archive.read("content.xml"))
    titles = set()
    for sheet in content.iter(f"{TABLE}table"):
        rows = [list(row) for row in sheet.iter(f"{TABLE}table-row")]
        texts = [[words("".join(cell.itertext())) for cell in row] for row in rows]
        style = lambda cell: cell.get(f"{TABLE}style-name")
        titles.add(texts[0][0])
        head = next((at for at, row in enumerate(rows) if style(row[0]) == "head"), len(rows))
        for row, text in zip(rows[head + 1:], texts[head + 1:]):
            for at, cell in enumerate(row):
                if style(cell) not in ("input", "text", "sum"):
                    continue
                stubs = [name for name, other in zip(text, row) if style(other) == "wrap" and other is not row[-1] or other is row[0]]
                title = [] if texts[0][0] == "Single figures" else texts[0]
                line = left.pop((*title, *stubs, *([] if texts[head][at] == "Figures" else [texts[head][at]])), None)
                figure = typed(line) if line else ""
                is_sum = cell.get(f"{TABLE}formula") and line and line["coverage"] == "whole" and figure == line["value"]
                if not figure or figure == text[at] or is_sum:
                    continue
                for name in (f"{TABLE}formula", f"{OFFICE}value-type", f"{OFFICE}string-value"):
                    cell.attrib.pop(name, None)
                for child in list(cell):
                    cell.remove(child)
                is_number = style(cell) != "text" and re.fullmatch(r"-?[\d.]+", figure)
                cell.set(f"{OFFICE}value-type", "float" if is_number else "string")
                if is_number:
                    cell.set(f"{OFFICE}value", figure)
                ElementTree.SubElement(cell, f"{TEXT}p").text = figure
    # What is left is worked out.
    assert not titles.intersection(title for title, *_ in left), (template, list(left))
    with zipfile.ZipFile(out, "w") as file:
        for name in archive.namelist():
            text = archive.read(name)
            if name == "content.xml":
                formulas = b' xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" xmlns'
                text = ElementTree.tostring(content).replace(b" xmlns", formulas, 1)
            file.writestr(name, text)


def round_trip(book, returns, kind):
    """For each form a workbook, filled in by LibreOffice, comes back as the same return; so does the CSV of what came of it."""
    name = Path(book).resolve().name
    places = folder / f"trip-{name}"
    places.mkdir()
    copy = places / "book"
    shutil.copytree(book, copy, ignore=shutil.ignore_patterns("target", ".git", "tests", "src", "site"))
    for path, changes in returns.items():
        for old, new in changes.items():
            text = (copy / path / "statistics.yaml").read_text(encoding="utf-8")
            assert old in text, (path, old)
            (copy / path / "statistics.yaml").write_text(text.replace(old, new), encoding="utf-8")
    told = lambda: run("export", copy)
    before = told()
    lines = [line for line in csv.DictReader(before.splitlines()) if line["statistic"] == "figure"]
    nation = re.search(r"(?ms)^\[nation\].*?^key = \"(.*?)\"", (copy / "book.toml").read_text(encoding="utf-8")).group(1)
    filled, forms = [], []
    for path in returns:
        folders, period = path.split("/")[:-1], path.split("/")[-1]
        area = nation if folders[-1] == "national" else folders[-1]
        own = [line for line in lines if line["period"] == period and line["area"] == area]
        form = own[0]["form"]
        template = places / f"{form}.ods"
        run("template", "--form", form, "--area", area, "--period", period, "--out", template, "--book", copy)
        filled.append(places / f"{form}-filled.ods")
        fill(template, own, filled[-1])
        forms.append(form)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", "--headless", profile, "--convert-to", kind, "--outdir", places / "office", *filled]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    blank = lambda: [blanked(copy / path / "statistics.yaml") for path in returns]
    blank()
    for form in forms:
        run("import", places / "office" / f"{form}-filled.{kind}", "--book", copy)
    after = told()
    assert after == before, differing(before, after)
    blank()
    (places / "figures.csv").write_text(after, encoding="utf-8")
    run("import", places / "figures.csv", "--book", copy)
    again = told()
    assert again == before, differing(before, again)
    print(f"filled in as .{kind}, the same return comes back on the forms {', '.join(forms)}")


def differing(before, after):
    before, after = before.splitlines(), after.splitlines()
    return [line for line in before if line not in after][:9], [line for line in after if line not in before][:9]


round_trip(".", {path: {} for path in (
    "areas/bedfordshire/2005-06", "areas/county-durham/2005-06", "areas/suffolk/2009-10", "areas/kent/2013-14",
    "areas/suffolk/2017-18", "content/national/2005-06", "content/national/2009-10",
)}, "xlsx")
round_trip("tests/books/fire", {
    "areas/southhaven/2024": {
        "visits: 6364": 'visits: "6364 [p]"', "fleet: { town: 1, country: 0": 'fleet: { town: -1, country: "[x]"',
        "on_call: 163.5": 'on_call: "163.5 [e]"', "killed: 1": 'killed: "[low]"',
    },
    "areas/southhaven/2024-Q3": {},
    "content/national/2024": {},
}, "ods")
