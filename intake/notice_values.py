"""What a notice says, as fields of the record and as things that the office knows by name; and what is left over."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, TypeVar

from grants.models import Post
from grants.names import AmbiguousName, NameResolver
from grants.record import field, fields
from grants.years import FinancialYear
from intake.legal_powers import legal_power_of
from intake.notices import text
from intake.notices.notice import ParsedNotice
from intake.notices.paragraphs import cut_width

Named = TypeVar("Named")
UNTITLED = "Untitled decision"
MOST_PARTS = 25
# Read, and without a field of its own in the record: shown to the officer with what was not understood.
KEPT_ASIDE = {
    "decided_at_meeting": "There is no field for the meeting at which it was decided.",
    "accompanying_documents": "Documents have to be added by hand.",
}
NOT_CARRIED = {"reference", "decision_makers", "received_year"}
Leftover = dict[str, Any]
"""A `text` of the notice that has no place in the record, and `why`. Where a `name` has to be answered it `asks` for a
label, a post, a recipient or a stream, the last two of an `award` by its number; or for nothing."""

LONGEST_TITLE, LONGEST_AWARD_TITLE, LONGEST_POST = 300, 140, 200
LONGEST = {"own_number": 60, "lead_officer": 120, "giver": 200, "supplier": 200, "legal_power_other": 200}


class Origin(NamedTuple):
    """Whose notice a text is, and where it was saved from, as far as is known."""

    publisher: str = ""
    address: str = ""


NOWHERE = Origin()


def record_of(notice: ParsedNotice, origin: Origin = NOWHERE) -> dict[str, Any]:
    """The fields of the record, as a notice states them."""
    names = (field.name for field in fields() if field.name not in NOT_CARRIED)
    values = {name: getattr(notice, name) for name in names if hasattr(notice, name)}
    consulted = f"Consulted: {'; '.join(notice.consulted)}." if notice.consulted else ""
    power = legal_power_of(notice.legal_power)
    return values | {
        "kind": notice.kind,
        "title": title_of(notice),
        "outcome": notice.outcome or "",
        "own_number": notice.reference[: LONGEST["own_number"]],
        "lead_officer": notice.report_author[: LONGEST["lead_officer"]],
        "giver": notice.giver[: LONGEST["giver"]],
        "supplier": notice.supplier[: LONGEST["supplier"]],
        "legal_power": power["legal_power"],
        "legal_power_other": power["legal_power_other"][: LONGEST["legal_power_other"]],
        "received_amount": notice.received,
        "received_year": FinancialYear.parse(notice.received_year) if notice.received_year else None,
        "consultation": "\n\n".join(filter(None, [notice.consultation, consulted])),
        "published_elsewhere_url": origin.address if origin.address.startswith("http") else "",
    }


def title_of(notice: ParsedNotice) -> str:
    return notice.title[:LONGEST_TITLE] or UNTITLED


def posts_of(titles: Iterable[str], names: NameResolver) -> tuple[list[Post], list[Leftover]]:
    """The posts of the decision makers; and what is no post that the office knows, could be several, or cannot be."""
    posts: list[Post] = []
    asked: list[Leftover] = []
    for title in titles:
        if len(title) > LONGEST_POST:
            asked.append({"text": title, "why": "This is too long to be the title of a decision maker."})
            continue
        why = "The office has no post of this title."
        try:
            found = names.post(title)
        except AmbiguousName as ambiguous:
            found, why = None, f"{ambiguous}."
        if found and found not in posts:
            posts.append(found)
        elif not found:
            asked.append({"text": title, "why": why, "asks": "post", "name": title})
    return posts, asked


def found_by(find: Callable[[str], Named | None], name: str, otherwise: str) -> tuple[Named | None, str]:
    """What the office knows by a name; or None, and why it stays open."""
    if not name:
        return None, ""
    try:
        found = find(name)
    except AmbiguousName as ambiguous:
        return None, f"{ambiguous}."
    return found, "" if found else otherwise


def _asked(left: text.Leftover) -> Leftover:
    if left.asks_nothing:
        return {"asks": "nothing"}
    return {"asks": "label", "name": left.label} if left.label else {}


def _parts(left: text.Leftover) -> list[str]:
    """What is left over, each paragraph or line of it by itself, so that each has an answer of its own; one whole where
    there is nothing to answer, or one answer, or very many would be asked."""
    lines = left.text.split("\n")
    parts = left.text.split("\n\n") if cut_width(lines) else lines
    parts = [part.strip() for part in parts if text.says_anything(part)]
    return parts if not (left.asks_nothing or left.label) and len(parts) <= MOST_PARTS else [left.text]


def leftovers(notice: ParsedNotice) -> list[Leftover]:
    """What the officer has to look at: what was not understood, and what was understood but has no field."""
    found: list[Leftover] = [
        {"text": part, "why": left.why} | _asked(left) for left in notice.leftovers for part in _parts(left)
    ]
    for name, why in KEPT_ASIDE.items():
        if value := getattr(notice, name):
            found.append({"text": "\n".join(value) if isinstance(value, tuple) else str(value), "why": why})
    if notice.varies:
        found.append({"text": notice.varies, "why": "This is the decision that it varies.", "asks": "varied"})
    if len(notice.title) > LONGEST_TITLE:
        found.append({"text": notice.title, "why": f"The title is longer than {LONGEST_TITLE} characters."})
    cut = {"own_number": notice.reference, "lead_officer": notice.report_author, "giver": notice.giver}
    cut["supplier"] = notice.supplier
    cut["legal_power_other"] = notice.legal_power
    for name, value in cut.items():
        if len(value) > LONGEST[name]:
            found.append({"text": value, "why": f"“{field(name).label}” was cut at {LONGEST[name]} characters."})
    for name, count in notice.removed_characters.items():
        times = "once" if count == 1 else f"{count} times"
        found.append({"text": f"{name.lower()}, {times}", "why": "Hidden characters were taken out of the text."})
    return found


def lines_of(text: str) -> Iterable[str]:
    return filter(None, (" ".join(line.split()) for line in text.splitlines()))
