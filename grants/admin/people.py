"""People with accounts, and their roles."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin, messages
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.timezone import localtime

from grants.actions.invitations import invite
from grants.actions.microsoft_accounts import unlink_microsoft_account
from grants.actions.office_data import (
    add_membership,
    add_person,
    change_person,
    confirm_membership,
    end_membership,
    refuse_both,
    remove_second_factor,
)
from grants.admin.base import OfficeDataAdmin, OfficeDataForm, RecordLines, do_to_each, save_row
from grants.formatting import day
from grants.models import Decision, Membership, Partnership, Role, User
from grants.refused import Refused
from grants.spreadsheets import csv_lines


class PersonForm(OfficeDataForm):
    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).strip().lower()


class NewPersonForm(PersonForm):
    """A person, with what they may do: without a role an account can do nothing."""

    roles = forms.MultipleChoiceField(
        choices=Role, widget=forms.CheckboxSelectMultiple, error_messages={"required": "Choose at least one role."}
    )
    partnership = forms.ModelChoiceField(
        Partnership.objects.all(), required=False, help_text="For a partnership lead only."
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        try:
            refuse_both(given.get("roles", ()))
        except Refused as refusal:
            self.add_error("roles", str(refusal))
        if (Role.LEAD in given.get("roles", ())) != bool(given.get("partnership")):
            self.add_error("partnership", "Choose a partnership for a lead, and none for anybody else.")
        return given


class RoleLines(RecordLines):
    model = Membership
    fk_name = "person"
    fields = ("role", "partnership", "started_at", "ended_at", "asked_by", "confirmed_by")
    readonly_fields = fields


QUIET_DAYS = 90
CHUNK = 500  # rows that are held at a time, however many there are
REVIEWED = ("Name", "E-mail address", "Can sign in", "Roles", "Last signed in", "Second factor or passkey")


class ToReview(admin.SimpleListFilter):
    """Accounts that somebody should look at."""

    title = "review"
    parameter_name = "review"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("quiet", f"Has not signed in for {QUIET_DAYS} days"),
            ("no-role", "Can sign in, and has no role"),
            ("left", "Cannot sign in, and still has a role"),
        ]

    def queryset(self, request: HttpRequest, rows: QuerySet[User]) -> QuerySet[User]:
        held = Membership.objects.current().values("person")
        seen_since = timezone.now() - timedelta(days=QUIET_DAYS)
        return {
            "quiet": rows.filter(Q(last_login=None) | Q(last_login__lt=seen_since), is_active=True),
            "no-role": rows.filter(is_active=True).exclude(pk__in=held),
            "left": rows.filter(is_active=False, pk__in=held),
        }.get(self.value() or "", rows)


@admin.register(User)
class PersonPage(OfficeDataAdmin):
    about = (
        "Everybody with an account. What a person may do depends on their current roles. Choose people and “Invite” to "
        "send their first letter, or to send it again. “By review” finds accounts that are not used, that may do "
        "nothing, and those of people who have left."
    )
    actions = ("invite", "remove_factor", "unlink_microsoft", "download")
    list_display = ("name", "email", "is_active", "roles", "last_seen", "factor")
    list_filter = (ToReview, "is_active", "memberships__role")
    search_fields = ("name", "email")

    def get_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        return ("name", "email", "is_active") if obj else ("name", "email", "roles", "partnership")

    def get_form(self, request: HttpRequest, obj: Any = None, *args: Any, **kwargs: Any) -> Any:
        return super().get_form(request, obj, *args, **{**kwargs, "form": PersonForm if obj else NewPersonForm})

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        current = Membership.objects.current().select_related("partnership")
        factors = Authenticator.objects.filter(user=OuterRef("pk")).exclude(type=Authenticator.Type.RECOVERY_CODES)
        rows: QuerySet[User] = super().get_queryset(request)
        return rows.annotate(has_factor=Exists(factors)).prefetch_related(Prefetch("memberships", current, "held"))

    @admin.display(description="roles")
    def roles(self, person: User) -> str:
        held: Iterable[Membership] = person.held  # type: ignore[attr-defined]
        return ", ".join(str(each.partnership or each.get_role_display()) for each in held)

    @admin.display(description="last signed in", ordering="last_login")
    def last_seen(self, person: User) -> str:
        return day(localtime(person.last_login).date()) if person.last_login else "Never"

    @admin.display(description="second factor or passkey", boolean=True)
    def factor(self, person: User) -> bool:
        return bool(person.has_factor)  # type: ignore[attr-defined]

    @admin.action(description="Download as CSV", permissions=["add"])
    def download(self, request: HttpRequest, chosen: QuerySet[User]) -> StreamingHttpResponse:
        rows = (
            (each.name, each.email, yes(each.is_active), self.roles(each), self.last_seen(each), yes(self.factor(each)))
            for each in chosen.iterator(CHUNK)
        )
        headers = {"Content-Disposition": 'attachment; filename="accounts.csv"', "Cache-Control": "no-store"}
        return StreamingHttpResponse(csv_lines(REVIEWED, rows), content_type="text/csv; charset=utf-8", headers=headers)

    @admin.action(description="Invite: send the first letter, with a link to choose a password", permissions=["add"])
    def invite(self, request: HttpRequest, chosen: QuerySet[User]) -> None:
        do_to_each(request, chosen, invite, done="invited")

    @admin.action(description="Remove the second factor, which is lost", permissions=["add"])
    def remove_factor(self, request: HttpRequest, chosen: QuerySet[User]) -> None:
        do_to_each(request, chosen, remove_second_factor, done="signs in with the password alone")

    @admin.action(description="Remove the link to a Microsoft account", permissions=["add"])
    def unlink_microsoft(self, request: HttpRequest, chosen: QuerySet[User]) -> None:
        do_to_each(request, chosen, unlink_microsoft_account, done="no longer signs in with a Microsoft account")

    def get_inlines(self, request: HttpRequest, obj: User | None) -> tuple[type[RoleLines], ...]:
        return (RoleLines,) if obj else ()

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: Any) -> None:
        if change:
            save_row(form, by=request.user, verb=change_person)
            if not obj.is_active:
                say_what_waits(request, obj)
        else:
            administrator: Any = request.user
            person = add_person(email=obj.email, name=obj.name, by=administrator)
            for role in form.cleaned_data["roles"]:
                led = form.cleaned_data["partnership"] if role == Role.LEAD else None
                add_membership(person, role, by=administrator, partnership=led)
            obj.pk = person.pk


def yes(answer: object) -> str:
    return "Yes" if answer else "No"


def say_what_waits(request: HttpRequest, leaver: User) -> None:
    """When somebody leaves, what waits for them has to be handed over."""
    waits = Q(owner=leaver, state=Decision.State.DRAFT) | Q(approver=leaver, state=Decision.State.SENT)
    if number := Decision.objects.in_progress().filter(waits).count():
        words = "1 decision waits" if number == 1 else f"{number:,} decisions wait"
        sentence = '{} for {}: <a href="{}">hand over what waits for nobody</a>.'
        messages.warning(request, format_html(sentence, words, leaver, reverse("office:hand_over_list")))


SINCE = ("started_at", "ended_at", "asked_by", "confirmed_by")


@admin.register(Membership)
class MembershipPage(OfficeDataAdmin):
    about = (
        "Who holds which role, and who held it before. A role is ended, never changed, and its rights end with it. An "
        "approver or administrator that one administrator asks for is confirmed by another one."
    )
    fields = ("person", "role", "partnership")
    actions = ("confirm", "end")
    list_display = ("person", "role", "partnership", "started_at", "ended_at", "stands")
    list_select_related = ("person", "partnership", "asked_by", "confirmed_by")
    list_filter = ("role", ("ended_at", admin.EmptyFieldListFilter), "partnership")
    search_fields = ("person__name", "person__email", "partnership__name")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_fields(self, request: HttpRequest, obj: Membership | None = None) -> tuple[str, ...]:
        return (*self.fields, *SINCE) if obj else self.fields

    def get_readonly_fields(self, request: HttpRequest, obj: Membership | None = None) -> tuple[str, ...]:
        return SINCE if obj else ()

    @admin.display(description="waits")
    def stands(self, membership: Membership) -> str:
        return f"asked for by {membership.asked_by}" if membership.waits else ""

    def save_model(self, request: HttpRequest, obj: Membership, form: Any, change: Any) -> None:
        membership = add_membership(obj.person, obj.role, by=request.user, partnership=obj.partnership)  # type: ignore[arg-type]
        obj.pk = membership.pk
        if membership.waits:
            messages.warning(request, "It waits for another administrator, who is written to and confirms it here.")

    @admin.action(description="Confirm what another administrator has asked for", permissions=["add"])
    def confirm(self, request: HttpRequest, chosen: QuerySet[Membership]) -> None:
        do_to_each(request, chosen, confirm_membership, done="confirmed")

    @admin.action(description="End", permissions=["add"])
    def end(self, request: HttpRequest, chosen: QuerySet[Membership]) -> None:
        do_to_each(request, chosen, end_membership, done="ended")
