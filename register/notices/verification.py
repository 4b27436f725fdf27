"""Whether the register still says what was published: every digest worked out again, from the first notice on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import merge
from operator import attrgetter
from typing import Any, cast

from django.db.models import Exists, OuterRef, QuerySet

from register.models import Notice, YearAccount
from register.models.chain_links import ChainLink
from register.notices.chain import chain_digest, document_digest, metadata

CHUNK = 500  # rows that are held at a time, however many there are


@dataclass(frozen=True)
class Verification:
    """`verified` notices hold, `redacted` of them without their document. `fault` names the first that does not hold,
    and why; it is empty where all do. `newest_digest`, kept elsewhere, shows later that none was cut off the end."""

    verified: int = 0
    redacted: int = 0
    newest_digest: str = ""
    fault: str = ""


def verify() -> Verification:
    """Walk the whole chain, and stop at the first notice that does not hold."""
    return walk(in_order())


def in_order() -> Iterator[Notice | YearAccount]:
    """Every notice in the order of the chain, those of decisions and of yearly accounts; a part of them in memory at a
    time."""
    notices, accounts = (links.order_by("sequence").iterator(CHUNK) for links in both_kinds())
    return merge(notices, accounts, key=attrgetter("sequence"))


def both_kinds() -> tuple[QuerySet[Notice], QuerySet[YearAccount]]:
    newer = Notice.objects.filter(decision=OuterRef("decision"), version__gt=OuterRef("version"))
    notices = Notice.objects.select_related("decision").annotate(is_superseded=Exists(newer))
    return notices, YearAccount.objects.all()


def head_fault() -> str:
    """What is wrong with the newest notice of the chain and its place behind the one before; empty where nothing is.
    Its cost does not grow with the register."""
    newest_of_each = [link for links in both_kinds() for link in links.order_by("-sequence")[:2]]
    newest_two = sorted(newest_of_each, key=attrgetter("sequence"))[-2:]
    if not newest_two:
        return ""
    before = newest_two[0] if len(newest_two) == 2 else None
    sequence, previous = (before.sequence + 1, before.chain_digest) if before else (1, "")
    return fault_of(newest_two[-1], sequence=sequence, previous=previous)


def newest() -> Notice | YearAccount | None:
    """The last one of the chain, without its document."""
    notice = Notice.objects.order_by("-sequence").select_related("decision").defer("document_data").first()
    account = YearAccount.objects.order_by("-sequence").defer("document_data").first()
    if notice and account:
        return notice if notice.sequence > account.sequence else account
    return notice or account


def is_in_chain(digest: str) -> bool:
    return any(links.filter(chain_digest=digest).exists() for links in both_kinds())


def walk(notices: Iterable[Notice | YearAccount]) -> Verification:
    verified, redacted, previous = 0, 0, ""
    for notice in notices:
        if fault := fault_of(notice, sequence=verified + 1, previous=previous):
            return Verification(verified, redacted, previous, f"Notice {notice.sequence} ({notice}): {fault}")
        verified, redacted, previous = verified + 1, redacted + notice.is_redacted, notice.chain_digest
    return Verification(verified, redacted, previous)


def fault_of(notice: Notice | YearAccount, *, sequence: int, previous: str) -> str:
    """What is wrong with a notice that should stand at this place of the chain; empty where nothing is."""
    if notice.sequence != sequence:
        return f"notice {sequence} before it is missing."
    if notice.is_redacted and not notice.is_superseded:  # type: ignore[union-attr]
        return "its document is missing, but it is the current version."
    if not (notice.is_redacted or document_holds(notice)):
        return "its document is not the one that was published."
    if notice.previous_digest != previous:
        return "it does not follow the notice before it."
    if notice.chain_digest != chain_digest(previous, notice.document_digest, metadata_of(notice)):
        return "its number, date, kind or note is not what was published."
    return ""


def document_holds(notice: ChainLink) -> bool:
    data, salt = cast(dict[str, Any], notice.document_data), bytes(cast(bytes, notice.salt))
    try:
        return document_digest(data, salt) == notice.document_digest
    except (TypeError, ValueError):  # no document at all: something that has no canonical form
        return False


def metadata_of(notice: Notice | YearAccount) -> dict[str, object]:
    return metadata(
        sequence=notice.sequence,
        reference=notice.reference,
        version=notice.version,
        kind=notice.kind,
        note=notice.note,
        published_at=notice.published_at,
    )
