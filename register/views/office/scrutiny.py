"""The office's pages about bodies that consider decisions: what is public, what waits, and who publishes it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from conditions.views.shared import form_page, paged
from grants.access import PersonRequest, fresh, officer
from grants.revisions import revision_of, with_revision
from register.actions.scrutiny import (
    change,
    change_entry,
    discard_entry,
    enter,
    publish_entry,
    shown_of,
    withdraw_row,
)
from register.forms.office import ShownForm
from register.forms.scrutiny import (
    FORMS,
    AnswerForm,
    ScrutinyForm,
    WithdrawRowForm,
    as_it_is,
    as_it_was_typed,
    blank,
    changing,
)
from register.models import Body, Recommendation, ScrutinyEntry
from register.models.scrutiny import BELONGS_TO, SCRUTINY_KINDS, Recorded
from register.scrutiny import row_of

WAITS = "It waits until somebody else publishes it."
# What may be added to what.
WITHIN = {parent: kind for kind, parent in BELONGS_TO.items()}


@officer
def scrutiny_list(request: PersonRequest) -> HttpResponse:
    waiting = ScrutinyEntry.objects.waiting().select_related("entered_by")[:100]
    context = {"waiting": waiting, "open": Recommendation.objects.open().as_shown()[:20]}
    return render(request, "office/scrutiny_list.html", context | paged(request, Body.objects.standing()))


@officer
def scrutiny_row(request: PersonRequest, kind: str, pk: int) -> HttpResponse:
    """One body, meeting, item or recommendation as it is public, what belongs to it, and what waits."""
    row = found(kind, pk)
    within = WITHIN.get(kind)
    rows = SCRUTINY_KINDS[within].objects.filter(**{BELONGS_TO[within]: row}) if within else Body.objects.none()
    waiting = ScrutinyEntry.objects.waiting()
    of_it = waiting.about(kind, pk) | waiting.filter(kind=within or "", under_id_of_row=pk)
    history = ScrutinyEntry.objects.published().about(kind, pk).select_related("entered_by", "published_by")
    context = {"row": row, "kind": kind, "within": within, "waiting": of_it.select_related("entered_by")}
    context |= {"history": history, "above": above(row, kind)} | paged(request, rows)
    return render(request, "office/scrutiny_row.html", context)


@officer
def scrutiny_new(request: PersonRequest, kind: str) -> HttpResponse:
    """`?of=` is the row, `?within=` the waiting entry, that the new one belongs to."""
    if kind not in FORMS:
        raise Http404
    under, back = belongs_to(request, kind)
    form = FORMS[kind](request.POST or None, initial=blank(kind))
    action = partial(enter, kind, by=request.user, under=under)
    context = {"kind": kind, "under": under}
    return form_page(request, "office/scrutiny_new.html", form, action, done=WAITS, back=back, **context)


@officer
def scrutiny_edit(request: PersonRequest, kind: str, pk: int) -> HttpResponse:
    return change_page(request, kind, pk, FORMS.get(kind, ScrutinyForm), ScrutinyEntry.Deed.CORRECTED)


@officer
def recommendation_answer(request: PersonRequest, pk: int) -> HttpResponse:
    return change_page(request, "recommendation", pk, AnswerForm, ScrutinyEntry.Deed.ANSWERED)


def change_page(
    request: PersonRequest, kind: str, pk: int, shape: type[ScrutinyForm], deed: ScrutinyEntry.Deed
) -> HttpResponse:
    """A correction says why; of an answer that is public, too."""
    row = found(kind, pk, with_revision)
    if deed == ScrutinyEntry.Deed.ANSWERED and isinstance(row, Recommendation) and row.response:
        deed = ScrutinyEntry.Deed.CORRECTED
    shown = as_it_is(shape, row) | {"revision": revision_of(row)}
    form = changing(shape)(request.POST or None, initial=shown, why=deed == ScrutinyEntry.Deed.CORRECTED)
    back = reverse("office:scrutiny_row", args=[kind, pk])
    context = {"row": row, "kind": kind, "deed": deed}

    def action(*, form_key: object, **arguments: Any) -> object:
        return change(row, by=request.user, deed=deed, **arguments)

    return form_page(request, "office/scrutiny_edit.html", form, action, done=WAITS, back=back, **context)


@officer
def scrutiny_withdraw(request: PersonRequest, kind: str, pk: int) -> HttpResponse:
    row = found(kind, pk, with_revision)
    form = WithdrawRowForm(request.POST or None, initial={"revision": revision_of(row)})
    back = reverse("office:scrutiny_row", args=[kind, pk])
    action = partial(withdraw_row, row, by=request.user)
    context = {"row": row, "kind": kind}
    return form_page(request, "office/scrutiny_withdraw.html", form, action, done=WAITS, back=back, **context)


@officer
def scrutiny_entry(request: PersonRequest, pk: int) -> HttpResponse:
    """What waits, with all that belongs to it; somebody else publishes it."""
    entry = get_object_or_404(ScrutinyEntry.objects.waiting().select_related("entered_by", "under"), pk=pk)
    context = {
        "entry": entry,
        "below": ScrutinyEntry.objects.waiting().filter(under=entry).prefetch_related("below"),
        "within": WITHIN.get(entry.kind) if not entry.thing_id else None,
        "is_author": request.user.pk in entry.author_ids,
        "row": row_of(entry),
        "seen": shown_of(entry),
    }
    return render(request, "office/scrutiny_entry.html", context)


@officer
def scrutiny_entry_edit(request: PersonRequest, pk: int) -> HttpResponse:
    entry = get_object_or_404(with_revision(ScrutinyEntry.objects.waiting()), pk=pk)
    if entry.deed == ScrutinyEntry.Deed.WITHDRAWN:
        raise Http404
    shape = AnswerForm if "response" in entry.values else FORMS[entry.kind]
    shown = as_it_was_typed(shape, entry.values) | {"revision": revision_of(entry)}
    form = changing(shape)(request.POST or None, initial=shown)
    back = reverse("office:scrutiny_entry", args=[pk])

    def action(*, form_key: object, **arguments: Any) -> object:
        return change_entry(entry, by=request.user, **arguments)

    return form_page(request, "office/scrutiny_entry_edit.html", form, action, done=WAITS, back=back, entry=entry)


@officer
@fresh
@require_POST
def scrutiny_entry_settle(request: PersonRequest, pk: int) -> HttpResponse:
    """Publish what waits, or discard it: two buttons of one form."""
    entry = get_object_or_404(ScrutinyEntry, pk=pk)
    form = ShownForm(request.POST)
    is_discarded = "discard" in request.POST
    action = discard_entry if is_discarded else publish_entry
    if form.is_valid() and form.run(action, entry, by=request.user, **form.cleaned_data):
        messages.success(request, "It is discarded." if is_discarded else "It is public.")
        return redirect("office:scrutiny_list")
    messages.error(request, " ".join(str(each) for errors in form.errors.values() for each in errors))
    return redirect("office:scrutiny_entry" if entry.is_waiting else "office:scrutiny_list", *[pk] * entry.is_waiting)


def found(kind: str, pk: int, how: Callable[[QuerySet[Any]], QuerySet[Any]] = QuerySet.all) -> Recorded:
    if kind not in SCRUTINY_KINDS:
        raise Http404
    row: Recorded = get_object_or_404(how(SCRUTINY_KINDS[kind].objects.all()), pk=pk)
    return row


def above(row: Recorded, kind: str) -> str:
    """Where what it belongs to is shown."""
    parent = BELONGS_TO.get(kind)
    return (
        reverse("office:scrutiny_row", args=[parent, getattr(row, parent).pk])
        if parent
        else reverse("office:scrutiny_list")
    )


def belongs_to(request: PersonRequest, kind: str) -> tuple[Recorded | ScrutinyEntry | None, str]:
    parent = BELONGS_TO.get(kind)
    if parent is None:
        return None, reverse("office:scrutiny_list")
    asked = {name: request.GET[name] for name in ("of", "within") if request.GET.get(name, "").isdecimal()}
    if "within" in asked:
        entry = get_object_or_404(ScrutinyEntry.objects.waiting().filter(kind=parent), pk=int(asked["within"][:18]))
        return entry, reverse("office:scrutiny_entry", args=[entry.pk])
    row = found(parent, int(asked.get("of", "0")[:18]))
    return row, reverse("office:scrutiny_row", args=[parent, row.pk])
