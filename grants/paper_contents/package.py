"""Reading the zip archives that office documents are: their parts, their XML, what they refer to outside."""

import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import TypeAlias
from urllib.parse import unquote

from lxml import etree

from grants.paper_contents.hidden import HiddenContent, NotReadable, hidden, in_a_row, quoted, readable
from grants.paper_contents.pictures import picture_content

DAMAGED = "The file is damaged, so nobody can look through it. Open it, save it again, and choose the new file."
MOST_OF_A_PART = 50_000_000  # bytes of a part that is read whole
DAMAGES = (zipfile.BadZipFile, zlib.error, etree.LxmlError, OSError, LookupError, EOFError, RuntimeError, ValueError)


Element: TypeAlias = etree._Element  # noqa: SLF001 -- lxml has no other name for it


@dataclass(frozen=True)
class Reference:
    """What a part refers to: the kind of reference, its target, and whether that is outside the file."""

    kind: str
    target: str
    is_outside: bool


class Package:
    """A document that is a zip archive."""

    def __init__(self, data: bytes) -> None:
        self.archive = zipfile.ZipFile(BytesIO(data))
        self.names = self.archive.namelist()

    def within(self, *folders: str) -> list[str]:
        return [name for name in self.names if name.casefold().startswith(folders) and not name.endswith("/")]

    def read(self, name: str) -> bytes:
        """The beginning of a part, whole where it is of a common size; nothing where there is none."""
        if name not in self.names:
            return b""
        with self.archive.open(name) as part:
            return part.read(MOST_OF_A_PART)

    def root(self, name: str) -> Element | None:
        data = self.read(name)
        return etree.fromstring(data, etree.XMLParser(**SAFE)) if data.strip() else None

    def stream(self, name: str, *tags: str) -> Iterator[Element]:
        """The elements of these tags as they end, each emptied after it was used."""
        if name not in self.names:
            return
        with self.archive.open(name) as part:
            for _, element in etree.iterparse(part, tag=tags, **SAFE):
                yield element
                element.clear(keep_tail=True)

    def words(self, name: str) -> str:
        """All that a part of XML says, in its elements and in its attributes called v, val or value."""
        root = self.root(name)
        return "" if root is None else words_of(root)

    def references(self, name: str) -> dict[str, Reference]:
        """What a part refers to, by the id under which it does so."""
        path = PurePosixPath(name)
        root = self.root(str(path.parent / "_rels" / f"{path.name}.rels"))
        return {} if root is None else {each.get("Id", ""): reference(each) for each in root.iter("{*}Relationship")}

    def all_references(self) -> Iterator[Reference]:
        for name in self.names:
            if name.endswith(".rels") and (root := self.root(name)) is not None:
                yield from map(reference, root.iter("{*}Relationship"))


SAFE: dict[str, bool] = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}


def reference(each: Element) -> Reference:
    kind = each.get("Type", "").rsplit("/", 1)[-1]
    return Reference(kind, each.get("Target", ""), each.get("TargetMode") == "External")


def words_of(root: Element) -> str:
    said = (*root.itertext(etree.Element), *(each.get(name) for each in root.iter() for name in ("v", "val", "value")))
    return "\n".join(text.strip() for text in said if text and text.strip())


def path_of(target: str) -> str:
    """file:///S:/A%20b.xlsx as people write it, S:/A b.xlsx."""
    return unquote(target).removeprefix("file:///").removeprefix("file:")


def opened(data: bytes, look: Callable[[Package], Iterator[HiddenContent]]) -> Iterator[HiddenContent]:
    try:
        yield from look(Package(data))
    except DAMAGES as damage:
        raise NotReadable(DAMAGED) from damage


WEB = ("http:", "https:", "mailto:")


def outside_files(package: Package) -> Iterator[HiddenContent]:
    """What a document refers to outside it, but for links that people can follow and what excel.py says."""
    paths = [
        path_of(each.target)
        for each in package.all_references()
        if each.is_outside
        and each.kind != "externalLinkPath"
        and not (each.kind == "hyperlink" and each.target.startswith(WEB))
    ]
    if paths:
        yield hidden(f"It refers to what is kept elsewhere: {in_a_row(paths)}", "\n".join(paths), many=True)


def embedded(package: Package, *folders: str) -> Iterator[HiddenContent]:
    for name in package.within(*folders):
        data = package.read(name)
        inner = words_in_package(data) if data.startswith(b"PK\x03\x04") else readable(data)
        yield hidden(f"A file is embedded in it: {PurePosixPath(name).name}", inner)


def words_in_package(data: bytes) -> str:
    try:
        package = Package(data)
        return "\n".join(package.words(name) for name in package.names if name.endswith(".xml"))
    except DAMAGES:
        return ""


def pictures(package: Package, *folders: str) -> Iterator[HiddenContent]:
    for name in package.within(*folders):
        yield from picture_content(package.read(name), where=f" in it ({PurePosixPath(name).name})")


def thumbnail(package: Package) -> Iterator[HiddenContent]:
    for name in package.within("docprops/thumbnail", "thumbnails/"):
        sentence = f"It holds a small picture of how its first page once looked ({PurePosixPath(name).name})"
        yield hidden(sentence, is_removable=True)


def properties(
    names: list[tuple[str, str]], title: str, others: list[tuple[str, str]], shown: str
) -> Iterator[HiddenContent]:
    """Of the properties of a document: who is named, as what; a title that its text does not show; what else is
    written in them, by what it is called."""
    said = [f"{what}, {quoted(name)}" for what, name in names if name.strip() and not is_program(name)]
    if letters(title) not in letters(shown):
        said.append(f"a title, {quoted(title)}, which is not on the page")
    if said:
        named = "\n".join((*(name for _, name in names), title))
        yield hidden(f"Its properties name {', and '.join(said)}", named, is_removable=True)
    for what, text in others:
        if text.strip():
            yield hidden(f"Its properties give its {what}: {quoted(text)}", text, is_removable=True)


def letters(text: str) -> str:
    """Letters and digits alone, since a page breaks lines where it likes."""
    return "".join(character for character in text.casefold() if character.isalnum())


PROGRAMS = (
    "openpyxl",
    "python-docx",
    "xlsxwriter",
    "apache poi",
    "microsoft office user",
    "windows user",
    "libreoffice",
)


def is_program(name: str) -> bool:
    return name.strip().casefold().startswith(PROGRAMS)
