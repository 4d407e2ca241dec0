"""Holds what a site offers to be taken away against other programs' readers, and against its own pages."""

import functools
import html
import http.server
import json
import re
import subprocess
import sys
import threading
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import checklist
import figures
import pages
import pandas
import structured
from csvw.metadata import CSVW
from frictionless import Package, Resource, Schema
from lxml import etree
from workbook import Workbook, name, of, said

programs, folder = Path(sys.argv[1]), Path(sys.argv[2])


def build(book, name):
    site = folder / name
    subprocess.run([programs / "areabook", "build", book, "--out", site], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return site


def rows(path):
    return pandas.read_csv(path, dtype=str, keep_default_na=False).to_dict("records")


def validated(site):
    """By CSV on the Web as a web server gives the files, and by Frictionless Data."""
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=site)
    http.server.SimpleHTTPRequestHandler.log_message = lambda *_: None
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    described = set()
    for metadata in site.rglob("csv-metadata.json"):
        at = f"http://127.0.0.1:{server.server_port}/{metadata.relative_to(site)}"
        told = CSVW(at, validate=True)
        assert told.is_valid, (metadata, told.warnings)
        described |= {metadata.parent / str(table.url) for table in told.tables}
    server.shutdown()
    files = set(site.rglob("*.csv"))
    assert described == files, described ^ files
    report = Package(str(site / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "message"])
    schema = Schema.from_descriptor(json.loads((site / "data/table-schema.json").read_text()))
    for file in files - {site / task.place for task in report.tasks}:
        one = Resource(path=str(file.relative_to(site)), basepath=str(site), schema=schema).validate()
        assert one.valid, (file, one.flatten(["message"]))
    print(f"{len(files)} CSV files are valid by CSV on the Web and by Frictionless Data")


def page_python(site):
    page = (site / "data/index.html").read_text(encoding="utf-8")
    code = html.unescape(re.sub("<w?br>", "", re.search(r"<code>(import pandas.*?)</code>", page, re.S).group(1)))
    code = re.sub(r"read_csv\(\"[^\"]*data/", 'read_csv("data/', code)
    printed = subprocess.run([sys.executable, "-c", code], cwd=site, check=True, capture_output=True, text=True).stdout
    assert printed.count("\n") > 5, printed
    print("the Python of the data page runs")


def rebuilt(site, place, table, rows, columns):
    """A table of a page, from the figures of the whole site alone: its rows and columns by their labels, and each cell to the digit."""
    area, period = place.split("/")
    all_figures = pandas.read_csv(site / "data/figures.csv", dtype={"value": str}, keep_default_na=False)
    own = all_figures[(all_figures.area == area) & (all_figures.period.isin(columns or [period])) & (all_figures.table == table)]
    head = "period" if columns else rows.pop() if len(rows) > 1 else None
    own = own.assign(cell=list(zip(own.value, own.sign, own.markers)), Figure="Figure")
    made = own.pivot(index=rows, columns=head or "Figure", values="cell")
    shown = pages.table(site / f"areas/{place}/index.html", f"table-{table}")
    # Changes are worked out by the page.
    shown = {key: cell for key, cell in shown.items() if not key[3].startswith("Change")}
    assert made.size == len(shown), (made, shown)
    for (group, row, _, column), cell in shown.items():
        assert made.loc[(group, row) if group else row, column] == cell, (place, table, group, row, column)
    print(f"pandas rebuilds the {len(shown)} cells of {table} of {place}")


def numbers(values):
    return sorted(Decimal(value) for value in values if re.fullmatch(r"-?\d+(\.\d+)?", value))


def compared(site):
    """Each figure of each report on its page, in the files of its tables and in its workbook."""
    count = 0
    for path in site.glob("areas/*/*/figures.ods"):
        files = sorted(path.parent.glob("table-*.csv"))
        told = numbers(row["value"] for file in files for row in rows(file))
        names = {file.stem for file in files}
        anchors = [one for one in pages.page(path.with_name("index.html")).xpath("//table/@id") if one.replace("_", "-") in names]
        shown = [cell[0] for anchor in anchors for cell in pages.table(path.with_name("index.html"), anchor).values()]
        assert told == numbers(shown), path.parent
        assert told == numbers(Workbook(path).numbers()), path
        count += len(told)
    print(f"{count} numbers of tables are the same on pages, in CSV and in ODS")


