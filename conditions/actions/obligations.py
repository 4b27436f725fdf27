"""Obligations are made when a notice is published, and updated by later notices."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any, Self, cast

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from conditions.actions.match_grants import count_grants_once
from conditions.actions.outstanding import update_outstanding
from conditions.actions.results import update_results
from conditions.actions.standings import update_standings
from conditions.models import (
    Assessment,
    AwardInForce,
    Condition,
    Evidence,
    LaterDate,
    MonitoringReturn,
    Obligation,
    Per,
    Share,
)
from conditions.schedule import DueDate, due_dates_of
from conditions.terms import ConditionTerms
from grants.models import Decision
from grants.years import FinancialYear

Identity = tuple[int | None, int | None, FinancialYear | None, int]
# What a finding is not about: how the notice numbers and titles a condition, and which other awards it binds.
SENT_FOR: tuple[Any, ...] = (Share, Evidence, MonitoringReturn.obligations.through, LaterDate)
NOT_TERMS = ("number", "code", "title", "awards", "due_set_by_office")


@dataclass(frozen=True)
class PlannedObligation:
    """An obligation that the published terms require: for one award, or for all awards of a partnership and year.
    `occurrence` counts within that."""

    awards: tuple[AwardInForce, ...]
    is_for_award: bool
    occurrence: int
    due: DueDate

    @property
    def identity(self) -> Identity:
        first = self.awards[0]
        if self.is_for_award:
            return first.award_id, None, first.year, self.occurrence
        return None, first.partnership_id, first.year, self.occurrence

    @property
    def is_ended(self) -> bool:
        """No money is left that anything could be required for."""
        return not any(each.amount for each in self.awards)

    def values(self, terms: ConditionTerms) -> dict[str, Any]:
        """What the obligation carries of the notice, in its own fields."""
        first = self.awards[0]
        return {
            "award_id": first.award_id if self.is_for_award else None,
            "award_title": first.title if self.is_for_award else "",
            "award_amount": first.amount if self.is_for_award else None,
            "award_starts_on": first.starts_on if self.is_for_award else None,
            "award_ends_on": first.ends_on if self.is_for_award else None,
            "partnership_id": first.partnership_id,
            "year": first.year,
            "streams": sorted({each.stream_id for each in self.awards if each.stream_id}),
            "occurrence_number": self.occurrence,
            "occurrence_label": self.due.label,
            "due_on": self.due.due_on,
            "terms_data": terms.model_dump(mode="json"),
            "is_withheld": all(each.is_withheld for each in self.awards),
            "lapsed_at": None,
        }


@transaction.atomic
def raise_obligations(
    decision: Decision,
    conditions: Iterable[ConditionTerms],
    awards: Iterable[AwardInForce],
    *,
    title: str,
    decided_on: date,
    varied: Iterable[AwardInForce] = (),
    withheld_wordings: Mapping[int, str] | None = None,
    at: datetime | None = None,
) -> None:
    """Make the awards in force of a decision, and its obligations, match what is published now.

    `varied`: the awards of earlier decisions that it varies, which its conditions bind too. `withheld_wordings`: by
    number of the condition; None leaves them as they are. An obligation that is no longer required lapses, and keeps
    its findings; one that is required again is in force again. Where due date, year or terms have changed, an assessed
    one lapses and another takes its place, with what was sent and without a finding (domain §6). Of an award that was
    ended only what was assessed stays in force.
    """
    awards, conditions = list(awards), list(conditions)
    AwardInForce.objects.filter(award__decision=decision).delete()
    AwardInForce.objects.bulk_create(awards)
    update_outstanding(list(decision.awards.values_list("pk", flat=True)))
    own = {condition.number: condition for condition in decision.conditions.all()}
    earlier = EarlierObligations(decision)
    required: list[tuple[Obligation, PlannedObligation]] = []
    history = History.of(decision, decided_on)
    history.forget(own.values(), {terms.number for terms in conditions})
    for terms in conditions:
        published = {"reference": decision.reference, "decision_title": title}
        if withheld_wordings is not None:
            published["withheld_wording"] = withheld_wordings.get(terms.number, "")
        planned = list(planned_obligations(terms, bound_by(terms, awards, varied), decided_on))
        history.note(own[terms.number], planned)
        for each in planned:
            if history.holds(each.due):
                continue
            obligation, is_assessed = earlier.take(own[terms.number], each, terms)
            if each.is_ended and not is_assessed:
                continue
            update(obligation, published | each.values(terms) | date_in_force(obligation, each.due))
            required.append((obligation, each))
    Obligation.objects.bulk_create(obligation for obligation, _ in required if obligation.pk is None)
    earlier.hand_over()
    save_bound_awards(required)
    of_decision = Obligation.objects.filter(condition__decision=decision)
    of_decision.in_force().exclude(pk__in=[each.pk for each, _ in required]).update(lapsed_at=at or timezone.now())
    update_standings(of_decision.values_list("pk", flat=True))
    count_grants_once(of_decision)
    update_results(each.award_id for each in awards)


class EarlierObligations:
    """The obligations that a decision has had so far, each taken by at most one that is required now."""

    def __init__(self, decision: Decision) -> None:
        existing = Obligation.objects.filter(condition__decision=decision).select_related("later_date")
        self.by_identity: dict[tuple[Any, ...], list[Obligation]] = defaultdict(list)
        for each in existing.order_by(F("lapsed_at").desc(nulls_first=True), "-pk"):
            self.by_identity[each.condition_id, *identity(each)].append(each)
        self.assessed = set(Assessment.objects.filter(obligation__in=existing).values_list("obligation_id", flat=True))
        self.replaced: list[tuple[Obligation, Obligation]] = []

    def take(self, condition: Condition, planned: PlannedObligation, terms: ConditionTerms) -> tuple[Obligation, bool]:
        """The one of the same due date and terms, or one that nobody has assessed, or else a new one; and whether it is
        assessed."""
        same_place = self.by_identity[condition.pk, *planned.identity]
        same = (each for each in same_place if is_about(each, planned.due, terms))
        unassessed = (each for each in same_place if each.pk not in self.assessed)
        taken = next(same, None) or next(unassessed, None) or Obligation(condition=condition)
        if same_place and not same_place[0].lapsed_at and taken is not same_place[0]:
            self.replaced.append((same_place[0], taken))
            taken.later_date, taken.due_on = same_place[0].later_date, same_place[0].due_on
            # Its place is free before the other one is saved.
            Obligation.objects.filter(pk=same_place[0].pk).update(lapsed_at=timezone.now())
        return taken, taken.pk in self.assessed

    def hand_over(self) -> None:
        """What was sent for an obligation that is replaced is sent for the one in its place."""
        for old, new in self.replaced:
            if new.pk:
                for model in SENT_FOR:
                    model.objects.filter(obligation=old).update(obligation=new)


def date_in_force(obligation: Obligation, due: DueDate) -> dict[str, Any]:
    """A later date that was granted stands for as long as the notice gives the due date that it took the place of."""
    if obligation.later_date and obligation.later_date.published_due_on == due.due_on:
        return {"due_on": obligation.due_on}
    return {"later_date": None}


def is_about(obligation: Obligation, due: DueDate, terms: ConditionTerms) -> bool:
    """The same occurrence as a finding understands it: of the same due date and terms."""
    return obligation.published_due_on == due.due_on and substance(obligation.terms) == substance(terms)


def substance(terms: ConditionTerms) -> dict[str, Any]:
    """What a finding is about in the terms of a condition."""
    return terms.model_dump(mode="json", exclude=set(NOT_TERMS))


@dataclass(frozen=True)
class History:
    """What a decision asked for before this register began to follow conditions is no obligation here (domain §6)."""

    followed_from: date | None

    @classmethod
    def of(cls, decision: Decision, decided_on: date) -> Self:
        """An approver's word on the decision goes first; then a past decision is followed from the day on which it was
        added, and any other from the office's day. None of these concerns what was decided since."""
        office_day = decision.published_on if decision.is_past else settings.FOLLOWS_CONDITIONS_FROM
        day = decision.conditions_followed_from or office_day
        return cls(day if day and decided_on < day else None)

    def holds(self, due: DueDate) -> bool:
        return self.followed_from is not None and due.due_on < self.followed_from

    def note(self, condition: Condition, planned: Iterable[PlannedObligation]) -> None:
        """Say on a condition that some of it is history, for its public page."""
        from_day = self.followed_from if any(self.holds(each.due) for each in planned) else None
        if condition.followed_from != from_day:
            Condition.objects.filter(pk=condition.pk).update(followed_from=from_day)

    def forget(self, conditions: Iterable[Condition], published: Collection[int]) -> None:
        """A condition that is not published any more (by number) has no history to speak of."""
        gone = [each.pk for each in conditions if each.followed_from and each.number not in published]
        if gone:
            Condition.objects.filter(pk__in=gone).update(followed_from=None)


