"""Awards and the diary, to look at."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString

from grants.admin.base import RecordPage, as_html_lines, pounds
from grants.models import Award, Event


@admin.register(Award)
class AwardPage(RecordPage):
    about = "The awards of every decision, including drafts. They are changed on the decision's own pages."
    list_display = ("__str__", "title", "recipient", "partnership", "stream", "year", pounds)
    list_select_related = ("decision", "recipient", "partnership", "stream")
    list_filter = ("stream", "partnership", "year", "is_proposed")
    search_fields = ("decision__reference", "title", "recipient__name", "partnership__name", "stream__name")


@admin.register(Event)
class EventPage(RecordPage):
    about = "The diary: who did what, to what, and when. Nobody can change or remove an event, not even here."
    unshown = ("thing_type", "thing_id", "labels", "texts")
    beside = ("thing", "comment", "what_changed")
    date_hierarchy = "at"
    list_display = ("at", "by", "verb", "kind_of_thing", "reference", "comment")
    list_filter = ("verb", ("by", admin.RelatedOnlyFieldListFilter))
    search_fields = ("verb", "by__name", "decision__reference", "texts__content")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Event]:
        return super().get_queryset(request).select_related("by", "thing_type", "decision")

    @admin.display(description="what")
    def kind_of_thing(self, event: Event) -> str:
        return event.thing_type.name

    @admin.display(description="decision", ordering="decision__reference")
    def reference(self, event: Event) -> str:
        return event.decision.reference if event.decision else ""

    def what_changed(self, event: Event) -> SafeString:
        return as_html_lines({name: " → ".join(pair) for name, pair in event.changes.items()})
