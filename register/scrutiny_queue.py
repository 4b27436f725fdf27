"""What was entered about scrutiny, and recommendations without a response, as they wait for somebody of the office."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from typing import cast

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.timezone import get_current_timezone

from grants.formatting import day
from grants.models import User
from grants.queue import Part, Waiting, part
from register.models import Recommendation, ScrutinyEntry

LATE = "Past its date"


def waits_for_me(person: User) -> Iterator[Part]:
    """What somebody else entered, which this person may publish; and what any officer is to answer."""
    others = to_publish().exclude(author_ids__contains=[person.pk])
    yield part("about scrutiny, to be published", others, entry, oldest="entered_at", name="scrutiny")
    late = Recommendation.objects.past_date().as_shown()
    yield part("recommendation{s} past the date", late, unanswered, oldest="due_on", name="recommendations")


def waits_for_others(person: User) -> Iterator[Part]:
    """What this person entered or changed, which somebody else has to publish."""
    own = to_publish().filter(author_ids__contains=[person.pk])
    yield part("about scrutiny that you wrote", own, own_entry, oldest="entered_at", name="own-scrutiny")


def to_publish() -> QuerySet[ScrutinyEntry]:
    """Without what belongs to another that waits: it is published with that."""
    on_its_own = Q(under=None) | Q(under__published_at__isnull=False)
    return ScrutinyEntry.objects.waiting().filter(on_its_own).select_related("entered_by")


def entry(row: ScrutinyEntry) -> Waiting:
    address = reverse("office:scrutiny_entry", args=[row.pk])
    return Waiting(row.entered_at, "To publish", str(row), address, who=str(row.entered_by))


def own_entry(row: ScrutinyEntry) -> Waiting:
    return replace(entry(row), who="another officer")


def unanswered(row: Recommendation) -> Waiting:
    due = cast(date, row.due_on)
    since = datetime.combine(due, time.min, get_current_timezone())
    address = reverse("office:recommendation_answer", args=[row.pk])
    why = f"A response was due by {day(due)}. {row.words}"
    name = f"{row}, {row.item.meeting}"
    return Waiting(since, "To answer", name, address, who=str(row.item.meeting.body), why=why, late=LATE)
