"""From a notice printed elsewhere to a draft here: nothing is typed twice, and nothing that was there is dropped."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from conditions.actions.conditions import attach, attach_standard
from conditions.models import Condition, ConditionKind, MatchSource, StandardCondition
from conditions.schedule import Schedule
from grants.actions.awards import add_award
from grants.actions.decisions import draft, set_decision_makers
from grants.actions.office_data import get_or_add_posts
from grants.look_alikes import Mark, look_alikes, marks
from grants.models import Decision, KeptText, Post, User
from grants.names import AmbiguousName, NameResolver, Payee
from grants.record import fields
from grants.years import FinancialYear
from intake.models import ImportedNotice
from intake.notices.money import ParsedAward
from intake.notices.notice import FoundNotice, Known, ParsedNotice, parse_notices
from intake.notices.standards import ParsedCondition
from register.notices.chain import text_digest

# Read, and without a field of its own in the record: shown to the officer with what was not understood.
KEPT_ASIDE = {
    "decided_at_meeting": "There is no field for the meeting at which it was decided.",
    "accompanying_documents": "Documents have to be added by hand.",
    "reference": "This is the number that the notice gives itself; the draft has one of this register.",
    "consulted": "These were consulted, and are not decision makers.",
    "received": "This is money that comes in; there is no field for it.",
}
NOT_CARRIED = {"decision_makers", "reference", "conditions", "awards"}
Leftover = dict[str, str]
"""A `text` of the notice that has no place in the record, and `why`."""

LONGEST_TITLE, LONGEST_AWARD_TITLE, LONGEST_OFFICER, LONGEST_POST = 300, 140, 120, 200
IMPORT_LOCK = 20_110_916


@dataclass(frozen=True)
class DraftedNotice:
    """The decision that a notice led to: a new draft, or the one that was here already."""

    decision: Decision
    is_new: bool
    is_same_text: bool = True


@transaction.atomic
def draft_from_notices(
    text: str, *, by: User, form_key: UUID | None = None, why_another: str = "", at: datetime | None = None
) -> list[DraftedNotice]:
    """A draft from each decision in a text: a decision page, or a page of several, pasted or saved as HTML.

    The same text again gives the draft it made before; and what looks like another decision (grants/look_alikes.py)
    gives that one, unless `why_another` says why it is not. Raises NotANotice (intake.notices) with a sentence if the
    text is not a notice.
    """
    found = parse_notices(text, Known(posts=tuple(Post.objects.values_list("title", flat=True))))
    lock_imports()
    key, names = form_key if len(found) == 1 else None, NameResolver()
    return [
        known_before(each, names, why_another) or draft_found(each, names, why_another, by=by, form_key=key, at=at)
        for each in found
    ]


def lock_imports() -> None:
    """Imports take turns, so that the same notice pasted into two forms at once gives one draft."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORT_LOCK])


def draft_from_notice(text: str, *, by: User, form_key: UUID | None = None, at: datetime | None = None) -> Decision:
    """The draft from the text of one decision page, as `draft_from_notices` makes it."""
    return draft_from_notices(text, by=by, form_key=form_key, at=at)[0].decision


def known_before(found: FoundNotice, names: NameResolver, why_another: str) -> DraftedNotice | None:
    if earlier := ImportedNotice.objects.filter(digest=text_digest(found.text)).select_related("decision").first():
        return DraftedNotice(earlier.decision, is_new=False)
    others = [] if why_another else look_alikes(marks_of(found.notice, names))
    return DraftedNotice(others[0], is_new=False, is_same_text=False) if others else None


def marks_of(notice: ParsedNotice, names: NameResolver) -> frozenset[Mark]:
    payees = ((payee_of(parsed, names)[0], parsed.amount) for parsed in notice.awards)
    return marks(
        external_reference=notice.external_reference,
        title=title_of(notice),
        decided_on=notice.decided_on,
        paid=[(payee.recipient.pk, amount) for payee, amount in payees if payee],
    )


