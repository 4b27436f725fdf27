"""Letters: what was sent, what waits, and what could not be sent."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from grants.actions.letters import try_again
from grants.admin.base import RecordPage, do_to_each
from grants.models import Letter


class DeliveryFilter(admin.SimpleListFilter):
    title = "where it stands"
    parameter_name = "stands"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("sent", "Sent"), ("waiting", "Waiting"), ("given-up", "Could not be sent")]

    def queryset(self, request: HttpRequest, letters: QuerySet[Letter]) -> QuerySet[Letter]:
        given_up = Letter.objects.given_up(timezone.now()).values("pk")
        match self.value():
            case "sent":
                return letters.exclude(sent_at=None)
            case "waiting":
                return letters.filter(sent_at=None).exclude(pk__in=given_up)
            case "given-up":
                return letters.filter(pk__in=given_up)
        return letters


@admin.register(Letter)
class LetterPage(RecordPage):
    about = (
        "The e-mails to people with accounts. A letter that fails is tried again for more than a day; "
        "one that then “could not be sent” waits here for an administrator, who may try again."
    )
    actions = ("try_again",)
    list_display = ("subject", "person", "kind", "created_at", "attempts", "sent_at", "last_error")
    list_select_related = ("person",)
    list_filter = (DeliveryFilter, "kind", "partnership")
    search_fields = ("subject", "person__name", "person__email", "body")
    date_hierarchy = "created_at"

    def has_try_again_permission(self, request: HttpRequest) -> bool:
        return request.user.is_administrator  # type: ignore[union-attr]

    @admin.action(description="Try again", permissions=["try_again"])
    def try_again(self, request: HttpRequest, chosen: QuerySet[Letter]) -> None:
        do_to_each(request, chosen, try_again, done="will be tried again")
