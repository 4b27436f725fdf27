"""The names under which the office knows recipients, partnerships and streams, however people write them."""

import re
from dataclasses import dataclass

from grants.models import FundingStream, Organisation, Partnership


@dataclass(frozen=True)
class Payee:
    """Who is paid, and the partnership it is for, if any."""

    recipient: Organisation
    partnership: Partnership | None = None


class NameResolver:
    """Every name under which the office knows a recipient, a partnership or a stream."""

    def __init__(self) -> None:
        self.places = {key(name): Payee(body) for body in Organisation.objects.all() for name in names_of(body)}
        for partnership in Partnership.objects.select_related("accountable_body"):
            place = Payee(partnership.accountable_body, partnership)
            self.places |= {key(name): place for name in names_of_partnership(partnership)}
        self.streams = {key(stream.name): stream for stream in FundingStream.objects.all()}


def names_of(body: Organisation) -> list[str]:
    return [name for name in (body.name, body.identifier) if name]


def names_of_partnership(partnership: Partnership) -> list[str]:
    district = partnership.district
    short = [f"{district} {word}" for word in ("CSP", "Community Safety Partnership", "Council", "MBC")]
    return [partnership.name, district, *short, *names_of(partnership.accountable_body)]


def key(name: str) -> str:
    """A name as it is compared: letters and digits, whatever the case and the punctuation."""
    plain = name.casefold().replace("&", " and ").replace("'", "").replace("’", "")
    return " ".join(re.findall(r"[a-z0-9]+", plain))
