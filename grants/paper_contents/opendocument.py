"""ODT: recorded changes, comments, hidden text, embedded objects, what its properties name."""

from collections.abc import Iterator

from grants.paper_contents.hidden import HiddenContent, by_whom, counted, hidden, quoted, there_is
from grants.paper_contents.package import Element, Package, embedded, opened, pictures, properties, thumbnail

HIDING = ("hidden-text", "hidden-paragraph")


def look(data: bytes) -> Iterator[HiddenContent]:
    return opened(data, look_through)


def look_through(package: Package) -> Iterator[HiddenContent]:
    roots = [root for name in ("content.xml", "styles.xml") if (root := package.root(name)) is not None]
    for root in roots:
        yield from changes(root)
        yield from comments(root)
        yield from hidden_text(root, styles_that_hide(roots))
    yield from named(package, text_of(roots[:1]))
    yield from embedded(package, "object", "objectreplacements/", "versions/")
    yield from pictures(package, "pictures/")
    yield from thumbnail(package)


def text_of(elements: list[Element]) -> str:
    return " ".join(text for each in elements for text in each.itertext() if text.strip())


def local(element: Element) -> str:
    return str(element.tag).rsplit("}", 1)[-1]


def attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if str(key).rsplit("}", 1)[-1] == name), "")


def changes(root: Element) -> Iterator[HiddenContent]:
    deleted, inserted, formatted = (
        list(root.iter(f"{{*}}{name}")) for name in ("deletion", "insertion", "format-change")
    )
    kinds = (
        (deleted, "deletion", ""),
        (inserted, "insertion", ""),
        (formatted, "change of format", "changes of format"),
    )
    listed = [counted(len(found), one, many) for found, one, many in kinds if found]
    if listed:
        authors = [
            author.text or "" for region in root.iter("{*}changed-region") for author in region.iter("{*}creator")
        ]
        words = "\n".join(text_of([part]) for each in deleted for part in each if local(part) != "change-info")
        still = "; the deleted words can still be read" if words.strip() else ""
        yield hidden(f"There are tracked changes: {' and '.join(listed)},{by_whom(authors)}{still}", words, many=True)


def comments(root: Element) -> Iterator[HiddenContent]:
    found = list(root.iter("{*}annotation"))
    if found:
        authors = [author.text or "" for each in found for author in each.iter("{*}creator")]
        sentence = f"{there_is(len(found), 'comment')}{by_whom(authors)}"
        yield hidden(sentence, text_of(found), many=len(found) > 1)


def styles_that_hide(roots: list[Element]) -> dict[str, str]:
    """By the name of a style, how text in it is kept from sight."""
    hiding = {}
    for style in (style for root in roots for style in root.iter("{*}style")):
        for each in style.iter("{*}text-properties"):
            if attribute(each, "display") == "none":
                hiding[attribute(style, "name")] = "text formatted as hidden"
            elif attribute(each, "color").casefold() == "#ffffff" and attribute(each, "background-color") in (
                "",
                "transparent",
            ):
                hiding[attribute(style, "name")] = "text in white"
    return hiding


def hidden_text(root: Element, hiding: dict[str, str]) -> Iterator[HiddenContent]:
    found: dict[str, list[Element]] = {}
    for each in root.iter("{*}span", "{*}p", "{*}h"):
        if how := hiding.get(attribute(each, "style-name")):
            found.setdefault(how, []).append(each)
    fields = [each for name in HIDING for each in root.iter(f"{{*}}{name}")]
    sections = [each for each in root.iter("{*}section") if attribute(each, "display") == "none"]
    found.setdefault("text formatted as hidden", []).extend((*fields, *sections))
    for how, elements in found.items():
        words = "\n".join(
            (text_of(elements), *(attribute(each, "string-value") for each in fields if each in elements))
        )
        if words.strip():
            yield hidden(f"There is {how}, near {quoted(before(elements[0]))}", words)


def before(element: Element) -> str:
    """How the paragraph begins that holds it, or the one before it."""
    holder = next((each for each in element.iterancestors() if local(each) in ("p", "h")), element)
    own = (holder.text or "").strip()
    previous = holder.getprevious()
    return own or (text_of([previous]) if previous is not None else "") or "the beginning"


def named(package: Package, shown: str) -> Iterator[HiddenContent]:
    root = package.root("meta.xml")
    if root is None:
        return
    read = {name: "\n".join(each.text or "" for each in root.iter(f"{{*}}{name}")).strip() for name in META}
    people = {"initial-creator": "an author", "creator": "who saved it last", "printed-by": "who printed it"}
    others = {"keyword": "keywords", "description": "description", "subject": "subject"}
    yield from properties(
        [(what, read[name]) for name, what in people.items()],
        read["title"],
        [(what, read[name]) for name, what in others.items()],
        shown,
    )
    if read["user-defined"]:
        sentence = "It has properties of its own (custom properties)"
        yield hidden(sentence, read["user-defined"], many=True, is_removable=True)


META = ("initial-creator", "creator", "printed-by", "title", "keyword", "description", "subject", "user-defined")
