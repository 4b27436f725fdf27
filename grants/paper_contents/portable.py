"""PDF: what it keeps beside its pages. What its pages keep from sight is in unseen_text.py."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf

from grants.paper_contents.hidden import (
    HiddenContent,
    NotReadable,
    by_whom,
    hidden,
    in_a_row,
    quoted,
    readable,
    there_is,
)
from grants.paper_contents.package import properties, words_in_package
from grants.paper_contents.pictures import picture_content
from grants.paper_contents.unseen_text import text_and_unseen

LOCKED = (
    "The file is locked with a password, so nobody can look through it. Save it without one, and choose the new file."
)
DAMAGED = "The file is damaged, so nobody can look through it. Save it as PDF again, and choose the new file."
DC, PDF = "{http://purl.org/dc/elements/1.1/}", "{http://ns.adobe.com/pdf/1.3/}"
HIDDEN_FLAGS = 2 | 32  # of an annotation: hidden, no view
JPEG_WITH_EXIF = re.compile(rb"\xff\xd8\xff\xe1..Exif\0\0", re.DOTALL)
MOST_PICTURES = 20
# What an annotation is, where it is more than a link or a field of a form.
NOTES = {
    "/Text",
    "/Highlight",
    "/Underline",
    "/StrikeOut",
    "/Squiggly",
    "/Popup",
    "/Caret",
    "/FreeText",
    "/Ink",
    "/Stamp",
}


def look(data: bytes) -> Iterator[HiddenContent]:
    try:
        document = pikepdf.open(BytesIO(data))
    except pikepdf.PasswordError as locked:
        raise NotReadable(LOCKED) from locked
    except (pikepdf.PdfError, ValueError, RuntimeError) as damage:
        raise NotReadable(DAMAGED) from damage
    with document:
        try:
            yield from look_through(document, data)
        except (pikepdf.PdfError, ValueError, RuntimeError, LookupError, TypeError, AttributeError) as damage:
            raise NotReadable(DAMAGED) from damage


def look_through(document: pikepdf.Pdf, data: bytes) -> Iterator[HiddenContent]:
    if not document.pages:
        raise NotReadable(DAMAGED)
    shown, unseen = text_and_unseen(data)
    yield from unseen
    yield from named(document, shown, is_removable=not is_signed(document))
    yield from attachments(document)
    yield from notes(document)
    yield from form(document)
    yield from layers(document)
    if has_scripts(document):
        yield hidden("There is a program in it (JavaScript)")
    if older := older_versions(data):
        yield hidden(f"It keeps {older} of itself: what has been changed or taken out since can be brought back")
    for found in list(JPEG_WITH_EXIF.finditer(data))[:MOST_PICTURES]:
        yield from picture_content(data[found.start() :], where=" in it")


def named(document: pikepdf.Pdf, shown: str, *, is_removable: bool) -> Iterator[HiddenContent]:
    info: Any = document.docinfo if "/Info" in document.trailer else {}
    read = {
        name: str(info.get(f"/{name}", "")).strip() for name in ("Author", "Title", "Subject", "Keywords", "Company")
    }
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        author = read["Author"] or joined(xmp.get(DC + "creator"))
        title = read["Title"] or joined(xmp.get(DC + "title"))
        subject = read["Subject"] or joined(xmp.get(DC + "description"))
        keywords = read["Keywords"] or joined(xmp.get(PDF + "Keywords")) or joined(xmp.get(DC + "subject"))
    people = [("an author", author), ("an organisation", read["Company"])]
    for each in properties(people, title, [("keywords", keywords), ("subject", subject)], shown):
        yield HiddenContent(each.sentence, each.words, is_removable)


def entry(thing: Any, *path: str) -> Any:
    """What a dictionary holds under a key, whose dictionary under the next, and so on; nothing where one is missing."""
    for key in path:
        thing = thing.get(key) if isinstance(thing, pikepdf.Dictionary) else None
    return thing


def joined(value: Any) -> str:
    return value if isinstance(value, str) else ", ".join(sorted(map(str, value or ())))


def attachments(document: pikepdf.Pdf) -> Iterator[HiddenContent]:
    for name, attached in document.attachments.items():
        data = attached.get_file().read_bytes()
        words = words_in_package(data) if data.startswith(b"PK\x03\x04") else readable(data)
        yield hidden(f"A file is attached inside it: {attached.filename or name}", words)


def annotations(document: pikepdf.Pdf) -> Iterator[tuple[int, pikepdf.Object]]:
    for number, page in enumerate(document.pages, start=1):
        listed = page.obj.get("/Annots")
        for each in listed if isinstance(listed, pikepdf.Array) else ():
            if isinstance(each, pikepdf.Dictionary):
                yield number, each


def notes(document: pikepdf.Pdf) -> Iterator[HiddenContent]:
    """Notes, comments and marks, where they say something or name somebody; marks to redact that were not applied."""
    found, marked, pages = [], [], []
    for number, each in annotations(document):
        kind = str(each.get("/Subtype", ""))
        if kind == "/Redact":
            marked.append(str(number))
        elif kind == "/FileAttachment":
            yield from attached_note(number, each)
        elif kind in NOTES and (each.get("/Contents") or each.get("/T")):
            found.append(each)
            pages.append(str(number))
    if marked:
        yield hidden(f"On page {in_a_row(marked)}, something is marked to be redacted and has not been taken out")
    if found:
        words = "\n".join(str(each.get("/Contents", "")) for each in found)
        names = by_whom(str(each.get("/T", "")) for each in found)
        yield hidden(
            f"{there_is(len(found), 'note')} on page {in_a_row(pages)}{names and ','}{names}",
            words,
            many=len(found) > 1,
        )


def attached_note(number: int, note: pikepdf.Object) -> Iterator[HiddenContent]:
    name = str(entry(note, "/FS", "/UF") or entry(note, "/FS", "/F") or "without a name")
    yield hidden(f"A file is attached inside it, on page {number}: {name}")


def form(document: pikepdf.Pdf) -> Iterator[HiddenContent]:
    """Fields that are not drawn and hold something."""
    kept = [
        each
        for _, each in annotations(document)
        if each.get("/Subtype") == "/Widget" and int(each.get("/F", 0)) & HIDDEN_FLAGS and each.get("/V") is not None
    ]
    if kept:
        names = in_a_row(quoted(str(each.get("/T", "without a name"))) for each in kept)
        yield hidden(
            f"Its form has fields that are not shown: {names}", "\n".join(str(each.V) for each in kept), many=True
        )


def layers(document: pikepdf.Pdf) -> Iterator[HiddenContent]:
    off = entry(document.Root, "/OCProperties", "/D", "/OFF") or ()
    if names := [quoted(str(each.get("/Name", "without a name"))) for each in off]:
        yield hidden(f"It has layers that are turned off: {in_a_row(names)}", many=True)


def has_scripts(document: pikepdf.Pdf) -> bool:
    on_opening = entry(document.Root, "/OpenAction", "/S")
    return entry(document.Root, "/Names", "/JavaScript") is not None or on_opening == "/JavaScript"


def is_signed(document: pikepdf.Pdf) -> bool:
    return int(entry(document.Root, "/AcroForm", "/SigFlags") or 0) & 1 == 1


def older_versions(data: bytes) -> str:
    """Every save that only adds to a file ends in a new end mark; one made for the web has two from the beginning."""
    ends = data.count(b"%%EOF") - (1 if b"/Linearized" in data[:2048] else 0)
    return "" if ends < 2 else "an earlier version" if ends == 2 else f"{ends - 1} earlier versions"
