#!/usr/bin/env python3
"""Writes the workbooks of the cases beside this file, as Excel and LibreOffice write theirs: `tests/import/workbooks.py`.

Python's own modules are enough. The workbooks are committed: run this after a change to it, and read what the tests say.
"""
import pathlib
import zipfile
from xml.sax.saxutils import escape, quoteattr

HERE = pathlib.Path(__file__).parent
TIME = (2020, 1, 1, 0, 0, 0)


def archive(path, parts):
    path.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, text in parts.items():
            out.writestr(zipfile.ZipInfo(name, TIME), text, zipfile.ZIP_DEFLATED)


def letter(column):
    return chr(ord("A") + column)


class Percent(float):
    """A number that is shown as a percentage."""


class Day(int):
    """A day, as spreadsheets count them."""


class Formula(str):
    """A formula, with or without its result: `=A1+B1|3`."""


class Digits(str):
    """A number with these digits."""


# XLSX

STYLES = """<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<numFmts count="1"><numFmt numFmtId="164" formatCode="0.0%&quot; of those asked&quot;"/></numFmts>
<cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs></styleSheet>"""


def xlsx_cell(place, value):
    if value is None:
        return ""
    if isinstance(value, Formula):
        formula, _, result = value[1:].partition("|")
        return f'<c r="{place}"><f>{escape(formula)}</f>{f"<v>{result}</v>" if result else ""}</c>'
    if isinstance(value, Percent):
        return f'<c r="{place}" s="2"><v>{value!r}</v></c>'
    if isinstance(value, Day):
        return f'<c r="{place}" s="3"><v>{int(value)}</v></c>'
    if isinstance(value, Digits) or isinstance(value, (int, float)):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def xlsx(name, sheets):
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts, listed, related = {}, [], []
    for number, (title, sheet) in enumerate(sheets.items(), 1):
        rows = []
        for at, row in enumerate(sheet["rows"]):
            cells = "".join(xlsx_cell(f"{letter(column)}{at + 1}", value) for column, value in enumerate(row))
            hidden = ' hidden="1"' if at in sheet.get("hidden_rows", ()) else ""
            rows.append(f'<row r="{at + 1}"{hidden}>{cells}</row>')
        columns = "".join(f'<col min="{at + 1}" max="{at + 1}" hidden="1"/>' for at in sheet.get("hidden_columns", ()))
        columns = f"<cols>{columns}</cols>" if columns else ""
        merged = "".join(f'<mergeCell ref="{cells}"/>' for cells in sheet.get("merged", ()))
        merged = f"<mergeCells>{merged}</mergeCells>" if merged else ""
        parts[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{main}">{columns}<sheetData>{"".join(rows)}</sheetData>{merged}</worksheet>'
        )
        state = ' state="hidden"' if sheet.get("hidden") else ""
        listed.append(f'<sheet name={quoteattr(title)} sheetId="{number}"{state} r:id="r{number}"/>')
        related.append(f'<Relationship Id="r{number}" Type="{rel}/worksheet" Target="worksheets/sheet{number}.xml"/>')
    package = "http://schemas.openxmlformats.org/package/2006"
    parts["[Content_Types].xml"] = (
        f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>'
    )
    parts["_rels/.rels"] = (
        f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    )
    related.append(f'<Relationship Id="styles" Type="{rel}/styles" Target="styles.xml"/>')
    parts["xl/_rels/workbook.xml.rels"] = f'<Relationships xmlns="{package}/relationships">{"".join(related)}</Relationships>'
    parts["xl/workbook.xml"] = f'<workbook xmlns="{main}" xmlns:r="{rel}"><sheets>{"".join(listed)}</sheets></workbook>'
    parts["xl/styles.xml"] = STYLES
    archive(HERE / name / "input.xlsx", parts)


# ODS

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text", "style")
)


