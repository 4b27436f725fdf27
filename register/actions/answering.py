"""Answering a warning of the checklist: it is right as it is (domain §8)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from grants.actions.decisions import open_for_editing
from grants.actions.diary import record
from grants.models import Decision, User, WarningAnswer
from grants.refused import Refused
from register.checks.checklist import checklist


@transaction.atomic
def answer_warning(decision: Decision, digest: str, *, by: User, why: str, at: datetime | None = None) -> WarningAnswer:
    """Say, by name, why a warning is right as it is. Nothing of the decision changes, so an approval stays.

    Refused: without a word why; and for a warning that is no longer there, or that is answered already.
    """
    decision = open_for_editing(decision, by=by)
    warning = next((each for each in checklist(decision).warnings if each.digest == digest), None)
    if warning is None:
        raise Refused("This warning has changed, or was answered, since you opened the page. Look at what it says now.")
    if not why.strip():
        raise Refused("Say in a word why it is right as it is.")
    answer = WarningAnswer.objects.create(
        decision=decision, digest=digest, why=why.strip(), by=by, at=at or timezone.now()
    )
    record("answered a warning", decision, by=by, at=at, comment=f"{warning.sentence} {answer.why}")
    return answer
