"""From a notice printed elsewhere to a draft here: nothing is typed twice, and nothing that was there is dropped."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from django.db import connection, transaction

from conditions.actions.conditions import attach, attach_standard
from conditions.models import Condition, ConditionKind, MatchSource, StandardCondition
from conditions.schedule import Schedule
from grants.actions.awards import add_award
from grants.actions.decisions import draft, set_decision_makers
from grants.look_alikes import Mark, look_alikes, marks
from grants.models import Decision, KeptText, Post, User
from grants.names import AmbiguousName, NameResolver
from grants.record import field, fields
from grants.years import FinancialYear
from intake.actions.teaching import known_for
from intake.models import ImportedNotice
from intake.notices.html import looks_like_html, words_of_page
from intake.notices.money import ParsedAward
from intake.notices.notice import FoundNotice, ParsedNotice, parse_notices
from intake.notices.publishers import address_of
from intake.notices.standards import ParsedCondition
from intake.notices.text import clean
from register.notices.chain import text_digest

Named = TypeVar("Named")
UNTITLED = "Untitled decision"
LONGEST_PUBLISHER = 120


class Origin(NamedTuple):
    """Whose notice a text is, and where it was saved from, as far as is known."""

    publisher: str = ""
    address: str = ""


NOWHERE = Origin()
# Read, and without a field of its own in the record: shown to the officer with what was not understood.
KEPT_ASIDE = {
    "decided_at_meeting": "There is no field for the meeting at which it was decided.",
    "accompanying_documents": "Documents have to be added by hand.",
}
NOT_CARRIED = {"reference", "decision_makers", "received_year"}
Leftover = dict[str, Any]
"""A `text` of the notice that has no place in the record, and `why`. Where a `name` has to be answered it `asks` for a
label, a post, a recipient or a stream, the last two of an `award` by its number."""

LONGEST_TITLE, LONGEST_AWARD_TITLE, LONGEST_POST = 300, 140, 200
LONGEST = {"own_number": 60, "lead_officer": 120, "giver": 200}
IMPORT_LOCK = 20_110_916


@dataclass(frozen=True)
class DraftedNotice:
    """The decision that a notice led to: a new draft, or the one that was here already, and `why` it is the same."""

    decision: Decision
    is_new: bool
    why: str = ""


@transaction.atomic
def draft_from_notices(
    text: str, *, by: User, form_key: UUID | None = None, why_another: str = "", at: datetime | None = None
) -> list[DraftedNotice]:
    """A draft from each decision in a text: a decision page, or a page of several, pasted or saved as HTML.

    The same text again gives the draft it made before; and what looks like another decision gives that one, unless
    `why_another` says why it is not. Raises NotANotice (intake.notices) with a sentence if the text is not a notice.
    """
    publisher, known = known_for(text)
    found = parse_notices(text, known)
    lock_imports()
    key, names = form_key if len(found) == 1 else None, NameResolver()
    origin = Origin(publisher[:LONGEST_PUBLISHER], address_of(text) if len(found) == 1 else "")
    return [
        known_before(each, names, origin, why_another)
        or draft_found(each, names, origin, why_another, by=by, form_key=key, at=at)
        for each in found
    ]


@transaction.atomic
def draft_beside(
    text: str, *, by: User, why: str, form_key: UUID | None = None, at: datetime | None = None
) -> Decision:
    """An empty draft with a text beside it that could not be read, and why; none of its words is lost. The same text
    again gives the same draft. Refuses an empty text, and one that is too large."""
    if looks_like_html(text):
        text = words_of_page(text)
    clean(text)
    lock_imports()
    if earlier := ImportedNotice.objects.filter(digest=text_digest(text)).select_related("decision").first():
        return earlier.decision
    decision = draft(by=by, values={"title": UNTITLED}, form_key=form_key, at=at)
    if not ImportedNotice.objects.filter(decision=decision).exists():
        left = [{"text": text.replace("\0", "").strip(), "why": why}]
        keep_text(decision, text, left, Origin(known_for(text)[0][:LONGEST_PUBLISHER], address_of(text)), by=by)
    return decision


def lock_imports() -> None:
    """Imports take turns, so that the same notice pasted into two forms at once gives one draft."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORT_LOCK])


