"""Taking the words of a yearly account out of public sight: at once and alone, and for ever (domain §8)."""

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from grants.actions.diary import record
from grants.models import Event, KeptText, User
from grants.refused import Refused
from register.actions.chaining import lock_register
from register.actions.taking_down import require_approver
from register.models import AccountDraft, AccountTakeDown, YearAccount
from register.models.accounts import EMPTIED


@transaction.atomic
def take_down_account(account: YearAccount, *, by: User, reason: str, at: datetime | None = None) -> AccountTakeDown:
    """Put the office's words in a version out of public sight, on the page, in PDF and data; figures stay. Refused for
    anybody but an approver, without a sentence why, for the office, and for what is out of sight already."""
    require_approver(by)
    lock_register()
    if not reason.strip():
        raise Refused("Say in a sentence what has to be checked.")
    if AccountTakeDown.objects.filter(account=account, restored_at=None).exists():
        raise Refused("This version is out of public sight already.")
    row = AccountTakeDown.objects.create(
        account=account, reason=reason.strip(), taken_down_by=by, taken_down_at=at or timezone.now()
    )
    record("took down a yearly account", row, by=by, at=at, comment=row.reason)
    return row


@transaction.atomic
def restore_account(row: AccountTakeDown, *, by: User, at: datetime | None = None) -> AccountTakeDown:
    """Put the words back. Refused for anybody but an approver, and once they are restored or redacted."""
    require_approver(by)
    row = lock_down(row)
    row.restored_at = at or timezone.now()
    row.save()
    record("restored a yearly account", row, by=by, at=at)
    return row


@transaction.atomic
def redact_account(row: AccountTakeDown, *, by: User, at: datetime | None = None) -> AccountTakeDown:
    """Take document and salt of the version out for ever, and what the diary quotes of the account; the digests stay.
    Refused for anybody but an administrator, for who took it down, and while the version is the current one."""
    if not by.is_administrator:
        raise Refused("Only an administrator may carry out a redaction.")
    row = lock_down(row)
    if row.taken_down_by_id == by.pk:
        raise Refused("You took this down yourself: another administrator has to redact it.")
    account = YearAccount.objects.get(pk=row.account_id)
    if not account.is_superseded:
        raise Refused("This is the current version. First publish one without the text to be redacted.")
    row.redacted_by, row.redacted_at = by, at or timezone.now()
    row.save()
    account.document_data = account.salt = None
    account.save(update_fields=EMPTIED)
    of_draft = AccountDraft.objects.filter(year=account.year).values("pk")
    quoting = Event.objects.filter(thing_type=ContentType.objects.get_for_model(AccountDraft), thing_id__in=of_draft)
    KeptText.objects.filter(pk__in=quoting.values("texts"), content__isnull=False).update(content=None, salt=None)
    record("redacted a yearly account", row, by=by, at=at)
    return row


def lock_down(row: AccountTakeDown) -> AccountTakeDown:
    lock_register()
    row = AccountTakeDown.objects.select_for_update().get(pk=row.pk)
    if row.restored_at or row.redacted_at:
        raise Refused("This has been restored or redacted already.")
    return row
