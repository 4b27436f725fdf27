"""Grants as the 360Giving standard has them (schema 1.4.3, domain §11): one grant per award that is worth something.

What the standard's quality rules find fault with is left out rather than guessed.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.conf import settings

from grants.models.organisations import Organisation
from grants.years import london_today
from public.open_data.rows import AwardRow
from public.open_data.tables import LICENCE_URL, address
from register.document_entries import WITHHELD
from register.models import ListedAward, Listing

VERSION = "1.4"  # as the package schema writes it, n.n; the schema itself is 1.4.3
MAX_TITLE = 140
LOCAL_AUTHORITY = "GLS050"
# What the first three characters of a GSS code say of a place.
GEO_CODE_TYPES = {
    "E06": "UA",
    "E07": "NMD",
    "E08": "MD",
    "E09": "LONB",
    "E10": "CTY",
    "W06": "UA",
    "E23": "PFA",
    "W15": "PFA",
}
EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


def package(rows: Iterable[AwardRow], *, modified: datetime) -> dict[str, Any]:
    """The whole file; `modified` is when the register last changed."""
    return heading(modified=modified) | {"grants": list(grants(rows))}


def grants(rows: Iterable[AwardRow]) -> Iterator[dict[str, Any]]:
    return (grant(row) for row in rows if belongs(row.award))


def heading(*, modified: datetime) -> dict[str, Any]:
    """What the file says of itself."""
    office = settings.OFFICE
    day = london_today(modified).isoformat()
    return {
        "version": VERSION,
        "title": f"{office.name}: grants",
        "description": f"The grants in force that {office.body} has published, each at its current amount. "
        "Those whose recipient is withheld are left out.",
        "issued": day,
        "modified": day,
        "publisher": {"name": office.body, "identifier": office.organisation_id},
        "license": LICENCE_URL,
    }


def belongs(award: ListedAward) -> bool:
    """The standard knows no grant of nothing, and none to somebody unnamed who is no individual."""
    return award.current_amount > 0 and award.recipient_name != WITHHELD


def grant(row: AwardRow) -> dict[str, Any]:
    award, listing = row.award, row.award.listing
    whole = {
        "id": f"{settings.OFFICE.giving_prefix}-{row.key()}",
        "title": award.title[:MAX_TITLE],
        "description": description(row),
        "currency": "GBP",
        "amountAwarded": float(award.current_amount),
        "awardDate": listing.decided_on.isoformat(),
        "fundingOrganization": [{"id": settings.OFFICE.organisation_id, "name": settings.OFFICE.body}],
        **recipient(award),
        "url": row.url(),
        "plannedDates": planned_dates(award),
        "grantProgramme": programme(award),
        "beneficiaryLocation": location(award),
        "locationScope": LOCAL_AUTHORITY if award.partnership else "",
        "fromOpenCall": row.from_open_call,
        "classifications": list(classifications(listing)),
        "relatedDocument": [{"title": f"Decision {listing.reference}", "url": row.url()}],
        "dateModified": row.modified_at().isoformat(),
        "dataSource": address("data"),
    }
    return {name: value for name, value in whole.items() if value}


def classifications(listing: Listing) -> Iterator[dict[str, str]]:
    yield from ({"vocabulary": "Plan priority", "title": each.name} for each in listing.priorities.all())
    yield from ({"vocabulary": "Serious and organised crime", "title": each.name} for each in listing.strands.all())


def description(row: AwardRow) -> str:
    """What the money is for: never the title over again, and without anybody's e-mail address."""
    text = row.purpose or row.award.listing.summary or row.award.listing.title
    text = EMAIL.sub("[e-mail address]", text)
    return text if text != row.award.title[:MAX_TITLE] else f"{text} (decision {row.award.listing.reference})"


def recipient(award: ListedAward) -> dict[str, Any]:
    """The organisation that is paid; a person only as an individual, without a name (UK GDPR)."""
    prefix = settings.OFFICE.giving_prefix
    if award.recipient is None or award.recipient.kind == Organisation.Kind.INDIVIDUAL:
        number = f"{prefix}-individual-{award.listing.reference}-{award.number}"
        return {"recipientIndividual": {"id": number, "name": award.recipient_name}}
    own = award.recipient.identifier or f"{prefix}-org-{award.recipient.slug}"
    return {"recipientOrganization": [{"id": own, "name": award.recipient_name}]}


def planned_dates(award: ListedAward) -> list[dict[str, str]]:
    """The dates that the record gives, and no others: a financial year says when money is accounted for."""
    given = {"startDate": award.starts_on, "endDate": award.ends_on}
    dates = {name: day.isoformat() for name, day in given.items() if day}
    return [dates] if dates else []


def programme(award: ListedAward) -> list[dict[str, str]]:
    if award.stream is None:
        return []
    own_page = address("stream_detail", award.stream.slug)
    return [{"code": award.stream.slug, "title": award.stream.name, "url": own_page}]


def location(award: ListedAward) -> list[dict[str, str]]:
    """The district of the partnership; where a grant without one helps is not recorded."""
    place = award.partnership
    return [in_britain(place.district, place.gss_code)] if place else []


def in_britain(name: str, code: str) -> dict[str, str]:
    known = {"name": name, "countryCode": "GB", "geoCode": code, "geoCodeType": GEO_CODE_TYPES.get(code[:3], "")}
    return {key: value for key, value in known.items() if value}
