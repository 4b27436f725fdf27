"""Taking down: any approver, alone and at once, puts a text or a paper out of public sight while it is being checked
(domain §8). Nothing is destroyed."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from conditions.models import Obligation
from grants.actions.diary import record
from grants.models import Decision, User
from grants.refused import Refused
from register.actions.chaining import lock_with_register
from register.actions.listing import list_decision
from register.models import Listing, Notice, TakeDown


@transaction.atomic
def take_down(
    decision: Decision, *, by: User, reason: str, paper: int | None = None, at: datetime | None = None
) -> TakeDown:
    """Put the text of every version of a decision out of public sight, or a `paper`, by its number: the file, and what
    versions say of it. Pages, listing, search, feeds, exports and downloads follow at once.

    Refused: for anybody but an approver; without a sentence why, for the office; what is out of sight already; a paper
    that is a link, which is kept elsewhere.
    """
    require_approver(by)
    if not reason.strip():
        raise Refused("Say in a sentence what has to be checked.")
    decision, newest = lock_published(decision)
    digest = digest_of(newest, paper) if paper is not None else ""
    if TakeDown.objects.unsettled().filter(decision=decision, paper_sha256=digest).exists():
        raise Refused("This is out of public sight already.")
    moment = at or timezone.now()
    row = TakeDown.objects.create(
        decision=decision,
        paper_sha256=digest,
        paper_number=paper,
        reason=reason.strip(),
        taken_down_by=by,
        taken_down_at=moment,
    )
    if digest:
        show_papers(newest)
    else:
        hide_text(decision, at=moment)
    record(f"took down {row.what}", decision, by=by, at=at, comment=row.reason)
    return row


def others_with(row: TakeDown) -> list[str]:
    """The references of other decisions that still hand out the file of the paper that was taken down."""
    same = {"notice__document_data__papers__contains": [{"sha256": row.paper_sha256}], "is_withdrawn": False}
    listings = (
        Listing.objects.filter(**same)
        .exclude(decision=row.decision)
        .exclude(notice__papers_down__has_key=row.paper_sha256)
    )
    return list(listings.order_by("reference").values_list("reference", flat=True)) if row.paper_sha256 else []


@transaction.atomic
def restore(row: TakeDown, *, by: User, at: datetime | None = None) -> TakeDown:
    """Put it back into public sight, also where a later notice has settled it."""
    require_approver(by)
    decision, newest = lock_published(row.decision)
    row = TakeDown.objects.get(pk=row.pk)
    if row.restored_at:
        raise Refused("This has been restored already.")
    if TakeDown.objects.unsettled().filter(decision=decision, paper_sha256=row.paper_sha256).exclude(pk=row.pk):
        raise Refused("It has been taken down again since: restore that.")
    row.restored_by, row.restored_at = by, at or timezone.now()
    row.settled_at = row.settled_at or row.restored_at
    row.save()
    if row.paper_sha256:
        show_papers(newest)
    else:
        show_text(row)
    record(f"restored {row.what}", decision, by=by, at=at)
    return row


def settle_take_downs(notice: Notice, *, at: datetime) -> None:
    """A notice that follows settles what was down of the text, and papers that it no longer hands out. What it still
    lists and is not restored stays out of sight in it too."""
    down = TakeDown.objects.unsettled().filter(decision=notice.decision)
    if notice.kind != Notice.Kind.WITHDRAWAL:
        down = down.exclude(paper_sha256__in=[each.sha256 for each in notice.full_document.papers if each.sha256])
        Obligation.objects.filter(condition__decision=notice.decision).update(is_taken_down=False)
    down.update(settled_at=at)
    say_which_papers_are_down(notice)


def hide_text(decision: Decision, *, at: datetime) -> None:
    """Put the text of all versions out of sight, with the listing and the obligations that quote it."""
    notices = Notice.objects.filter(decision=decision)
    notices.filter(taken_down_at=None, document_data__isnull=False).update(taken_down_at=at)
    Obligation.objects.filter(condition__decision=decision).update(is_taken_down=True)
    list_decision(notices.order_by("-version")[0])


def show_text(row: TakeDown) -> None:
    """Put back what this take down hid. Versions that an earlier one hid, which a correction settled, stay hidden."""
    notices = Notice.objects.filter(decision=row.decision)
    notices.filter(taken_down_at=row.taken_down_at).update(taken_down_at=None)
    Obligation.objects.filter(condition__decision=row.decision).update(is_taken_down=False)
    list_decision(notices.order_by("-version")[0])


def show_papers(newest: Notice) -> None:
    """Have every version, and the listing made from the newest one, say which papers are out of sight."""
    say_which_papers_are_down(newest)
    list_decision(newest)


def say_which_papers_are_down(newest: Notice) -> None:
    rows = TakeDown.objects.filter(decision=newest.decision).exclude(paper_sha256="")
    sentences = {row.paper_sha256: row.public_sentence if row.restored_at is None else "" for row in rows}
    if not sentences:
        return
    for notice in Notice.objects.filter(decision=newest.decision, document_data__isnull=False):
        listed = {each.sha256 for each in notice.full_document.papers}
        down = {sha256: sentences[sha256] for sha256 in sorted(listed & sentences.keys()) if sentences[sha256]}
        Notice.objects.filter(pk=notice.pk).update(papers_down=down)
    newest.refresh_from_db(fields=["papers_down"])


def lock_published(decision: Decision) -> tuple[Decision, Notice]:
    """The decision and its newest notice, while nobody publishes."""
    decision = lock_with_register(decision)
    newest = Notice.objects.filter(decision=decision).order_by("-version").first()
    if newest is None:
        raise Refused("Only what has been published can be taken down.")
    return decision, newest


def digest_of(newest: Notice, number: int) -> str:
    paper = next((each for each in newest.full_document.papers if each.number == number), None)
    if paper is None or newest.kind == Notice.Kind.WITHDRAWAL:
        raise Refused("The public cannot read this paper.")
    if not paper.sha256:
        raise Refused("This paper is a link. Whoever keeps it can take it down; here, take down the text.")
    return paper.sha256


def require_approver(by: User) -> None:
    if not by.is_approver:
        raise Refused("Only an approver may take down or restore what is public.")
