"""A partnership takes back what it sent by mistake, until the office accepts it."""

from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from conditions.actions.contributions import refuse_outsider, shares_line
from conditions.actions.standings import lock_obligations, update_standings
from conditions.models import Contribution
from conditions.models.reviews import Reviewed
from grants.actions.diary import record
from grants.models import User
from grants.refused import Refused

Sent = TypeVar("Sent", bound=Reviewed)


@transaction.atomic
def take_back(sent: Sent, *, by: User, at: datetime | None = None) -> Sent:
    """It waits for nobody and counts nowhere from now on, and a contribution's papers go with it; the diary keeps what
    it was. Refused for anybody but a lead of the partnership and the office, and once it has been accepted."""
    about = lock_obligations(sent.obligation_ids)
    sent = type(sent).objects.select_for_update(of=("self",), no_key=True).get(pk=sent.pk)
    refuse_outsider(sent.partnership, by)
    refuse_kept(sent)
    decision = sent.decision
    taken_back = {"taken_back_by": by, "taken_back_at": at or timezone.now()}
    changes = {str(sent._meta.verbose_name).capitalize(): [str(sent), ""]}
    if isinstance(sent, Contribution):
        changes["Shares"] = [shares_line(sent), ""]
        sent.evidence.filter(accepted_at=None, taken_back_at=None).update(**taken_back)
        sent.shares.all().delete()
    type(sent).objects.filter(pk=sent.pk).update(**taken_back)
    update_standings(about)
    record(f"took back {sent.called}", sent, by=by, at=at, decision=decision, changes=changes)
    sent.refresh_from_db()
    return sent


def refuse_kept(sent: Reviewed) -> None:
    if sent.accepted_at:
        raise Refused("The office has accepted this, so it cannot be taken back. Write to the office if it is wrong.")
    if sent.taken_back_at:
        raise Refused("This has been taken back already.")
