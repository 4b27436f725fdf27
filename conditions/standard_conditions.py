"""The office's library of standard conditions (domain §6), in wordings that a recipient can be held to."""

from collections import Counter
from decimal import Decimal
from typing import Any

from django.db import models, transaction

from conditions.models import ConditionKind, Per, StandardCondition
from conditions.schedule import LAST_DAY_OF_FEBRUARY, Schedule

FIRST_VERSION = 1
LAST_DAY_OF_MARCH = (3, 31)

# Where no date is stated, the end of the financial year is proposed (domain §6).
PER_AWARD = {"per": Per.AWARD, "schedule": Schedule.END_OF_YEAR}
PER_PARTNERSHIP = {"per": Per.PARTNERSHIP_YEAR, "is_dependency": True}


def each_year_on(month_day: tuple[int, int]) -> dict[str, Any]:
    month, day = month_day
    return {"schedule": Schedule.YEARLY, "due_month": month, "due_day": day}


STANDARD_CONDITIONS: tuple[dict[str, Any], ...] = (
    {
        "code": "SC1",
        "kind": ConditionKind.MATCH,
        "title": "Match funding from the partnership",
        "wording": "The community safety partnership contributes at least £1 of match funding for every £1 of the "
        "grant.",
        "match_percent": Decimal("100.00"),
        **PER_AWARD,
    },
    {
        "code": "SC2",
        "kind": ConditionKind.ADDITIONALITY,
        "title": "Adds to existing services",
        "wording": "The grant adds value to services that exist already, and does not take the place of funding that "
        "has been withdrawn.",
        **PER_AWARD,
    },
    {
        "code": "SC3",
        "kind": ConditionKind.SPENDING_PLAN,
        "title": "Clear spending plan",
        "wording": "The recipient has a clear spending plan, focused on performance, which sets out the outputs and "
        "the outcomes that the grant is to bring.",
        **PER_AWARD,
    },
    {
        "code": "SC4",
        "kind": ConditionKind.GOVERNANCE,
        "title": "Oversight of the spending",
        "wording": "The body that governs work against serious and organised crime in the area oversees how the grant "
        "is spent.",
        **PER_AWARD,
    },
    {
        "code": "SC5",
        "kind": ConditionKind.PROCUREMENT,
        "title": "Appropriate procurement or commissioning",
        "wording": "Whatever the grant pays for has been procured or commissioned through an appropriate process.",
        **PER_AWARD,
    },
    {
        "code": "GM1",
        "kind": ConditionKind.UNDERSPEND,
        "title": "Monitoring report, and underspend of at most £15,000",
        "wording": "The office has received the partnership's financial monitoring report, and the unallocated "
        "underspend over all the partnership's grants of the year is not above £15,000 in total.",
        "threshold": Decimal("15000.00"),
        **each_year_on(LAST_DAY_OF_MARCH),
        **PER_PARTNERSHIP,
    },
    {
        "code": "GM2",
        "kind": ConditionKind.APPROVAL,
        "title": "Grant agreement approved",
        "wording": "The community safety partnership of the district approves the grant agreement each year.",
        **each_year_on(LAST_DAY_OF_MARCH),
        **PER_PARTNERSHIP,
    },
    {
        "code": "GM3",
        "kind": ConditionKind.REPORTING,
        "title": "Spending proposals approved, then quarterly updates",
        "wording": "The community safety partnership approves the spending proposals through local governance before "
        "the year's payment, and sends an update at the end of every quarter thereafter.",
        "schedule": Schedule.START_AND_QUARTERS,
        **PER_PARTNERSHIP,
    },
    {
        "code": "GM4",
        "kind": ConditionKind.REPORTING,
        "title": "Financial report each February",
        "wording": "By the last day of February each year, the partnership sends a financial report with its actual "
        "spend to the end of January and its projected spend to the end of March.",
        **each_year_on(LAST_DAY_OF_FEBRUARY),
        **PER_PARTNERSHIP,
    },
)


@transaction.atomic
def load() -> Counter[type[models.Model]]:
    """Add the standard conditions that are missing, and keep the others as the office has them; gives how many were
    added. Not written in the diary: nobody did it."""
    rows = [
        StandardCondition.objects.get_or_create(code=row["code"], version=FIRST_VERSION, defaults=row)
        for row in STANDARD_CONDITIONS
    ]
    return Counter({StandardCondition: sum(added for _, added in rows)})
