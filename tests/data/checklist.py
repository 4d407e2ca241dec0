"""The Analysis Function's checklist “Making spreadsheets accessible”, item by item, in its order and its words. An item that no program can
judge has no test: docs/figures.md says so to those who publish."""

import re
from pathlib import Path

from workbook import PARTS, name, of

SIGN = r"\[[a-z]+\]"


def marked_up(book):
    assert {sheet.name.replace(" ", "_") for sheet in book.sheets[1:]} == set(book.ranges)
    for sheet in book.sheets[1:]:
        assert book.range_of(sheet) == (sheet.head + 1, len(sheet.rows), len(sheet.rows[sheet.head])), sheet.name


def named(book):
    assert all(re.fullmatch(r"Contents|Notes|Table_\d+", one) for one in book.ranges)
    titles = [sheet.rows[0][0] for sheet in book.tables()]
    assert all(re.fullmatch(rf"{sheet.name}: .*[a-z].*", title) for sheet, title in zip(book.tables(), titles)), titles


def whole_cells(book):
    for element in book.content.iter():
        assert element.tag not in (name("table:covered-table-cell"), name("table:sub-table")), element
        assert not any("spanned" in attribute or "repeated" in attribute for attribute in element.attrib) or (
            element.tag == name("table:table-column")
        )


def no_blank_rows(book):
    for sheet in book.sheets[1:]:
        heads, rows = sheet.table()
        assert rows and all(len(row) == len(heads) for row in rows), sheet.name


def one_head(book):
    for sheet in book.sheets[1:]:
        heads, _ = sheet.table()
        assert len(set(heads)) == len(heads) and all(heads), heads
        assert of(book.ranges[sheet.name.replace(" ", "_")], "table:contains-header") == "true"


def wrapped(book):
    for sheet in book.sheets[1:]:
        for cell in [cell for row in sheet.cells[sheet.head :] for cell in row]:
            if of(cell, "office:value-type") == "string" and len("".join(cell.itertext())) > 12:
                wraps = [one for one in properties(book, of(cell, "table:style-name")) if one.get(name("fo:wrap-option")) == "wrap"]
                assert wraps, "".join(cell.itertext())


def properties(book, style):
    """What a style says, and the styles that it is made from."""
    while style in book.styles:
        yield from book.styles[style]
        style = of(book.styles[style], "style:parent-style-name")


def attributes(book):
    """Every attribute of every style."""
    for part in ("content.xml", "styles.xml"):
        for element in book.trees[part].iter():
            yield from ((key.partition("}")[2], value) for key, value in element.attrib.items())


def no_filters(book):
    text = [item.get(name("config:name")) for item in book.trees["settings.xml"].iter(name("config:config-item"))]
    assert not any("Split" in item for item in text), "panes are frozen"
    assert not any(key in ("display-filter-buttons", "filter-name") for key, _ in attributes(book))
    assert not list(book.content.iter(name("table:filter")))


def no_blank_cells(book):
    explained = {row[0] for row in book.sheets[2].table()[1]}
    for sheet in book.sheets:
        assert all(cell.strip() for row in sheet.rows for cell in row), sheet.name
    for sheet in book.tables():
        signs = {cell for row in sheet.table()[1] for cell in row if re.fullmatch(SIGN, cell)}
        assert signs <= explained, signs - explained


def nothing_hidden(book):
    assert not any(key in ("visibility", "display") for key, _ in attributes(book))


def sensible_width(book):
    for column in book.content.iter(name("table:table-column")):
        widths = [one.get(name("style:column-width")) for one in properties(book, of(column, "table:style-name"))]
        assert all(3 <= float(width.removesuffix("cm")) <= 10 for width in widths) and widths


def no_superscript(book):
    assert not any(key == "text-position" for key, _ in attributes(book))
    cells = [cell for sheet in book.tables() for row in sheet.rows for cell in row]
    assert not any(re.search(r"[*†‡§¶¹²³⁰-⁹]", cell) for cell in cells)


def notes_of(sheet):
    heads, rows = sheet.table()
    return [row[-1] for row in rows] if heads[-1] == "Notes" else []


def word_note(book):
    for sheet in book.tables():
        for cell in notes_of(sheet):
            parts = cell.split("; ")
            assert cell == "None" or all(re.search(rf": ({SIGN}|note \d+)(, ({SIGN}|note \d+))*$", part) for part in parts), cell


def notes_in_their_column(book):
    for sheet in book.tables():
        has_notes = bool(notes_of(sheet))
        for cell in [cell for row in sheet.table()[1] for cell in (row[:-1] if has_notes else row)]:
            assert not re.search(rf"\bnote \d|\S\s*{SIGN}", cell), cell


def notes_on_their_sheet(book):
    told = {row[0] for row in book.sheets[2].table()[1] if ", note " in row[0]}
    asked = {f"{sheet.name}, {note}" for sheet in book.tables() for cell in notes_of(sheet) for note in re.findall(r"note \d+", cell)}
    assert told == asked, told ^ asked


def links_say_where(book):
    for link in book.content.iter(name("text:a")):
        words, to = "".join(link.itertext()), of(link, "xlink:href")
        assert to == f"#'{words}'.A1" and words in [sheet.name for sheet in book.sheets], to


def plain_type(book):
    for key, value in attributes(book):
        assert key != "font-size" or float(value.removesuffix("pt")) >= 12, value
        assert key != "font-family" or value == "Arial", value
        assert key != "text-align" or value in ("start", "end"), value
        assert key not in ("font-style", "text-transform", "font-variant", "text-underline-style"), key


