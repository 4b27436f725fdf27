"""The queue of the office's front page, out of what each package says."""

from typing import Any

from django import template

from grants.models import User
from grants.queue import Queue
from pcc_decisions.waiting import for_others, for_person
from register.queue import waits_for_nobody

register = template.Library()


@register.inclusion_tag("office/_queue.html")
def waits_for_me(person: User) -> dict[str, Any]:
    """What this person has to do, the oldest first."""
    return {"queue": Queue.of(for_person(person), person)}


@register.inclusion_tag("office/_queue_of_others.html")
def waits_for_others(person: User) -> dict[str, Any]:
    """What others have to do, and what waits for nobody."""
    return {"queue": Queue.of(for_others(person), person), "nobody": waits_for_nobody().count()}