def ods_cell(value, span=None):
    spans = f' table:number-columns-spanned="{span[0]}" table:number-rows-spanned="{span[1]}"' if span else ""
    if value is None:
        return f"<table:table-cell{spans}/>"
    if isinstance(value, Formula):
        formula, _, result = value[1:].partition("|")
        kind = f' office:value-type="float" office:value="{result}"' if result else ""
        return f'<table:table-cell{spans} table:formula="of:={escape(formula)}"{kind}/>'
    if isinstance(value, Percent):
        return f'<table:table-cell{spans} office:value-type="percentage" office:value="{value!r}"><text:p>{value:.0%}</text:p></table:table-cell>'
    if isinstance(value, Day):
        return f'<table:table-cell{spans} office:value-type="date" office:date-value="2020-01-11"><text:p>11 Jan</text:p></table:table-cell>'
    if isinstance(value, Digits) or isinstance(value, (int, float)):
        return f'<table:table-cell{spans} office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
    return f'<table:table-cell{spans} office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'


def ods(name, sheets):
    tables, styles = [], ""
    for title, sheet in sheets.items():
        spans = {}
        for cells in sheet.get("merged", ()):
            (first, last) = [(ord(place[0]) - ord("A"), int(place[1:]) - 1) for place in cells.split(":")]
            spans[first] = (last[0] - first[0] + 1, last[1] - first[1] + 1)
        covered = {
            (column + wide, row + high)
            for (column, row), (width, height) in spans.items()
            for wide in range(width)
            for high in range(height)
        } - set(spans)
        rows = []
        for at, row in enumerate(sheet["rows"]):
            width = max([len(row)] + [column + 1 for column, line in covered if line == at])
            cells = [
                "<table:covered-table-cell/>" if (column, at) in covered
                else ods_cell(row[column] if column < len(row) else None, spans.get((column, at)))
                for column in range(width)
            ]
            hidden = ' table:visibility="filter"' if at in sheet.get("hidden_rows", ()) else ""
            rows.append(f"<table:table-row{hidden}>{''.join(cells)}<table:table-cell table:number-columns-repeated=\"1000\"/></table:table-row>")
        rows.append('<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>')
        columns = "".join(
            f'<table:table-column{" table:visibility=%scollapse%s" % (chr(34), chr(34)) if at in sheet.get("hidden_columns", ()) else ""}/>'
            for at in range(12)
        )
        style = ""
        if sheet.get("hidden"):
            styles += '<style:style style:name="unseen" style:family="table"><style:table-properties table:display="false"/></style:style>'
            style = ' table:style-name="unseen"'
        tables.append(f"<table:table table:name={quoteattr(title)}{style}>{columns}{''.join(rows)}</table:table>")
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMES} office:version="1.3"><office:automatic-styles>{styles}'
        f'</office:automatic-styles><office:body><office:spreadsheet>{"".join(tables)}</office:spreadsheet></office:body></office:document-content>'
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    archive(HERE / name / "input.ods", {"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content})


def both(name, sheets, arguments="--area north --period 2019-20 --dry-run"):
    """The same workbook in both formats, and what is to be done with each."""
    xlsx(name, sheets)
    ods(name, sheets)
    lines = [f"import input.{ending} {arguments}".strip() + "\n" for ending in ("xlsx", "ods")]
    (HERE / name / "commands.txt").write_text("".join(lines))


TITLE = "People on 31 March 2020"

both("merged-heads", {"Return": {
    "rows": [
        ["People who came back"],
        ["Reason", "Step 1", None, None, "Step 2"],
        [None, "Red", "Blue", "Green", "Red", "Blue", "Green"],
        ["Wear", 1, 2, 3, 4, 5, None],
        ["Loss", 6, 7, 8, 9, 10, None],
        [],
        ["People who joined, 1 April 2019 to 31 March 2020"],
        ["Kind", "Red", "Blue", "Green"],
        ["Step 1", 1, 2, 3],
        ["Step 2", 4, 5],
    ],
    "merged": ["A1:G1", "A2:A3", "B2:D2", "E2:G2"],
}})

both("two-tables-side-by-side", {"Return": {
    "rows": [
        [TITLE, None, None, None, None, None, "People who joined"],
        [None, "Red", "Blue", "Green", "Total", None, None, "Red", "Blue", "Green"],
        ["Step 1", 1, 2, 3, 6, None, "Step 1", 11, 12, 13],
        ["Step 2", 4, 5, None, 9, None, "Step 2", 14, 15],
    ],
}})

both("numbers-as-texts", {"Return": {
    "rows": [
        [TITLE],
        [None, "Red", "Blue", "Green"],
        ["Step 1", "1\u00a0612", " 20 ", "1,003"],
        ["Step 2", "3 [p]", "[x]", "[z]"],
        ["Spending", "£1,200.50"],
        ["Breaches", "2\u200b"],
    ],
}})

both("dashes-and-empty-cells", {"Return": {
    "rows": [
        [TITLE],
        [None, "Red", "Blue", "Green"],
        ["Step 1", "-", None, "–"],
        ["Step 2", "", "[low]", "-"],
        ["Breaches", "[c]"],
    ],
}})

both("days-in-place-of-numbers", {"Return": {
    "rows": [[TITLE], [None, "Red", "Blue", "Green"], ["Step 1", Day(43841), 20, 3], ["Step 2", 3, 4]],
}})

both("an-extra-column-and-row", {"Return": {
    "rows": [
        [TITLE],
        [None, "Red", "Blue", "Violet", "Green", "Remarks"],
        ["Step 1", 10, 20, 1, 3, "as last year"],
        ["Step 1a", 1, 1, 1, 1],
        ["Step 2", 3, 4, 1],
    ],
}})

both("hidden-rows-columns-and-sheets", {
    "Return": {
        "rows": [[TITLE], [None, "Red", "Blue", "Green"], ["Step 1", 10, 20, 3], ["Step 2", 3, 4], ["Breaches", 2]],
        "hidden_rows": [3],
        "hidden_columns": [2],
    },
    "Old": {"rows": [["Breaches", 1]], "hidden": True},
})

both("totals-that-are-wrong-or-formulas", {"Return": {
    "rows": [
        [TITLE],
        [None, "Red", "Blue", "Green", "Total"],
        ["Step 1", 10, 20, 3, Formula("=SUM(B3:D3)|33")],
        ["Step 2", 3, 4, None, 8],
        ["All steps", 13, 24, 3, Formula("=SUM(B5:D5)")],
    ],
}})

both("percentages-and-long-numbers", {"Return": {
    "rows": [
        ["Residents satisfied", Percent(0.975)],
        ["Spending", 0.1 + 0.2],
        ["Breaches", Digits("12345678901234567")],
    ],
}})

both("a-part-of-one", {"Return": {"rows": [["Residents satisfied", 0.97], ["Breaches", Percent(0.02)]]}})

both("decimal-commas-as-texts", {"Return": {
    "rows": [["Residents satisfied", "97,5"], ["Spending", "1.200,50"], ["Breaches", "1.612"]],
}})

both("a-sheet-for-each-year", {
    "2018-19": {"rows": [["Breaches", 1]]},
    "2019-20": {"rows": [["Area", "North"], ["Breaches", 2]]},
})

both("a-sheet-for-each-area", {
    "North": {"rows": [["Breaches", 1]]},
    "South Shire": {"rows": [["Breaches", 2]]},
})

both("says-whose-it-is", {"Return": {
    "rows": [["Area:", "South Shire"], ["Period", "2019/20"], ["Breaches", 7]],
}}, "--dry-run")

both("says-another-area", {"Return": {
    "rows": [["Area: South Shire"], ["Period: 2018-19"], ["Breaches", 7]],
}})

both("a-line-for-each-figure", {
    "Read me": {"rows": [["Figures of all areas"]]},
    "Figures": {"rows": [
        ["area", "period", "path", "value", "sign", "source"],
        ["north", "2019-20", "people/step_1/red", 10, None, "letter"],
        ["north", "2019-20", "satisfied", Percent(0.5), "p", "letter"],
        ["south", "2019-20", "breaches", None, "x", "letter"],
    ]},
}, "--dry-run")
