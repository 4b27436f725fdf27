"""The officers' pages for the record of a decision."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from grants.access import PersonRequest, officer
from grants.actions.decisions import draft, revise
from grants.actions.discarding import discard
from grants.actions.organisations import add_organisation
from grants.actions.putting_back import begin_correction, notes_of, put_back
from grants.fields import BaseForm
from grants.forms.decisions import CorrectionForm, NewDecisionForm, OrganisationForm, SeenForm, initial, record_form
from grants.models import Decision, Organisation, PublishedRows
from grants.record import section_called, sections_of
from grants.refused import Discarded, Refused, Stale


@officer
def decision_new(request: PersonRequest) -> HttpResponse:
    form = NewDecisionForm(request.POST or None)
    if form.is_valid():
        values = dict(form.cleaned_data)
        decision = draft(by=request.user, form_key=values.pop("form_key"), values=values)
        return redirect("office:decision_detail", decision.reference)
    return render(request, "office/decision_new.html", {"form": form})


@officer
def decision_section(request: PersonRequest, reference: str, section: str) -> HttpResponse:
    """One section of the record. Where somebody else has saved the same fields meanwhile, the page shows what they
    changed, and saving again puts this person's text in its place."""
    decision = get_object_or_404(Decision, reference=reference)
    part = section_called(section)
    if part is None or part not in sections_of(decision.kind):
        raise Http404
    shown = initial(decision, part) | suggested(request, decision)
    every_plan = "every-plan" in request.GET
    form = record_form(part)(decision, request.POST or None, initial=shown, every_plan=every_plan)
    context: dict[str, Any] = {"decision": decision, "section": part, "form": form, "every_plan": every_plan}
    if form.is_valid():
        values = dict(form.cleaned_data)
        revision, makers = values.pop("revision"), values.pop("decision_makers", None)
        try:
            saved = revise(decision, by=request.user, values=values, makers=makers, revision=revision)
        except Stale as stale:
            context["theirs"] = stale.events
            form.add_error(None, str(stale))
            form.data = request.POST.copy()
            form.data["revision"] = str(decision.revision)
        except Discarded:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            say_removed(request, form)
            return redirect("office:decision_detail", saved.reference)
    return render(request, "office/decision_section.html", context)


@officer
def decision_discard(request: PersonRequest, reference: str) -> HttpResponse:
    """Ask once, then discard a draft."""
    decision = get_object_or_404(Decision.objects.filter(published_at=None), reference=reference)
    form = SeenForm(request.POST or None, initial={"revision": decision.revision})
    if form.is_valid() and form.run(discard, decision, by=request.user, **form.cleaned_data):
        messages.success(request, f"{reference} is discarded.")
        return redirect("office:home")
    return render(request, "office/decision_discard.html", {"decision": decision, "form": form})


@officer
def decision_put_back(request: PersonRequest, reference: str) -> HttpResponse:
    """Ask once, then discard the changes that are not published."""
    decision = get_object_or_404(Decision.objects.exclude(published_rows=None), reference=reference)
    form = SeenForm(request.POST or None, initial={"revision": decision.revision})
    if form.is_valid() and form.run(put_back, decision, by=request.user, **form.cleaned_data):
        messages.success(request, f"{reference} stands as it is published.")
        return redirect("office:decision_detail", reference)
    return render(request, "office/decision_put_back.html", {"decision": decision, "form": form})


@officer
def decision_correct(request: PersonRequest, reference: str) -> HttpResponse:
    """A correction begins with what it changes, and why."""
    published = Decision.objects.filter(published_at__isnull=False)
    decision = get_object_or_404(published.exclude(state=Decision.State.WITHDRAWN), reference=reference)
    # Asked before the note is: what is said between the two is then refused, not lost.
    revision = notes_of(decision).values_list("pk", flat=True).first() or 0
    rows = PublishedRows.objects.filter(decision=decision).first()
    form = CorrectionForm(request.POST or None, initial={"note": rows.note if rows else "", "revision": revision})
    if form.is_valid() and form.run(begin_correction, decision, by=request.user, **form.cleaned_data):
        messages.success(request, "Now change what is wrong, and send it for approval.")
        return redirect(reverse("office:decision_detail", args=[reference]) + "#tasks")
    return render(request, "office/decision_correct.html", {"decision": decision, "form": form})


@officer
def organisation_new(request: PersonRequest) -> HttpResponse:
    """A recipient that the office did not have yet; `?for=` leads back to the award of a decision that it is for."""
    decision = Decision.objects.filter(reference=request.GET.get("for", "")).first()
    form = OrganisationForm(request.POST or None)
    if form.is_valid():
        try:
            organisation = add_organisation(by=request.user, values=form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, list(refusal.sentences))
        else:
            messages.success(request, f"{organisation} has been added.")
            return to_award(decision, organisation)
    return render(request, "office/organisation_new.html", {"decision": decision, "form": form})


def to_award(decision: Decision | None, recipient: Organisation) -> HttpResponse:
    """On to an award for the new recipient, in the decision that it was added for."""
    if decision is None:
        return redirect("office:home")
    return redirect(reverse("office:award_new", args=[decision.reference]) + f"?recipient={recipient.pk}")


def suggested(request: PersonRequest, decision: Decision) -> dict[str, str]:
    """Where the purpose is missing the checklist suggests the text of the decision; the officer may change it."""
    return {"purpose": decision.decision_text} if request.GET.get("suggestion") == "purpose" else {}


def say_removed(request: PersonRequest, form: BaseForm) -> None:
    for label, names in form.removed.items():
        messages.warning(request, f"Hidden characters were taken out of {label}: {', '.join(names)}.")
