"""A copy of a paper without what can safely be removed: the names in its properties, and what a picture says beside
what it shows. Its pages stay as they are."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO

import pikepdf
from lxml import etree
from PIL import Image, ImageOps

from grants.paper_contents.package import SAFE

# Parts of documents whose texts are emptied; the rest of the part, such as dates, stays.
EMPTIED = {
    "docProps/core.xml": (
        "creator", "lastModifiedBy", "title", "keywords", "description", "subject", "category", "contentStatus",
    ),
    "docProps/app.xml": ("Manager", "Company"),
    "docProps/custom.xml": ("property",),
    "word/people.xml": ("person",),
    "meta.xml": (
        "initial-creator", "creator", "printed-by", "title", "keyword", "description", "subject", "user-defined",
    ),
}  # fmt: skip
THUMBNAILS = re.compile(r"(?i)docProps/thumbnail|Thumbnails/")


def without_properties(kind: str, data: bytes) -> bytes:
    """The new file. Raises what the libraries raise for a damaged one."""
    return CLEANERS[kind](data)


def clean_document(data: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename in EMPTIED:
                content = emptied(content, EMPTIED[entry.filename])
            if THUMBNAILS.match(entry.filename):
                content = blank(entry.filename)
            new.writestr(entry, content)
    return made.getvalue()


def emptied(content: bytes, tags: tuple[str, ...]) -> bytes:
    root = etree.fromstring(content, etree.XMLParser(**SAFE))
    for each in [each for tag in tags for each in root.iter(f"{{*}}{tag}")]:
        if (parent := each.getparent()) is not None:
            parent.remove(each)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def blank(name: str) -> bytes:
    made = BytesIO()
    Image.new("RGB", (1, 1), "white").save(made, "PNG" if name.casefold().endswith("png") else "JPEG")
    return made.getvalue()


def clean_pdf(data: bytes) -> bytes:
    """Written again from what its pages use, so that earlier versions are gone too."""
    made = BytesIO()
    with pikepdf.open(BytesIO(data)) as document:
        if "/Info" in document.trailer:
            del document.trailer["/Info"]
        if "/Metadata" in document.Root:
            del document.Root["/Metadata"]
        document.remove_unreferenced_resources()
        document.save(made)
    return made.getvalue()


def clean_picture(data: bytes) -> bytes:
    """Its points and its colours, turned as its properties said."""
    made = BytesIO()
    with Image.open(BytesIO(data)) as picture:
        kind = "PNG" if picture.format == "PNG" else "JPEG"  # telephones put several JPEGs into one file, MPO
        colours = picture.info.get("icc_profile")
        upright = ImageOps.exif_transpose(picture)
        upright.info = {name: value for name, value in upright.info.items() if name in ("transparency", "gamma")}
        upright.getexif().clear()
        upright.save(made, kind, icc_profile=colours, exif=b"", quality=95)
    return made.getvalue()


CLEANERS: dict[str, Callable[[bytes], bytes]] = {
    "PDF": clean_pdf,
    "DOCX": clean_document,
    "XLSX": clean_document,
    "ODT": clean_document,
    "PNG": clean_picture,
    "JPEG": clean_picture,
}
