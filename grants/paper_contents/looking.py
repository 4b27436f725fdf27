"""One kind of paper after the other, and what is said where one cannot be looked through."""

from collections.abc import Callable, Iterator

from grants.paper_contents import excel, opendocument, pictures, portable, word
from grants.paper_contents.hidden import PLAIN, HiddenContent, NotReadable

MOST_SAID = 60
Look = Callable[[bytes], Iterator[HiddenContent]]


LOOKS: dict[str, Look] = {
    "PDF": portable.look,
    "DOCX": word.look,
    "XLSX": excel.look,
    "ODT": opendocument.look,
    "ODS": opendocument.look,
    "PNG": pictures.look,
    "JPEG": pictures.look,
}


def hidden_contents(kind: str, data: bytes) -> list[HiddenContent]:
    """Everything that a paper of a kind ("PDF", "DOCX"…: grants/file_kinds.py) holds and does not show, each once.

    Of one that cannot be looked through, that one sentence, and that it must be replaced.
    """
    if kind in PLAIN:
        return []
    try:
        found = list(dict.fromkeys(LOOKS[kind](data)))
    except NotReadable as reason:
        return [HiddenContent(str(reason), must_be_replaced=True)]
    if len(found) <= MOST_SAID:
        return found
    more = f"It holds {len(found) - MOST_SAID:,} more things that its pages do not show."
    return [*found[:MOST_SAID], HiddenContent(more)]
