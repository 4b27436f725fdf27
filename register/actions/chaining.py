"""The next places in the chain of the register, for whatever is published."""

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db import connection

from grants.models import Decision
from register.loading import lock_decision
from register.notices.chain import chain_digest, document_digest, metadata

# Publishers take turns for the whole register, because each notice is chained to the one before it.
REGISTER_LOCK = 20_110_915  # the Police Reform and Social Responsibility Act received Royal Assent on 15/09/2011
LOCK = f"SELECT pg_advisory_xact_lock({REGISTER_LOCK})"
LAST = """
    SELECT sequence, chain_digest FROM (
        (SELECT sequence, chain_digest FROM register_notice ORDER BY sequence DESC LIMIT 1)
        UNION ALL (SELECT sequence, chain_digest FROM register_yearaccount ORDER BY sequence DESC LIMIT 1)
    ) AS last ORDER BY sequence DESC LIMIT 1
"""


def lock_register() -> None:
    """Until the transaction ends. Whoever locks a decision as well locks that first, always in this order."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK)


def lock_with_register(decision: Decision) -> Decision:
    """Both; the decision with its parts as they are once nobody else publishes."""
    lock_decision(decision)
    lock_register()
    return lock_decision(decision)


@dataclass(frozen=True)
class Unchained:
    """What is to be published, without its place; its digest, which says nothing of that, is worked out before anybody
    has to wait for it."""

    data: dict[str, Any]
    reference: str
    version: int
    kind: str
    note: str
    at: datetime
    salt: bytes = field(default_factory=lambda: secrets.token_bytes(16))

    @cached_property
    def digest(self) -> str:
        return document_digest(self.data, self.salt)

    @property
    def facts(self) -> dict[str, Any]:
        """What `ChainLink` keeps of it whatever its place."""
        return {
            "document_data": self.data,
            "salt": self.salt,
            "note": self.note,
            "version": self.version,
            "kind": self.kind,
            "published_at": self.at,
            "document_digest": self.digest,
        }


def chained(links: Iterable[Unchained]) -> Iterator[dict[str, Any]]:
    """What `ChainLink` keeps of each of these, one after the other behind the last one. Locks the register."""
    links = list(links)
    digests = [each.digest for each in links]
    with connection.cursor() as cursor:
        cursor.execute(f"{LOCK};{LAST}")  # in one errand; the second statement sees what was published meanwhile
        sequence, previous = cursor.fetchone() or (0, "")
    for link, digest in zip(links, digests, strict=True):
        sequence += 1
        facts = metadata(
            sequence=sequence,
            reference=link.reference,
            version=link.version,
            kind=link.kind,
            note=link.note,
            published_at=link.at,
        )
        own = chain_digest(previous, digest, facts)
        yield link.facts | {"sequence": sequence, "previous_digest": previous, "chain_digest": own}
        previous = own
