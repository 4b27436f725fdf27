"""What may happen to an agreement: made, sent, signed. It is no part of the record, and never public."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from conditions.models import Agreement
from grants.actions.decisions import require_editor
from grants.actions.diary import record
from grants.actions.files import store_file
from grants.formatting import day
from grants.models import Decision, Organisation, User
from grants.refused import Refused
from grants.years import FinancialYear, london_today


@transaction.atomic
def make_agreement(
    decision: Decision,
    recipient: Organisation,
    contents: Sequence[dict[str, Any]],
    *,
    by: User,
    name: str,
    version: int,
    year: FinancialYear | None = None,
    at: datetime | None = None,
) -> Agreement:
    """Keep what was written for a recipient, from a version of the decision."""
    require_editor(by)
    made = Agreement.objects.create(
        decision=decision,
        recipient=recipient,
        name=name,
        version=version,
        year=year,
        contents=list(contents),
        made_by=by,
        made_at=at or timezone.now(),
    )
    record("wrote an agreement", decision, by=by, at=at, comment=str(made))
    return made


@transaction.atomic
def send_agreement(agreement: Agreement, *, by: User, sent_on: date, at: datetime | None = None) -> Agreement:
    """Say when it was sent to the recipient. Refused once it is signed, and for a day before it was made."""
    require_editor(by)
    agreement = lock(agreement)
    if agreement.signed_on:
        raise Refused("It is signed already.")
    if not london_today(agreement.made_at) <= sent_on <= london_today(at):
        raise Refused(f"Give a day from {day(london_today(agreement.made_at))}, when it was written, to today.")
    agreement.sent_on = sent_on
    agreement.save(update_fields=["sent_on"])
    record("sent an agreement", agreement.decision, by=by, at=at, comment=f"{agreement}, on {day(sent_on)}")
    return agreement


@transaction.atomic
def sign_agreement(
    agreement: Agreement,
    *,
    by: User,
    signed_on: date,
    upload: "UploadedFile[Any] | None" = None,
    at: datetime | None = None,
) -> Agreement:
    """Say when both sides had signed it, and keep the signed copy, for the office alone; the copy may come later.

    Refused before it is sent, for a day before that, for another day than was recorded, and for a second copy.
    """
    require_editor(by)
    agreement = lock(agreement)
    if agreement.sent_on is None:
        raise Refused("Say first when it was sent.")
    if not agreement.sent_on <= signed_on <= london_today(at):
        raise Refused(f"Give a day from {day(agreement.sent_on)}, when it was sent, to today.")
    if agreement.signed_on not in (None, signed_on):
        raise Refused(f"It is on record as signed on {day(agreement.signed_on)}.")
    if agreement.signed_copy_id and upload:
        raise Refused("The signed copy is kept already.")
    agreement.signed_on = signed_on
    if upload:
        agreement.signed_copy = store_file(upload, by=by, at=at)
    agreement.save(update_fields=["signed_on", "signed_copy"])
    record("had an agreement signed", agreement.decision, by=by, at=at, comment=f"{agreement}, on {day(signed_on)}")
    return agreement


def lock(agreement: Agreement) -> Agreement:
    return (
        Agreement.objects.select_related("decision", "recipient").select_for_update(of=("self",)).get(pk=agreement.pk)
    )
