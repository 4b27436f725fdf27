"""Money that is no grant, as a notice states it: contracts, money received, other spending (domain §5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from grants.record import OTHER_MONEY
from grants.years import FinancialYear


@dataclass(frozen=True)
class OtherMoney:
    """With whom, how much in pounds (None: not recorded), and in which year: without one, that of the decision."""

    party: str
    amount: Decimal | None
    year: FinancialYear


def other_money(kind: str, values: Mapping[str, Any], decided_on: date) -> OtherMoney | None:
    """What a decision of a kind says in its record; None of grants."""
    if kind not in OTHER_MONEY:
        return None
    party, amount, year = (str(values.get(name, "")) for name in OTHER_MONEY[kind])
    own_year = FinancialYear.parse(year) if year else FinancialYear.of(decided_on)
    return OtherMoney(party, Decimal(amount) if amount else None, own_year)
