"""Text of a PDF that can be copied and not seen.

Each page is drawn twice, with its text and without. A character whose place looks the same both times cannot be seen,
whatever the reason: a black rectangle or a picture over it, white on white, not drawn at all, or beyond the page.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops

from grants.paper_contents.hidden import HiddenContent, NotReadable, hidden, in_a_row

MOST_PAGES = 400
SHORTEST_RUN = 3
SCALE = 1.0
MOST_PIXELS = 4_000_000  # of a page as drawn here
DAMAGED = "The file is damaged, so nobody can look through it. Save it as PDF again, and choose the new file."
TOO_LONG = f"The file has more than {MOST_PAGES} pages, too many to look through. Choose it in parts."
NOT_DRAWN, UNDER, OUTSIDE, OTHER = (
    "text that is not drawn (as behind a scan) can be copied",
    "text lies under a filled rectangle: what looks blacked out can be copied",
    "text lies outside what the page shows, and can be copied",
    "text that cannot be seen (in the colour of its ground, or under a picture) can be copied",
)


@dataclass(frozen=True)
class Character:
    """A character with its place in points, from the lower left corner, and the text object that it is part of."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    of: int


@dataclass
class Drawn:
    """A page as it is drawn, and as it is drawn without some of its text."""

    whole: Image.Image
    scale: float
    left: float
    top: float

    def box(self, character: Character) -> tuple[int, int, int, int]:
        across, down = character.left - self.left, self.top - character.top
        right, bottom = character.right - self.left, self.top - character.bottom
        return (
            int(across * self.scale),
            int(down * self.scale),
            int(right * self.scale) + 1,
            int(bottom * self.scale) + 1,
        )


