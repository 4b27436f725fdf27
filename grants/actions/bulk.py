"""Many drafts at once, as an import brings them: the same rows as one by one, written together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from grants.actions.decisions import lock_counter, office_reference, require_editor
from grants.models import Award, Decision, DecisionMaker, Event, Paper, Post, ReferenceCounter, User
from grants.refused import Refused
from grants.years import london_today

BATCH = 1_000


@dataclass(frozen=True)
class NewDraft:
    """`values` name fields of a decision, each of `awards` fields of an award; `papers` are titles and addresses."""

    values: Mapping[str, Any]
    makers: Sequence[Post]
    awards: Sequence[Mapping[str, Any]]
    papers: Sequence[tuple[str, str]] = ()


@transaction.atomic
def draft_past(drafts: Sequence[NewDraft], *, by: User, at: datetime | None = None) -> list[Decision]:
    """Drafts of past decisions, all or none, in order. Their lines of the diary, which nothing takes back, are written
    by `tell_drafted` once it is sure that they stay.

    Refused for anybody but officers and approvers, and where a reference is taken.
    """
    require_editor(by)
    moment = at or timezone.now()
    references = give_references(drafts, year=london_today(moment).year)
    decisions = Decision.objects.bulk_create(
        [past(new, reference, by=by, at=moment) for new, reference in zip(drafts, references, strict=True)],
        batch_size=BATCH,
    )
    pairs = list(zip(decisions, drafts, strict=True))
    makers = [
        add_decision_makers(decision, post, n) for decision, new in pairs for n, post in enumerate(new.makers, start=1)
    ]
    DecisionMaker.objects.bulk_create(makers, batch_size=BATCH)
    awards = [
        Award(decision=decision, number=n, **values)
        for decision, new in pairs
        for n, values in enumerate(new.awards, start=1)
    ]
    Award.objects.bulk_create(awards, batch_size=BATCH)
    papers = [
        Paper(decision=decision, number=n, title=title, url=url)
        for decision, new in pairs
        for n, (title, url) in enumerate(new.papers, start=1)
    ]
    Paper.objects.bulk_create(papers, batch_size=BATCH)
    return decisions


def record_drafted(drafts: Iterable[tuple[Decision, str]]) -> None:
    """The line of the diary with which each of these drafts begins, and where it came from."""
    kind = ContentType.objects.get_for_model(Decision)
    Event.objects.bulk_create([line(decision, origin, kind) for decision, origin in drafts], batch_size=BATCH)


def past(new: NewDraft, reference: str, *, by: User, at: datetime) -> Decision:
    return Decision(
        **{**new.values, "reference": reference},
        is_past=True,
        created_by=by,
        created_at=at,
        author_ids=[by.pk],
        last_award_number=len(new.awards),
        last_paper_number=len(new.papers),
    )


def add_decision_makers(decision: Decision, post: Post, position: int) -> DecisionMaker:
    return DecisionMaker(decision=decision, post=post, title=post.title, position=position)


def line(decision: Decision, origin: str, kind: ContentType) -> Event:
    return Event(
        at=decision.created_at,
        by_id=decision.created_by_id,
        verb="drafted",
        thing_type=kind,
        thing_id=decision.pk,
        decision=decision,
        revision=1,
        comment=origin,
        changes={"Title": ["", decision.title]},
    )


def give_references(drafts: Sequence[NewDraft], *, year: int) -> list[str]:
    """A reference for each draft: its own, or the next free one of the year it was decided in."""
    years = [decided.year if (decided := new.values.get("decided_on")) else year for new in drafts]
    counters = {each: lock_counter(each) for each in sorted(set(years))}
    taken = {reference.casefold() for reference in Decision.objects.values_list("reference", flat=True)}
    own = [new.values.get("reference") or "" for new in drafts]
    for reference in filter(None, own):
        reserve_references(reference, taken)
    given = [mine or next_free(counters[each], taken) for mine, each in zip(own, years, strict=True)]
    for counter in counters.values():
        counter.save()
    return given


def reserve_references(reference: str, taken: set[str]) -> None:
    if reference.casefold() in taken:
        raise Refused(f"The reference {reference} is already taken by another decision. Choose another one.")
    taken.add(reference.casefold())


def next_free(counter: ReferenceCounter, taken: set[str]) -> str:
    while True:
        counter.last += 1
        reference = office_reference(counter)
        if reference.casefold() not in taken:
            taken.add(reference.casefold())
            return reference
