"""Everybody who can be paid: changed, and merged where two are one."""

from functools import partial

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from grants.access import PersonRequest, officer
from grants.actions.organisations import change_organisation
from grants.models import Decision, Event, Organisation
from grants.revisions import revision_of, with_revision
from register.actions.merging import merge_organisations
from register.forms.organisations import MergeForm, OrganisationEditForm

EVENTS = 20


@officer
def organisation_detail(request: PersonRequest, slug: str) -> HttpResponse:
    """An organisation, to be changed. One that was merged into another leads there."""
    organisation = get_object_or_404(with_revision(Organisation.objects.select_related("merged_into")), slug=slug)
    if organisation.merged_into:
        messages.success(request, f"{organisation} was merged into this organisation.")
        return redirect("office:organisation_detail", organisation.merged_into.slug)
    fields = ("name", "kind", "registration_number", "identifier")
    shown = {name: getattr(organisation, name) for name in fields}
    shown["other_names"] = "\n".join(organisation.other_names.values_list("name", flat=True))
    shown["revision"] = revision_of(organisation)
    form = OrganisationEditForm(request.POST or None, initial=shown)
    if form.is_valid():
        names = form.cleaned_data["other_names"]
        save = partial(change_organisation, organisation, form.values, by=request.user, other_names=names)
        if form.run(save):
            messages.success(request, f"{form.cleaned_data['name']} has been saved.")
            return redirect("office:organisation_detail", slug)
    context = {"organisation": organisation, "form": form, "events": events_of(organisation)}
    return render(request, "office/organisation_detail.html", context | what_follows(organisation))


@officer
def organisation_merge(request: PersonRequest, slug: str) -> HttpResponse:
    """Choose the organisation that is kept (`?into=`), see what follows, and merge."""
    organisation = get_object_or_404(Organisation.objects.current(), slug=slug)
    form = MergeForm(request.GET if "into" in request.GET else None)
    into = form.cleaned_data["into"] if form.is_valid() else None
    if into and request.method == "POST" and form.run(merge_organisations, organisation, into, by=request.user):
        messages.success(request, f"{organisation} has been merged into {into}.")
        return redirect("office:organisation_detail", into.slug)
    context = {"organisation": organisation, "form": form, "into": into}
    return render(request, "office/organisation_merge.html", context | what_follows(organisation))


def what_follows(organisation: Organisation) -> dict[str, int]:
    """How much is the organisation's own."""
    return {
        "award_count": organisation.awards.count(),
        "decision_count": Decision.objects.filter(awards__recipient=organisation).distinct().count(),
        "partnership_count": organisation.partnerships.count(),
    }


def events_of(organisation: Organisation) -> QuerySet[Event]:
    of_kind = ContentType.objects.get_for_model(Organisation)
    return Event.objects.filter(thing_type=of_kind, thing_id=organisation.pk).select_related("by")[:EVENTS]
