"""What every admin page here has in common: who may look, who may change, and that each change goes through an action.

Django's own permissions are not used: a person's roles decide (grants/models/people.py). Nobody deletes. Django's own
log is not kept either, since the diary tells more; "History" leads there.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import BadRequest
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, reverse
from django.utils.html import format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from grants.access import fresh
from grants.actions.office_data import save_office_data
from grants.actions.other_names import remove_other_name
from grants.formatting import moment
from grants.forms.decisions import field_like
from grants.models import Event, OtherName
from grants.refused import Refused, Stale
from grants.revisions import refuse_overtaken, with_revision

# Who may


class ReadOnlyForOffice:
    """Officers, approvers and administrators look; nobody adds, changes or deletes."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.works_in_office  # type: ignore[union-attr]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class EditableByAdministrators(ReadOnlyForOffice):
    """The office looks; administrators add and change; nobody deletes."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_administrator  # type: ignore[union-attr]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_administrator  # type: ignore[union-attr]


# Pages


class OfficeAdmin(admin.ModelAdmin):
    """Whatever is sent to any of its pages, who sends it says again who it is."""

    about: ClassVar[str]  # what these rows are, in a sentence or two, above their list
    list_per_page = 50

    def get_urls(self) -> list[URLPattern]:
        pages = super().get_urls()
        for page in pages:
            page.callback = fresh(page.callback)
        return pages

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        if not all(number.isdecimal() for number in request.POST.getlist(ACTION_CHECKBOX_NAME)):
            raise BadRequest
        return super().changelist_view(request, extra_context)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """What the diary says of this row."""
        row_type = ContentType.objects.get_for_model(self.model)
        return to_diary(thing_type__id__exact=row_type.pk, thing_id=object_id)


class RecordPage(ReadOnlyForOffice, OfficeAdmin):
    """Read-only rows: every field except the `unshown` ones."""

    unshown: ClassVar[tuple[str, ...]] = ()
    beside: ClassVar[tuple[str, ...]] = ()  # methods whose answer is shown after the fields

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = [field.name for field in (*self.opts.fields, *self.opts.many_to_many) if not field.primary_key]
        return [name for name in fields if name not in self.unshown] + [*self.beside]

    get_readonly_fields = get_fields


class OfficeDataForm(forms.ModelForm):
    """A row as it was shown: what somebody else has changed since is told beside what was typed, and saving again puts
    that in its place. A slug stays as first given, since published notices and addresses hold it."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["revision"].initial = getattr(self.instance, "last_change", None)
        if "slug" in self.fields and self.instance.pk:
            self.fields["slug"].disabled = True

    def clean(self) -> dict[str, Any] | None:
        """Pages of the admin are one transaction, so the row stays as it is found here until it is saved."""
        given = super().clean()
        if self.instance.pk and self.has_changed():
            model: Any = type(self.instance)
            model.objects.select_for_update(of=("self",)).get(pk=self.instance.pk)
            self.refuse_overtaken(model)
        return given

    def refuse_overtaken(self, model: type[models.Model]) -> None:
        if self.cleaned_data.get("revision") is None:
            self.add_error(None, "Open the page again.")
            return
        try:
            refuse_overtaken(model, self.instance.pk, since=self.cleaned_data["revision"])
        except Stale as stale:
            self.add_error(None, [str(stale), *map(told, stale.events), "Save again to replace that."])
            self.data = self.data.copy()  # type: ignore[attr-defined]
            self.data[self.add_prefix("revision")] = str(stale.revision)  # type: ignore[index]


def told(event: Event) -> str:
    changes = (f"{label}: “{before}” became “{after}”" for label, (before, after) in event.changes.items())
    return f"{event.by} {event.verb} it on {moment(event.at)}. {'; '.join(changes)}."


class ShowsRevision:
    """Each row with its last change, which its form carries, hidden."""

    def get_queryset(self, request: HttpRequest) -> Any:
        return with_revision(super().get_queryset(request))  # type: ignore[misc]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        shown = super().get_fieldsets(request, obj)  # type: ignore[misc]
        name, options = shown[0]
        fields = [each for each in options["fields"] if each != "revision"]
        return [(name, {**options, "fields": [*fields, "revision"]}), *shown[1:]]