def text_and_unseen(data: bytes) -> tuple[str, list[HiddenContent]]:
    """The text that the pages show, and a sentence for each way in which some of it is not seen."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as damage:
        raise NotReadable(DAMAGED) from damage
    try:
        if len(document) > MOST_PAGES:
            raise NotReadable(TOO_LONG)
        shown: list[str] = []
        found: dict[str, tuple[list[str], list[str]]] = {}
        for number, page in enumerate(document, start=1):
            for how, words in unseen_on(page, shown).items():
                pages, said = found.setdefault(how, ([], []))
                pages.append(str(number))
                said.append(words)
            page.close()
    except pypdfium2.PdfiumError as damage:
        raise NotReadable(DAMAGED) from damage
    finally:
        document.close()
    return "".join(shown), [
        hidden(f"On page{'s' if len(pages) > 1 else ''} {in_a_row(pages)}, {how}", "\n".join(words))
        for how, (pages, words) in found.items()
    ]


def unseen_on(page: pypdfium2.PdfPage, shown: list[str]) -> dict[str, str]:
    """The words of each way in which text of a page is not seen; what is seen is added to `shown`."""
    objects = list(objects_of(page.raw, 0))
    text_objects = {address(each): each for each in objects if kind_of(each) == pdfium.FPDF_PAGEOBJ_TEXT}
    characters = list(characters_of(page, text_objects))
    if not characters:
        return {}
    drawn = draw(page)
    under = set(covered(objects, characters))
    differences = [difference(page, drawn, list(text_objects.values()))]
    if 0 < len({c.of for c in under}) < len(text_objects):
        # Words on top of a black rectangle must not speak for those beneath it.
        differences.append(difference(page, drawn, [text_objects[number] for number in {c.of for c in under}]))
    runs: list[tuple[str, list[str]]] = []
    how = ""
    for character in characters:
        if character.text.strip():  # a space goes with what is before it
            how = how_unseen(character, drawn, differences[-1 if character in under else 0], under, text_objects)
        if not runs or runs[-1][0] != how:
            runs.append((how, []))
        runs[-1][1].append(character.text)
    return sorted_out(runs, shown)


def sorted_out(runs: list[tuple[str, list[str]]], shown: list[str]) -> dict[str, str]:
    """A letter or two alone are no words, but a ligature or a dash whose place is not known exactly."""
    words: dict[str, list[str]] = {}
    for how, run in runs:
        is_unseen = how and sum(letter.isalnum() for letter in run) >= SHORTEST_RUN
        (words.setdefault(how, []) if is_unseen else shown).append("".join(run))
    return {how: " ".join(said) for how, said in words.items()}


def how_unseen(
    character: Character,
    drawn: Drawn,
    changed: Image.Image,
    under: set[Character],
    text_objects: dict[int, pdfium.FPDF_PAGEOBJECT],
) -> str:
    if pdfium.FPDFTextObj_GetTextRenderMode(text_objects[character.of]) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE:
        return NOT_DRAWN
    left, top, right, bottom = drawn.box(character)
    if right <= 0 or bottom <= 0 or left >= changed.width or top >= changed.height:
        return OUTSIDE
    if changed.crop((max(left, 0), max(top, 0), right, bottom)).getbbox():
        return ""
    return UNDER if character in under else OTHER


def objects_of(holder: ctypes._Pointer, depth: int) -> Iterator[pdfium.FPDF_PAGEOBJECT]:  # type: ignore[type-arg]
    """The objects of a page in the order in which they are drawn, with those within forms."""
    count, get = (
        (pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject)
        if depth
        else (pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject)
    )
    for number in range(count(holder)):
        each = get(holder, number)
        yield each
        if kind_of(each) == pdfium.FPDF_PAGEOBJ_FORM and depth < 8:
            yield from objects_of(each, depth + 1)


def kind_of(each: pdfium.FPDF_PAGEOBJECT) -> int:
    return int(pdfium.FPDFPageObj_GetType(each))


def address(each: pdfium.FPDF_PAGEOBJECT) -> int:
    return ctypes.cast(each, ctypes.c_void_p).value or 0


def characters_of(page: pypdfium2.PdfPage, text_objects: dict[int, pdfium.FPDF_PAGEOBJECT]) -> Iterator[Character]:
    text = page.get_textpage()
    sides = [ctypes.c_double() for _ in range(4)]
    for number in range(text.count_chars()):
        of = address(pdfium.FPDFText_GetTextObject(text.raw, number))
        letter = chr(pdfium.FPDFText_GetUnicode(text.raw, number))
        if of in text_objects and pdfium.FPDFText_IsGenerated(text.raw, number) != 1:
            pdfium.FPDFText_GetCharBox(text.raw, number, sides[0], sides[1], sides[2], sides[3])
            left, right, bottom, top = (side.value for side in sides)
            yield Character(letter, left, bottom, right, top, of)
        elif of in text_objects or not of:
            yield Character(" ", 0, 0, 0, 0, next(iter(text_objects)))
    text.close()


def covered(objects: list[pdfium.FPDF_PAGEOBJECT], characters: list[Character]) -> Iterator[Character]:
    """The characters over which a filled rectangle is drawn later."""
    order = {address(each): place for place, each in enumerate(objects)}
    boxes = [(order[address(each)], box) for each in objects if (box := filled_rectangle(each))]
    for character in characters:
        middle = (character.left + character.right) / 2, (character.bottom + character.top) / 2
        if any(
            place > order[character.of] and left <= middle[0] <= right and bottom <= middle[1] <= top
            for place, (left, bottom, right, top) in boxes
        ):
            yield character


def filled_rectangle(each: pdfium.FPDF_PAGEOBJECT) -> tuple[float, float, float, float] | None:
    if kind_of(each) != pdfium.FPDF_PAGEOBJ_PATH or not 4 <= pdfium.FPDFPath_CountSegments(each) <= 6:
        return None
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(each, mode, stroke)
    sides = [ctypes.c_float() for _ in range(4)]
    if not mode.value or not pdfium.FPDFPageObj_GetBounds(each, *sides):
        return None
    return sides[0].value, sides[1].value, sides[2].value, sides[3].value


def draw(page: pypdfium2.PdfPage) -> Drawn:
    page.set_rotation(0)  # characters have their places on the page as it is not turned
    width, height = page.get_size()
    scale = min(SCALE, (MOST_PIXELS / max(width * height, 1)) ** 0.5)
    left, _, _, top = page.get_bbox()
    return Drawn(picture(page, scale), scale, left, top)


def picture(page: pypdfium2.PdfPage, scale: float) -> Image.Image:
    bitmap = page.render(scale=scale, grayscale=True)
    drawn: Image.Image = bitmap.to_pil().copy()
    bitmap.close()
    return drawn


def difference(page: pypdfium2.PdfPage, drawn: Drawn, left_out: list[pdfium.FPDF_PAGEOBJECT]) -> Image.Image:
    """Where the page looks otherwise without some of its objects."""
    for each in left_out:
        pdfium.FPDFPageObj_SetIsActive(each, 0)
    without = picture(page, drawn.scale)
    for each in left_out:
        pdfium.FPDFPageObj_SetIsActive(each, 1)
    return ImageChops.difference(drawn.whole, without)
