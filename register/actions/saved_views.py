"""Keeping and forgetting views of the office's lists."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from grants.actions.decisions import require_editor
from grants.actions.diary import record
from grants.models import User
from grants.refused import Refused
from register.models import SavedView


@transaction.atomic
def save_view(
    list_name: str, *, by: User, name: str, query: str, is_shared: bool = False, at: datetime | None = None
) -> SavedView:
    """Keep what is asked of a list. Under a name that the person has used for the list already it takes the place of
    the earlier view. Refused for anybody but officers and approvers."""
    require_editor(by)
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # of two saves at once the second replaces the first
    own = SavedView.objects.filter(saved_by=by, list_name=list_name)
    view = own.filter(name__iexact=name).first() or SavedView(saved_by=by, list_name=list_name)
    view.name, view.query, view.is_shared, view.saved_at = name, query, is_shared, at or timezone.now()
    view.save()
    record("saved a view", view, by=by, at=at)
    return view


@transaction.atomic
def forget_view(view: SavedView, *, by: User, at: datetime | None = None) -> None:
    """Refused but for the person who saved it; of a shared one also for approvers, since people leave."""
    require_editor(by)
    if view.saved_by_id != by.pk and not (view.is_shared and by.is_approver):
        raise Refused(f"Only {view.saved_by} or an approver may remove this view.")
    record("removed a view", view, by=by, at=at, changes={"Name": [view.name, ""]})
    view.delete()
