"""Digests: what makes a notice provable. SHA-256 over canonical JSON (RFC 8785).

The document's digest is salted, so that after a lawful redaction nobody can find out by guessing what was taken out.
"""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import rfc8785


def document_digest(document_data: Mapping[str, Any], salt: bytes) -> str:
    """SHA-256 of the salt followed by the document in canonical form, in hexadecimal."""
    return hashlib.sha256(salt + rfc8785.dumps(dict(document_data))).hexdigest()


def chain_digest(previous: str, document: str, metadata: Mapping[str, Any]) -> str:
    """SHA-256 of the previous notice's chain digest, this document's digest and the metadata in canonical form."""
    return hashlib.sha256(previous.encode() + document.encode() + rfc8785.dumps(dict(metadata))).hexdigest()


def metadata(
    *, sequence: int, reference: str, version: int, kind: str, note: str, published_at: datetime
) -> dict[str, Any]:
    """What of a notice the chain vouches for besides its document; the moment is written in UTC."""
    return {
        "sequence": sequence,
        "reference": reference,
        "version": version,
        "kind": kind,
        "note": note,
        "published_at": published_at.astimezone(UTC).isoformat(timespec="microseconds"),
    }


def text_digest(text: str) -> str:
    """The digest by which the office knows a notice it has already imported."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()
