"""What may happen to the record of a decision while it is worked on."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from grants.actions.diary import Changes, distinguished, label, record, set_fields
from grants.actions.office_data import get_or_add_posts
from grants.actions.published_rows import keep_published_rows
from grants.formatting import moment
from grants.models import Award, Decision, DecisionMaker, Post, ReferenceCounter, User
from grants.record import field
from grants.refused import Discarded, Refused, Stale
from grants.years import london_today

MAKERS = field("decision_makers").label
# The digit keeps a reference apart from the words in addresses, such as /decisions/new/.
REFERENCE = re.compile(r"(?=.*[0-9])[A-Za-z0-9]+(-[A-Za-z0-9]+)*")


@transaction.atomic
def draft(*, by: User, values: Mapping[str, Any], form_key: UUID | None = None, at: datetime | None = None) -> Decision:
    """A new draft with a reference of its own. The same form sent twice gives the same draft.

    Refused for anybody but officers and approvers.
    """
    require_editor(by)
    moment = at or timezone.now()
    # The counter is locked first, so that of two equal forms at the same moment the second finds the first's draft.
    counter = lock_counter((values.get("decided_on") or london_today(moment)).year)
    if form_key is not None and (existing := Decision.objects.filter(form_key=form_key).first()):
        return existing
    decision = Decision(created_by=by, owner=by, created_at=moment, author_ids=[by.pk], form_key=form_key, revision=0)
    reference = values.get("reference") or next_reference(counter)
    refuse_unfit(reference)
    changes = set_fields(decision, {**values, "reference": reference})
    return record_edit(decision, "drafted", by=by, at=at, changes=changes)


@transaction.atomic
def revise(
    decision: Decision,
    *,
    by: User,
    values: Mapping[str, Any],
    makers: Iterable[str] | None = None,
    revision: int | None = None,
    at: datetime | None = None,
) -> Decision:
    """Change fields of the record, and with `makers` (titles of posts, in order) who took the decision. Awards that are
    titled as the decision is take its new title, as long as they are not published.

    With the `revision` that the form was opened with, refuses (Stale) where somebody else has since changed one of the
    same fields.
    """
    decision = open_for_editing(decision, by=by)
    if revision is not None:
        names = {label(Decision._meta.get_field(name)) for name in values}
        refuse_stale(decision, names | ({MAKERS} if makers is not None else set()), since=revision)
    if values.get("reference", decision.reference) != decision.reference:
        refuse_new_reference(decision, values["reference"])
    if values.get("supersedes", decision.supersedes) != decision.supersedes:
        values = {**values, "superseded_stand": None}
    titled = decision.title
    changes = set_fields(decision, values)
    changes |= retitle_awards(decision, titled) if decision.title != titled else {}
    if makers is not None:
        titles = list(makers)
        known = {maker.title: maker.post for maker in decision.decision_makers.select_related("post")}
        others = [title for title in titles if title not in known]
        known |= zip(others, get_or_add_posts(others, by=by, at=at), strict=True)
        changes |= save_decision_makers(decision, [known[title] for title in titles])
    return record_edit(decision, "revised", by=by, at=at, changes=changes)


def retitle_awards(decision: Decision, titled: str) -> Changes:
    """Awards that are `titled` as the decision was get the title that it has now; gives back what changed."""
    longest = Award._meta.get_field("title").max_length
    changes: Changes = {}
    for award in decision.awards.filter(title=titled[:longest], published_at=None):
        changed = set_fields(award, {"title": decision.title[:longest]})
        changes |= {f"Award {award.number}: {label}": pair for label, pair in changed.items()}
    return changes


@transaction.atomic
def say_what_stands(decision: Decision, *, by: User, numbers: Iterable[int], at: datetime | None = None) -> Decision:
    """Which awards of the decision that this one supersedes stand, by their numbers; all others end with this one."""
    decision = open_for_editing(decision, by=by)
    if decision.supersedes is None:
        raise Refused("This decision supersedes no other.")
    changes = set_fields(decision, {"superseded_stand": sorted(numbers)})
    return record_edit(decision, "revised", by=by, at=at, changes=changes)


@transaction.atomic
def set_decision_makers(decision: Decision, *, by: User, posts: Iterable[Post], at: datetime | None = None) -> Decision:
    """Say which posts took the decision, in order, with their current titles; a maker listed before keeps the earlier
    title."""
    decision = open_for_editing(decision, by=by)
    return record_edit(decision, "revised", by=by, at=at, changes=save_decision_makers(decision, posts))


def save_decision_makers(decision: Decision, posts: Iterable[Post]) -> Changes:
    before = makers_of(decision)
    titles = dict(before[0])
    decision.decision_makers.all().delete()
    DecisionMaker.objects.bulk_create(
        DecisionMaker(decision=decision, post=post, title=titles.get(post.pk, post.title), position=position)
        for position, post in enumerate(dict.fromkeys(posts), start=1)
    )
    after = makers_of(decision)
    return {MAKERS: distinguished(before, after)} if before != after else {}


def makers_of(decision: Decision) -> tuple[list[tuple[int, str]], str]:
    """The posts with their titles on the day, in order; and the same in words."""
    posts = list(decision.decision_makers.values_list("post_id", "title"))
    return posts, "; ".join(title for _, title in posts)


def open_for_editing(decision: Decision, *, by: User) -> Decision:
    """The decision under lock, for any action that edits it or a part of it; refused where it may not be edited."""
    require_editor(by)
    # "No key": whoever only points at the decision, as a contribution's line of the diary does, need not wait.
    locked = Decision.objects.select_for_update(no_key=True).filter(pk=decision.pk).first()
    if locked is None:
        raise Discarded
    if locked.state == Decision.State.WITHDRAWN:
        raise Refused("This decision has been withdrawn and can no longer be changed.")
    if locked.state == Decision.State.PUBLISHED:
        keep_published_rows(locked)
    return locked


def record_edit(
    decision: Decision,
    verb: str,
    *,
    by: User,
    thing: Any = None,
    changes: Changes | None = None,
    comment: str = "",
    at: datetime | None = None,
) -> Decision:
    """After an edit: any approval is cleared, the editor becomes an author, and the diary says what changed. A
    correction belongs to the person who begins it.

    An edit that changed nothing leaves everything as it was.
    """
    if not (changes or comment):
        return decision
    if decision.state in (Decision.State.APPROVED, Decision.State.PUBLISHED):
        decision.author_ids = []
    if decision.state == Decision.State.PUBLISHED:
        decision.owner = by
    decision.state = Decision.State.DRAFT
    decision.sent_by = decision.sent_at = decision.approved_by = decision.approved_at = None
    decision.exceeding_reason = ""
    decision.author_ids = sorted({*decision.author_ids, by.pk})
    decision.revision += 1
    decision.save()
    record(verb, thing or decision, by=by, at=at, decision=decision, changes=changes, comment=comment, is_public=False)
    return decision


def refuse_stale(decision: Decision, labels: set[str], *, since: int) -> None:
    """Only lines about the record itself count: an award's title is not the decision's title."""
    of_record = decision.events.filter(thing_type__model="decision")
    later = of_record.filter(revision__gt=since).select_related("by").order_by("revision")
    if clashing := [event for event in later if labels.intersection(event.labels)]:
        raise Stale(clashing, revision=decision.revision)


def require_editor(by: User) -> None:
    if not (by.is_officer or by.is_approver):
        raise Refused("Only an officer of the office may do this.")


def refuse_new_reference(decision: Decision, reference: str) -> None:
    if decision.published_at:
        raise Refused("The reference cannot change: the decision has been published with it.")
    refuse_unfit(reference)


def refuse_unfit(reference: str) -> None:
    if not REFERENCE.fullmatch(reference):
        raise Refused("Write the reference with letters, digits and single hyphens, and at least one digit.")
    if Decision.objects.filter(reference__iexact=reference).exists():
        raise Refused(f"The reference {reference} is already taken by another decision. Choose another one.")


def lock_counter(year: int) -> ReferenceCounter:
    ReferenceCounter.objects.get_or_create(year=year)
    return ReferenceCounter.objects.select_for_update().get(year=year)


def next_reference(counter: ReferenceCounter) -> str:
    """The next free reference of the counter's calendar year, like GM-2024-0031; gaps are normal."""
    while True:
        counter.last += 1
        reference = office_reference(counter)
        if not Decision.objects.filter(reference__iexact=reference).exists():
            counter.save()
            return reference


def office_reference(counter: ReferenceCounter) -> str:
    return f"{settings.OFFICE.reference_prefix}-{counter.year}-{counter.last:04}"


def refuse_changed(decision: Decision, *, since: int | None) -> None:
    """Refuse where the decision, locked by now, is not the revision that somebody looked at: say what has changed."""
    if since is None or decision.revision == since:
        return
    later = decision.events.filter(revision__gt=since).select_related("by").order_by("revision", "pk")
    changes = (f"{each.by} {each.verb} on {moment(each.at)}{named(each.labels)}." for each in later)
    raise Refused("It has changed since you opened this page, so nothing was done. Read it as it is now.", *changes)


def named(labels: list[str]) -> str:
    return f": {', '.join(labels)}" if labels else ""
