"""The page of a decision, on which officers work on it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from conditions import standing
from conditions.models import AwardEnd, Payment, PaymentDue
from conditions.views.shared import paged
from grants.access import PersonRequest, by_button, officer
from grants.forms.decisions import KeyedForm
from grants.models import Decision
from grants.years import london_today
from register import record
from register.actions.answering import answer_warning
from register.actions.copying import copy
from register.actions.handing_over import may_hand_over
from register.award_sums import award_sums
from register.checks.checklist import checklist_of
from register.forms.office import AnswerForm, SendForm
from register.loading import conditions_in_force, read_parts
from register.models import SubsidyEntry, TakeDown
from register.splits import working_of
from register.task_list import tasks

# More awards than this are folded behind their sums, and more that falls due behind its condition.
MANY = 15
LINES = 20  # of the diary, a page


@officer
def decision_detail(request: PersonRequest, reference: str) -> HttpResponse:
    return detail_page(
        request,
        get_object_or_404(Decision.objects.select_related("returned__by", "owner", "approver"), reference=reference),
    )


@officer
def decision_copy(request: PersonRequest, reference: str) -> HttpResponse:
    """The decision as the start of a new one."""
    decision = get_object_or_404(Decision, reference=reference)
    form = KeyedForm(request.POST or None)
    if form.is_valid():
        copied = copy(decision, by=request.user, form_key=form.cleaned_data["form_key"])
        messages.success(request, f"{copied.reference} is a copy of {decision.reference}.")
        return redirect("office:decision_detail", copied.reference)
    return render(request, "office/decision_copy.html", {"decision": decision, "form": form})


@officer
@by_button
def decision_answer(request: PersonRequest, reference: str) -> HttpResponse:
    """A warning of the checklist is answered: it is right as it is."""
    decision, form = get_object_or_404(Decision, reference=reference), AnswerForm(request.POST)
    if form.is_valid() and form.run(answer_warning, decision, by=request.user, **form.cleaned_data):
        return redirect(reverse("office:decision_detail", args=[reference]) + "#checklist")
    return detail_page(request, decision, form)


def detail_page(request: PersonRequest, decision: Decision, form: AnswerForm | None = None) -> HttpResponse:
    """The decision as the office sees it: what is still to do, the record, the money, the conditions, the diary."""
    read_parts([decision])
    notices = decision.notices.select_related("published_by", "approved_by")
    items, awards = checklist_of(decision), list(decision.awards.all())
    is_out = decision.published_at is not None
    standings = standing.of_decision(decision.reference) if is_out else []
    context = {
        "decision": decision,
        "form": form,
        "checklist": items,
        "sections": record.sections(decision),
        "tasks": tasks(decision, items),
        "awards": awards,
        "award_sums": award_sums(awards) if len(awards) > MANY else None,
        "splits": [working_of(each.terms, awards) for each in decision.splits.all()],
        "measures": decision.measures.all(),
        "lines": decision.variation_lines.all(),
        "conditions": conditions_in_force(decision),
        "standings": standings,
        "conditions_due": standing.by_condition(standings) if len(standings) > MANY else (),
        "down": TakeDown.objects.in_effect().filter(decision=decision) if is_out else (),
        "payable": [each for each in awards if hasattr(each, "listed")],
        "payments": Payment.objects.of_decision(decision),
        "payments_due": PaymentDue.objects.filter(award__decision=decision).select_related("award", "condition"),
        "ends": AwardEnd.objects.filter(award__decision=decision).select_related(
            "award", "carried_over_by", "repurposed_by"
        ),
        "listing": getattr(decision, "listing", None),
        "subsidy_entry": SubsidyEntry.objects.filter(decision=decision).first(),
        "today": london_today(),
        "budgets": items.budgets,
        "imported_notice": getattr(decision, "imported_notice", None),
        "versions": notices.order_by("-version") if is_out else (),
        "may_approve": request.user.is_approver and request.user.pk not in decision.author_ids,
        "may_hand_over": decision.state in Decision.IN_PROGRESS and may_hand_over(decision, request.user),
        "send_form": SendForm(initial={"revision": decision.revision, "approver": decision.approver_id}),
        "answering": form,
    }
    diary = paged(request, decision.events.select_related("by", "thing_type").order_by("-at", "-pk"), size=LINES)
    return render(request, "office/decision_detail.html", context | diary)
