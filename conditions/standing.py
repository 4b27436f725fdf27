"""The one public face of the conditions: what is required, what is evidenced, and what the office found.

It never gives contributions that are not accepted, evidence, comments or people.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import QuerySet

from conditions.match import Match
from conditions.models import (
    ConditionKind,
    Obligation,
    ObligationQuerySet,
    StandingTotal,
    StandingTotalQuerySet,
)
from conditions.public_words import (
    PublicAssessment,
    PublicInterpretation,
    PublicLaterDate,
    finding,
    interpretation,
    later_date,
)
from conditions.said import read_with_said
from conditions.schedule import due_state
from conditions.standing_states import SETTLED, StandingState, Turn
from conditions.terms import ConditionTerms
from grants.formatting import day as in_words
from grants.models import FundingStream, Partnership
from grants.years import FinancialYear, london_today

CHUNK = 500  # rows that are held at a time, however many are read
CONDITION_KINDS = ConditionKind.choices
Obligations = ObligationQuerySet


@dataclass(frozen=True)
class Standing:
    """One obligation on one day (domain §6): past its date or not, and whose turn it is.

    `award_reference` is that of an award of an earlier decision, which this one varies; `occurrence_label` tells it
    from the other occurrences of its condition; `match` is None if no match is required; `findings` are all that were
    ever made, newest first. `turn_since` and `last_sent_on` are days in London."""

    obligation_id: int
    reference: str
    decision_title: str
    terms: ConditionTerms
    award_number: int | None
    award_reference: str
    partnership_name: str
    partnership_slug: str
    district: str
    year: FinancialYear
    occurrence_label: str
    due_on: date
    later_date: PublicLaterDate | None
    today: date
    state: StandingState
    turn: Turn
    turn_since: date | None
    last_sent_on: date | None
    match: Match | None
    in_kind_apart: Decimal | None
    interpretation: PublicInterpretation | None
    findings: tuple[PublicAssessment, ...]

    @property
    def was_met_before(self) -> bool:
        """It was met, and is open again, because more match is required since."""
        return bool(self.findings) and not self.is_settled

    @property
    def is_past_due(self) -> bool:
        return self.state == StandingState.PAST_DUE

    @property
    def days_past_due(self) -> int:
        """How long it has been past due; 0 where it is not."""
        return (self.today - self.due_on).days if self.is_past_due else 0

    @property
    def is_with_office(self) -> bool:
        return self.turn == Turn.OFFICE

    @property
    def award_name(self) -> str:
        """ "award 3", or "award 3 of GM-2024-0001" of another decision; empty if it is for a partnership and year."""
        if self.award_number is None:
            return ""
        return f"award {self.award_number}{f' of {self.award_reference}' if self.award_reference else ''}"

    @property
    def what_falls_due(self) -> str:
        """The condition in short, and which time it is, where it falls due several times."""
        return ": ".join(filter(None, (self.terms.title, self.occurrence_label)))

    @property
    def award_decision(self) -> str:
        """The reference of the decision that made its award."""
        return self.award_reference or self.reference

    @property
    def sentences(self) -> str:
        """Both questions answered, in the words that the public reads: with nothing past due said without what was
        sent."""
        if self.finding and self.is_settled:
            return f"{self.label}: the office’s finding of {in_words(self.finding.made_on)}. {self.left_over}".strip()
        again = "It was met before the amount changed." if self.was_met_before else ""
        later = self.later_date.in_words if self.later_date else ""
        return " ".join(filter(None, (self.when_due, later, self.what_was_sent, again)))

    @property
    def left_over(self) -> str:
        """What a finding leaves of the match that was never evidenced."""
        if self.match and self.match.waived:
            return f"£{self.match.waived:,.2f} of match is waived."
        if self.match and self.match.not_met:
            return f"£{self.match.not_met:,.2f} of match was not evidenced."
        return ""

    @property
    def when_due(self) -> str:
        due = f"{'Past due since' if self.is_past_due else 'Due on'} {in_words(self.due_on)}"
        gap = f": £{self.match.gap:,.2f} of match still to be evidenced" if self.match and self.match.gap else ""
        return f"{due}{gap}."

    @property
    def what_was_sent(self) -> str:
        if self.match and not self.match.required:
            return "No match is required."
        if self.match and self.match.is_met:
            return "Evidenced in full; the office has not yet recorded its finding."
        if self.is_with_office and self.turn_since:
            days = (self.today - self.turn_since).days
            waits = f"for {days} day{'' if days == 1 else 's'}" if days else "since today"
            return f"Sent on {in_words(self.turn_since)}; with the office {waits}."
        if not self.last_sent_on:
            return "Nothing has been sent yet."
        sent = f"Last sent on {in_words(self.last_sent_on)}"
        if self.turn_since and self.turn_since >= self.last_sent_on:
            return f"{sent}; returned by the office on {in_words(self.turn_since)}."
        return f"{sent}; that is not yet all that is needed."

    @property
    def label(self) -> str:
        return str(self.state.label)

    @property
    def is_settled(self) -> bool:
        """The office has found on it, and the finding stands."""
        return self.state in SETTLED

    @property
    def finding(self) -> PublicAssessment | None:
        """The one that stands."""
        return self.findings[0] if self.findings else None


def of_decision(reference: str, *, today: date | None = None) -> list[Standing]:
    """The standing of every condition of a published decision, in the order of its conditions and due dates."""
    return in_order(Obligation.objects.in_force().filter(reference=reference), today=today)


def in_order(of_one: ObligationQuerySet, *, today: date | None) -> list[Standing]:
    """Those of one decision: put in order here, as to write the order into the query takes longer."""
    return sorted(standings(of_one.order_by(), today=today), key=place)


def place(standing: Standing) -> tuple[Any, ...]:
    """By condition, award and due date; what is for no award comes after those that are."""
    award = standing.award_number
    return standing.terms.number, award is None, award, standing.due_on, standing.obligation_id


class DueOfCondition(NamedTuple):
    title: str
    standings: tuple[Standing, ...]

    @property
    def sum(self) -> str:
        """How often it falls due, and where that stands, like "20: 18 met, 2 past due"."""
        counts = Counter(each.label for each in self.standings)
        return (
            f"{len(self.standings)}: {', '.join(f'{count} {label.lower()}' for label, count in counts.most_common())}"
        )


def by_condition(found: Iterable[Standing]) -> list[DueOfCondition]:
    """What falls due, under each condition, in the order of the conditions."""
    grouped = groupby(found, key=lambda each: (each.terms.number, each.terms.title))
    return [DueOfCondition(f"{number}. {title}", tuple(due)) for (number, title), due in grouped]


def public_obligations(
    *,
    partnership: Partnership | None = None,
    stream: FundingStream | None = None,
    year: FinancialYear | None = None,
    kind: str = "",
) -> ObligationQuerySet:
    """All obligations in force, or those of a partnership, of money from a stream, of a year or kind. Those of a
    withheld recipient are found under no partnership."""
    obligations = Obligation.objects.in_force().narrowed(partnership=partnership, stream=stream, year=year, kind=kind)
    return obligations.filter(is_withheld=False) if partnership else obligations


def public_totals(
    *,
    partnership: Partnership | None = None,
    stream: FundingStream | None = None,
    year: FinancialYear | None = None,
    kind: str = "",
) -> StandingTotalQuerySet:
    """How `public_obligations` stand, kept added up."""
    totals = StandingTotal.objects.narrowed(partnership=partnership, stream=stream, year=year, kind=kind)
    return totals.filter(is_withheld=False) if partnership else totals


def of_awards(awards: QuerySet[Any, Any]) -> ObligationQuerySet:
    """All obligations in force that are about any of these awards (ids), or about their partnership for their year."""
    about = Obligation.bound_awards.through.objects.filter(award__in=awards).values("obligation")
    return Obligation.objects.in_force().filter(pk__in=about)


def lapsed_with_assessments(reference: str, *, today: date | None = None) -> list[Standing]:
    """What a later notice took away although it had been assessed: that stays readable (domain §7)."""
    lapsed = Obligation.objects.filter(reference=reference, lapsed_at__isnull=False)
    return in_order(lapsed.exclude(assessments=None), today=today)


def standings(obligations: ObligationQuerySet, *, today: date | None = None) -> list[Standing]:
    """Each of them, in their order."""
    day, rows = today or london_today(), read_with_said(obligations)
    return [standing_of(obligation, today=day) for obligation in rows]


def standings_one_by_one(obligations: ObligationQuerySet) -> Iterator[Standing]:
    """The same of however many, a part of them in memory at a time."""
    day = london_today()
    return (standing_of(obligation, today=day) for obligation in obligations.as_shown().iterator(CHUNK))


def standing_of(obligation: Obligation, *, today: date) -> Standing:
    """Where one obligation stands on a day, as saved on it."""
    partnership = None if obligation.is_withheld else obligation.partnership
    award = obligation.award
    return Standing(
        obligation_id=obligation.pk,
        reference=obligation.reference,
        decision_title=obligation.public_title,
        terms=obligation.public_terms,
        award_number=award.number if award else None,
        award_reference=made_by if (made_by := obligation.award_reference) and made_by != obligation.reference else "",
        partnership_name=partnership.name if partnership else "",
        partnership_slug=partnership.slug if partnership else "",
        district=partnership.district if partnership else "",
        year=obligation.year,
        occurrence_label=obligation.occurrence_label,
        due_on=obligation.due_on,
        later_date=later_date(obligation),
        today=today,
        state=StandingState(obligation.settled or due_state(obligation.due_on, today)),
        turn=Turn(obligation.turn),
        turn_since=on_day(obligation.turn_since),
        last_sent_on=on_day(obligation.last_sent_at),
        match=match_of(obligation),
        in_kind_apart=obligation.in_kind_apart,
        interpretation=interpretation(obligation),
        findings=tuple(finding(each) for each in obligation.all_assessments),
    )


def on_day(moment: datetime | None) -> date | None:
    return london_today(moment) if moment else None


def match_of(obligation: Obligation) -> Match | None:
    if obligation.required is None or obligation.evidenced is None or obligation.award_amount is None:
        return None
    return Match(
        obligation.award_amount, obligation.required, obligation.evidenced, obligation.award_id, obligation.settled
    )
