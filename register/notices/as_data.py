"""A notice as data: with its digests for those who check it, and as linked data (schema.org) for search engines."""

import json
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from register.document import AwardEntry, Document
from register.models import Notice
from register.notices.verification import metadata_of

# In a page, text must never end the element that it stands in.
ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def as_data(notice: Notice) -> dict[str, Any]:
    """What docs/verify.md works with. Document and salt are null where they were taken out."""
    return {
        "metadata": metadata_of(notice),
        "document": notice.document_data,
        "salt": None if notice.salt is None else bytes(notice.salt).hex(),
        "document_digest": notice.document_digest,
        "previous_digest": notice.previous_digest,
        "chain_digest": notice.chain_digest,
    }


def linked_data(document: Document, address: str) -> SafeString:
    """A schema.org MonetaryGrant for each award, as JSON-LD that may stand in a page."""
    grants = [monetary_grant(award, document, address) for award in document.awards if document.makes_awards]
    text = json.dumps({"@context": "https://schema.org", "@graph": grants}, ensure_ascii=False)
    return mark_safe(text.translate(ESCAPES))  # noqa: S308  what could end the element has just been escaped


def monetary_grant(award: AwardEntry, document: Document, address: str) -> dict[str, Any]:
    grant = {
        "@type": "MonetaryGrant",
        "identifier": f"{document.reference}-{award.number}",
        "name": award.title,
        "description": document.summary or document.purpose,
        "url": f"{address}#award-{award.number}",
        "amount": {"@type": "MonetaryAmount", "currency": "GBP", "value": str(award.amount)},
        "funder": {"@type": "GovernmentOrganization", "name": settings.OFFICE.body},
    }
    if award.recipient.slug:
        grant["fundedItem"] = {"@type": "Organization", "name": award.recipient.name}
    return grant