def same(book, site):
    """Each figure by its name: what its page, both charts of the page, the chart's file, CSV, ODS and JSON say of it."""
    exported = subprocess.run([programs / "areabook", "export", book, "--format", "json"], check=True, capture_output=True, text=True).stdout
    exported = json.loads(exported, parse_float=str, parse_int=str)["figures"]
    lines = rows(site / "data/figures.csv")
    assert len(lines) == len(exported) == figures.AREAS * len(figures.YEARS) * figures.MEMBERS * len(figures.KINDS)
    tables = {}
    for line, figure in zip(lines, exported):
        told = (line["value"], line["sign"], line["markers"])
        assert told == (figure["value"] or "", figure.get("sign", ""), figure.get("markers", "")), line
        tables.setdefault((line["area"], line["period"], line["table"], line["table_title"]), {})[line["label_1"]] = told
    for (area, period, table, title), told in tables.items():
        place = site / f"areas/{area}/{period}"
        page = place / "index.html"
        own = {row["label_1"]: (row["value"], row["sign"], row["markers"]) for row in rows(place / f"table-{table}.csv")}
        shown = {row: cell for (_, row, _, _), cell in pages.table(page, f"table-{table}").items()}
        assert told == own == shown, (place, table)
        drawn = pages.page(page).xpath(f"//*[@id='chart-{table}']//svg | //svg[contains(@aria-labelledby, 'chart-{table}-')]")
        drawn.append(etree.parse(place / f"chart-{table}.svg").getroot())
        assert len(drawn) > 2, place
        for svg in drawn:
            assert pages.bars(svg, told) == told, (place, table, pages.bars(svg, told), told)
        heads, sheet = workbook(place / "figures.ods").called(title).table()
        noted = heads[-1] == "Notes"
        read = {row[0]: (row[1], " ".join(re.findall(checklist.SIGN, row[2])) if noted else "") for row in sheet}
        assert read == {label: (value or sign, markers) for label, (value, sign, markers) in told.items()}, (place, table)
    print(f"{len(lines)} figures are the same on pages, in their charts, in CSV, ODS and JSON")


workbook = functools.lru_cache(maxsize=2)(Workbook)


def office(file, to, options=None):
    """A file as LibreOffice reads it: the cells of each sheet."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", "--headless", profile, *([f"--infilter={options}"] if options else []), "--convert-to", "fods", "--outdir", folder / to, file]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return ElementTree.parse(folder / to / f"{file.stem}.fods")


def cells(tree):
    """The cells that say anything: of equal ones beside each other LibreOffice writes the first and how many there are."""
    for row in tree.iter(name("table:table-row")):
        for cell in row.iter(name("table:table-cell")):
            if of(cell, "office:value-type"):
                times = int(of(cell, "table:number-columns-repeated") or 1) * int(of(row, "table:number-rows-repeated") or 1)
                yield from [cell] * times


def opened(site):
    """LibreOffice reads from a workbook what stands in it, and keeps the names of its tables."""
    path = max(site.glob("areas/*/*/figures.ods"), key=lambda path: path.stat().st_size)
    book, tree = Workbook(path), office(path, "office")
    read = [said(cell) for cell in cells(tree) if of(cell, "office:value-type") == "float"]
    assert numbers(read) == numbers(book.numbers()), path
    assert {of(one, "table:name") for one in tree.iter(name("table:database-range"))} == set(book.ranges)
    print(f"LibreOffice reads {len(read)} numbers and {len(book.ranges)} tables from {len(book.sheets)} sheets")


def hostile():
    """Labels that are formulas stay text in LibreOffice, even where it is told to work formulas out, and numbers below zero stay numbers."""
    labels = {1: "=1+1", 2: "@SUM(1)", 3: "+1+1", 4: "-1+1"}
    figures.book(folder / "hostile", areas=1, labels=labels)
    site = build(folder / "hostile", "hostile-site")
    lines = rows(site / "data/figures.csv")
    assert {f"'{label}" for label in labels.values()} <= {line["label_1"] for line in lines}
    works_out = "CSV:44,34,76,1,,0,false,true,false,false,false,-1,true"
    control = folder / "control.csv"
    control.write_text("=1+1,'=1+1\n")
    assert any(of(cell, "table:formula") for cell in cells(office(control, "control", works_out))), "LibreOffice works nothing out"
    for file, options in [(site / "data/figures.csv", works_out), (site / "areas/area-1/2019-20/figures.ods", None)]:
        read = list(cells(office(file, f"hostile{file.suffix}", options)))
        assert not any(of(cell, "table:formula") for cell in read), file
        texts = {said(cell).strip().lstrip("'") for cell in read if of(cell, "office:value-type") == "string"}
        assert set(labels.values()) <= texts, set(labels.values()) - texts
        told = [line["value"] for line in lines] if options else Workbook(file).numbers()
        floats = [said(cell) for cell in read if of(cell, "office:value-type") == "float"]
        below = [number for number in numbers(told) if number < 0]
        assert len(below) > 10 and below == [number for number in numbers(floats) if number < 0], file
    print("formulas stay text in LibreOffice, and numbers below zero numbers")


sample = build(".", "sample")
validated(sample)
page_python(sample)
print("{} pages say of {} facts what schema.org and Google ask for".format(*structured.check(sample)))
rebuilt(sample, "dorset/2013-14", "eligible", ["label_1", "label_2"], [])
rebuilt(sample, "derbyshire/2013-14", "returned", ["label_1", "label_2", "label_3"], [])
compared(sample)
opened(sample)
hostile()
figures.book(folder / "synthetic")
synthetic = build(folder / "synthetic", "synthetic-site")
rebuilt(synthetic, "area-1/2019-20", "drift", ["label_1"], [])
rebuilt(synthetic, "area-1/2019-20", "attendance", ["label_1"], [])
same(folder / "synthetic", synthetic)
books = [Workbook(path) for site in (sample, synthetic) for path in site.rglob("*.ods")]
print(f"{len(books)} workbooks hold {checklist.check(books)} items of the checklist")
