"""The next place in the chain of the register, for whatever is published."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from register.notices.chain import chain_digest, document_digest, metadata
from register.notices.verification import newest


def next_link(
    data: Mapping[str, Any], *, reference: str, version: int, kind: str, note: str, at: datetime
) -> dict[str, Any]:
    """What `ChainLink` keeps of a document that follows the last one. The register must be locked already."""
    last = newest()
    sequence, previous = (last.sequence + 1, last.chain_digest) if last else (1, "")
    salt = secrets.token_bytes(16)
    digest = document_digest(data, salt)
    facts = metadata(sequence=sequence, reference=reference, version=version, kind=kind, note=note, published_at=at)
    return {
        "document_data": data,
        "salt": salt,
        "note": note,
        "version": version,
        "kind": kind,
        "published_at": at,
        "sequence": sequence,
        "document_digest": digest,
        "previous_digest": previous,
        "chain_digest": chain_digest(previous, digest, facts),
    }
