"""What the reader of notices has been taught: kept by administrators, who may also let it be forgotten."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from grants.admin.base import OfficeDataAdmin
from intake.actions.teaching import forget_label
from intake.models import TaughtLabel


@admin.register(TaughtLabel)
class TaughtLabelPage(OfficeDataAdmin):
    about = "What labels mean in the notices of publishers, as officers have taught it beside a notice."
    actions = None
    list_display = ("label", "publisher", "field", "how")
    list_filter = ("publisher",)
    search_fields = ("label", "publisher")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_administrator  # type: ignore[union-attr]

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        forget_label(obj, by=request.user)  # type: ignore[arg-type]

    def log_deletions(self, *_args: Any) -> Any:
        """The action has written the diary."""
