"""DOCX: tracked changes, comments, hidden and white text, embedded files, what its settings and properties name."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from grants.paper_contents import office
from grants.paper_contents.hidden import HiddenContent, by_whom, counted, hidden, quoted, there_is
from grants.paper_contents.package import Element, Package, opened

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXTS = ("word/document", "word/header", "word/footer", "word/footnotes", "word/endnotes")
CHANGES = {
    "del": "deletion",
    "ins": "insertion",
    "moveFrom": "move",
    "rPrChange": "change of format",
    "pPrChange": "change of format",
}
LIGHT = ("auto", "FFFFFF", "")
SMALLEST_SIZE = 4  # half points


@dataclass
class Text:
    """What is gathered from the paragraphs of a document."""

    shown: list[str] = field(default_factory=list)
    changes: Counter[str] = field(default_factory=Counter)
    authors: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unseen: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # how: [(words, the paragraph's start)]
    cropped: int = 0


def look(data: bytes) -> Iterator[HiddenContent]:
    return opened(data, look_through)


def look_through(package: Package) -> Iterator[HiddenContent]:
    hiding = styles_that_hide(package)
    text = Text()
    for name in package.within(*TEXTS):
        if name.endswith(".xml"):
            for paragraph in package.stream(name, W + "p"):
                gather(paragraph, text, hiding)
    yield from said_of(text)
    yield from comments(package)
    yield from settings(package)
    yield from office.common(package, "word/", "\n".join(text.shown))


def gather(paragraph: Element, text: Text, hiding: set[str]) -> None:
    for change, name in CHANGES.items():
        for each in paragraph.iter(W + change):
            text.changes[name] += 1
            text.authors.append(each.get(W + "author", ""))
    text.removed += [each.text or "" for each in paragraph.iter(W + "delText")]
    text.cropped += sum(
        1 for each in paragraph.iter("{*}srcRect") if any(value not in ("0", "") for value in each.attrib.values())
    )
    style = value_of(paragraph, "pPr/", "pStyle")
    runs = [(run, "".join(part.text or "" for part in run.iter(W + "t"))) for run in paragraph.iter(W + "r")]
    start = ""
    for run, words in runs:
        if not words.strip():
            continue
        if how := how_unseen(run, paragraph, hiding, style):
            text.unseen.setdefault(how, []).append((words, start))
        else:
            start = start or words.strip()
            text.shown.append(words)


def how_unseen(run: Element, paragraph: Element, hiding: set[str], style: str) -> str:
    """How the words of a run are kept from sight, or nothing."""
    hides = run.find(f"{W}rPr/{W}vanish")
    if is_on(hides) or (hides is None and {style, value_of(run, "rPr/", "rStyle")} & hiding):
        return "text formatted as hidden"
    if is_white(run) and not is_on_colour(run, paragraph):
        return "text in white"
    size = value_of(run, "rPr/", "sz")
    return "text too small to read" if size.isdigit() and int(size) <= SMALLEST_SIZE else ""


def is_on(switch: Element | None) -> bool:
    return switch is not None and switch.get(W + "val", "1") not in ("0", "false", "off")


def value_of(element: Element, path: str, tag: str) -> str:
    found = element.find("".join(f"{W}{part}/" for part in path.split("/") if part) + W + tag)
    return "" if found is None else found.get(W + "val", "")


def is_white(run: Element) -> bool:
    colour = run.find(f"{W}rPr/{W}color")
    return colour is not None and (
        colour.get(W + "val", "").upper() == "FFFFFF" or colour.get(W + "themeColor") in ("background1", "light1")
    )


def is_on_colour(run: Element, paragraph: Element) -> bool:
    """White is seen on a shaded ground, and in a drawn shape, which may have any."""
    if value_of(run, "rPr/", "highlight") not in ("", "none", "white"):
        return True
    over = (run.find(W + "rPr"), paragraph.find(W + "pPr"))
    around = (each.find(W + name) for each in paragraph.iterancestors() for name in ("tcPr", "tblPr"))
    if any(is_shaded(each) for each in (*over, *around)):
        return True
    return any(
        each.tag in (W + "txbxContent", W + "tbl") and has_own_ground(each) for each in paragraph.iterancestors()
    )


def is_shaded(properties: Element | None) -> bool:
    ground = None if properties is None else properties.find(W + "shd")
    return ground is not None and (
        ground.get(W + "fill", "").upper() not in LIGHT or ground.get(W + "themeFill", "") not in ("", "background1")
    )


def has_own_ground(around: Element) -> bool:
    """A drawn shape; a table whose style may colour its rows."""
    return around.tag == W + "txbxContent" or around.find(f"{W}tblPr/{W}tblStyle") is not None


def styles_that_hide(package: Package) -> set[str]:
    root = package.root("word/styles.xml")
    styles = () if root is None else root.iter(W + "style")
    return {each.get(W + "styleId", "") for each in styles if is_on(each.find(f"{W}rPr/{W}vanish"))}


def said_of(text: Text) -> Iterator[HiddenContent]:
    if text.changes:
        named = [
            counted(number, name, "changes of format" if "format" in name else "")
            for name, number in text.changes.items()
        ]
        listed = " and ".join(filter(None, [", ".join(named[:-1]), named[-1]]))
        removed = "\n".join(text.removed)
        still = "; the deleted words can still be read" if removed.strip() else ""
        yield hidden(f"There are tracked changes: {listed},{by_whom(text.authors)}{still}", removed, many=True)
    for how, found in text.unseen.items():
        beside = next((f", after {quoted(start)}" for _, start in found if start), "")
        yield hidden(f"There is {how}{beside}", "\n".join(words for words, _ in found))
    if text.cropped:
        yield hidden(f"{counted(text.cropped, 'picture').capitalize()} cropped: what was cut off can be brought back")


def comments(package: Package) -> Iterator[HiddenContent]:
    root = package.root("word/comments.xml")
    found = [] if root is None else list(root.iter(W + "comment"))
    if found:
        words = "\n".join("".join(each.itertext()) for each in found)
        names = by_whom(each.get(W + "author", "") for each in found)
        yield hidden(f"{there_is(len(found), 'comment')}{names}", words, many=len(found) > 1)


def settings(package: Package) -> Iterator[HiddenContent]:
    """Variables that macros once kept, and the people who have worked on it."""
    root = package.root("word/settings.xml")
    kept = [] if root is None else [each.get(W + "val", "") for each in root.iter(W + "docVar")]
    if kept:
        yield hidden("It keeps variables that no page shows", "\n".join(kept), many=True)
    people = package.root("word/people.xml")
    named = [] if people is None else [each.get(next(iter(each.attrib), ""), "") for each in people.iter("{*}person")]
    if named:
        yield hidden(
            f"It lists people who have worked on it{by_whom(named).replace(' by', ':', 1)}",
            "\n".join(named),
            is_removable=True,
        )
