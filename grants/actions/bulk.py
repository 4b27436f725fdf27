"""Many drafts at once, as an import brings them: the same rows as one by one, written together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from grants.actions.decisions import lock_counter, office_reference, require_editor
from grants.actions.diary import Changes
from grants.actions.discarding import delete_drafts
from grants.actions.inserting import insert_together
from grants.models import Award, Decision, DecisionMaker, Event, KeptText, Paper, Post, Priority, ReferenceCounter, User
from grants.refused import Refused
from grants.years import london_today


@dataclass(frozen=True)
class NewDraft:
    """`values` name fields of a decision, each of `awards` fields of an award; `papers` are titles and addresses;
    `origin` and `changes` are what the diary says of where it came from, and with which words."""

    values: Mapping[str, Any]
    makers: Sequence[Post] = ()
    awards: Sequence[Mapping[str, Any]] = ()
    papers: Sequence[tuple[str, str]] = ()
    priorities: Sequence[Priority] = ()
    origin: str = ""
    changes: Changes = field(default_factory=dict)


@transaction.atomic
def draft_past(drafts: Sequence[NewDraft], *, by: User, at: datetime | None = None) -> list[Decision]:
    """Drafts of past decisions, all or none, in order.

    Refused for anybody but officers and approvers, and if a reference is taken.
    """
    require_editor(by)
    moment = at or timezone.now()
    references = give_references(drafts, year=london_today(moment).year)
    decisions = insert_together(
        past(new, reference, by=by, at=moment) for new, reference in zip(drafts, references, strict=True)
    )
    pairs = list(zip(decisions, drafts, strict=True))
    insert_together(
        DecisionMaker(decision=decision, post=post, title=post.title, position=position)
        for decision, new in pairs
        for position, post in enumerate(new.makers, start=1)
    )
    insert_together(
        Award(decision=decision, number=number, **values)
        for decision, new in pairs
        for number, values in enumerate(new.awards, start=1)
    )
    insert_together(
        Paper(decision=decision, number=number, title=title, url=url)
        for decision, new in pairs
        for number, (title, url) in enumerate(new.papers, start=1)
    )
    serves: Any = Decision.priorities.through
    insert_together(serves(decision=decision, priority=each) for decision, new in pairs for each in new.priorities)
    save_events(pairs)
    return decisions


@transaction.atomic
def delete_past(decisions: list[int], *, by: User) -> None:
    """Delete drafts of past decisions, by their numbers, with their diaries: as if they had never been brought in.

    Refused for anybody but officers and approvers, and if one of them was ever published.
    """
    require_editor(by)
    unpublished = Decision.objects.filter(pk__in=decisions, is_past=True, published_at=None)
    if unpublished.count() != len(decisions):
        raise Refused("One of these decisions is published: it cannot be deleted.")
    delete_drafts(decisions)


def past(new: NewDraft, reference: str, *, by: User, at: datetime) -> Decision:
    return Decision(
        **{**new.values, "reference": reference},
        is_past=True,
        created_by=by,
        owner=by,
        created_at=at,
        author_ids=[by.pk],
        last_award_number=len(new.awards),
        last_paper_number=len(new.papers),
    )


def save_events(pairs: Sequence[tuple[Decision, NewDraft]]) -> None:
    """The events with which their diaries begin."""
    kind = ContentType.objects.get_for_model(Decision)
    content = ({"comment": new.origin, "changes": new.changes} for _, new in pairs)
    texts = insert_together(KeptText.of(decision, each) for (decision, _), each in zip(pairs, content, strict=True))
    insert_together(drafted(decision, new, kind, each) for (decision, new), each in zip(pairs, texts, strict=True))


def drafted(decision: Decision, new: NewDraft, kind: ContentType, texts: KeptText) -> Event:
    return Event(
        at=decision.created_at,
        by_id=decision.created_by_id,
        verb="drafted",
        thing_type=kind,
        thing_id=decision.pk,
        decision=decision,
        revision=1,
        labels=list(new.changes),
        is_public=False,
        texts=texts,
    )


def give_references(drafts: Sequence[NewDraft], *, year: int) -> list[str]:
    """A reference for each draft: its own, or the next free one of the year it was decided in."""
    taken = {reference.casefold() for reference in Decision.objects.values_list("reference", flat=True)}
    own = [new.values.get("reference") or "" for new in drafts]
    for reference in filter(None, own):
        if reference.casefold() in taken:
            raise Refused(f"The reference {reference} is already taken by another decision. Choose another one.")
        taken.add(reference.casefold())
    years = [decided.year if (decided := new.values.get("decided_on")) else year for new in drafts]
    counters = {each: lock_counter(each) for each in sorted(set(years))}
    given = [mine or next_free(counters[each], taken) for mine, each in zip(own, years, strict=True)]
    for counter in counters.values():
        counter.save()
    return given


def next_free(counter: ReferenceCounter, taken: set[str]) -> str:
    while True:
        counter.last += 1
        reference = office_reference(counter)
        if reference.casefold() not in taken:
            taken.add(reference.casefold())
            return reference
