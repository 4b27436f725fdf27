"""The office's front page, and its funding streams."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from grants.access import PersonRequest, officer
from grants.models import Decision
from grants.years import london_today
from register import front_page
from register.forms.office import DecisionFilter
from register.front_page import FirstFew
from register.models import TakeDown, Withdrawal
from register.money.budget import all_budgets


@officer
def home(request: PersonRequest) -> HttpResponse:
    """What is waiting for this person, and for the office."""
    today, person = london_today(), request.user
    sent = Decision.objects.awaiting_approval()
    approved = FirstFew.of(Decision.objects.approved_unpublished())
    own = sent.filter(author_ids__contains=[person.pk]) if person.is_approver else sent
    mine = FirstFew.of(Decision.objects.filter(state=Decision.State.DRAFT, owner=person))
    for_me = FirstFew.of(sent.exclude(author_ids__contains=[person.pk])) if person.is_approver else None
    down = list(TakeDown.objects.unsettled().select_related("decision"))
    withdrawals = Withdrawal.objects.filter(carried_out_at=None).select_related("decision", "asked_by")
    past_due, evidence = front_page.past_due(), front_page.waiting_for_review()
    counts = (
        (len(for_me or ()), "waiting for your approval", "#for-me"),
        (len(approved), "approved, not yet published", "#approved"),
        (len(mine), "in my drafts", "#drafts"),
        (evidence, "from partnerships, to be reviewed", reverse("office:review_list")),
        (len(down), "taken down, to be settled", "#taken-down"),
        (len(withdrawals), "withdrawals asked for", "#withdrawals"),
        (past_due.number, "conditions past due", reverse("office:obligation_list") + "?state=past_due"),
    )
    context = {
        "waiting": [line for line in counts if line[0]],
        "mine": mine,
        "for_me": for_me,
        "for_others": FirstFew.of(own),
        "approved": approved,
        "approved_days": [(each, days_since(each)) for each in approved.decisions],
        "taken_down": down,
        "withdrawals": withdrawals,
        "past_due": past_due,
        "evidence": evidence,
        "low": front_page.nearly_spent_streams(today),
        "returns": front_page.returns(today),
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
