"""The one-way door."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Func, Value
from django.utils import timezone

from conditions.actions.first_obligations import FirstTerms, first_obligations
from conditions.actions.obligations import raise_obligations
from conditions.models import AwardInForce
from grants.actions.decisions import refuse_changed, require_editor
from grants.actions.diary import record
from grants.actions.inserting import insertion, number, run
from grants.actions.public_text import public_reason
from grants.actions.published_rows import forget_published_rows
from grants.files import faults_of
from grants.models import Decision, Event, User
from grants.refused import Refused
from register.actions.approval import _approve, _send
from register.actions.as_approved import refuse_renamed, refuse_unapproved
from register.actions.chaining import Unchained, chained, lock_with_register
from register.actions.listing import ListedRows, list_decision, rows_of, save_what_they_name, statements_of
from register.actions.taking_down import settle_take_downs
from register.checks.checklist import refuse_blocks
from register.document import Document
from register.loading import lock_decision
from register.models import ListedAward, Listing, Notice
from register.notices.building import build

CHANGED = "It has been changed since the import was approved. Look at it, and approve the import again."


@transaction.atomic
def publish(
    decision: Decision,
    *,
    by: User,
    note: str = "",
    acknowledged: bool = False,
    revision: int | None = None,
    at: datetime | None = None,
) -> Notice:
    """Publish a decision, or a correction of it with a note on what changed and why.

    In one transaction: the gate, the document, the notice, the listing and the obligations. Others wait for it from the
    notice on; where it changes what is published, from the gate on, which then sees nothing of another one's halves.
    Refused unless approved, where it has changed since the `revision` that was read, or is not what was approved, while
    anything blocks, for a correction without a note, and for personal data in the note, unless `acknowledged`.
    """
    decision = lock_decision(decision)
    refuse_changed(decision, since=revision)
    return _publish(decision, by=by, note=note, acknowledged=acknowledged, at=at)


@transaction.atomic
def publish_past(
    decision: Decision,
    *,
    sender: User,
    by: User,
    exceeding_reason: str = "",
    unchanged_since: datetime | None = None,
    at: datetime | None = None,
) -> Notice:
    """Send, approve and publish a past decision in one go, as far as that is still to be done. Each step refuses what
    it always refuses; the decision is locked and read once. Refused if anybody else has changed it since the approver
    looked at it."""
    decision = lock_decision(decision)
    if unchanged_since and changed_since([decision], unchanged_since, but=by):
        raise Refused(CHANGED)
    if unchanged_since:
        refuse_renamed(decision, since=unchanged_since)
    was_approved = decision.state == Decision.State.APPROVED
    if decision.state == Decision.State.DRAFT:
        _send(decision, by=sender, at=at)
    if decision.state == Decision.State.SENT:
        _approve(decision, by=by, exceeding_reason=exceeding_reason, at=at)
    return _publish(decision, by=by, was_approved=was_approved, at=at)


def changed_since(decisions: Sequence[Decision], moment: datetime, *, but: User) -> set[int]:
    """Those (ids) that anybody else has changed."""
    events = Event.objects.filter(decision__in=decisions, at__gt=moment).exclude(by=but)
    return set(events.order_by().values_list("decision_id", flat=True))


def _publish(
    decision: Decision,
    *,
    by: User,
    note: str = "",
    acknowledged: bool = False,
    was_approved: bool = True,
    at: datetime | None,
) -> Notice:
    """Publish a decision that is already locked. `was_approved`: earlier, and not in this breath."""
    changes_others = changes_what_is_published(decision)
    if changes_others:
        decision = lock_with_register(decision)
    require_editor(by)
    if decision.state != Decision.State.APPROVED:
        raise Refused("Only an approved decision can be published.")
    refuse_blocks(decision)
    refuse_changed_files(decision)
    if was_approved:
        refuse_unapproved(decision)
    correction = decision.published_at is not None
    if correction and not note.strip():
        raise Refused("Say in the note what has changed and why. It will be published.")
    if correction or note.strip():
        note = public_reason(note, called="the note", acknowledged=acknowledged)
    moment = at or timezone.now()
    mark_published(decision, at=moment)
    decision.save(update_fields=["state", "published_at"])
    decision.awards.filter(published_at=None).update(published_at=moment)
    record("published", decision, by=by, at=moment, comment=note)
    if not changes_others:
        [notice] = append_first_notices([(decision, build(decision))], by=by, note=note, at=moment)
    else:
        kind = Notice.Kind.CORRECTION if correction else Notice.Kind.PUBLICATION
        notice = append_notice(decision, kind, build(decision), by=by, note=note, at=moment)
        settle_take_downs(notice, at=moment)
        update_listing_and_obligations(notice, at=moment)
    if correction:
        forget_published_rows(decision)
    return notice


def mark_published(decision: Decision, *, at: datetime) -> None:
    decision.state = Decision.State.PUBLISHED
    decision.published_at = decision.published_at or at


def changes_what_is_published(decision: Decision) -> bool:
    """A correction, or what varies or supersedes another decision."""
    return bool(decision.published_at or decision.supersedes_id or decision.variation_lines.all())


def refuse_changed_files(decision: Decision) -> None:
    """What is published is what was scanned: the content of each paper still has the digest that it was stored with."""
    faults = [
        f"Background paper {paper.number}, {paper.file.name}: {fault} Choose the file again."
        for paper in decision.papers.all()
        if paper.file
        for fault in faults_of(paper.file)
    ]
    if faults:
        raise Refused(*faults)


def append_first_notices(
    first: Sequence[tuple[Decision, Document]], *, by: User, note: str = "", at: datetime
) -> list[Notice]:
    """The first notices of decisions that vary none, with what is read from them. Nothing that there was before is
    looked for, and nobody else has to wait while digests, rows and statements are made: others wait from their places
    in the chain on, for one errand and the end of the transaction."""
    kind = Notice.Kind.PUBLICATION
    links = [
        Unchained(document.model_dump(mode="json"), document.reference, 1, kind, note, at) for _, document in first
    ]
    notices = [
        Notice(decision=decision, approved_by_id=decision.approved_by_id, published_by=by, **link.facts)
        for (decision, _), link in zip(first, links, strict=True)
    ]
    number(notices)
    rows = rows_of(notices)
    for each in rows:
        each.listing.first_sequence = sequence_of(each.listing.notice)
    statements = [*statements_of(rows), first_obligations(map(first_terms, rows))]
    save_what_they_name((each.listing, each.document) for each in rows)  # keys are looked at in the end
    for notice, facts in zip(notices, chained(links), strict=True):
        vars(notice).update(facts)
    run([insertion(notices), *statements])
    for each in rows:
        each.listing.first_sequence = each.listing.notice.sequence
    return notices


def sequence_of(notice: Notice) -> Any:
    """What is put into a statement for the place of a notice that has none yet."""
    return Func(Value(notice.pk), template="(SELECT sequence FROM register_notice WHERE id = %(expressions)s)")


def append_notice(decision: Decision, kind: str, document: Document, *, by: User, note: str, at: datetime) -> Notice:
    """The next notice of the register, chained to the last one."""
    version = 1 if kind == Notice.Kind.PUBLICATION else decision.notices.count() + 1
    data = document.model_dump(mode="json")
    [link] = chained([Unchained(data, document.reference, version, kind, note, at)])
    return Notice.objects.create(decision=decision, approved_by_id=decision.approved_by_id, published_by=by, **link)


def update_listing_and_obligations(notice: Notice, *, at: datetime) -> None:
    """Bring what is read from notices, the listing and the obligations, up to the newest one."""
    listings = list_decision(notice)
    varying = Listing.objects.filter(variation_lines__award__decision__in=[each.decision_id for each in listings])
    others = varying.exclude(pk__in=[each.pk for each in listings]).distinct().select_related("notice", "decision")
    # The awards in force first, then the variations whose conditions bind them.
    for listing in sorted([*listings, *others], key=lambda each: each.kind == Decision.Kind.VARIATION):
        raise_obligations_of(listing, is_own=listing.decision_id == notice.decision_id, at=at)


def first_terms(rows: ListedRows) -> FirstTerms:
    listing, document = rows.listing, rows.document
    return FirstTerms(
        decision=listing.decision,
        conditions=document.conditions if document.makes_awards else (),
        awards=[award_in_force(row, None, document) for row in rows.awards],
        title=document.title,
        decided_on=document.decided_on,
        withheld_wordings=withheld_wordings(listing.decision, document),
    )


def withheld_wordings(decision: Decision, document: Document) -> dict[int, str]:
    withheld = {entry.what for entry in document.withheld}
    return {each.number: each.wording for each in decision.conditions.all() if f"condition-{each.number}" in withheld}


def raise_obligations_of(listing: Listing, *, is_own: bool, at: datetime) -> None:
    """Raise the obligations that a listed decision asks for, at the amounts in force.

    What is withheld is in no notice. It is taken from the working rows when the decision itself is published
    (`is_own`). A variation of it leaves it as it is: the rows may hold a correction that is not published yet.
    """
    document = listing.notice.full_document
    decision = listing.decision
    earlier = (
        {} if is_own else {each.award_id: each for each in AwardInForce.objects.filter(reference=listing.reference)}
    )
    rows = listing.awards.select_related("listing", "award__partnership", "partnership", "stream")
    raise_obligations(
        decision,
        document.conditions if document.makes_awards else (),
        [award_in_force(row, earlier.get(row.award_id), document) for row in rows],
        title=document.title,
        decided_on=document.decided_on,
        varied=AwardInForce.objects.filter(award__in=listing.variation_lines.values("award")).select_related("award"),
        withheld_wordings=withheld_wordings(decision, document) if is_own else None,
        at=at,
    )


def award_in_force(row: ListedAward, earlier: AwardInForce | None, document: Document) -> AwardInForce:
    """An award as listed, with its published title; both title and partnership, if withheld, as its lead reads them."""
    hidden = any(entry.what == f"award-{row.number}" for entry in document.withheld)
    known = (earlier or row.award) if hidden else row
    return AwardInForce(
        award=row.award,
        reference=row.listing.reference,
        title=known.title,
        recipient_name=row.recipient_name,
        partnership_id=known.partnership_id,
        stream_id=row.stream_id,
        year=row.year,
        amount=row.current_amount,
        decided_amount=row.amount,
        decided_on=row.listing.decided_on,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        is_withheld=hidden,
        measures_data=[each.model_dump(mode="json") for each in document.measures if row.number in each.awards],
    )