def headings(book):
    titles = [sheet.rows[0][0] for sheet in book.sheets]
    assert len(set(titles)) == len(titles), titles
    for sheet in book.sheets:
        style = book.styles[of(sheet.cells[0][0], "table:style-name")]
        assert of(style, "style:display-name") == "Heading 1" and len(sheet.cells[0]) == 1, sheet.name


def no_bare_symbols(book):
    cells = [cell for sheet in book.sheets for row in sheet.rows for cell in row]
    assert all(re.search(r"\w", cell) for cell in cells)


def nothing_floats(book):
    for part in ("content.xml", "styles.xml"):
        for element in book.trees[part].iter():
            tag = element.tag.rpartition("}")
            assert "drawing" not in tag[0] and tag[2] not in ("header", "footer", "master-page", "shapes", "forms"), tag


def no_lines(book):
    assert not any(key.startswith(("border", "diagonal", "shadow")) for key, _ in attributes(book))


def no_fill(book):
    assert not any(key == "background-color" for key, _ in attributes(book))


def no_colour(book):
    assert not any(key.endswith("color") for key, _ in attributes(book))


def no_images(book):
    assert book.parts == PARTS, book.parts


def no_macros(book):
    assert book.parts == PARTS and not any(element.tag.endswith(("}scripts", "}script", "}event-listener")) for element in book.content.iter())


def unique_names(book):
    names = [sheet.name for sheet in book.sheets]
    assert len(set(names)) == len(names) and names[:3] == ["Cover", "Contents", "Notes"], names
    assert [row[0] for row in book.sheets[1].table()[1]] == names[2:], "each sheet is in the contents"


def no_blank_sheets(book):
    assert all(len(sheet.rows) > 1 for sheet in book.sheets)


def column_a(book):
    for sheet in book.sheets:
        assert all(row[0].strip() for row in sheet.rows), sheet.name
        assert sheet.head is None or all(len(row) == 1 for row in sheet.rows[: sheet.head]), sheet.name


def at_the_left(book):
    assert all(re.search(r"\.A\d+:", of(one, "table:target-range-address")) for one in book.ranges.values())


def nothing_below(book):
    assert all(book.range_of(sheet)[1] == len(sheet.rows) for sheet in book.sheets[1:])


def one_table(book):
    assert len(book.ranges) == len(book.sheets) - 1


def document_information(book):
    meta = book.trees["meta.xml"]
    for short in ("dc:title", "dc:description", "meta:initial-creator", "meta:creation-date", "dc:language"):
        assert meta.findtext(f".//{name(short)}"), short
    default = book.trees["styles.xml"].find(f".//{name('style:default-style')}/{name('style:text-properties')}")
    assert of(default, "fo:language")


def cursor(book):
    items = [(of(item, "config:name"), item.text) for item in book.trees["settings.xml"].iter(name("config:config-item"))]
    assert ("ActiveTable", book.sheets[0].name) in items
    for key in ("CursorPositionX", "CursorPositionY"):
        assert [text for known, text in items if known == key] == ["0"] * len(book.sheets)


ITEMS = {
    "Tables": {
        "Mark up tables": marked_up,
        "Give tables meaningful names": named,
        "Remove merged cells, split cells and nested tables": whole_cells,
        "Remove blank rows and columns within tables": no_blank_rows,
        "All tables should have one tagged header row": one_head,
        "Wrap text within cells": wrapped,
        "Avoid adding filters and freeze panes": no_filters,
        "Only leave cells with no data empty in certain circumstances": no_blank_cells,
        "Avoid hiding rows or columns": nothing_hidden,
        "Columns should be a sensible width": sensible_width,
    },
    "Footnotes": {
        "Do not use symbols or superscript to signpost to notes": no_superscript,
        "Use the word ‘note’ when referring to footnotes": word_note,
        "Avoid putting note markers in specific cells": notes_in_their_column,
        "Put note text in a notes table on a notes worksheet": notes_on_their_sheet,
    },
    "Formatting": {
        "All written content needs to meet the accessibility guidelines": None,
        "Links must be accessible": links_say_where,
        "Format text to make it accessible": plain_type,
        "All worksheets should have descriptive titles which are properly tagged and formatted": headings,
        "Avoid using symbols in general": no_bare_symbols,
        "Do not use headers and footers, floating text boxes or floating toolbars": nothing_floats,
        "Do not use visual devices to divide data regions": no_lines,
        "Do not use a background fill": no_fill,
        "Do not use colour as the only way to convey a message": no_colour,
        "When using colour for emphasis check the contrast": no_colour,
        "Avoid images in spreadsheets": no_images,
        "Remove macros": no_macros,
    },
    "Structure": {
        "Give worksheets unique names or numbers": unique_names,
        "Remove blank worksheets": no_blank_sheets,
        "Use cells in column A wisely": column_a,
        "Position tables against the left-hand edges of each sheet": at_the_left,
        "Avoid putting content below a table": nothing_below,
        "Avoid worksheets with multiple tables": one_table,
    },
    "Before publishing": {
        "Run a spelling and grammar check": None,
        "Use the accessibility checker": None,
        "Add document information": document_information,
        "Ensure the cursor is in cell A1 of the first worksheet": cursor,
    },
}


def check(books):
    """Holds workbooks to the checklist; how many items a program can tell."""
    guide = Path("docs/figures.md").read_text(encoding="utf-8")
    told = 0
    for items in ITEMS.values():
        for item, test in items.items():
            told += test is not None
            assert test is not None or item in guide, f"docs/figures.md does not say that no program tells: {item}"
            for book in books if test else []:
                try:
                    test(book)
                except AssertionError as fault:
                    raise AssertionError(f"{item}: {book.path}: {fault}") from None
    return told
