"""The match ledger: recording contributions, bringing them up to date, sharing them out."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from conditions.actions.reviews import refuse_reviewed
from conditions.actions.standings import lock_obligations, update_standings
from conditions.models import Contribution, Obligation, Share
from grants.actions.decisions import require_editor
from grants.actions.diary import Changes, record, set_fields
from grants.formatting import pounds
from grants.models import Partnership, User
from grants.models.money import HIGHEST_AMOUNT
from grants.refused import Refused
from grants.revisions import refuse_overtaken


@transaction.atomic
def record_contribution(
    obligation: Obligation,
    *,
    by: User,
    values: Mapping[str, Any],
    form_key: UUID | None = None,
    at: datetime | None = None,
) -> Contribution:
    """A contribution offered towards one match obligation, counted for it whole until it is shared out.

    Only a lead of the partnership or the office may; refused if the award has no partnership.
    The same form sent twice records it once; refused where it says something else the second time.
    """
    obligation = Obligation.objects.lock(obligation)
    if obligation.partnership is None:
        raise Refused("This award has no partnership, so nobody can contribute.")
    refuse_outsider(obligation.partnership, by)
    refuse_without_match(obligation)
    refuse_amount(values["amount"])
    if form_key is not None and (existing := Contribution.objects.filter(form_key=form_key).first()):
        if any(getattr(existing, name) != value for name, value in values.items()):
            raise Refused(
                f"This form was sent already, with {pounds(existing.amount)}. Change that contribution instead."
            )
        return existing
    moment = at or timezone.now()
    contribution = Contribution.objects.create(
        partnership=obligation.partnership, sent_by=by, sent_at=moment, author_ids=[by.pk], form_key=form_key, **values
    )
    share(contribution, obligation, contribution.amount)
    update_standings([obligation.pk])
    changes = {"Contribution": ["", str(contribution)]}
    record(
        "recorded a contribution",
        contribution,
        by=by,
        at=moment,
        decision=obligation.condition.decision,
        changes=changes,
    )
    return contribution


@transaction.atomic
def change_contribution(
    contribution: Contribution, *, by: User, values: Mapping[str, Any], revision: int | None = None,
    at: datetime | None = None,
) -> Contribution:  # fmt: skip
    """Bring a contribution that the office has not accepted up to date: its amount, its date, how certain it is, what
    shows it. One that was returned goes to the office again.

    What counts whole towards one condition goes on counting whole; refused where several shares would be more than the
    new amount, and (Stale) where it has been changed since `revision`.
    """
    contribution = lock_contribution(contribution)
    refuse_overtaken(Contribution, contribution.pk, since=revision)
    refuse_outsider(contribution.partnership, by)
    if contribution.accepted_at:
        raise Refused("This contribution has been accepted, so it cannot be changed.")
    if contribution.taken_back_at:
        raise Refused("This contribution has been taken back, so it cannot be changed.")
    refuse_amount(values.get("amount", contribution.amount))
    shares = list(contribution.shares.select_related("obligation__condition"))
    whole = shares[0] if len(shares) == 1 and shares[0].amount == contribution.amount else None
    decision = decision_of(contribution)
    contribution.changed_by = by
    add_author(contribution, by)
    not_returned = {"returned_by": None, "returned_at": None, "returned_comment": ""}
    if whole:
        whole.delete()
    changes = within_shares(contribution, {**values, **not_returned})
    # As it is now it was sent now: whose turn it is, and since when, follows from that.
    contribution.sent_at = at or timezone.now()
    contribution.save(update_fields=["sent_at"])
    if whole:
        share(contribution, whole.obligation, contribution.amount)
    update_standings(each.obligation_id for each in shares)
    record("changed a contribution", contribution, by=by, at=at, decision=decision, changes=changes)
    return contribution


@transaction.atomic
def share_contribution(
    contribution: Contribution, shares: Mapping[Obligation, Decimal], *, by: User, revision: int | None = None,
    at: datetime | None = None,
) -> Contribution:  # fmt: skip
    """Say how much of a contribution counts towards which obligation, in pounds.

    Refused where the shares exceed the contribution, or concern another partnership, and (Stale) where it has been
    changed or shared since `revision`.
    """
    contribution = lock_contribution(contribution, also=shares)
    refuse_overtaken(Contribution, contribution.pk, since=revision)
    refuse_outsider(contribution.partnership, by)
    refuse_reviewed(contribution)
    add_author(contribution, by)
    before = shares_line(contribution)
    earlier = list(contribution.shares.values_list("obligation_id", flat=True))
    contribution.shares.all().delete()
    for obligation, amount in shares.items():
        if obligation.partnership_id != contribution.partnership_id:
            raise Refused("A contribution counts only towards its own partnership's conditions.")
        refuse_without_match(obligation)
        if amount <= 0:
            raise Refused("Enter shares above zero.")
        share(contribution, obligation, amount)
    update_standings({*earlier, *(obligation.pk for obligation in shares)})
    changes = {"Shares": [before, shares_line(contribution)]}
    record("shared a contribution", contribution, by=by, at=at, decision=decision_of(contribution), changes=changes)
    return contribution


def share(contribution: Contribution, obligation: Obligation, amount: Decimal) -> None:
    """The database checks the sum of the shares, also under concurrent writers."""
    try:
        with transaction.atomic():
            Share.objects.create(contribution=contribution, obligation=obligation, amount=amount)
    except IntegrityError as error:
        if "exceed" not in str(error):
            raise
        raise Refused(f"The shares are more than the contribution of £{contribution.amount:,.2f}.") from error


def within_shares(contribution: Contribution, values: Mapping[str, Any]) -> Changes:
    try:
        with transaction.atomic():
            return set_fields(contribution, values)
    except IntegrityError as error:
        if "below its shares" not in str(error):
            raise
        raise Refused("Its shares are more than that. Lower the shares first.") from error


def add_author(contribution: Contribution, by: User) -> None:
    """From now on this person may not accept it."""
    contribution.author_ids = sorted({*contribution.author_ids, by.pk})
    contribution.save(update_fields=["author_ids"])


def lock_contribution(contribution: Contribution, *, also: Iterable[Obligation] = ()) -> Contribution:
    """The row as it is now, and what it is offered for."""
    offered_for = contribution.shares.values_list("obligation_id", flat=True)
    lock_obligations({*offered_for, *(obligation.pk for obligation in also)})
    mine = Contribution.objects.select_for_update(of=("self",), no_key=True)
    return mine.select_related("partnership").get(pk=contribution.pk)


def refuse_outsider(partnership: Partnership | None, by: User) -> None:
    """Refuse anybody but a lead of the partnership, where there is one, and the office."""
    if partnership is None or not by.partnerships.filter(pk=partnership.pk).exists():
        require_editor(by)


def refuse_amount(amount: Decimal) -> None:
    if not 0 < amount <= HIGHEST_AMOUNT:
        raise Refused("A contribution is above zero, and at most a billion pounds.")


def refuse_without_match(obligation: Obligation) -> None:
    if obligation.terms.match is None or obligation.lapsed_at:
        raise Refused("This condition does not require match funding.")


def decision_of(contribution: Contribution) -> Any:
    sent_for = contribution.sent_for
    return sent_for.condition.decision if sent_for else None


def shares_line(contribution: Contribution) -> str:
    return "; ".join(
        f"£{share.amount:,.2f} for {share.obligation}"
        for share in contribution.shares.select_related("obligation__condition")
    )
