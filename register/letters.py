"""Which letters decisions call for: to leads about new grants, to the office about what waits, comes back
or happens."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from grants.formatting import day, moment, pounds
from grants.letters import MAX_SUBJECT, address
from grants.models import Decision, Event, Letter, Membership, PlanTakeDown, Role, User
from grants.years import london_today
from register.models import ListedAward, TakeDown
from register.models.accounts import AccountTakeDown
from register.models.listing import LARGE

LETTER_WINDOW = timedelta(days=7)
CHUNK = 500  # rows that are in memory at a time
Kind = Letter.Kind


def letters(at: datetime) -> Iterator[Letter]:
    """All letters about what has happened within a week."""
    yield from new_grants(at)
    yield from returned_letters(since=at - LETTER_WINDOW)
    yield from published_letters(since=at - LETTER_WINDOW)
    yield from taken_down_letters(since=at - LETTER_WINDOW)


def waiting_letters() -> Iterator[Letter]:
    """What waits now, for approval or to be published."""
    yield from sent_letters()
    yield from approved_letters()


def sent_letters() -> Iterator[Letter]:
    """To the approver who was asked, or else to every approver who may, each decision that waits for approval."""
    approvers = list(User.objects.with_role(Role.APPROVER))
    sent = Decision.objects.awaiting_approval().filter(is_past=False).select_related("sent_by")
    for decision in sent.prefetch_related("awards", "variation_lines"):
        asked = [each for each in approvers if decision.approver_id in (None, each.pk)]
        what = f"{decision.pk}-{timestamp(decision.sent_at)}"
        words = f"{pounds(decision.money)}, sent by {decision.sent_by} on {moment(decision.sent_at)}."
        for person in asked:
            if person.pk not in decision.author_ids:
                yield to_office(Kind.WAITS, what, decision, person, words, page="office:decision_preview")


def returned_letters(*, since: datetime) -> Iterator[Letter]:
    """To the owner of what somebody else has returned, with the comment."""
    back = Decision.objects.filter(state=Decision.State.DRAFT, returned__at__gte=since)
    for decision in back.select_related("returned__by", "returned__texts", "owner"):
        event = decision.returned
        if event and event.by != decision.owner:
            words = f"Returned by {event.by} on {moment(event.at)}:\n{event.comment}"
            yield to_office(Kind.RETURNED, f"decision-{event.pk}", decision, decision.owner, words)


def approved_letters() -> Iterator[Letter]:
    """To the owner and the sender of what somebody else has approved and nobody has published yet. A register of past
    decisions is approved as a whole, and has a letter of its own."""
    approved = Decision.objects.approved_unpublished().filter(is_past=False)
    for decision in approved.select_related("owner", "sent_by", "approved_by"):
        words = f"Approved by {decision.approved_by} on {moment(decision.approved_at)}."
        what = f"{decision.pk}-{timestamp(decision.approved_at)}"
        for person in {decision.owner, decision.sent_by} - {decision.approved_by, None}:
            yield to_office(Kind.APPROVED, what, decision, person, words)  # type: ignore[arg-type]


def published_letters(*, since: datetime) -> Iterator[Letter]:
    """To the owner and the sender of what somebody else has published."""
    published = Event.objects.filter(
        at__gte=since, verb="published", thing_type__model="decision", decision__is_past=False
    )
    for event in published.select_related("by", "decision__owner", "decision__sent_by").iterator(CHUNK):
        decision: Any = event.decision
        words = f"Published by {event.by} on {moment(event.at)}."
        for person in {decision.owner, decision.sent_by} - {event.by, None}:
            yield to_office(Kind.PUBLISHED, str(event.pk), decision, person, words)


def taken_down_letters(*, since: datetime) -> Iterator[Letter]:
    """To the owner and to every approver, who have to settle it; of a plan or an account, to every approver."""
    approvers = set(User.objects.with_role(Role.APPROVER))
    for row in TakeDown.objects.filter(taken_down_at__gte=since).select_related("decision__owner", "taken_down_by"):
        what, when = row.what[:1].upper() + row.what[1:], moment(row.taken_down_at)
        settle = f"to be settled by {day(row.settle_by)}"
        words = f"{what} was taken down by {row.taken_down_by} on {when}, {settle}. {row.reason}"
        for person in (approvers | {row.decision.owner}) - {row.taken_down_by}:
            yield to_office(Kind.TAKEN_DOWN, str(row.pk), row.decision, person, words)
    for what, row, page in other_take_downs(since):
        words = f"Taken down by {row.taken_down_by} on {moment(row.taken_down_at)}. {row.reason}"
        for person in approvers - {row.taken_down_by}:
            yield Letter(
                key=f"{Kind.TAKEN_DOWN}:{what}-{row.pk}:{person.pk}",
                person=person,
                kind=Kind.TAKEN_DOWN,
                subject=f"{Kind.TAKEN_DOWN.label}: {row}"[:MAX_SUBJECT],
                body=f"{row}\n{words}\n{page}",
            )


def other_take_downs(since: datetime) -> Iterator[tuple[str, Any, str]]:
    """What plans and yearly accounts had taken out of sight, each with the page that settles it."""
    for plan in PlanTakeDown.objects.filter(taken_down_at__gte=since).select_related("version__plan", "taken_down_by"):
        yield "plan", plan, address("office:strategy_take_down", plan.version.plan.slug, plan.version.number)
    downs = AccountTakeDown.objects.filter(taken_down_at__gte=since).select_related("account", "taken_down_by")
    for down in downs:
        yield "account", down, address("office:account_take_down", down.account.year.slug, down.account.version)


def to_office(
    kind: Letter.Kind, what: str, decision: Decision, person: User, words: str, page: str = "office:decision_detail"
) -> Letter:
    return Letter(
        key=f"{kind}:{what}:{person.pk}",
        person=person,
        reference=decision.reference,
        kind=kind,
        subject=f"{kind.label}: {decision}"[:MAX_SUBJECT],
        body=f"{decision}\n{words}\n{address(page, decision.reference)}",
    )


def timestamp(at: datetime | None) -> int:
    """Which sending it is: what is sent again is a new reason to write."""
    return int(at.timestamp()) if at else 0


def new_grants(at: datetime) -> Iterator[Letter]:
    """To the leads, each grant to their partnership that was first published within a week."""
    leads: dict[int | None, list[Membership]] = defaultdict(list)
    for membership in Membership.objects.current().filter(role=Role.LEAD).select_related("person"):
        leads[membership.partnership_id].append(membership)
    since = london_today(at) - LETTER_WINDOW
    new = ListedAward.objects.filter(listing__first_published_on__gte=since, amount__gt=0, partnership__in=[*leads])
    rows = new.select_related("listing", "partnership", "stream").defer(*(f"listing__{name}" for name in LARGE))
    for award in rows.iterator(CHUNK):
        for membership in leads[award.partnership_id]:
            yield new_grant(award, membership)


def new_grant(award: ListedAward, membership: Membership) -> Letter:
    kind = Letter.Kind.GRANT
    conditions = address("partners:partnership_detail", award.partnership.slug) if award.partnership else ""
    stands = f"; {pounds(award.current_amount)} as it stands now" if award.current_amount != award.amount else ""
    lines = (
        ", ".join(
            str(each) for each in (f"{pounds(award.amount)} for {award.partnership}", award.stream, award.year) if each
        ),
        f"This is as decided{stands}.",
        ": ".join(dict.fromkeys((award.title, award.listing.title))),
        f"The decision: {address('public:decision_detail', award.listing.reference)}",
        f"What is asked in return: {conditions}",
    )
    return Letter(
        key=f"{kind}:{award.award_id}:{membership.person_id}",
        person=membership.person,
        partnership=award.partnership,
        reference=award.listing.reference,
        kind=kind,
        subject=f"A new grant: {pounds(award.amount)}, {award.title}",
        body="\n".join(lines),
    )
