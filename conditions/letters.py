"""The letters that are due because of conditions. The same facts give the same keys, so no letter is written twice."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from conditions.models import Assessment, Contribution, Evidence, LaterDate, MonitoringReturn, Obligation
from conditions.models.reviews import Reviewed
from conditions.schedule import DUE_SOON
from conditions.standing import Standing, standing_of
from conditions.standing_states import StandingState, Turn
from grants.formatting import day, pounds
from grants.letters import address
from grants.models import Letter, Membership, Partnership, Role, User
from grants.models.sample import illustrative
from grants.years import london_today

SENT: tuple[type[Reviewed], ...] = (Contribution, Evidence, MonitoringReturn)
Leads = dict[int, list[User]]
SOON = timedelta(days=7)
LETTER_WINDOW = timedelta(days=7)
MAX_REMINDED = timedelta(days=365)
CHUNK = 500  # rows that are in memory at a time


def letters(at: datetime) -> Iterator[Letter]:
    """All letters due on a day; about an event, for a week after it."""
    leads = leads_of_partnerships()
    yield from due_letters(leads, at)
    yield from received_letters()
    yield from taken_back_letters(since=at - LETTER_WINDOW)
    yield from returned_letters(leads, since=at - LETTER_WINDOW)
    yield from later_date_letters(leads, since=at - LETTER_WINDOW)
    yield from assessed_letters(leads, since=at - LETTER_WINDOW)


def leads_of_partnerships() -> Leads:
    leads: Leads = defaultdict(list)
    for membership in Membership.objects.current().filter(role=Role.LEAD).select_related("person"):
        leads[membership.partnership_id or 0].append(membership.person)
    return leads


def due_letters(leads: Leads, at: datetime) -> Iterator[Letter]:
    """What is due within 28 days, within 7, and each week what is past due; of the last year, and of what is not with
    the office already."""
    today = london_today(at)
    theirs = Obligation.objects.in_force().filter(settled="", turn=Turn.PARTNERSHIP, partnership__in=leads)
    for obligation in theirs.filter(due_on__range=(today - MAX_REMINDED, today + DUE_SOON)).as_shown().iterator(CHUNK):
        stands = standing_of(obligation, today=today)
        kind, when = reminder_kind(obligation, stands, (obligation.due_on - today).days)
        yield from to_leads(leads, obligation, kind, when, body=stands.sentences)


def reminder_kind(obligation: Obligation, stands: Standing, days_left: int) -> tuple[Letter.Kind, str]:
    """The kind of a reminder, and what makes it one of its own: a moved date gives a new letter."""
    if stands.state == StandingState.PAST_DUE:
        return Letter.Kind.PAST_DUE, f"{obligation.pk}:{obligation.due_on}:week-{(-days_left - 1) // 7}"
    kind = Letter.Kind.DUE_IN_7 if days_left <= SOON.days else Letter.Kind.DUE_IN_28
    return kind, f"{obligation.pk}:{obligation.due_on}"


def returned_letters(leads: Leads, *, since: datetime) -> Iterator[Letter]:
    for model in SENT:
        for sent in model.objects.filter(returned_at__gte=since, taken_back_at=None).as_shown():
            name = f"your monitoring return ({sent})" if isinstance(sent, MonitoringReturn) else f"“{sent}”"
            body = f"The office has returned {name}:\n{sent.returned_comment}"
            if sent.sent_for:
                yield from to_leads(leads, sent.sent_for, Letter.Kind.RETURNED, key_of(sent), body=body)


def key_of(sent: Reviewed) -> str:
    """What is sent again after it was returned is a new reason to write."""
    return f"{sent.short_name}-{sent.pk}-{sent.times_returned}"


def assessed_letters(leads: Leads, *, since: datetime) -> Iterator[Letter]:
    made = Assessment.objects.filter(made_at__gte=since, obligation__partnership__in=leads)
    for assessment in made.select_related("obligation__partnership", "carried_from__obligation"):
        words = (f"{assessment.get_finding_display()}.", assessment.where_from, assessment.public_reasons)
        body = " ".join(filter(None, words))
        yield from to_leads(leads, assessment.obligation, Letter.Kind.ASSESSED, str(assessment.pk), body=body)


def later_date_letters(leads: Leads, *, since: datetime) -> Iterator[Letter]:
    """To every officer who may answer, what is asked for; to the leads, how it was answered."""
    kind, officers = Letter.Kind.LATER_DATE, all_officers()
    for asked in LaterDate.objects.waiting().select_related("obligation__partnership"):
        about = asked.obligation
        instead = f"asks for {day(asked.wanted_on)} instead of {day(about.due_on)}"
        sentence = f"{about.partnership or about.reference} {instead}, for {about.terms.title}."
        link = address("office:later_date_answer", asked.pk)
        yield from to_office(others(officers, asked.asked_by_id), kind, f"{asked.pk}", sentence, link, about)
    for asked in LaterDate.objects.filter(answered_at__gte=since).select_related("obligation__partnership"):
        about = asked.obligation
        date = (
            f"The office granted {day(asked.granted_on)}."
            if asked.granted_on
            else "The office refused it; the date stays."
        )
        body = f"You asked for {day(asked.wanted_on)}. {date} Its reason: {asked.answer_reason}"
        yield from to_leads(leads, about, kind, f"{asked.pk}-answered", body=body)


def received_letters() -> Iterator[Letter]:
    """To every officer who may look at it, what waits for the office."""
    officers = all_officers()
    for model in SENT:
        for sent in model.objects.awaiting_review().as_shown().iterator(CHUNK):
            name = f"{sent.called} ({sent})" if isinstance(sent, MonitoringReturn) else sent
            sentence = f"{sent.partnership}: {name}, sent on {day(london_today(sent.sent_at))}."
            link = address(f"office:{sent.short_name}_detail", sent.pk)
            told = others(officers, *sent.author_ids)
            yield from to_office(told, Letter.Kind.RECEIVED, key_of(sent), sentence, link, sent.sent_for)


def taken_back_letters(*, since: datetime) -> Iterator[Letter]:
    """To every other officer, what waits for the office no longer. Papers are told of with their contribution."""
    officers = all_officers()
    for model in SENT:
        for sent in model.objects.filter(taken_back_at__gte=since).as_shown():
            if isinstance(sent, Evidence) and sent.contribution and sent.contribution.taken_back_at:
                continue
            name = f"{sent.called} ({sent})" if isinstance(sent, MonitoringReturn) else sent
            sentence = f"{sent.partnership}: {name}, taken back on {day(london_today(sent.taken_back_at))}."
            link = address(f"office:{sent.short_name}_detail", sent.pk)
            told = others(officers, sent.taken_back_by_id)
            yield from to_office(told, Letter.Kind.TAKEN_BACK, key_of(sent), sentence, link, sent.sent_for)


def all_officers() -> list[User]:
    in_office = Membership.objects.current().filter(role=Role.OFFICER).select_related("person")
    return [membership.person for membership in in_office]


def others(officers: Iterable[User], *authors: int | None) -> list[User]:
    """Nobody is told of what they did themselves."""
    return [each for each in officers if each.pk not in authors]


def to_leads(leads: Leads, obligation: Obligation, kind: Letter.Kind, what: str, *, body: str) -> Iterator[Letter]:
    partnership = obligation.partnership
    if partnership is None:
        return
    text = f"{heading(obligation, partnership)}\n{illustrative(body)}\n{link_to(obligation, partnership)}"
    for person in leads.get(partnership.pk, ()):
        yield Letter(
            key=f"{kind}:{what}:{person.pk}",
            person=person,
            partnership=partnership,
            reference=obligation.reference,
            kind=kind,
            subject=f"{kind.label}: {obligation.terms.title}",
            body=text,
        )


def heading(obligation: Obligation, partnership: Partnership) -> str:
    grant = f"grant of {pounds(obligation.award_amount)} as it stands" if obligation.award_amount else "grants"
    return f"{obligation.terms.title}\n{partnership}, {grant} for {obligation.year}"


def link_to(obligation: Obligation, partnership: Partnership) -> str:
    return address("partners:obligation_detail", partnership.slug, obligation.pk)


def to_office(
    officers: Iterable[User], kind: Letter.Kind, what: str, sentence: str, link: str, obligation: Obligation | None
) -> Iterator[Letter]:
    for person in officers:
        yield Letter(
            key=f"{kind}:{what}:{person.pk}",
            person=person,
            reference=obligation.reference if obligation else "",
            kind=kind,
            subject=f"{kind.label}: {sentence}"[:200],
            body=f"{sentence}\n{link}",
        )
