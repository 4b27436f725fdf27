"""The public lists of decisions that something is to be known about."""

from datetime import date

from django.db import models

from grants.years import Month


class PublicList(models.TextChoices):
    """What a decision may be listed for; its newest notice, or the register, says so."""

    CORRECTED = "corrected", "Corrected"
    WITHDRAWN = "withdrawn", "Withdrawn"
    LATE = "late", "Published late"
    KEY = "key", "Key decisions"
    WITHHELD = "withheld", "Something withheld"
    OPEN_CALL = "open-call", "From an open call"
    SHARES = "shares", "How shares were set"


def in_time(decided_on: date) -> date:
    """The last day on which its first publication is not late, the end of the month that follows: a house rule, since
    the Order says "as soon as practicable after the end of the month"."""
    return Month(decided_on.replace(day=1)).next.last_day
