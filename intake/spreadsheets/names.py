"""Everything that a row may name, read once for the whole spreadsheet."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from conditions.models import StandardCondition
from grants.models import Decision, FundingStream, Organisation, Partnership

T = TypeVar("T")


@dataclass(frozen=True)
class Names:
    """What stands under each name, in small letters."""

    recipients: dict[str, Organisation]
    partnerships: dict[str, Partnership]
    streams: dict[str, FundingStream]
    standards: dict[str, StandardCondition]
    references: dict[str, str]
    numbers: dict[str, str]


def key(name: str) -> str:
    return " ".join(name.casefold().split())


def load_names() -> Names:
    """Two organisations never share a name or identifier; where a district is called like one, the one comes first."""
    partnerships = list(Partnership.objects.select_related("accountable_body"))
    organisations = list(Organisation.objects.all())
    recipients = by_key((name, p.accountable_body) for p in partnerships for name in (p.district, p.name))
    recipients |= by_key((o.identifier, o) for o in organisations) | by_key((o.name, o) for o in organisations)
    known = Decision.objects.values_list("reference", "external_reference")
    return Names(
        recipients=recipients,
        partnerships=by_key((name, p) for p in partnerships for name in (p.district, p.name, p.slug)),
        streams=by_key((name, s) for s in FundingStream.objects.all() for name in (s.slug, s.name)),
        standards=by_key((s.code, s) for s in StandardCondition.objects.filter(is_current=True).order_by("version")),
        references={key(reference): reference for reference, _ in known},
        numbers={key(number): reference for reference, number in known if number},
    )


def by_key(named: Iterable[tuple[str, T]]) -> dict[str, T]:
    return {key(name): thing for name, thing in named if name}
