"""People with accounts, and their roles."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from grants.actions.office_data import add_membership, add_person, change_person, end_membership
from grants.admin.base import OfficeDataAdmin, OfficeDataForm, RecordLines, do_to_each, save_row
from grants.models import Membership, User


class PersonForm(OfficeDataForm):
    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).strip().lower()


class RoleLines(RecordLines):
    model = Membership
    fields = ("role", "partnership", "started_at", "ended_at")
    readonly_fields = fields


@admin.register(User)
class PersonPage(OfficeDataAdmin):
    about = "Everybody with an account. What a person may do depends on their current roles."
    form = PersonForm
    list_display = ("name", "email", "is_active")
    list_filter = ("is_active", "memberships__role")
    search_fields = ("name", "email")

    def get_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        return ("name", "email", "is_active") if obj else ("name", "email")

    def get_inlines(self, request: HttpRequest, obj: User | None) -> tuple[type[RoleLines], ...]:
        return (RoleLines,) if obj else ()

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: Any) -> None:
        if change:
            save_row(form, by=request.user, verb=change_person)
        else:
            obj.pk = add_person(email=obj.email, name=obj.name, by=request.user).pk  # type: ignore[arg-type]

    def response_post_save_add(self, request: HttpRequest, obj: User) -> HttpResponseRedirect:
        """On to the role, without which an account can do nothing."""
        return redirect(f"{reverse('admin:grants_membership_add')}?person={obj.pk}")


@admin.register(Membership)
class MembershipPage(OfficeDataAdmin):
    about = "Who holds which role, and who held it before. A role is ended, never changed, and its rights end with it."
    fields = ("person", "role", "partnership")
    actions = ("end",)
    list_display = ("person", "role", "partnership", "started_at", "ended_at")
    list_select_related = ("person", "partnership")
    list_filter = ("role", ("ended_at", admin.EmptyFieldListFilter), "partnership")
    search_fields = ("person__name", "person__email", "partnership__name")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_fields(self, request: HttpRequest, obj: Membership | None = None) -> tuple[str, ...]:
        return (*self.fields, "started_at", "ended_at") if obj else self.fields

    def get_readonly_fields(self, request: HttpRequest, obj: Membership | None = None) -> tuple[str, ...]:
        return ("started_at", "ended_at") if obj else ()

    def save_model(self, request: HttpRequest, obj: Membership, form: Any, change: Any) -> None:
        obj.pk = add_membership(obj.person, obj.role, by=request.user, partnership=obj.partnership).pk  # type: ignore[arg-type]

    @admin.action(description="End", permissions=["add"])
    def end(self, request: HttpRequest, chosen: QuerySet[Membership]) -> None:
        do_to_each(request, chosen, end_membership, done="ended")
