"""What the readers of notices and registers have been taught: administrators may let it be forgotten."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest

from grants.admin.base import OfficeAdmin, OfficeDataAdmin, ReadOnlyForOffice
from intake.actions.bringing_in import forget_matching
from intake.actions.learning import forget_line
from intake.actions.teaching import forget_label
from intake.models import LearnedLine, SavedMatching, TaughtLabel


@admin.register(TaughtLabel)
class TaughtLabelPage(OfficeDataAdmin):
    about = "What labels mean in the notices of publishers, as officers have taught it beside a notice."
    actions = None
    list_display: tuple[str, ...] = ("label", "publisher", "field", "how")
    list_filter: ClassVar[tuple[str, ...]] = ("publisher",)
    search_fields: ClassVar[tuple[str, ...]] = ("label", "publisher")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_administrator  # type: ignore[union-attr]

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        forget_label(obj, by=request.user)  # type: ignore[arg-type]

    def log_deletions(self, *_args: Any) -> Any:
        """The action has written the diary."""


@admin.register(LearnedLine)
class LearnedLinePage(TaughtLabelPage):
    about = "How the notices of publishers are laid out, line by line, as it was learned from one that was confirmed."
    list_display = ("words", "field", "how", "publisher", "learned_from")
    list_filter = ("publisher", "learned_from")
    search_fields = ("words", "publisher")

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        forget_line(obj, by=request.user)  # type: ignore[arg-type]


@admin.register(SavedMatching)
class SavedMatchingPage(ReadOnlyForOffice, OfficeAdmin):
    about = "What the columns of registers mean, as officers have saved it for the next file with the same headings."
    actions = None
    list_display = ("name", "saved_by", "saved_at")
    search_fields = ("name",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_administrator  # type: ignore[union-attr]

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        forget_matching(obj, by=request.user)  # type: ignore[arg-type]

    def log_deletions(self, *_args: Any) -> Any:
        """The action has written the diary."""
