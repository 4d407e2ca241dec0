"""What stands in the tables and charts of pages, read by an HTML parser: each cell by the words of its heads."""

import re
from functools import lru_cache

from lxml import html


@lru_cache(maxsize=8)
def page(path):
    return html.parse(str(path)).getroot()


def words(element):
    """The text of an element without the numbers of its notes."""
    texts = element.xpath(".//text()[not(ancestor::sup)]")
    return re.sub(r"\s+", " ", "".join(texts)).strip()


def datum(text):
    """A number as a file of figures holds it, the sign in its place and the markers beside it."""
    signs = re.findall(r"\[\w+\]", text)
    number = re.sub(r"[^\d.:−]", "", text.split("[")[0]).replace("−", "-")
    if ":" in number:
        seconds = 0
        for part in number.lstrip("-").split(":"):
            seconds = seconds * 60 + int(part)
        number = f"{'-' if number.startswith('-') else ''}{seconds}"
    return (number, "", " ".join(signs)) if number else ("", "".join(signs), "")


def table(path, anchor):
    """The cells of a table: group of rows, row, group of columns and column, each with what stands there."""
    (found,) = page(path).xpath(f"//table[@id='{anchor}']")
    columns = {}
    for depth, row in enumerate(found.xpath("thead/tr")):
        at = 0
        for head in row:
            while (depth, at) in columns:
                at += 1
            for down in range(int(head.get("rowspan", 1))):
                for right in range(int(head.get("colspan", 1))):
                    columns[depth + down, at + right] = words(head)
            at += int(head.get("colspan", 1))
    last = max(depth for depth, _ in columns)
    cells = {}
    for body in found.xpath("tbody"):
        group = "".join(words(head) for head in body.xpath("tr/th[@scope='rowgroup']"))
        for row in body.xpath("tr[td]"):
            (head,) = row.xpath("th[@scope='row']")
            for at, cell in enumerate(row.xpath("td"), 1):
                above = columns[0, at] if last else ""
                key = (group, words(head), above if above != columns[last, at] else "", columns[last, at])
                assert key not in cells, (path, anchor, key)
                cells[key] = datum(words(cell))
    return cells


def bars(svg, labels):
    """What a chart says of each of its bars: it stands behind the bar's label."""
    texts = [words(text) for text in svg.iter("{*}text")]
    return {label: datum(texts[texts.index(label) + 1]) for label in labels}
