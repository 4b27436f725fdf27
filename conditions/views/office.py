"""The officers' pages for conditions: attaching and wording them, reviewing evidence, and assessing."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from conditions import actions
from conditions.condition_forms import AttachForm, ConditionForm, RevisionForm, initial_of
from conditions.forms import AssessForm, ReadingForm, ReturnForm
from conditions.ledger import ledger, lines
from conditions.match import InKind
from conditions.models import Condition, Contribution, Obligation, Share, StandardCondition
from conditions.standing import State, standing, standings
from grants.access import PersonRequest, officer
from grants.fields import HouseForm
from grants.models import Decision
from grants.refused import Refused, Stale
from grants.years import london_today


@officer
def condition_attach(request: PersonRequest, reference: str) -> HttpResponse:
    decision = get_object_or_404(Decision, reference=reference)
    form = AttachForm(request.POST or None, offered=still_offered(decision))
    deed = partial(actions.attach_standards, decision, by=request.user)
    if form.is_valid() and form.passes(deed, form.cleaned_data["standards"]):
        return to_conditions(request, decision, "The chosen conditions are attached.")
    return render(request, "office/condition_attach.html", {"decision": decision, "form": form})


def still_offered(decision: Decision) -> QuerySet[StandardCondition]:
    attached = decision.conditions.in_force().exclude(standard=None).values("standard__code")
    return StandardCondition.objects.filter(is_current=True).exclude(code__in=attached)


@officer
def condition_new(request: PersonRequest, reference: str) -> HttpResponse:
    decision = get_object_or_404(Decision, reference=reference)
    form = ConditionForm(request.POST or None, decision=decision, initial={"revision": decision.revision})
    deed = partial(actions.attach, decision, by=request.user)
    if form.is_valid() and form.passes(deed, **typed(form)):
        return to_conditions(request, decision, "The condition is attached.")
    return render(request, "office/condition_new.html", {"decision": decision, "form": form})


@officer
def condition_edit(request: PersonRequest, reference: str, number: int) -> HttpResponse:
    """Where somebody else has changed the condition meanwhile, the page shows what they changed, and saving again puts
    this person's text in its place."""
    condition = find_condition(reference, number)
    decision = condition.decision
    shown = initial_of(condition) | {"revision": decision.revision}
    form = ConditionForm(request.POST or None, decision=decision, initial=shown)
    context: dict[str, Any] = {"decision": decision, "condition": condition, "form": form}
    if form.is_valid():
        try:
            actions.change_condition(condition, by=request.user, **typed(form))
        except Stale as stale:
            context["theirs"] = stale.events
            form.add_error(None, str(stale))
            renew(form, revision=decision.revision)
        except Refused as refusal:
            form.add_error(None, list(refusal.sentences))
        else:
            return to_conditions(request, decision, f"Condition {number} is saved.")
    return render(request, "office/condition_edit.html", context)


@officer
def condition_remove(request: PersonRequest, reference: str, number: int) -> HttpResponse:
    condition = find_condition(reference, number)
    decision = condition.decision
    form = RevisionForm(request.POST or None, initial={"revision": decision.revision})
    deed = partial(actions.remove_condition, condition, by=request.user)
    if form.is_valid() and form.passes(deed, revision=form.cleaned_data["revision"]):
        return to_conditions(request, decision, f"Condition {number} is removed.")
    if form.is_bound:
        renew(form, revision=decision.revision)
    return render(request, "office/condition_remove.html", {"decision": decision, "condition": condition, "form": form})


def find_condition(reference: str, number: int) -> Condition:
    found = Condition.objects.in_force().select_related("decision", "match", "standard")
    return get_object_or_404(found, decision__reference=reference, number=number)


def typed(form: ConditionForm) -> dict[str, Any]:
    return {
        "values": form.values,
        "match": form.match,
        "awards": form.chosen_awards,
        "revision": form.cleaned_data["revision"],
    }


def renew(form: HouseForm, **hidden: int) -> None:
    """The person has now been told what is new: sending the form again goes through. What she typed stays."""
    data = form.data.copy()  # type: ignore[attr-defined]
    for name, value in hidden.items():
        data[name] = str(value)
    form.data = data


