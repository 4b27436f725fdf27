"""From a notice printed elsewhere to a draft here: nothing is typed twice, and nothing that was there is dropped."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from textwrap import shorten
from uuid import UUID

from django.db import connection, transaction

from conditions.actions.conditions import attach, attach_standard, proposed_due
from conditions.match import Basis
from conditions.models import Condition, ConditionKind, MatchSource, StandardCondition
from grants.actions.awards import add_award
from grants.actions.decisions import draft, set_decision_makers
from grants.look_alikes import Mark, look_alikes, marks
from grants.models import Decision, KeptText, User
from grants.names import NameResolver
from grants.years import FinancialYear
from intake.actions.learning import learn_what_was_changed
from intake.actions.teaching import known_for
from intake.models import ImportedNotice
from intake.notice_values import (
    LONGEST,
    LONGEST_AWARD_TITLE,
    UNTITLED,
    Leftover,
    Origin,
    found_by,
    leftovers,
    posts_of,
    record_of,
    title_of,
)
from intake.notices.html import looks_like_html, words_of_page
from intake.notices.money import ParsedAward
from intake.notices.notice import FoundNotice, ParsedNotice, parse_notices
from intake.notices.publishers import address_of
from intake.notices.standards import ParsedCondition, is_before_payment, stated_day
from intake.notices.text import clean
from register.notices.chain import text_digest

LONGEST_PUBLISHER = 120
NOT_READ = "None of this text was read: say what its labels mean, or fill the fields from it."
NO_STREAM = "The office has no funding stream of this name."
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
    lock_imports()
    learn_what_was_changed(by=by, at=at)
    publisher, known = known_for(text)
    found = parse_notices(text, known)
    key, names = form_key if len(found) == 1 else None, NameResolver()
    origin = Origin(publisher[:LONGEST_PUBLISHER], address_of(text) if len(found) == 1 else "")
    return [
        known_before(each, names, origin, why_another)
        or draft_found(each, names, origin, why_another, by=by, form_key=key, at=at)
        for each in found
    ]


@transaction.atomic
def draft_beside(text: str, *, by: User, form_key: UUID | None = None, at: datetime | None = None) -> Decision:
    """An empty draft with a text beside it that could not be read; none of its words is lost. The same text
    again gives the same draft. Refuses an empty text, and one that is too large."""
    if looks_like_html(text):
        text = words_of_page(text)
    clean(text)
    lock_imports()
    if earlier := ImportedNotice.objects.filter(digest=text_digest(text)).select_related("decision").first():
        return earlier.decision
    decision = draft(by=by, values={"title": UNTITLED}, form_key=form_key, at=at)
    if not ImportedNotice.objects.filter(decision=decision).exists():
        left = [{"text": text.replace("\0", "").strip(), "why": NOT_READ}]
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


def attach_parsed(decision: Decision, parsed: ParsedCondition, *, by: User, at: datetime | None) -> Condition:
    standard = StandardCondition.objects.filter(code=parsed.code, is_current=True).order_by("-version").first()
    due_on = stated_day(parsed.wording)
    if standard:
        wording, percent = parsed.wording, parsed.match_percent
        return attach_standard(decision, standard, by=by, wording=wording, match_percent=percent, due_on=due_on, at=at)
    figures = {
        Basis.GRANT_PERCENT: parsed.match_percent,
        Basis.TOTAL_PERCENT: parsed.total_percent,
        Basis.FIXED: parsed.match_sum,
    }
    basis, figure = next(((basis, figure) for basis, figure in figures.items() if figure), (None, None))
    match = {"basis": basis, "figure": figure, "sources": [MatchSource.PARTNERSHIP]} if figure else None
    values = {
        "kind": ConditionKind(parsed.kind),
        "title": shorten(parsed.wording, 100, placeholder="…"),
        "wording": parsed.wording,
        **proposed_due(due_on),
        "is_before_first_payment": is_before_payment(parsed.wording),
    }
    return attach(decision, by=by, values=values, match=match, at=at)


def add_parsed_award(
    decision: Decision, parsed: ParsedAward, names: NameResolver, *, title: str, by: User, at: datetime | None
) -> list[Leftover]:
    """Propose an award that was read; gives back the names in it that the office does not know."""
    payee, why_payee = found_by(names.payee, parsed.recipient_text, "The recipient is not in the list yet.")
    stream, why_stream = found_by(names.stream, parsed.stream_text, NO_STREAM)
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
