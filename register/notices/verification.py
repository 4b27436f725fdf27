"""Whether the register still says what was published: every digest worked out again, from the first notice on."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Exists, OuterRef

from register.models import Notice
from register.notices.chain import chain_digest, document_digest, metadata


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
    newer = Notice.objects.filter(decision=OuterRef("decision"), version__gt=OuterRef("version"))
    notices = Notice.objects.order_by("sequence").select_related("decision").annotate(is_superseded=Exists(newer))
    return walk(notices.iterator(chunk_size=500))


def walk(notices: Iterable[Notice]) -> Verification:
    verified, redacted, previous = 0, 0, ""
    for notice in notices:
        if fault := fault_of(notice, sequence=verified + 1, previous=previous):
            return Verification(verified, redacted, previous, f"Notice {notice.sequence} ({notice}): {fault}")
        verified, redacted, previous = verified + 1, redacted + notice.is_redacted, notice.chain_digest
    return Verification(verified, redacted, previous)


def fault_of(notice: Notice, *, sequence: int, previous: str) -> str:
    """What is wrong with a notice that should stand at this place of the chain; empty where nothing is."""
    if notice.sequence != sequence:
        return f"notice {sequence} before it is missing."
    if notice.is_redacted and not notice.is_superseded:  # type: ignore[attr-defined]
        return "its document is missing, but it is the current version."
    if not (notice.is_redacted or document_holds(notice)):
        return "its document is not the one that was published."
    if notice.previous_digest != previous:
        return "it does not follow the notice before it."
    if notice.chain_digest != chain_digest(previous, notice.document_digest, metadata_of(notice)):
        return "its number, date, kind or note is not what was published."
    return ""


def document_holds(notice: Notice) -> bool:
    data, salt = cast(dict[str, Any], notice.document_data), bytes(cast(bytes, notice.salt))
    try:
        return document_digest(data, salt) == notice.document_digest
    except (TypeError, ValueError):  # no document at all: something that has no canonical form
        return False


def metadata_of(notice: Notice) -> dict[str, object]:
    return metadata(
        sequence=notice.sequence,
        reference=notice.decision.reference,
        version=notice.version,
        kind=notice.kind,
        note=notice.note,
        published_at=notice.published_at,
    )
