"""A decision that says what it serves."""

from grants.actions.decisions import revise
from grants.models import Decision, Priority, User
from tests import stories


def serving(decision: Decision, officer: User, approver: User) -> Priority:
    """Correct a published decision so that it names a priority of the current plan."""
    priority = Priority.objects.get(name="Strengthening communities and places")
    revise(decision, by=officer, values={"priorities": [priority]})
    sent = stories.sent(stories.fresh(decision), by=officer)
    stories.published(stories.approved(sent, by=approver), by=approver, note="The priority had been left out.")
    return priority