class OfficeDataAdmin(ShowsRevision, EditableByAdministrators, OfficeAdmin):
    """Rows that administrators keep."""

    form = OfficeDataForm
    formfield_overrides: ClassVar = {models.ManyToManyField: {"widget": forms.CheckboxSelectMultiple}}

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        save_row(form, by=request.user)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: Any) -> None:
        removed = formset.deleted_forms if formset.can_delete else []
        person: Any = request.user
        for row in formset.forms:
            if row in removed:
                remove_other_name(row.instance, by=person)
            elif row.has_changed():
                save_row(row, by=person)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(request.get_full_path())

    def construct_change_message(self, *_args: Any, **_kwargs: Any) -> list[Any]:
        return []

    def log_addition(self, *_args: Any) -> Any:
        """The action has written the diary."""

    def log_change(self, *_args: Any) -> Any:
        """The action has written the diary."""

    def formfield_for_dbfield(self, db_field: Any, request: Any, **options: Any) -> Any:
        """Several choices are boxes to tick."""
        if isinstance(db_field, ArrayField):
            options = {"label": db_field.verbose_name, "help_text": db_field.help_text, "required": not db_field.blank}
            return field_like(db_field, options)
        return super().formfield_for_dbfield(db_field, request, **options)


class OfficeDataInline(ShowsRevision, EditableByAdministrators, admin.StackedInline):
    """Rows kept together with the one that they belong to."""

    form = OfficeDataForm
    extra = 1


class OtherNameLines(OfficeDataInline):
    """What a thing is called besides. These alone are removed as well: nothing refers to them."""

    model = OtherName
    fields = ("name",)
    verbose_name = "other name"
    verbose_name_plural = "also known as"

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_administrator  # type: ignore[union-attr]


class RecordLines(ReadOnlyForOffice, admin.TabularInline):
    extra = 0
    show_change_link = True


# Writing


def save_row(form: Any, *, by: Any, verb: Callable[..., object] = save_office_data) -> None:
    """Save what was typed. The action is given the row as it was, so that the diary can tell before from after."""
    model, typed = type(form.instance), form.instance
    row = model.objects.get(pk=typed.pk) if typed.pk else model()
    verb(row, values_of(form), by=by)
    typed.pk = row.pk


def values_of(form: Any) -> dict[str, Any]:
    fields = (*form.instance._meta.fields, *form.instance._meta.many_to_many)
    return {
        field.name: form.cleaned_data[field.name]
        for field in fields
        if field.name in form.cleaned_data and not field.primary_key
    }


def do_to_each(
    request: HttpRequest,
    rows: Iterable[Any],
    verb: Callable[..., object],
    *,
    done: str,
    name: Callable[[Any], str] = str,
    **said: Any,
) -> None:
    """Do an action to each chosen row, each in a transaction of its own, and tell of each: done, or why not."""
    for row in rows:
        try:
            verb(row, by=request.user, **said)
        except Refused as refusal:
            messages.error(request, f"{name(row)}: {refusal}")
        else:
            messages.success(request, f"{name(row)}: {done}.")


# Showing


@admin.display(description="amount", ordering="amount")
def pounds(row: Any) -> str:
    return f"£{row.amount:,.2f}"


def as_html_lines(data: Mapping[str, Any] | None) -> SafeString:
    """JSON as lines that people can read, without those that say nothing."""
    lines = (
        (name.replace("_", " "), said if isinstance(said, str) else json.dumps(said, ensure_ascii=False))
        for name, said in (data or {}).items()
        if said not in ("", None, [])
    )
    return format_html_join("", "<p><strong>{}</strong>: {}</p>", lines)


def to_diary(**filters: Any) -> HttpResponse:
    return redirect(reverse("admin:grants_event_changelist") + "?" + urlencode(filters))
