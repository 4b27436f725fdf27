"""Entries about scrutiny from minutes, which wait like all others until somebody else publishes them."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from grants.models import User
from grants.refused import Refused
from grants.years import london_today
from intake.notices.minutes import MinutesItem
from register.actions.scrutiny import enter
from register.models import Body, Meeting, ScrutinyEntry

LONGEST_TITLE = 300


@transaction.atomic
def enter_minutes(
    items: Sequence[MinutesItem], *, by: User, body: Body, held_on: date, website: str, acknowledged: bool = False,
    at: datetime | None = None,
) -> ScrutinyEntry:  # fmt: skip
    """The entry of the meeting, with those of its items below it. Refused where none is chosen, and as `enter` says."""
    if not items:
        raise Refused("Choose at least one item of the meeting.")
    state = Meeting.State.HELD if held_on <= london_today(at) else Meeting.State.PLANNED
    values = {"held_on": held_on, "state": state, "website": website}
    meeting = enter("meeting", by=by, values=values, under=body, at=at)
    for item in items:
        texts = {"resolved": "\n".join(item.resolved), "discussed": "\n".join(item.discussed)}
        values = {"title": item.title[:LONGEST_TITLE], **texts}
        enter("item", by=by, values=values, under=meeting, acknowledged=acknowledged, at=at)
    return meeting