def to_conditions(request: PersonRequest, decision: Decision, sentence: str) -> HttpResponseRedirect:
    messages.success(request, sentence)
    return redirect(reverse("office:decision_detail", args=[decision.reference]) + "#conditions")


@officer
def review_list(request: PersonRequest) -> HttpResponse:
    """What waits for the office: evidence, oldest first, then what is overdue."""
    today = london_today()
    past_due = standings(Obligation.objects.past_due(today), today=today)
    shares = Prefetch("shares", Share.objects.select_related("obligation__condition__decision"))
    context = {
        "waiting": Contribution.objects.awaiting_review().select_related("partnership").prefetch_related(shares),
        "overdue": [each for each in past_due if each.state == State.OVERDUE],
    }
    return render(request, "office/review_list.html", context)


@officer
def contribution_detail(request: PersonRequest, pk: int) -> HttpResponse:
    people = ("partnership", "recorded_by", "accepted_by", "returned_by")
    contribution = get_object_or_404(Contribution.objects.select_related(*people), pk=pk)
    returning = "return" in request.POST
    form = ReturnForm(request.POST) if returning else HouseForm(request.POST or None)
    verb = actions.return_contribution if returning else actions.accept
    if form.is_valid() and form.passes(verb, contribution, by=request.user, **form.cleaned_data):
        messages.success(request, f"The contribution is {'returned' if returning else 'accepted'}.")
        return after_review(contribution)
    context = {
        "contribution": contribution,
        "lines": lines(shares_of(contribution)),
        "form": form,
        "return_form": form if returning else ReturnForm(),
    }
    return render(request, "office/contribution_detail.html", context)


def shares_of(contribution: Contribution) -> QuerySet[Share]:
    wanted = ("obligation__condition__decision", "obligation__condition__match", "obligation__award")
    return contribution.shares.select_related("contribution", *wanted)


def after_review(contribution: Contribution) -> HttpResponseRedirect:
    """On to the condition it was offered for, which may now be assessed."""
    share = contribution.shares.first()
    return redirect("office:obligation_detail", share.obligation_id) if share else redirect("office:review_list")


@officer
def obligation_detail(request: PersonRequest, pk: int) -> HttpResponse:
    obligation = get_object_or_404(Obligation.objects.with_ledger(), pk=pk)
    assessments = obligation.assessments.select_related("made_by")
    newest = assessments[0].pk if assessments else 0
    form = AssessForm(request.POST or None, initial={"known": newest})
    deed = partial(actions.assess, obligation, by=request.user)
    if form.is_valid():
        if form.passes(deed, **form.cleaned_data):
            messages.success(request, "Your finding is recorded, and public.")
            return redirect("office:obligation_detail", obligation.pk)
        renew(form, known=newest)
    context = {
        "obligation": obligation,
        "standing": standing(obligation, today=london_today()),
        "ledger": ledger(obligation),
        "reading": getattr(obligation.condition, "match", None),
        "assessments": assessments,
        "form": form,
    }
    return render(request, "office/obligation_detail.html", context)


@officer
def reading_record(request: PersonRequest, pk: int) -> HttpResponse:
    """How the office reads a decision that does not say whether in-kind contributions count."""
    obligation = get_object_or_404(Obligation.objects.with_ledger(), pk=pk)
    terms = obligation.terms.match
    requirement = getattr(obligation.condition, "match", None)
    if terms is None or terms.in_kind != InKind.NOT_STATED or requirement is None:
        raise Http404("The decision itself says whether in-kind contributions count.")
    form = ReadingForm(request.POST or None, initial={"reading": requirement.reading})
    if form.is_valid() and form.passes(actions.record_reading, requirement, by=request.user, **form.cleaned_data):
        messages.success(request, "The office's reading is recorded.")
        return redirect("office:obligation_detail", obligation.pk)
    context = {"obligation": obligation, "requirement": requirement, "form": form}
    return render(request, "office/reading_record.html", context)
