"""Withholding a part of a decision, lifting that again, and letting a hit of the personal-data scan be published."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from grants.actions.decisions import open_for_editing, record_edit
from grants.actions.diary import record, set_fields
from grants.models import Acknowledgement, Decision, User, Withholding
from grants.refused import Refused
from register.checks.scanned_texts import TextHit, hits_in
from register.notices.withholding import has_been_published, parts


@transaction.atomic
def withhold(
    decision: Decision, *, by: User, what: str, values: Mapping[str, Any], at: datetime | None = None
) -> Withholding:
    """Withhold a part (register/withholding.py), or change the ground, view or reason (`values`) of one withheld.

    Refused: what may never be withheld, and what a notice has published: that can only be redacted.
    """
    decision = open_for_editing(decision, by=by)
    named = parts(decision)
    if what not in named:
        raise Refused("This part of a decision cannot be withheld.")
    if has_been_published(decision, what):
        raise Refused("This has been published already, so it can no longer be withheld: it can only be redacted.")
    row = decision.withholdings.filter(what=what).first() or Withholding(decision=decision, what=what)
    changes = {f"{named[what]}: {label}": pair for label, pair in set_fields(row, values).items()}
    record_edit(decision, f"withheld {named[what].lower()}"[:40], by=by, thing=row, changes=changes, at=at)
    return row


@transaction.atomic
def stop_withholding(withholding: Withholding, *, by: User, at: datetime | None = None) -> None:
    """Withhold a part no longer: the next notice publishes it."""
    decision = open_for_editing(withholding.decision, by=by)
    row = decision.withholdings.get(pk=withholding.pk)
    label = parts(decision).get(row.what, row.what)
    row.delete()
    record_edit(decision, "lifted a withholding", by=by, changes={label: ["withheld", "not withheld"]}, at=at)


@transaction.atomic
def acknowledge(decision: Decision, found: TextHit, *, by: User, at: datetime | None = None) -> Acknowledgement:
    """Let one hit of the scan be published, by name. It holds for exactly these characters in this sentence."""
    decision = open_for_editing(decision, by=by)
    if found not in hits_in(decision):
        raise Refused("The text has changed since you opened the page. Look at what was found now.")
    row, is_new = Acknowledgement.objects.get_or_create(
        decision=decision,
        field=found.field,
        hit=found.hit.text,
        sentence=found.hit.sentence,
        defaults={"by": by, "at": at or timezone.now()},
    )
    if is_new:
        record("acknowledged personal data", decision, by=by, at=at, comment=f"{found.label}: {found.hit.text}")
    return row
