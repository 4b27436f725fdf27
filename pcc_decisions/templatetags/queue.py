"""The queue of the office's front page, out of what each package says."""

from itertools import chain
from typing import Any

from django import template

from conditions import queue as of_conditions
from grants.models import User
from grants.queue import Queue
from intake import queue as of_imports
from register import queue as of_decisions

register = template.Library()


@register.inclusion_tag("office/_queue.html")
def waits_for_me(person: User) -> dict[str, Any]:
    """What this person has to do, the oldest first."""
    packages = (of_decisions, of_imports, of_conditions)
    return {"queue": Queue.of(chain.from_iterable(each.waits_for_me(person) for each in packages))}


@register.inclusion_tag("office/_queue_of_others.html")
def waits_for_others(person: User) -> dict[str, Any]:
    """What others have to do, and what waits for nobody."""
    packages = (of_decisions, of_imports)
    queue = Queue.of(chain.from_iterable(each.waits_for_others(person) for each in packages))
    return {"queue": queue, "nobody": of_decisions.waits_for_nobody().count()}
