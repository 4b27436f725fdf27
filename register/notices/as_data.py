"""A notice as data: with its digests for those who check it, and as linked data (schema.org) for search engines."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from pydantic import Field

from register.account_document import AccountDocument
from register.document import Document
from register.document_entries import AwardEntry, DocumentEntry
from register.models import Notice, YearAccount
from register.notices.verification import metadata_of

# In a page, text must never end the element that contains it.
ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}
DIALECT = "https://json-schema.org/draft/2020-12/schema"


class NoticeMetadata(DocumentEntry):
    """What the chain vouches for besides the document."""

    sequence: int = Field(description="The place of the notice in the whole register: 1, 2, 3 and so on.")
    reference: str
    version: int
    kind: Literal["publication", "correction", "withdrawal", "account", "account_correction"]
    note: str
    published_at: str = Field(description="ISO 8601, in UTC.")


class NoticeData(DocumentEntry):
    """A published notice with all that is needed to check it. Document and salt are null after a redaction, and while
    its text is out of public sight; then the metadata are null too."""

    schema_address: str = Field(alias="$schema", description="The address of this schema.")
    metadata: NoticeMetadata | None
    document: Document | AccountDocument | None = Field(description="Of a decision, or a yearly account.")
    salt: str | None = Field(description="16 random bytes, in hexadecimal.")
    document_digest: str = Field(description="SHA-256 of the salt followed by the document in canonical form.")
    previous_digest: str = Field(description="The chain digest of the notice before this one; empty for the first.")
    chain_digest: str = Field(description="SHA-256 of the previous digest, the document digest and the metadata.")


def schema_address() -> str:
    return settings.SITE_ADDRESS.rstrip("/") + reverse("public:notice_schema")


def notice_schema() -> dict[str, Any]:
    """The JSON Schema of what `as_data` gives, made from the types that documents are written with."""
    return {"$schema": DIALECT, "$id": schema_address()} | NoticeData.model_json_schema(mode="serialization")


def as_data(notice: Notice | YearAccount) -> dict[str, Any]:
    """What docs/verify.md works with. Document and salt are null where they were taken out; where something is out
    of public sight, only the digests are told."""
    is_in_sight = notice.is_in_sight
    return {
        "$schema": schema_address(),
        "metadata": metadata_of(notice) if is_in_sight else None,
        "document": notice.document_data if is_in_sight else None,
        "salt": bytes(notice.salt).hex() if notice.salt is not None and is_in_sight else None,
        "document_digest": notice.document_digest,
        "previous_digest": notice.previous_digest,
        "chain_digest": notice.chain_digest,
    }


def linked_data(document: Document, address: str, current: Mapping[int, Decimal] | None = None) -> SafeString:
    """The decision, and a MonetaryGrant for each award that it makes, in the words of schema.org: as JSON-LD that may
    stand in a page. `current`: what awards stand at now, by number, where it is no earlier version."""
    awards = [award for award in document.awards if award.amount and document.makes_awards]
    grants = [monetary_grant(award, document, address, (current or {}).get(award.number)) for award in awards]
    text = json.dumps(
        {"@context": "https://schema.org", "@graph": [report(document, address), *grants]}, ensure_ascii=False
    )
    return mark_safe(text.translate(ESCAPES))  # noqa: S308  what could end the element has just been escaped


def report(document: Document, address: str) -> dict[str, Any]:
    """A decision; its status says that it was withdrawn, or what was decided."""
    return {
        "@type": "Report",
        "@id": address,
        "url": address,
        "identifier": document.reference,
        "name": document.title,
        "description": document.withdrawal_reason or document.summary or document.title,
        "dateCreated": document.decided_on.isoformat(),
        "datePublished": document.first_published_on.isoformat(),
        "creativeWorkStatus": "Withdrawn" if document.withdrawal_reason else document.outcome_label,
        "publisher": {"@type": "GovernmentOrganization", "name": settings.OFFICE.body},
    }


def monetary_grant(award: AwardEntry, document: Document, address: str, stands: Decimal | None) -> dict[str, Any]:
    """With the amount as decided, and as it stands where that is another (domain §5): each says which it is."""
    amounts = [monetary_amount("As decided", award.amount)]
    if stands is not None and stands != award.amount:
        amounts.append(monetary_amount("As it stands" if stands else "As it stands: ended", stands))
    grant = {
        "@type": "MonetaryGrant",
        "identifier": f"{document.reference}-{award.number}",
        "name": award.title,
        "description": document.summary or document.text("purpose"),
        "url": f"{address}#award-{award.number}",
        "amount": amounts[0] if len(amounts) == 1 else amounts,
        "funder": {"@type": "GovernmentOrganization", "name": settings.OFFICE.body},
    }
    if award.recipient.slug:
        grant["fundedItem"] = {"@type": "Organization", "name": award.recipient.name}
    return grant


def monetary_amount(name: str, pounds: Decimal) -> dict[str, str]:
    return {"@type": "MonetaryAmount", "name": name, "currency": "GBP", "value": str(pounds)}
