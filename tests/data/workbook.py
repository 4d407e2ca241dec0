"""A workbook in OpenDocument format as its XML says, without an office program."""

import re
import zipfile
from xml.etree import ElementTree

NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "config": "urn:oasis:names:tc:opendocument:xmlns:config:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
}
PARTS = ["mimetype", "content.xml", "styles.xml", "meta.xml", "settings.xml", "META-INF/manifest.xml"]


def name(short):
    space, _, local = short.partition(":")
    return f"{{{NAMES[space]}}}{local}"


def of(element, short):
    return element.get(name(short))


class Sheet:
    def __init__(self, table):
        self.element = table
        self.name = of(table, "table:name")
        self.cells = [list(row) for row in table.iter(name("table:table-row"))]
        self.rows = [[said(cell) for cell in row] for row in self.cells]
        # What stands above a table has one cell a row.
        self.head = next((at for at, row in enumerate(self.rows) if len(row) > 1), None)

    def table(self):
        return self.rows[self.head], self.rows[self.head + 1 :]


def said(cell):
    """The number of a cell, to the digit, or its words."""
    return of(cell, "office:value") or "".join(cell.itertext())


class Workbook:
    def __init__(self, path):
        archive = zipfile.ZipFile(path)
        self.path = path
        self.parts = archive.namelist()
        self.trees = {part: ElementTree.fromstring(archive.read(part)) for part in self.parts if part.endswith(".xml")}
        self.content = self.trees["content.xml"]
        self.sheets = [Sheet(table) for table in self.content.iter(name("table:table"))]
        styles = [style for part in ("content.xml", "styles.xml") for style in self.trees[part].iter(name("style:style"))]
        self.styles = {of(style, "style:name"): style for style in styles}
        ranges = self.content.iter(name("table:database-range"))
        self.ranges = {of(one, "table:name"): one for one in ranges}

    def numbers(self):
        cells = self.content.iter(name("table:table-cell"))
        return [of(cell, "office:value") for cell in cells if of(cell, "office:value") is not None]

    def tables(self):
        return self.sheets[3:]

    def called(self, title):
        """The sheet of the table with a title."""
        (sheet,) = [sheet for sheet in self.tables() if re.sub(r"^Table \d+: ", "", sheet.rows[0][0]) == title]
        return sheet

    def range_of(self, sheet):
        """Rows and columns, counted from one: first row, last row, last column."""
        found = of(self.ranges[sheet.name.replace(" ", "_")], "table:target-range-address")
        first, column, last = re.fullmatch(rf"'{sheet.name}'\.A(\d+):'{sheet.name}'\.([A-Z]+)(\d+)", found).groups()
        number = 0
        for letter in column:
            number = number * 26 + ord(letter) - ord("A") + 1
        return int(first), int(last), number