def draft_from_notice(text: str, *, by: User, form_key: UUID | None = None, at: datetime | None = None) -> Decision:
    """The draft from the text of one decision page, as `draft_from_notices` makes it."""
    return draft_from_notices(text, by=by, form_key=form_key, at=at)[0].decision


def known_before(found: FoundNotice, names: NameResolver, origin: Origin, why_another: str) -> DraftedNotice | None:
    """The decision that a notice is of already, and why it seems so: its text; unless it is said to be another, its
    number or address, or what looks like another decision (grants/look_alikes.py)."""
    if earlier := ImportedNotice.objects.filter(digest=text_digest(found.text)).select_related("decision").first():
        return DraftedNotice(earlier.decision, is_new=False)
    if why_another:
        return None
    notice = found.notice
    same = {
        "has the same number": {"own_number__iexact": notice.reference[: LONGEST["own_number"]]},
        "was read from the same address": {"imported_notice__address": origin.address},
    }
    for why, values in same.items():
        if all(values.values()) and (decision := Decision.objects.filter(**values).first()):
            return DraftedNotice(decision, is_new=False, why=why)
    others = look_alikes(marks_of(notice, names))
    why = "looks like it: by its number, its title and date, or who is paid how much that day"
    return DraftedNotice(others[0], is_new=False, why=why) if others else None


def marks_of(notice: ParsedNotice, names: NameResolver) -> frozenset[Mark]:
    payees = ((found_by(names.payee, parsed.recipient_text, "")[0], parsed.amount) for parsed in notice.awards)
    return marks(
        external_reference=notice.external_reference,
        title=title_of(notice),
        decided_on=notice.decided_on,
        paid=[(payee.recipient.pk, amount) for payee, amount in payees if payee],
    )


def draft_found(
    found: FoundNotice,
    names: NameResolver,
    origin: Origin,
    why_another: str,
    *,
    by: User,
    form_key: UUID | None,
    at: datetime | None,
) -> DraftedNotice:
    """Conditions that match the office's library are attached as standard ones in the notice's wording; sums become
    awards to be confirmed. What a name means that the office does not know is left to ask."""
    notice = found.notice
    values = record_of(notice, origin) | {"why_another": why_another}
    decision = draft(by=by, values=values, form_key=form_key, at=at)
    if ImportedNotice.objects.filter(decision=decision).exists():
        return DraftedNotice(decision, is_new=False)
    posts, asked = posts_of(notice.makers, names)
    set_decision_makers(decision, by=by, posts=posts, at=at)
    for condition in notice.conditions:
        attach_parsed(decision, condition, by=by, at=at)
    for parsed in notice.awards:
        asked += add_parsed_award(decision, parsed, names, title=notice.title, by=by, at=at)
    keep_text(decision, found.text, [*leftovers(notice), *asked], origin, by=by, sources=notice.sources)
    decision.refresh_from_db()
    return DraftedNotice(decision, is_new=True)


def keep_text(
    decision: Decision,
    text: str,
    left: list[Leftover],
    origin: Origin,
    *,
    by: User,
    sources: Mapping[str, str] | None = None,
) -> ImportedNotice:
    """Keep what a draft was read from beside it."""
    texts = KeptText.of(decision, {"text": text.replace("\0", ""), "leftovers": left})
    texts.save()
    return ImportedNotice.objects.create(
        decision=decision,
        texts=texts,
        digest=text_digest(text),
        sources=sources or {},
        publisher=origin.publisher,
        address=origin.address,
        imported_by=by,
    )


