"""Pages that officers and leads share: what a lead may do for a partnership, an officer may do for it too."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from conditions.actions.calendars import make_calendar_key, revoke_calendar_key
from conditions.actions.contributions import change_contribution, share_contribution
from conditions.actions.evidence import send_plan
from conditions.actions.later_dates import ask_for_later_date
from conditions.actions.returns import save_draft, submit_return
from conditions.actions.taking_back import take_back
from conditions.forms.contributions import ContributionChangeForm, ShareForm, initial_of
from conditions.forms.fields import ConfirmForm
from conditions.forms.obligations import LaterDateForm
from conditions.forms.plans import PlanSendForm
from conditions.forms.returns import ReturnForm
from conditions.ledger import allowed_for
from conditions.models import AwardInForce, CalendarKey, Contribution, Obligation, ReturnDraft
from conditions.models.reviews import Reviewed
from conditions.returns import Period, period_of
from grants.access import PersonRequest
from grants.fields import BaseForm
from grants.letters import address
from grants.models import Partnership, PlanVersion
from grants.revisions import revision_of

PAGE_SIZE = 50


def edit_page(request: PersonRequest, contribution: Contribution, **page: str) -> HttpResponse:
    allowed = allowed_for(contribution)
    shown = initial_of(contribution) | {"revision": revision_of(contribution)}
    form = ContributionChangeForm(request.POST or None, initial=shown, allowed=allowed)
    action = partial(change_contribution, contribution, by=request.user)
    return form_page(request, "shared/contribution_edit.html", form, action, contribution=contribution, **page)


def share_page(request: PersonRequest, contribution: Contribution, **page: str) -> HttpResponse:
    shown = {"revision": revision_of(contribution)}
    form = ShareForm(request.POST or None, initial=shown, contribution=contribution)
    action = partial(share_contribution, contribution, by=request.user)
    return form_page(request, "shared/contribution_share.html", form, action, contribution=contribution, **page)


def return_page(request: PersonRequest, period: Period, *, back: str, done: str, base: str) -> HttpResponse:
    """Fill in a monitoring return, put it by, or send it; `?end` begins the end of grant report. What cannot be sent as
    it was typed is put by too."""
    draft = ReturnDraft.objects.filter(award=period.award, period_ends_on=period.ends_on, by=request.user).first()
    typed = draft.typed if draft else None
    initial = {"is_final": period.is_closed or "end" in request.GET}
    form = ReturnForm(request.POST or None, request.FILES or None, period=period, typed=typed, initial=initial)
    action = partial(submit_return, period.award, period.ends_on, by=request.user)
    is_put_by = "later" in request.POST
    if not is_put_by and form.is_valid() and form.run(action, **form.arguments):
        messages.success(request, done)
        return redirect(back)
    if request.method == "POST":
        save_draft(period.award, period.ends_on, by=request.user, typed=form.typed)
    if is_put_by:
        messages.success(request, "Saved. You alone can see it until you send it. A file has to be chosen again.")
        return redirect(back)
    context = {"form": form, "period": period, "draft": draft, "back": back, "base": base}
    return render(request, "shared/monitoring_return_new.html", context)


def period_or_404(awards: QuerySet[AwardInForce, AwardInForce], pk: int, ends_on: date) -> Period:
    """Of one of these awards in force, by the number of the award."""
    in_force = get_object_or_404(awards.select_related("award__decision", "partnership"), award=pk)
    period = period_of(in_force, ends_on)
    if period is None:
        raise Http404("Nothing is asked of this award for that period.")
    return period


def plan_page(request: PersonRequest, obligation: Obligation, **page: Any) -> HttpResponse:
    """Send one of the published plans of the partnership, in its newest version."""
    if not obligation.may_be_met_by_plan:
        raise Http404("This condition does not require a plan.")
    newest = PlanVersion.objects.order_by("plan_id", "-number").distinct("plan_id").values("pk")
    own = {"plan__partnership": obligation.partnership, "plan__withdrawn_at": None}
    offered = PlanVersion.objects.filter(pk__in=newest, **own)
    form = PlanSendForm(request.POST or None, offered=offered.order_by("-starts_on", "name"))
    action = partial(send_plan, obligation, by=request.user)
    has_plans = offered.exists()
    return form_page(request, "shared/plan_send.html", form, action, obligation=obligation, has_plans=has_plans, **page)


def later_date_page(request: PersonRequest, obligation: Obligation, **page: Any) -> HttpResponse:
    form = LaterDateForm(request.POST or None)
    action = partial(ask_for_later_date, obligation, by=request.user)
    return form_page(request, "shared/later_date_new.html", form, action, obligation=obligation, **page)


def calendar_page(
    request: PersonRequest, partnership: Partnership | None, *, feed: str, here: str, **page: str
) -> HttpResponse:
    """Make the private address of a calendar, see it, revoke it; `?really=` asks before the old one is lost."""
    form = BaseForm(request.POST or None)
    revoking = "revoke" in request.POST
    verb = revoke_calendar_key if revoking else make_calendar_key
    if form.is_valid() and form.run(verb, partnership, by=request.user):
        sentence = "Revoked: the address no longer works." if revoking else "Your calendar has an address."
        messages.success(request, sentence)
        return redirect(here)
    key = CalendarKey.objects.of(request.user, partnership)
    link = address(feed, key.token) if key else ""
    context = {"partnership": partnership, "link": link, "really": request.GET.get("really", ""), "form": form}
    return render(request, "shared/calendar.html", {**context, "here": here, **page})


def take_back_page(request: PersonRequest, sent: Reviewed, **page: Any) -> HttpResponse:
    """Asks once, and takes it back."""
    posted = request.POST if request.method == "POST" else None
    form, action = ConfirmForm(posted), partial(take_back, sent, by=request.user)
    done = "It is taken back. The office no longer has it to look at."
    return form_page(request, "shared/take_back.html", form, action, done=done, sent=sent, **page)


def form_page(
    request: PersonRequest,
    template: str,
    form: Any,
    action: Callable[..., object],
    *,
    done: str | Callable[[], str],
    back: str,
    **context: Any,
) -> HttpResponse:
    """Run the action with what was typed, say that it is `done`, and go `back`; otherwise show the form."""
    if form.is_valid() and form.run(action, **getattr(form, "arguments", form.cleaned_data)):
        messages.success(request, done() if callable(done) else done)
        return redirect(back)
    return render(request, template, {**context, "form": form, "back": back})


def paged(request: PersonRequest, rows: QuerySet[Any, Any], *, size: int | None = None) -> dict[str, Any]:
    """The page that is asked for, and the rest of the query."""
    query = request.GET.copy()
    number = (query.pop("page", None) or ["1"])[-1]
    return {"page": Paginator(rows, size or PAGE_SIZE).get_page(number), "query": query.urlencode()}
