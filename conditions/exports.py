"""A partnership's conditions and contributions as CSV, and its due dates as a calendar."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse

from conditions.icalendar import CalendarEvent, calendar
from conditions.ledger import objection
from conditions.models import ConditionKind, Obligation, Share
from conditions.standing import Standing, standing_of
from grants.letters import address
from grants.models import Partnership
from grants.models.sample import illustrative
from grants.spreadsheets import csv_lines
from grants.years import london_today

CONDITION_COLUMNS = (
    *("Decision", "Decision title", "Condition", "Title", "Which time", "Kind", "Grant", "Grant amount", "Year", "Due"),
    *("Due as published", "Why a later date was granted"),
    "Standing",
    *("In words", "Whose turn", "Since", "Last sent on"),
    *(
        "Match required",
        "Evidenced",
        "Still to be evidenced",
        "Waived",
        "Found not met",
        "Confirmed",
        "Pledged",
        "In kind, shown apart",
    ),
    *("Newest finding", "Found on", "Reasons", "Wording"),
)
CONTRIBUTION_COLUMNS = (
    *("Decision", "Condition", "Grant", "Year", "Contribution", "Who contributes it", "Cash or in kind"),
    *("How it was valued", "The sum behind the value", "Amount", "Share for this grant", "Certainty", "Spent on"),
    *("What shows it", "Recorded on", "Accepted on", "Returned on", "What the office says is missing", "Objection"),
)


def csv_file(name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """A download that spreadsheet programs open correctly: UTF-8 with its mark, and no cell that acts as a formula."""
    response = HttpResponse("".join(csv_lines(columns, rows)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def condition_rows(obligations: Iterable[Obligation]) -> Iterator[tuple[Any, ...]]:
    today = london_today()
    for obligation in obligations:
        stands = standing_of(obligation, today=today)
        match, finding = stands.match, stands.finding
        yield (
            stands.reference,
            obligation.decision_title,
            stands.terms.number,
            stands.terms.title,
            stands.occurrence_label,
            ConditionKind(stands.terms.kind).label,
            obligation.award_title,
            obligation.award_amount,
            str(obligation.year),
            obligation.due_on,
            *((later.published_due_on, later.reason) if (later := stands.later_date) else (None, None)),
            stands.label,
            stands.sentences,
            stands.turn.label,
            stands.turn_since,
            stands.last_sent_on,
            *((match.required, match.evidenced, match.gap, match.waived, match.not_met) if match else (None,) * 5),
            obligation.confirmed,
            obligation.pledged,
            stands.in_kind_apart,
            *((finding.label, finding.made_on, finding.reasons) if finding else (None, None, None)),
            stands.terms.wording,
        )


def contribution_rows(shares: Iterable[Share]) -> Iterator[tuple[Any, ...]]:
    for share in shares:
        contribution, obligation = share.contribution, share.obligation
        yield (
            obligation.reference,
            obligation.terms.title,
            obligation.award_title,
            str(obligation.year),
            contribution.description,
            contribution.get_source_display(),
            "In kind" if contribution.is_in_kind else "Cash",
            contribution.get_valuation_display(),
            contribution.valuation_note,
            contribution.amount,
            share.amount,
            contribution.get_stage_display(),
            contribution.spent_on,
            contribution.proof,
            *(at and london_today(at) for at in (contribution.sent_at, contribution.accepted_at)),
            contribution.returned_at and london_today(contribution.returned_at),
            contribution.returned_comment,
            objection(share),
        )


def calendar_file(partnership: Partnership, obligations: Iterable[Obligation], *, at: datetime) -> HttpResponse:
    """What the office has not settled, each on the day on which it is due."""
    today = london_today(at)
    entries = [entry(partnership, each, standing_of(each, today=today)) for each in obligations]
    return calendar_answer(f"Grant conditions: {partnership.name}", entries, at=at)


def calendar_answer(name: str, entries: Iterable[CalendarEvent], *, at: datetime) -> HttpResponse:
    text = calendar(name, entries, at=at)
    response = HttpResponse(text.encode(), content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def entry(partnership: Partnership, obligation: Obligation, stands: Standing) -> CalendarEvent:
    """Its title tells it from all others, of other awards and other partnerships too."""
    about = f"{obligation.award_title or 'all grants'}, {stands.year}"
    where = ", ".join(filter(None, (stands.reference, stands.award_name)))
    return CalendarEvent(
        uid=f"condition-{stands.obligation_id}@{urlsplit(settings.SITE_ADDRESS).hostname}",
        day=stands.due_on,
        summary=f"{partnership.district}: {stands.what_falls_due}, for {about} ({where})",
        description=f"{illustrative(stands.sentences)}\n{stands.terms.wording}",
        url=address("partners:obligation_detail", partnership.slug, stands.obligation_id),
    )
