"""Registers of past decisions that wait for an approver, as the office's front page shows them."""

from typing import Any

from django import template

from grants.models import User
from intake.models import SpreadsheetImport

register = template.Library()


@register.inclusion_tag("office/_import_queue.html")
def import_queue(person: User) -> dict[str, Any]:
    """Those that this person may approve, with their sums; and those of theirs that were returned."""
    sent = SpreadsheetImport.objects.waiting_for_approval()
    own = SpreadsheetImport.objects.filter(imported_by=person, sent_at=None).exclude(returned_because="")
    waiting = sent.exclude(imported_by=person).exclude(sent_by=person) if person.is_approver else sent.none()
    return {"waiting": waiting.select_related("sent_by"), "returned": own}
