"""What the two kinds of Office Open XML document, DOCX and XLSX, may hold alike."""

from collections.abc import Iterator

from grants.paper_contents.hidden import HiddenContent, hidden
from grants.paper_contents.package import Package, embedded, outside_files, pictures, properties, thumbnail

CORE, APP, CUSTOM = "docProps/core.xml", "docProps/app.xml", "docProps/custom.xml"
NAMES = (
    (CORE, "creator", "an author"),
    (CORE, "lastModifiedBy", "who saved it last"),
    (APP, "Manager", "a manager"),
    (APP, "Company", "an organisation"),
)
OTHERS = (
    ("keywords", "keywords"),
    ("description", "description"),
    ("subject", "subject"),
    ("category", "category"),
    ("contentStatus", "status"),
)


def common(package: Package, folder: str, shown: str) -> Iterator[HiddenContent]:
    """`folder` is where its own parts lie, `shown` the text that its pages show."""
    yield from properties(
        [(what, text_of(package, part, tag)) for part, tag, what in NAMES],
        text_of(package, CORE, "title"),
        [(what, text_of(package, CORE, tag)) for tag, what in OTHERS],
        shown,
    )
    if own := package.words(CUSTOM):
        yield hidden("It has properties of its own (custom properties)", own, many=True, is_removable=True)
    for name in package.within("customxml/item"):
        if "/itemprops" not in name.casefold() and (words := text_in(package, name)):
            yield hidden(f"It keeps data for another program that no page shows ({name})", words)
    yield from embedded(package, f"{folder}embeddings/", f"{folder}activex/")
    yield from pictures(package, f"{folder}media/")
    yield from thumbnail(package)
    yield from outside_files(package)


def text_of(package: Package, part: str, tag: str) -> str:
    root = package.root(part)
    found = None if root is None else root.find(f"{{*}}{tag}")
    return "" if found is None else (found.text or "").strip()


def text_in(package: Package, name: str) -> str:
    root = package.root(name)
    return "" if root is None else "\n".join(text.strip() for text in root.itertext() if text.strip())
