"""A decision as the public will read it, and at the end of that the buttons that send it on its way.

The page is the public's own template, so these views see both the working rows and what the public pages are made of.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from conditions.payments import payments_of
from grants.access import PersonRequest, approver, by_button, fresh, officer
from grants.models import Decision
from grants.models.money import ZERO
from public.browse.money import Money
from public.browse.pivot import pivot_of
from public.views.answers import pdf_answer
from public.views.decisions import conditions_of, paid, record
from register.actions.approval import approve, return_decision, send_for_approval
from register.actions.as_approved import seen_of
from register.actions.publishing import publish
from register.checks.checklist import checklist
from register.forms.office import ApproveForm, PublishForm, ReturnForm, RevisionForm, SendForm
from register.money.limits import exceeded_limits
from register.notices.pdf import make_pdf
from register.preview import Preview, preview_of


@officer
def decision_preview(request: PersonRequest, reference: str) -> HttpResponse:
    """The notice that publishing would make now, as the public would read it, in every state of the decision."""
    return preview_page(request, get_object_or_404(Decision, reference=reference))


@officer
def decision_preview_pdf(request: PersonRequest, reference: str) -> HttpResponse:
    decision = get_object_or_404(Decision, reference=reference)
    preview = preview_of(decision)
    if preview is None:
        return redirect("office:decision_preview", reference)
    return pdf_answer(request, make_pdf, preview.notice, f"{reference}-draft")


@officer
@by_button
def decision_send(request: PersonRequest, reference: str) -> HttpResponse:
    return run_action(request, reference, SendForm, send_for_approval, "has been sent for approval")


@approver
@fresh
@by_button
def decision_approve(request: PersonRequest, reference: str) -> HttpResponse:
    return run_action(request, reference, ApproveForm, approve, "is approved")


@approver
@by_button
def decision_return(request: PersonRequest, reference: str) -> HttpResponse:
    return run_action(request, reference, ReturnForm, return_decision, "has been returned")


@officer
@fresh
@by_button
def decision_publish(request: PersonRequest, reference: str) -> HttpResponse:
    return run_action(request, reference, PublishForm, publish, "is published")


def run_action(
    request: PersonRequest,
    reference: str,
    form_class: type[RevisionForm],
    action: Callable[..., Any],
    outcome: str,
) -> HttpResponse:
    """A button below the preview: run the action and confirm it, or show the page again with the refusal. What is
    approved can be published at once, by who has just read it."""
    decision = get_object_or_404(Decision, reference=reference)
    form = form_class(request.POST)
    if form.is_valid() and form.run(action, decision, by=request.user, **form.cleaned_data):
        messages.success(request, f"{decision.reference} {outcome}.")
        if form_class is ApproveForm:
            return redirect(reverse("office:decision_preview", args=[reference]) + "#next")
        return redirect("office:decision_detail", reference)
    decision.refresh_from_db()
    return preview_page(request, decision, form)


def preview_page(request: PersonRequest, decision: Decision, form: RevisionForm | None = None) -> HttpResponse:
    preview, found = preview_of(decision), checklist(decision)
    context = {
        "decision": decision,
        "form": form,
        "preview": preview,
        "checklist": found,
        "exceeded": exceeded_limits(decision, found.budgets),
        "may_approve": request.user.is_approver and request.user.pk not in decision.author_ids,
    }
    buttons = {name: form if isinstance(form, its) else its() for name, its in FORMS.items()}
    for each in buttons.values():
        each.show(decision, seen_of(preview.document) if preview else "")
    buttons["send_form"].initial["approver"] = decision.approver_id
    own = public_page(preview) if preview else {}
    return render(request, "office/decision_preview.html", context | buttons | own)


FORMS: dict[str, type[RevisionForm]] = {
    "send_form": SendForm,
    "approve_form": ApproveForm,
    "return_form": ReturnForm,
    "publish_form": PublishForm,
}


def public_page(preview: Preview) -> dict[str, Any]:
    """What the public page of the decision would be drawn from."""
    document = preview.document
    awards = [(award, preview.amounts[award.number]) for award in document.awards]
    return (
        record(document)
        | paid(payments_of(document.reference))
        | {
            "draft": preview.notice,
            "notice": preview.notice,
            "own": Money(document.total, sum(preview.amounts.values(), ZERO)),
            "awards": awards,
            "pivot": pivot_of(awards),
            "conditions": conditions_of(document, [each.standing for each in preview.beginnings]),
        }
    )
