"""The office's front page, and its funding streams."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from conditions.past_due import past_due_tile
from grants.access import PersonRequest, officer
from grants.letters import token_of
from grants.models import Decision
from grants.years import london_today
from register import front_page
from register.forms.office import DecisionFilter
from register.front_page import FirstFew
from register.money.budget import all_budgets


@officer
def home(request: PersonRequest) -> HttpResponse:
    """What waits for this person, for others, and for the office. The queue itself is made of what each package says
    (pcc_decisions/templatetags/queue.py)."""
    today, person = london_today(), request.user
    approved = FirstFew.of(Decision.objects.approved_unpublished())
    context = {
        "mine": FirstFew.of(Decision.objects.filter(state=Decision.State.DRAFT, owner=person)),
        "approved": approved,
        "approved_days": [(each, days_since(each)) for each in approved.decisions],
        "past_due": past_due_tile(),
        "evidence": front_page.waiting_for_review(),
        "low": front_page.nearly_spent_streams(today),
        "returns": front_page.returns(today),
        "letters": reverse("letter_choice", args=[token_of(person)]),
        "form": DecisionFilter(),
    }
    return render(request, "office/home.html", context)


def days_since(decision: Decision) -> int | None:
    """Calendar days since the decision was taken."""
    return (london_today() - decision.decided_on).days if decision.decided_on else None


@officer
def budget_list(request: PersonRequest) -> HttpResponse:
    """Every stream by year: allocated, committed, headroom."""
    return render(request, "office/budget_list.html", {"budgets": all_budgets()})