def bound_by(
    terms: ConditionTerms, awards: Iterable[AwardInForce], varied: Iterable[AwardInForce]
) -> list[AwardInForce]:
    """The awards that a condition binds: those that its notice names, and those it varies if these are all its own."""
    bound = [each for each in awards if each.award.number in terms.awards]
    return [*bound, *varied] if len(bound) == len(list(awards)) else bound


def redact_terms(decision: Decision, readable: Iterable[ConditionTerms]) -> None:
    """In lapsed obligations, blank the titles, and the wording that is in no readable version any more (redaction)."""
    known = {(terms.number, terms.title, terms.wording) for terms in readable}
    for obligation in Obligation.objects.filter(condition__decision=decision, lapsed_at__isnull=False):
        terms = obligation.terms
        obligation.decision_title = obligation.award_title = obligation.withheld_wording = ""
        if (terms.number, terms.title, terms.wording) not in known:
            plain = terms.model_copy(update={"title": f"Condition {terms.number}", "wording": ""})
            obligation.terms_data = plain.model_dump(mode="json")
        obligation.save()


def identity(obligation: Obligation) -> Identity:
    if obligation.award_id:
        return obligation.award_id, None, obligation.year, obligation.occurrence_number
    return None, obligation.partnership_id, obligation.year, obligation.occurrence_number