def draft_found(
    found: FoundNotice, names: NameResolver, why_another: str, *, by: User, form_key: UUID | None, at: datetime | None
) -> DraftedNotice:
    """Conditions that match the office's library are attached as standard ones in the notice's wording; sums become
    awards to be confirmed."""
    notice = found.notice
    decision = draft(by=by, values=record_of(notice) | {"why_another": why_another}, form_key=form_key, at=at)
    if ImportedNotice.objects.filter(decision=decision).exists():
        return DraftedNotice(decision, is_new=False)
    makers, left_makers = posts_of(notice, names)
    set_decision_makers(decision, by=by, posts=get_or_add_posts(makers, by=by, at=at), at=at)
    left_awards = []
    for condition in notice.conditions:
        attach_parsed(decision, condition, by=by, at=at)
    for parsed in notice.awards:
        payee, why = payee_of(parsed, names)
        if why:
            left_awards.append({"text": parsed.sentence, "why": why})
        add_award(decision, by=by, values=award_values(parsed, payee, notice.title), proposed=True, at=at)
    left = [*leftovers(notice), *left_makers, *left_awards]
    texts = KeptText.of(decision, {"text": found.text.replace("\0", ""), "leftovers": left})
    texts.save()
    ImportedNotice.objects.create(
        decision=decision,
        texts=texts,
        digest=text_digest(found.text),
        sources=notice.sources,
        imported_by=by,
    )
    decision.refresh_from_db()
    return DraftedNotice(decision, is_new=True)


def record_of(notice: ParsedNotice) -> dict[str, Any]:
    names = (field.name for field in fields() if field.name not in NOT_CARRIED)
    values = {name: getattr(notice, name) for name in names if hasattr(notice, name)}
    return values | {
        "kind": notice.kind,
        "title": title_of(notice),
        "outcome": notice.outcome or "",
        "lead_officer": notice.report_author[:LONGEST_OFFICER],
    }


def title_of(notice: ParsedNotice) -> str:
    return notice.title[:LONGEST_TITLE] or "Untitled decision"


def posts_of(notice: ParsedNotice, names: NameResolver) -> tuple[list[str], list[Leftover]]:
    """The titles of the decision makers' posts, new ones among them; and what cannot be a post, or could be several."""
    posts: list[str] = []
    left: list[Leftover] = []
    for title in notice.makers:
        try:
            if len(title) > LONGEST_POST:
                left.append({"text": title, "why": "This is too long to be the title of a decision maker."})
            else:
                known = names.post(title)
                posts.append(known.title if known else title)
        except AmbiguousName as ambiguous:
            left.append({"text": title, "why": f"{ambiguous}."})
    return posts, left


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


def payee_of(parsed: ParsedAward, names: NameResolver) -> tuple[Payee | None, str]:
    """Who receives it, by the office's own names; or None, and why it stays open."""
    try:
        payee = names.payee(parsed.recipient_text)
    except AmbiguousName as ambiguous:
        return None, f"{ambiguous}."
    return payee, "" if payee else "The recipient is not in the list yet."


def award_values(parsed: ParsedAward, payee: Payee | None, title: str) -> dict[str, Any]:
    return {
        "title": title[:LONGEST_AWARD_TITLE],
        "recipient": payee and payee.recipient,
        "partnership": payee and payee.partnership,
        "year": FinancialYear.parse(parsed.year_text) if parsed.year_text else None,
        "amount": parsed.amount,
    }


def leftovers(notice: ParsedNotice) -> list[Leftover]:
    """What the officer has to look at: what was not understood, and what was understood but has no field."""
    found = [{"text": left.text, "why": left.why} for left in notice.leftovers]
    for name, why in KEPT_ASIDE.items():
        if value := getattr(notice, name):
            found.append({"text": "\n".join(value) if isinstance(value, tuple) else str(value), "why": why})
    if len(notice.title) > LONGEST_TITLE:
        found.append({"text": notice.title, "why": f"The title is longer than {LONGEST_TITLE} characters."})
    if len(notice.report_author) > LONGEST_OFFICER:
        found.append(
            {"text": notice.report_author, "why": f"The lead officer was cut at {LONGEST_OFFICER} characters."}
        )
    for name, count in notice.removed_characters.items():
        times = "once" if count == 1 else f"{count} times"
        found.append({"text": f"{name.lower()}, {times}", "why": "Hidden characters were taken out of the text."})
    return found
