"""Private addresses of calendars: made and revoked."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from conditions.models import CalendarKey
from grants.actions.decisions import require_editor
from grants.actions.diary import record
from grants.models import Partnership, User
from grants.refused import Refused


@transaction.atomic
def make_calendar_key(partnership: Partnership | None, *, by: User, at: datetime | None = None) -> CalendarKey:
    """Make a new address for this lead, or without a partnership for this officer; their earlier one stops working."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    if partnership is None:
        require_editor(by)
    elif not by.partnerships.filter(pk=partnership.pk).exists():
        raise Refused("Only a lead of the partnership has a calendar of it.")
    moment = at or timezone.now()
    CalendarKey.objects.live().filter(person=by, partnership=partnership).update(revoked_at=moment)
    key = CalendarKey.objects.create(person=by, partnership=partnership, created_at=moment)
    record("made a calendar address", key, by=by, at=moment)
    return key


@transaction.atomic
def revoke_calendar_key(partnership: Partnership | None, *, by: User, at: datetime | None = None) -> None:
    """Revoke the person's address for this partnership, or for the office."""
    mine = CalendarKey.objects.live().filter(person=by, partnership=partnership)
    for key in mine.select_for_update(of=("self",)):
        key.revoked_at = at or timezone.now()
        key.save()
        record("revoked a calendar address", key, by=by, at=at)
