"""Holds what a site offers to be taken away against other programs' readers, and against its own pages."""

import csv
import html
import json
import re
import shutil
import subprocess
import sys
import zipfile
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

from csvw.metadata import CSVW
from frictionless import Package

programs, folder = Path(sys.argv[1]), Path(sys.argv[2])


def build(book, name):
    site = folder / name
    subprocess.run([programs / "areabook", "build", book, "--out", site], check=True, stdout=subprocess.DEVNULL)
    return site


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def office(file, to):
    to.mkdir()
    profile = f"-env:UserInstallation=file://{folder}/profile"
    text = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
    command = ["soffice", "--headless", profile, "--convert-to", text, "--outdir", to, file]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return {path.stem: list(csv.reader(open(path, newline="", encoding="utf-8"))) for path in to.iterdir()}


def validated(site):
    report = Package(str(site / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "message"])
    described = 0
    for metadata in site.rglob("csv-metadata.json"):
        group = json.loads(metadata.read_text())
        for table in group["tables"]:
            # The validator does not follow the address of a schema, as the standard asks: it gets what stands there.
            if isinstance(table["tableSchema"], str):
                table["tableSchema"] = json.loads((metadata.parent / table["tableSchema"]).read_text())
                del table["tableSchema"]["@context"]
        resolved = metadata.with_name("resolved-metadata.json")
        resolved.write_text(json.dumps(group))
        assert CSVW(str(resolved), validate=True).is_valid, metadata
        described += len(group["tables"])
    files = sum(1 for _ in site.rglob("*.csv"))
    assert described == files, f"{described} of {files} files are described"
    print(f"{files} CSV files are valid by CSV on the Web, {len(report.tasks)} by Frictionless Data")


def page_python(site):
    page = (site / "data/index.html").read_text(encoding="utf-8")
    code = html.unescape(re.sub("<w?br>", "", re.search(r"<code>(import pandas.*?)</code>", page, re.S).group(1)))
    code = re.sub(r"read_csv\(\"[^\"]*data/", 'read_csv("data/', code)
    printed = subprocess.run([sys.executable, "-c", code], cwd=site, check=True, capture_output=True, text=True).stdout
    assert printed.count("\n") > 5, printed
    print("the Python of the data page runs")


def numbers(values):
    return sorted(Decimal(value) for value in values if re.fullmatch(r"-?\d+(\.\d+)?", value))


def on_page(page, anchor):
    """The numbers of a table of a page, a duration as its seconds."""
    table = re.search(rf'<table id="{anchor}"(.*?)</table>', page, re.S).group(1)
    for cell in re.findall(r"<td[^>]*>(.*?)</td>", table, re.S):
        text = html.unescape(re.sub(r"<sup>.*?</sup>|<[^>]*>", "", cell, flags=re.S)).split("[")[0]
        text = re.sub(r"[^\d.:−]", "", text).replace("−", "-")
        if ":" in text:
            seconds = 0
            for part in text.lstrip("-").split(":"):
                seconds = seconds * 60 + int(part)
            text = f"-{seconds}" if text.startswith("-") else str(seconds)
        yield text


def in_workbook(path):
    office_ns = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
    content = ElementTree.fromstring(zipfile.ZipFile(path).read("content.xml"))
    return [cell.get(f"{office_ns}value") for cell in content.iter() if cell.get(f"{office_ns}value") is not None]


def compared(book, site):
    """Each figure of each report on its page, in the files of its tables, in its workbook; those of the site in CSV and JSON."""
    count = 0
    for workbook in site.glob("areas/*/*/figures.ods"):
        page = (workbook.parent / "index.html").read_text(encoding="utf-8")
        tables = sorted(workbook.parent.glob("table-*.csv"))
        told = [row["value"] for table in tables for row in rows(table)]
        anchors = [anchor for anchor in re.findall(r'<table id="(table-[^"]*)"', page)]
        names = {table.stem for table in tables}
        shown = [text for anchor in anchors if anchor.replace("_", "-") in names for text in on_page(page, anchor)]
        assert numbers(told) == numbers(shown), workbook.parent
        assert numbers(told) == numbers(in_workbook(workbook)), workbook
        count += len(numbers(told))
    all_json = subprocess.run([programs / "areabook", "export", book, "--format", "json"], check=True, capture_output=True, text=True).stdout
    figures = json.loads(all_json, parse_float=Decimal, parse_int=Decimal)["figures"]
    lines = rows(site / "data/figures.csv")
    assert len(figures) == len(lines)
    for figure, line in zip(figures, lines):
        value = Decimal(line["value"]) if line["value"] else None
        assert (figure["value"], figure.get("sign", ""), figure.get("markers", "")) == (value, line["sign"], line["markers"]), line
    print(f"{count} numbers of tables are the same on pages, in CSV and in ODS; {len(lines)} figures are the same in CSV and JSON")


def opened(site):
    """LibreOffice reads from a workbook what stands in it."""
    workbook = max(site.glob("areas/*/*/figures.ods"), key=lambda path: path.stat().st_size)
    sheets = office(workbook, folder / "office")
    values = [cell for name, sheet in sheets.items() if "Table" in name for line in sheet for cell in line]
    assert numbers(values) == numbers(in_workbook(workbook)), workbook
    print(f"LibreOffice reads {len(numbers(values))} numbers from {len(sheets)} sheets")


def hostile():
    """A synthetic book whose labels are formulas: text stays text in LibreOffice, and numbers below zero stay numbers."""
    book = folder / "hostile"
    shutil.copytree("tests/sites/_base", book)
    shutil.copytree("tests/sites/figures-of-every-kind", book, dirs_exist_ok=True)
    form = book / "content/forms/test-2019.yaml"
    form.write_text(form.read_text().replace("members: { red: Red, blue: Blue }", 'members: { red: "=1+1", blue: "@SUM(1)" }'))
    site = build(book, "hostile-site")
    lines = rows(site / "data/figures.csv")
    assert any(line["label_1"] == "'=1+1" for line in lines) and any(line["value"].startswith("-") for line in lines)
    (sheet,) = office(site / "data/figures.csv", folder / "hostile-office").values()
    head = sheet[0]
    read = [dict(zip(head, line)) for line in sheet[1:]]
    assert [line["label_1"] for line in read] == [line["label_1"] for line in lines], "a text was taken for a formula"
    assert numbers(line["value"] for line in read) == numbers(line["value"] for line in lines)
    print("formulas stay text in LibreOffice, and numbers below zero numbers")


sample = build(".", "sample")
validated(sample)
page_python(sample)
compared(".", sample)
opened(sample)
hostile()
subprocess.run([programs / "examples/synthetic", "6", folder / "synthetic"], check=True)
synthetic = build(folder / "synthetic", "synthetic-site")
compared(folder / "synthetic", synthetic)
