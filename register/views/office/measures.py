"""What the awards of a decision are to bring about."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from conditions.forms.fields import RevisionForm, with_layout
from conditions.views.shared import form_page
from grants.access import PersonRequest, officer
from grants.actions.measures import add_measure, change_measure, remove_measure
from grants.models import Award, Decision, Measure, StandardMeasure
from register.forms.measures import MeasureForm, begun_with, initial_of


@officer
def measure_new(request: PersonRequest, reference: str) -> HttpResponse:
    """`?of=` names the measure of the library that it begins with."""
    decision = get_object_or_404(Decision, reference=reference)
    offered = StandardMeasure.objects.filter(is_current=True)
    initial = begun_with(offered.filter(slug=request.GET.get("of", "")).first()) | {"revision": decision.revision}
    form = MeasureForm(request.POST or None, awards=awards_of(decision), initial=initial)
    action, done = partial(add_measure, decision, by=request.user), "The measure is added."
    page = {"done": done, "back": to_measures(decision)}
    return form_page(request, "office/measure_new.html", form, action, decision=decision, offered=offered, **page)


@officer
def measure_edit(request: PersonRequest, reference: str, number: int) -> HttpResponse:
    measure = find_measure(reference, number)
    decision = measure.decision
    initial = initial_of(measure) | {"revision": decision.revision}
    form = MeasureForm(request.POST or None, awards=awards_of(decision), initial=initial)
    action = partial(change_measure, measure, by=request.user)
    page = {"done": f"Measure {number} is saved.", "back": to_measures(decision)}
    return form_page(request, "office/measure_edit.html", form, action, decision=decision, measure=measure, **page)


@officer
def measure_remove(request: PersonRequest, reference: str, number: int) -> HttpResponse:
    measure = find_measure(reference, number)
    decision = measure.decision
    form = RevisionForm(request.POST or None, initial={"revision": decision.revision})
    form.helper = with_layout("revision")  # type: ignore[attr-defined]
    action = partial(remove_measure, measure, by=request.user)
    page = {"done": f"Measure {number} is removed.", "back": to_measures(decision)}
    return form_page(request, "office/measure_remove.html", form, action, decision=decision, measure=measure, **page)


def find_measure(reference: str, number: int) -> Measure:
    measures = Measure.objects.select_related("decision")
    return get_object_or_404(measures, decision__reference=reference, number=number)


def awards_of(decision: Decision) -> list[Award]:
    return list(decision.awards.select_related("recipient", "stream", "partnership"))


def to_measures(decision: Decision) -> str:
    return reverse("office:decision_detail", args=[decision.reference]) + "#measures"
