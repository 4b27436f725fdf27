"""Setting the amounts of many awards by a method that the public reads."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from grants.actions.awards import SPLIT, refuse_amount, refuse_stale_awards
from grants.actions.decisions import open_for_editing, record_edit
from grants.actions.diary import Changes, set_fields
from grants.formatting import pounds
from grants.models import Decision, Split, User
from grants.splitting import SplitTerms

LABEL = "How shares were set"


@transaction.atomic
def split_shares(
    decision: Decision,
    *,
    by: User,
    splits: Sequence[SplitTerms],
    revision: int | None = None,
    at: datetime | None = None,
) -> Decision:
    """Set the amounts of awards as the splits have them, and keep how they were set, in the place of any split that one
    of these awards was in. Refused as `change_awards` refuses."""
    decision = open_for_editing(decision, by=by)
    refuse_stale_awards(decision, since=revision)
    amounts = {row.award: row.amount for each in splits for row in each.rows}
    changes: Changes = {}
    for award in decision.awards.filter(number__in=amounts):
        values = {"amount": amounts[award.number]}
        refuse_amount(award, values)
        changed = set_fields(award, values | {"is_proposed": False})
        changes |= {f"Award {award.number}: {label}": pair for label, pair in changed.items()}
    before = list(decision.splits.all())
    replaced = [each.pk for each in before if each.terms.awards & amounts.keys()]
    decision.splits.filter(pk__in=replaced).delete()
    Split.objects.bulk_create(Split(decision=decision, terms_data=each.model_dump(mode="json")) for each in splits)
    changes |= change_of(before, list(decision.splits.all()))
    return record_edit(decision, SPLIT, by=by, changes=changes, at=at)


@transaction.atomic
def forget_splits(decision: Decision, *, by: User, at: datetime | None = None) -> Decision:
    """Say no longer how the shares of a decision were set; its awards keep their amounts."""
    decision = open_for_editing(decision, by=by)
    before = list(decision.splits.all())
    decision.splits.all().delete()
    return record_edit(decision, SPLIT, by=by, changes=change_of(before, []), at=at)


def change_of(before: Sequence[Split], after: Sequence[Split]) -> Changes:
    words = [in_words(before), in_words(after)]
    return {LABEL: words} if [each.terms for each in before] != [each.terms for each in after] else {}


def in_words(splits: Sequence[Split]) -> str:
    return "; ".join(
        f"{each.method_label}, {pounds(each.total)} among {len(each.rows)} awards" for each in map(terms_of, splits)
    )


def terms_of(split: Split) -> SplitTerms:
    return split.terms