def record_of(notice: ParsedNotice, origin: Origin = NOWHERE) -> dict[str, Any]:
    """The fields of the record, as a notice states them."""
    names = (field.name for field in fields() if field.name not in NOT_CARRIED)
    values = {name: getattr(notice, name) for name in names if hasattr(notice, name)}
    consulted = f"Consulted: {'; '.join(notice.consulted)}." if notice.consulted else ""
    return values | {
        "kind": notice.kind,
        "title": title_of(notice),
        "outcome": notice.outcome or "",
        "own_number": notice.reference[: LONGEST["own_number"]],
        "lead_officer": notice.report_author[: LONGEST["lead_officer"]],
        "giver": notice.giver[: LONGEST["giver"]],
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


def attach_parsed(decision: Decision, parsed: ParsedCondition, *, by: User, at: datetime | None) -> Condition:
    standard = StandardCondition.objects.filter(code=parsed.code, is_current=True).order_by("-version").first()
    if standard:
        return attach_standard(
            decision, standard, by=by, wording=parsed.wording, match_percent=parsed.match_percent, at=at
        )
    match = {"figure": parsed.match_percent, "sources": [MatchSource.PARTNERSHIP]} if parsed.match_percent else None
    values = {
        "kind": ConditionKind(parsed.kind),
        "title": parsed.wording[:100],
        "wording": parsed.wording,
        "schedule": Schedule.END_OF_YEAR,
        "due_set_by_office": True,
    }
    return attach(decision, by=by, values=values, match=match, at=at)


def add_parsed_award(
    decision: Decision, parsed: ParsedAward, names: NameResolver, *, title: str, by: User, at: datetime | None
) -> list[Leftover]:
    """Propose an award that was read; gives back the names in it that the office does not know."""
    payee, why_payee = found_by(names.payee, parsed.recipient_text, "The recipient is not in the list yet.")
    stream, why_stream = found_by(names.stream, parsed.stream_text, "The office has no funding stream of this name.")
    values = {
        "title": title[:LONGEST_AWARD_TITLE] or UNTITLED,
        "recipient": payee and payee.recipient,
        "partnership": payee and payee.partnership,
        "stream": stream,
        "year": FinancialYear.parse(parsed.year_text) if parsed.year_text else None,
        "amount": parsed.amount,
    }
    award = add_award(decision, by=by, values=values, proposed=True, at=at)
    asked = {"recipient": (parsed.recipient_text, why_payee), "stream": (parsed.stream_text, why_stream)}
    return [
        {"text": parsed.sentence, "why": why, "asks": asks, "name": name, "award": award.number}
        for asks, (name, why) in asked.items()
        if why
    ]


def found_by(find: Callable[[str], Named | None], name: str, otherwise: str) -> tuple[Named | None, str]:
    """What the office knows by a name; or None, and why it stays open."""
    if not name:
        return None, ""
    try:
        found = find(name)
    except AmbiguousName as ambiguous:
        return None, f"{ambiguous}."
    return found, "" if found else otherwise


def leftovers(notice: ParsedNotice) -> list[Leftover]:
    """What the officer has to look at: what was not understood, and what was understood but has no field."""
    found: list[Leftover] = [
        {"text": left.text, "why": left.why} | ({"asks": "label", "name": left.label} if left.label else {})
        for left in notice.leftovers
    ]
    for name, why in KEPT_ASIDE.items():
        if value := getattr(notice, name):
            found.append({"text": "\n".join(value) if isinstance(value, tuple) else str(value), "why": why})
    if notice.varies:
        found.append({"text": notice.varies, "why": "This is the decision that it varies.", "asks": "varied"})
    if len(notice.title) > LONGEST_TITLE:
        found.append({"text": notice.title, "why": f"The title is longer than {LONGEST_TITLE} characters."})
    cut = {"own_number": notice.reference, "lead_officer": notice.report_author, "giver": notice.giver}
    for name, value in cut.items():
        if len(value) > LONGEST[name]:
            found.append({"text": value, "why": f"“{field(name).label}” was cut at {LONGEST[name]} characters."})
    for name, count in notice.removed_characters.items():
        times = "once" if count == 1 else f"{count} times"
        found.append({"text": f"{name.lower()}, {times}", "why": "Hidden characters were taken out of the text."})
    return found
