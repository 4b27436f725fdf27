"""XLSX: hidden sheets, rows, columns and cells, comments, pivot caches, other workbooks, what its properties name."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from grants.paper_contents import office
from grants.paper_contents.hidden import (
    MOST_WORDS,
    HiddenContent,
    by_whom,
    hidden,
    in_a_row,
    quoted,
    ranges,
    there_is,
)
from grants.paper_contents.package import Element, Package, opened, path_of, words_of

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
HIDDEN_SHEETS = {
    "hidden": "is hidden",
    "veryHidden": "is hidden so that Excel’s own menu does not list it",
}
MOST_SHOWN = 1_000_000  # characters of shown text, in which a title is looked for
LETTERS = re.compile(r"[A-Z]+")


@dataclass
class Cells:
    """Cells that are hidden in one way: where, and what they say: (text, number of a shared text)."""

    numbers: list[int] = field(default_factory=list)
    said: list[str | int] = field(default_factory=list)

    def add(self, number: int, value: str | int) -> None:
        if not self.numbers or self.numbers[-1] != number:
            self.numbers.append(number)
        if len(self.said) < MOST_WORDS:
            self.said.append(value)


@dataclass
class Sheet:
    name: str
    part: str
    state: str
    rows: Cells = field(default_factory=Cells)
    columns: Cells = field(default_factory=Cells)
    invisible: Cells = field(default_factory=Cells)
    all: Cells = field(default_factory=Cells)


def look(data: bytes) -> Iterator[HiddenContent]:
    return opened(data, look_through)


def look_through(package: Package) -> Iterator[HiddenContent]:
    sheets = list(sheets_of(package))
    invisible = invisible_styles(package)
    for sheet in sheets:
        read_cells(package, sheet, invisible)
    texts = shared_texts(package, sheets)
    for sheet in sheets:
        yield from said_of(sheet, texts)
        yield from comments(package, sheet)
    yield from pivot_caches(package)
    yield from other_workbooks(package)
    yield from hidden_names(package)
    for part, what in KEPT.items():
        if found := package.within(part):
            yield hidden(f"It keeps {what}", "\n".join(package.words(name) for name in found if name.endswith(".xml")))
    shown = "\n".join(words(cells, texts) for cells in (sheet.all for sheet in sheets if not sheet.state))
    yield from office.common(package, "xl/", shown)


KEPT = {
    "xl/connections": "connections to data outside it",
    "xl/revisions/": "a history of changes, with who made them",
    "xl/model/": "a data model that no sheet shows",
    "xl/scenarios": "scenarios",
    "xl/customdata/": "data of another program",
}


def sheets_of(package: Package) -> Iterator[Sheet]:
    parts = package.references("xl/workbook.xml")
    root = package.root("xl/workbook.xml")
    for each in () if root is None else root.iter(S + "sheet"):
        at = parts.get(each.get(R + "id", ""))
        target = "" if at is None else at.target
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        state = each.get("state", "")
        yield Sheet(each.get("name", ""), part, state if state in HIDDEN_SHEETS else "")


def invisible_styles(package: Package) -> set[str]:
    """Numbers of styles whose cells show nothing: white on no ground, or a number format that is empty."""
    root = package.root("xl/styles.xml")
    if root is None:
        return set()
    white = [is_white(each) for each in root.iterfind(f"{S}fonts/{S}font")]
    plain = [is_plain(each) for each in root.iterfind(f"{S}fills/{S}fill")]
    empty = {each.get("numFmtId") for each in root.iter(S + "numFmt") if set(each.get("formatCode", "x")) == {";"}}
    found = set()
    for number, each in enumerate(root.iterfind(f"{S}cellXfs/{S}xf")):
        font, fill = int(each.get("fontId", 0)), int(each.get("fillId", 0))
        is_white_on_white = font < len(white) and white[font] and (fill >= len(plain) or plain[fill])
        if is_white_on_white or each.get("numFmtId") in empty:
            found.add(str(number))
    return found


def is_white(font: Element) -> bool:
    colour = font.find(S + "color")
    return colour is not None and (
        colour.get("rgb", "").upper() == "FFFFFFFF" or (colour.get("theme") == "0" and not colour.get("tint"))
    )


def is_plain(fill: Element) -> bool:
    pattern = fill.find(S + "patternFill")
    return fill.find(S + "gradientFill") is None and (pattern is None or pattern.get("patternType", "none") == "none")


def read_cells(package: Package, sheet: Sheet, invisible: set[str]) -> None:
    """Only rows that may hide something are gone through cell by cell, so that a large sheet takes little time."""
    columns: set[int] = set()
    number = 0
    for each in package.stream(sheet.part, S + "col", S + "row"):
        if each.tag == S + "col":
            columns |= hidden_columns(each)
            continue
        number = int(each.get("r", number + 1))
        is_hidden = each.get("hidden") in ("1", "true") or each.get("ht") == "0"
        if is_hidden or columns or invisible or len(sheet.all.said) < MOST_WORDS:
            for cell in each.iter(S + "c"):
                if (value := value_of(cell)) != "":
                    keep(sheet, cell, value, number, columns, invisible, is_hidden=is_hidden)


def keep(
    sheet: Sheet, cell: Element, value: str | int, row: int, columns: set[int], invisible: set[str], *, is_hidden: bool
) -> None:
    sheet.all.add(row, value)
    if is_hidden:
        sheet.rows.add(row, value)
    elif columns and (column := column_of(cell)) in columns:
        sheet.columns.add(column, value)
    elif cell.get("s") in invisible:
        sheet.invisible.add(row, value)


def hidden_columns(col: Element) -> set[int]:
    if col.get("hidden") in ("1", "true") or col.get("width") == "0":
        return set(range(int(col.get("min", 1)), min(int(col.get("max", 1)), 16_384) + 1))
    return set()


def column_of(cell: Element) -> int:
    number = 0
    for letter in (LETTERS.match(cell.get("r", "")) or [""])[0]:
        number = 26 * number + ord(letter) - 64
    return number


def letters(column: int) -> str:
    return letters((column - 1) // 26) + chr(65 + (column - 1) % 26) if column else ""


def value_of(cell: Element) -> str | int:
    """Its text, or the number of a shared one."""
    value = cell.findtext(S + "v") or ""
    if cell.get("t") == "s" and value.isdigit():
        return int(value)
    return value or "".join(each.text or "" for each in cell.iterfind(f"{S}is//{S}t"))


def shared_texts(package: Package, sheets: Iterable[Sheet]) -> dict[int, str]:
    """Those that are wanted, by number."""
    ways = (cells for sheet in sheets for cells in (sheet.rows, sheet.columns, sheet.invisible, sheet.all))
    wanted = {value for cells in ways for value in cells.said if isinstance(value, int)}
    if not wanted:
        return {}
    listed = enumerate(package.stream("xl/sharedStrings.xml", S + "si"))
    return {number: "".join(each.text or "" for each in si.iter(S + "t")) for number, si in listed if number in wanted}


def words(cells: Cells, texts: dict[int, str]) -> str:
    said = (texts.get(value, "") if isinstance(value, int) else value for value in cells.said)
    return "\n".join(said)[:MOST_SHOWN]


def said_of(sheet: Sheet, texts: dict[int, str]) -> Iterator[HiddenContent]:
    name = quoted(sheet.name)
    if sheet.state:
        yield hidden(f"The sheet {name} {HIDDEN_SHEETS[sheet.state]}", words(sheet.all, texts))
        return
    if sheet.rows.numbers:
        rows = [
            f"{first:,} to {last:,}" if last > first else f"{first:,}" for first, last in ranges(sheet.rows.numbers)
        ]
        many = len(sheet.rows.numbers) > 1
        said = f"Rows {in_a_row(rows)} of {name} are hidden" if many else f"Row {rows[0]} of {name} is hidden"
        yield hidden(said, words(sheet.rows, texts), many=many)
    if columns := sorted(set(sheet.columns.numbers)):
        listed = [letters(first) + (f" to {letters(last)}" if last > first else "") for first, last in ranges(columns)]
        many = len(columns) > 1
        said = f"columns {in_a_row(listed)} are hidden" if many else f"column {listed[0]} is hidden"
        yield hidden(f"In {name}, {said}", words(sheet.columns, texts), many=many)
    if sheet.invisible.numbers:
        named = in_a_row(f"{number:,}" for number in sheet.invisible.numbers)
        many = len(sheet.invisible.numbers) > 1
        has = f"rows {named} have" if many else f"row {named} has"
        said = f"In {name}, {has} cells that show nothing of what is in them"
        yield hidden(said, words(sheet.invisible, texts), many=many)


def comments(package: Package, sheet: Sheet) -> Iterator[HiddenContent]:
    folder = sheet.part.rsplit("/", 1)[0]
    for each in package.references(sheet.part).values():
        if each.kind not in ("comments", "threadedComment"):
            continue
        target = each.target.lstrip("/") if each.target.startswith("/") else resolved(folder, each.target)
        root = package.root(target)
        if root is None:
            continue
        authors = [author.text or "" for author in root.iter(S + "author")]
        found = [*root.iter(S + "comment"), *root.iter("{*}threadedComment")]
        if found:
            cells = in_a_row(comment.get("ref", "") for comment in found)
            said = f"on cell{'s' if len(found) > 1 else ''} {cells}{',' if any(authors) else ''}{by_whom(authors)}"
            yield hidden(
                f"{there_is(len(found), 'comment')} {said}, in {quoted(sheet.name)}",
                words_of(root),
                many=len(found) > 1,
            )


def resolved(folder: str, target: str) -> str:
    parts = folder.split("/")
    for part in target.split("/"):
        parts = parts[:-1] if part == ".." else [*parts, part]
    return "/".join(parts)


def pivot_caches(package: Package) -> Iterator[HiddenContent]:
    if found := package.within("xl/pivotcache/"):
        said = "\n".join(package.words(name) for name in found if name.endswith(".xml"))
        yield hidden("It keeps a copy of data from another sheet (a pivot cache) that no sheet shows", said)


def other_workbooks(package: Package) -> Iterator[HiddenContent]:
    for name in package.within("xl/externallinks/external"):
        paths = [path_of(each.target) for each in package.references(name).values()]
        kept = package.words(name)
        keeps = (
            " and keeps values copied from it"
            if any("sheetData" in str(e.tag) for e in iterated(package, name))
            else ""
        )
        yield hidden(f"It refers to another workbook ({in_a_row(paths)}){keeps}", kept, many=True)


def iterated(package: Package, name: str) -> Iterator[Element]:
    root = package.root(name)
    yield from () if root is None else root.iter(S + "sheetData")


def hidden_names(package: Package) -> Iterator[HiddenContent]:
    """Names that somebody has hidden; Excel hides some of its own."""
    root = package.root("xl/workbook.xml")
    named = () if root is None else root.iter(S + "definedName")
    found = [
        each for each in named if each.get("hidden") in ("1", "true") and not each.get("name", "").startswith("_xl")
    ]
    if found:
        listed = in_a_row(quoted(each.get("name", "")) for each in found)
        yield hidden(f"It has hidden names: {listed}", "\n".join(each.text or "" for each in found), many=True)
