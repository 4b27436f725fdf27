"""The admin site; its pages are in the admin modules of grants, conditions and register."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from grants.models import Event

RECENT = 12


class OfficeAdminSite(admin.AdminSite):
    site_header = settings.OFFICE.name
    site_title = settings.OFFICE.short_label
    index_title = "Office data, people and records"

    @method_decorator(never_cache)
    @login_not_required
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Nobody signs in here but on the site's own page, which counts the attempts. Refused to who has an account
        and no part in the office."""
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"), reverse("account_login"))

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return redirect("account_change_password")

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """With what was done lately, and whether uploaded files are searched for malware."""
        recent = Event.objects.select_related("by", "thing_type", "decision").prefetch_related("thing")[:RECENT]
        return super().index(
            request, {**(extra_context or {}), "recent": recent, "searches_files": bool(settings.CLAMAV)}
        )
