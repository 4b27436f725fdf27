"""The admin pages of the register: decisions are read, approved and published here; what is published is only read."""

from operator import attrgetter
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString

from grants.admin.base import (
    RecordLines,
    RecordPage,
    as_html_lines,
    do_to_each,
    to_diary,
)
from grants.models import Award, Decision, VariationLine
from register.actions.approval import approve
from register.actions.publishing import publish
from register.models import ListedAward, Listing, Notice

reference = attrgetter("reference")


class AwardLines(RecordLines):
    model = Award
    fields = ("number", "title", "recipient", "stream", "year", "amount")
    readonly_fields = fields


class VariationLines(RecordLines):
    model = VariationLine
    fk_name = "decision"
    fields = ("award", "base_amount", "new_amount")
    readonly_fields = fields


@admin.register(Decision)
class DecisionPage(RecordPage):
    about = (
        "Every decision as the office works on it. Choose some to approve or to publish them; "
        "anything that needs a text, such as the note of a correction, is done on the decision's own pages."
    )
    unshown = ("form_key", "author_ids")
    inlines = (AwardLines, VariationLines)
    actions = ("approve", "publish")
    list_display = ("reference", "title", "state", "decided_on", "sent_by", "approved_by")
    list_select_related = ("sent_by", "approved_by")
    list_filter = ("state", "kind", "outcome")
    date_hierarchy = "decided_on"
    search_fields = (
        "reference",
        "external_reference",
        "title",
        "summary",
        "awards__recipient__name",
        "awards__partnership__name",
        "awards__stream__name",
    )

    def view_on_site(self, decision: Decision) -> str:
        return reverse("office:decision_detail", args=[decision.reference])

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """With what was done to its awards and conditions."""
        return to_diary(decision__id__exact=object_id)

    @admin.action(description="Approve")
    def approve(self, request: HttpRequest, chosen: QuerySet[Decision]) -> None:
        do_to_each(request, chosen, approve, done="approved", name=reference)

    @admin.action(description="Publish")
    def publish(self, request: HttpRequest, chosen: QuerySet[Decision]) -> None:
        do_to_each(request, chosen, publish, done="published", name=reference)


@admin.register(Notice)
class NoticePage(RecordPage):
    about = "Everything ever published, version by version. The database itself refuses to change a notice."
    unshown = ("document_data", "salt")
    beside = ("published_document",)
    list_display = ("__str__", "kind", "published_by", "published_at", "sequence", "note")
    list_select_related = ("decision", "published_by")
    list_filter = ("kind", "published_by")
    date_hierarchy = "published_at"
    search_fields = ("decision__reference", "decision__title", "note", "chain_digest", "document_digest")

    def published_document(self, notice: Notice) -> SafeString:
        return as_html_lines(notice.document_data)

    def view_on_site(self, notice: Notice) -> str:
        return reverse("public:version_detail", args=[notice.decision.reference, notice.version])


class ListedAwardLines(RecordLines):
    model = ListedAward
    fields = ("number", "title", "recipient_name", "stream", "year", "amount", "current_amount")
    readonly_fields = fields


@admin.register(Listing)
class ListingPage(RecordPage):
    about = (
        "What the public finds when it lists and searches: one row per published decision, read from its newest notice."
    )
    unshown = ("search",)
    inlines = (ListedAwardLines,)
    list_display = ("reference", "title", "decided_on", "lag_days", "total", "is_withdrawn")
    list_filter = ("is_withdrawn", "kind", "outcome")
    date_hierarchy = "decided_on"
    search_fields = ("reference", "title", "summary", "awards__recipient_name")

    def view_on_site(self, listing: Listing) -> str:
        return reverse("public:decision_detail", args=[listing.reference])
