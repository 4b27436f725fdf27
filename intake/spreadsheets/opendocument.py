"""The sheets of an ODS file: rows and cells that repeat, cells that are joined, and what is hidden."""

from collections.abc import Iterator

from lxml import etree

from grants.paper_contents.package import Element, Package

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
VALUES = {
    "date": "date-value",
    "boolean": "boolean-value",
    "float": "value",
    "currency": "value",
    "percentage": "value",
}


def tables(package: Package) -> Iterator[tuple[str, bool, Element]]:
    """The name of each sheet, whether it is hidden, and its element."""
    root = package.root("content.xml")
    if root is None:
        return
    unseen = {
        style.get(f"{STYLE}name")
        for style in root.iter(f"{STYLE}style")
        if any(each.get(f"{TABLE}display") == "false" for each in style)
    }
    for table in root.iter(f"{TABLE}table"):
        yield table.get(f"{TABLE}name", ""), table.get(f"{TABLE}style-name") in unseen, table


def rows(table: Element, *, most: int, widest: int) -> Iterator[tuple[int, tuple[str, ...], bool]]:
    """The number of each row, its cells, and whether it is hidden. Empty rows and cells that fill a sheet to its end
    are passed over; others that repeat are there as often, up to the limits."""
    number = 0
    for row in table.iter(f"{TABLE}table-row"):
        cells = tuple(
            cell
            for each in row.iter(f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
            for cell in repeated(each, widest)
        )
        times = int(row.get(f"{TABLE}number-rows-repeated", 1))
        for offset in range(1, 1 + min(times, most)) if any(cells) else ():
            yield number + offset, cells, is_hidden(row)
        number += times


def is_hidden(element: Element) -> bool:
    return bool(element.get(f"{TABLE}visibility", "visible") != "visible")


def repeated(cell: Element, widest: int) -> tuple[str, ...]:
    return (cell_text(cell),) * min(int(cell.get(f"{TABLE}number-columns-repeated", 1)), widest + 1)


def cell_text(cell: Element) -> str:
    """A cell's value as people would type it; its text where it has no other."""
    kind = cell.get(f"{OFFICE}value-type", "")
    value = cell.get(f"{OFFICE}{VALUES[kind]}", "") if kind in VALUES else ""
    match kind:
        case "date":
            return value.partition("T")[0]
        case "boolean":
            return "Yes" if value == "true" else "No"
        case _ if value:
            return f"{float(value):.15g}"
    return "\n".join("".join(each.itertext(etree.Element)) for each in cell.iterfind(f"{TEXT}p")).strip()


def hidden_columns(table: Element, widest: int) -> frozenset[int]:
    hidden, place = set(), 0
    for column in table.iter(f"{TABLE}table-column"):
        times = int(column.get(f"{TABLE}number-columns-repeated", 1))
        if is_hidden(column):
            hidden |= set(range(place, min(place + times, widest)))
        place += times
    return frozenset(hidden)


def merged(table: Element) -> Iterator[tuple[int, int, int, int]]:
    """Cells joined into one: first row, first column, last row, last column; rows from 1, columns from 0."""
    number = 1
    for row in table.iter(f"{TABLE}table-row"):
        place = 0
        for cell in row.iter(f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            across, down = (int(cell.get(f"{TABLE}number-{way}-spanned", 1)) for way in ("columns", "rows"))
            if across > 1 or down > 1:
                yield number, place, number + down - 1, place + across - 1
            place += int(cell.get(f"{TABLE}number-columns-repeated", 1))
        number += int(row.get(f"{TABLE}number-rows-repeated", 1))


def formulas(table: Element) -> int:
    return sum(cell.get(f"{TABLE}formula") is not None for cell in table.iter(f"{TABLE}table-cell"))
