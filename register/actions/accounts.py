"""The yearly account: written by officers, and published by an approver who wrote none of it."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from grants.actions.decisions import require_editor
from grants.actions.diary import record, set_fields
from grants.actions.public_text import public_reason, refuse_personal_data
from grants.formatting import day
from grants.models import User
from grants.refused import Refused, Stale
from grants.revisions import last_of
from grants.years import FinancialYear, london_today
from register.account_document import AccountDocument
from register.actions.chaining import Unchained, chained, lock_register
from register.models import AccountDraft, YearAccount
from register.yearly_account import draw_up, fingerprint

CHANGED = "A colleague has changed these words since you opened them. Read them as they are now."


@transaction.atomic
def write_account(
    year: FinancialYear, *, by: User, foreword: str, commentary: Mapping[str, str], note: str, revision: int,
    acknowledged: bool = False, at: datetime | None = None,
) -> AccountDraft:  # fmt: skip
    """Keep the words of a year's account, for the office only; whoever writes is one of its authors. Refused for
    anybody but officers, before the year has ended, where a colleague wrote since (Stale), and for personal data."""
    require_editor(by)
    refuse_unended(year, at=at)
    for text in (foreword, note, *commentary.values()):
        refuse_personal_data(text, called="the account", acknowledged=acknowledged)
    AccountDraft.objects.get_or_create(year=year)
    draft = lock_draft(year)
    if draft.revision != revision:
        raise Stale(last_of(AccountDraft, draft.pk, at_least=draft.revision - revision), revision=draft.revision)
    draft.author_ids = sorted({*draft.author_ids, by.pk})
    draft.revision += 1
    said = {slug: text for slug, text in commentary.items() if text}
    changes = set_fields(draft, {"foreword": foreword, "note": note, "commentary": said})
    record("wrote the yearly account", draft, by=by, at=at, changes=changes)
    return draft


@transaction.atomic
def publish_account(
    year: FinancialYear, *, by: User, revision: int, seen: str, acknowledged: bool = False, at: datetime | None = None
) -> YearAccount:
    """Publish the account, its figures as they are now; the next version where one is public. `seen`: the digest of the
    account that the approver read (`fingerprint`). Refused for anybody but an approver who wrote none of it, where
    words or figures have changed since they were read, without a foreword, and for a correction without a note."""
    lock_register()
    draft = lock_draft(year, revision=revision)
    refuse_unfit(draft, by=by)
    moment = at or timezone.now()
    document = account_of(draft, at=moment)
    if fingerprint(document) != seen:
        raise Refused("The register has changed since you opened this page. Read the figures as they are now.")
    version = YearAccount.objects.filter(year=year).count() + 1
    note = public_reason(draft.note, called="the note", acknowledged=acknowledged) if version > 1 else ""
    kind = YearAccount.Kind.CORRECTION if version > 1 else YearAccount.Kind.ACCOUNT
    named = YearAccount(year=year)
    [link] = chained([Unchained(document.model_dump(mode="json"), named.reference, version, kind, note, moment)])
    account = YearAccount.objects.create(year=year, published_by=by, **link)
    draft.author_ids, draft.note = [], ""
    draft.revision += 1
    draft.save()
    record("published the yearly account", account, by=by, at=at, comment=note)
    return account


def account_of(draft: AccountDraft, *, at: datetime | None = None) -> AccountDocument:
    return draw_up(draft.year, foreword=draft.foreword, commentary=draft.commentary, today=london_today(at))


def lock_draft(year: FinancialYear, *, revision: int | None = None) -> AccountDraft:
    draft = AccountDraft.objects.select_for_update().filter(year=year).first()
    if draft is None:
        raise Refused("Nobody has written this account yet.")
    if revision not in (None, draft.revision):
        raise Refused(CHANGED)
    return draft


def refuse_unended(year: FinancialYear, *, at: datetime | None) -> None:
    if london_today(at) <= year.last_day:
        raise Refused(f"The year {year} ends on {day(year.last_day)}. Its account is drawn up after that.")


def refuse_unfit(draft: AccountDraft, *, by: User) -> None:
    if not by.is_approver:
        raise Refused("Only an approver may publish the yearly account.")
    if not draft.author_ids:
        raise Refused("Nothing has been written since the last version was published.")
    if by.pk in draft.author_ids:
        raise Refused("You wrote some of this account, so somebody else has to publish it.")
    if not draft.foreword.strip():
        raise Refused("Write a foreword first.")
