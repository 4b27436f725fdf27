"""Monitoring returns, as a partnership fills them in and sends them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from conditions.actions.contributions import refuse_outsider
from conditions.actions.evidence import EVIDENCE_KINDS
from conditions.actions.standings import lock_obligations, update_standings
from conditions.models import AwardInForce, MonitoringReturn, ReturnDraft, ReturnFigure
from conditions.returns import Period, period_of
from grants.actions.diary import record
from grants.actions.files import store_file
from grants.actions.public_text import refuse_short_reason
from grants.formatting import day
from grants.measures import HIGHEST_SHARE
from grants.models import Award, StoredFile, User
from grants.personal_data import hits
from grants.refused import Refused


@dataclass(frozen=True)
class Reported:
    """The figure of one measure, with a sentence for the public, and a paper where one is asked for."""

    value: Decimal
    sentence: str = ""
    paper: "UploadedFile[Any] | None" = None


@dataclass(frozen=True)
class Told:
    """What a return says: pounds spent, and forecast to the year end; the figures of measures, by number; how it went,
    in words; and why it takes the place of one that was accepted. An end of grant report (`is_final`) has what was
    spent in the end as its forecast, and lessons and what continues for the public."""

    spent: Decimal
    forecast: Decimal
    results: Mapping[int, Reported] = field(default_factory=dict)
    went_well: str = ""
    went_badly: str = ""
    change_wanted: str = ""
    is_final: bool = False
    lessons: str = ""
    continues: str = ""
    reason: str = ""

    @property
    def values(self) -> dict[str, Any]:
        """By the columns of a return."""
        return {each.name: getattr(self, each.name) for each in fields(self) if each.name != "results"}


@transaction.atomic
def submit_return(
    award: Award, ends_on: date, *, by: User, told: Told, form_key: UUID | None = None, at: datetime | None = None
) -> MonitoringReturn:
    """The return of an award for the period that ends on a day, for every condition that asks for a report of it. The
    same form sent twice is one.

    Refused: for anybody but a lead of the partnership and the office; of an award or a period of which nothing is
    asked; while another waits for the office; without a reason where one was accepted; more spent than is forecast; the
    figure of a measure that is not due, a share above 100%, and a figure without the paper that its measure asks for;
    and personal data in what the public will read.
    """
    period = lock_period(award, ends_on)
    refuse_outsider(period.in_force.partnership, by)
    if form_key and (existing := MonitoringReturn.objects.filter(form_key=form_key).first()):
        if any(getattr(existing, name) != value for name, value in told.values.items()):
            raise Refused(
                "This form was sent already, with other figures or words. Take that one back to send another."
            )
        return existing
    refuse_return(period, told)
    refuse_end(period, told)
    refuse_results(period, told.results)
    refuse_public_words(period, told)
    sent = MonitoringReturn.objects.create(
        award=award,
        partnership=period.in_force.partnership,
        period_ends_on=ends_on,
        version=max((each.version for each in period.returns), default=0) + 1,
        amount=period.in_force.amount,
        form_key=form_key,
        sent_by=by,
        sent_at=at or timezone.now(),
        author_ids=[by.pk],
        **told.values,
    )
    sent.obligations.set(period.obligations)
    save_figures(sent, period, told.results, by=by, at=at)
    ReturnDraft.objects.filter(award=award, period_ends_on=ends_on, by=by).delete()
    update_standings(sent.obligation_ids)
    changes = {"Monitoring return": ["", str(sent)], "Underspend": ["", f"{sent.underspend:,.2f}"]}
    record("submitted a monitoring return", sent, by=by, at=at, decision=sent.decision, changes=changes)
    return sent


@transaction.atomic
def save_draft(award: Award, ends_on: date, *, by: User, typed: Mapping[str, str]) -> ReturnDraft:
    """Keep what somebody has typed, as it was typed, for when they come back to it."""
    refuse_outsider(open_period(award, ends_on).in_force.partnership, by)
    found, _ = ReturnDraft.objects.update_or_create(
        award=award, period_ends_on=ends_on, by=by, defaults={"typed": dict(typed), "saved_at": timezone.now()}
    )
    return found


def lock_period(award: Award, ends_on: date) -> Period:
    """With its conditions, and then the award, locked: two returns of one period take turns."""
    lock_obligations(each.pk for each in open_period(award, ends_on).obligations)
    Award.objects.select_for_update(of=("self",), no_key=True).get(pk=award.pk)
    return open_period(award, ends_on)


def open_period(award: Award, ends_on: date) -> Period:
    in_force = AwardInForce.objects.select_related("award__decision", "partnership").filter(award=award).first()
    period = period_of(in_force, ends_on) if in_force else None
    if period is None:
        raise Refused("Nothing is asked of this award for that period: it may have ended, or the decision was changed.")
    return period


def save_figures(
    sent: MonitoringReturn, period: Period, results: Mapping[int, Reported], *, by: User, at: datetime | None
) -> None:
    terms, earlier = {each.number: each for each in period.measures}, earlier_papers(period)
    ReturnFigure.objects.bulk_create(
        ReturnFigure(
            monitoring_return=sent,
            number=number,
            terms_data=terms[number].model_dump(mode="json"),
            value=each.value,
            sentence=each.sentence,
            paper=store_file(each.paper, by=by, kinds=EVIDENCE_KINDS, at=at) if each.paper else earlier.get(number),
        )
        for number, each in results.items()
    )


def earlier_papers(period: Period) -> dict[int, StoredFile]:
    """What was sent of each measure for the period before, the newest of each."""
    oldest_first = (each for sent in reversed(period.returns) for each in sent.figures.all())
    return {each.number: each.paper for each in oldest_first if each.paper}


def refuse_return(period: Period, told: Told) -> None:
    if period.waits:
        raise Refused("A return of this period is with the office already. You can send another one if it is returned.")
    if min(told.spent, told.forecast) < 0:
        raise Refused("Figures cannot be below zero.")
    if told.spent > told.forecast:
        raise Refused(
            "More is spent to date than is forecast to the year end. The forecast is all that will have been spent by "
            "then, with what is spent already."
        )
    if period.accepted:
        refuse_short_reason(told.reason, called="why the accepted figures change", use="It will be published.")


def refuse_end(period: Period, told: Told) -> None:
    if not told.is_final:
        if period.is_closed:
            raise Refused("The end of grant report is accepted. What takes its place is an end of grant report too.")
        if told.lessons or told.continues:
            raise Refused("Lessons and what continues belong to an end of grant report. Tick that this is one.")
        return
    if not period.is_last:
        raise Refused(f"The end of grant report is that of the last period, to {day(period.year_end)}.")
    if told.forecast != told.spent:
        raise Refused("In an end of grant report nothing more is forecast: both sums are what was spent in the end.")
    for called, words in (("what was learned", told.lessons), ("what continues", told.continues)):
        refuse_short_reason(words, called=called, use="It is published once the office accepts the report.")


def refuse_results(period: Period, results: Mapping[int, Reported]) -> None:
    due, earlier = {each.number: each for each in period.measures}, earlier_papers(period)
    if set(results) - set(due):
        raise Refused("One of the figures is of a measure that is not due now. Open the form again.")
    for number, reported in results.items():
        if reported.value < 0:
            raise Refused("Figures cannot be below zero.")
        if due[number].is_share and reported.value > HIGHEST_SHARE:
            raise Refused(f"{due[number].name}: a share is at most 100%.")
        if due[number].asks_for_paper and not (reported.paper or number in earlier):
            raise Refused(f"{due[number].name}: add the paper that is asked for, or leave the figure out for now.")


def refuse_public_words(period: Period, told: Told) -> None:
    names = {each.number: f"the sentence on “{each.name}”" for each in period.measures}
    words = {names[number]: each.sentence for number, each in told.results.items()} | {
        "the reason": told.reason,
        "what was learned": told.lessons,
        "what continues": told.continues,
    }
    found = [(called, hit) for called, text in words.items() for hit in hits(text)]
    if found:
        shown = (f"What looks like {hit.looks_like} is in {called}: {hit.sentence}" for called, hit in found)
        raise Refused(*shown, "Take it out: the public will read this.")
