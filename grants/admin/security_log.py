"""The security log, which administrators read and take out."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.utils.timezone import localtime

from grants.admin.base import RecordPage
from grants.models import SecurityEntry
from grants.spreadsheets import csv_lines

COLUMNS = ("When", "Who", "What", "About", "Network address")
CHUNK = 2_000  # rows that are held at a time, however many there are


@admin.register(SecurityEntry)
class SecurityEntryPage(RecordPage):
    about = (
        "Who signed in or was refused, took a file out, got or lost a role, took something out of public sight. Nobody "
        "can change it; lines are deleted after 400 days."
    )
    actions = ("download",)
    date_hierarchy = "at"
    list_display = ("at", "by", "what", "about", "network")
    list_select_related = ("by",)
    list_filter = (("by", admin.RelatedOnlyFieldListFilter),)
    search_fields = ("what", "about", "by__name", "network")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_administrator  # type: ignore[union-attr]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    @admin.action(description="Download as CSV", permissions=["view"])
    def download(self, request: HttpRequest, chosen: QuerySet[SecurityEntry]) -> StreamingHttpResponse:
        rows = (
            (localtime(each.at).isoformat(timespec="seconds"), each.by or "", each.what, each.about, each.network)
            for each in chosen.select_related("by").iterator(CHUNK)
        )
        headers = {"Content-Disposition": 'attachment; filename="security-log.csv"', "Cache-Control": "no-store"}
        return StreamingHttpResponse(csv_lines(COLUMNS, rows), content_type="text/csv; charset=utf-8", headers=headers)
