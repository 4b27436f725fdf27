"""The office's own pack as a resolver of names, for measurements that have no database."""

from collections.abc import Iterable
from functools import cache, cached_property

from grants.models import Organisation, Partnership
from grants.names import NameResolver
from grants.office_data import PACK, read_pack


class PackNames(NameResolver):
    """What an office knows by name on its first day, read from its pack: no database is asked."""

    @cached_property
    def partnerships(self) -> list[Partnership]:
        return [partnership(number, **entry) for number, entry in enumerate(read_pack(PACK)["partnerships"], start=1)]

    @cached_property
    def organisations(self) -> list[Organisation]:
        return [each.accountable_body for each in self.partnerships]

    def other_names(self, kind: str) -> Iterable[tuple[str, int]]:
        return ()


def partnership(number: int, *, district: str, gss_code: str, accountable_body: str, identifier: str) -> Partnership:
    body = Organisation(pk=number, name=accountable_body, identifier=identifier)
    name = f"{district} Community Safety Partnership"
    return Partnership(pk=number, district=district, name=name, gss_code=gss_code, accountable_body=body)


def district_of(recipient: str) -> str:
    """The district that a recipient stands for, in the office's own pack."""
    payee = names().payee(recipient)
    return payee.partnership.district if payee and payee.partnership else ""


@cache
def names() -> PackNames:
    return PackNames()
