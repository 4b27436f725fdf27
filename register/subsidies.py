"""By when a subsidy has to be in the national database (Subsidy Control Act 2022, section 33)."""

import calendar
from datetime import date
from decimal import Decimal

from grants.models import Decision
from register.document import Document

# Up to so much, one that is given under a scheme with an entry, or as minimal financial assistance, needs none.
THRESHOLD = Decimal("100000.00")
MONTHS = 3
ACT_IN_FORCE = date(2023, 1, 4)
DAYS_AHEAD = 28  # from when on the office is reminded


def entry_due_on(document: Document) -> date | None:
    """The day by which an entry has to be made for what a notice gives; None where it gives no subsidy, was withdrawn,
    or was taken before the Act was in force or this register was kept."""
    subsidy = document.entry("subsidy")
    if not (subsidy and subsidy.code == Decision.Subsidy.SUBSIDY and document.gives_grants and document.money > 0):
        return None
    is_history = document.added_on is not None or document.decided_on < ACT_IN_FORCE
    return None if is_history or document.withdrawal_reason else months_after(document.decided_on, MONTHS)


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last one of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