def update(obligation: Obligation, values: Mapping[str, Any]) -> None:
    """Set the values; save an obligation that exists, if any of them is new."""
    changed = {name: value for name, value in values.items() if getattr(obligation, name) != value}
    for name, value in changed.items():
        setattr(obligation, name, value)
    if obligation.pk and changed:
        obligation.save()


def save_bound_awards(required: Iterable[tuple[Obligation, PlannedObligation]]) -> None:
    """Which awards each obligation is about."""
    pairs = Obligation.bound_awards.through
    about = {obligation.pk: planned.awards for obligation, planned in required}
    pairs.objects.filter(obligation__in=about).delete()
    pairs.objects.bulk_create(
        pairs(obligation_id=pk, award_id=each.award_id) for pk, awards in about.items() for each in awards
    )


def planned_obligations(
    terms: ConditionTerms, awards: Iterable[AwardInForce], decided_on: date
) -> Iterator[PlannedObligation]:
    """What falls due on or after the day of the decision, without an update on a quarter that ends with it."""
    bound = [each for each in awards if each.year]
    for several in grouped(bound, per_award=terms.per == Per.AWARD):
        year = cast(FinancialYear, several[0].year)
        for occurrence, due in enumerate(due_dates_of(terms, year, decided_on), start=1):
            if due.is_asked_of(decided_on):
                yield PlannedObligation(several, terms.per == Per.AWARD, occurrence, due)


def grouped(awards: Iterable[AwardInForce], *, per_award: bool) -> Iterator[tuple[AwardInForce, ...]]:
    """Each award by itself, or those of each partnership and year together."""
    if per_award:
        yield from ((each,) for each in awards)
        return
    shared = sorted((each for each in awards if each.partnership_id), key=partnership_and_year)
    yield from (tuple(several) for _, several in groupby(shared, key=partnership_and_year))


def partnership_and_year(award: AwardInForce) -> tuple[Any, Any]:
    return award.partnership_id, award.year
