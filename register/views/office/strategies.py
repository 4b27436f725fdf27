"""The office's pages of plans and strategies."""

from collections.abc import Callable
from functools import partial

from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from conditions.views.shared import form_page, paged
from grants.access import PersonRequest, fresh, officer
from grants.actions.diary import in_words, label
from grants.actions.plans import change_plan_draft, discard_plan_draft, draft_plan, publish_plan
from grants.fields import BaseForm
from grants.files import attachment
from grants.models import Plan, PlanDraft, StoredFile
from grants.models.plans import PlanContent
from register.forms.strategies import (
    StrategyChangeForm,
    StrategyDiscardForm,
    StrategyForm,
    StrategyPublishForm,
    initial_of,
    initial_of_plan,
)

# What a draft says besides its file and its objectives.
SHOWN = frozenset(field.name for field in PlanContent._meta.fields) - {"file", "objectives"}


@officer
def strategy_list(request: PersonRequest) -> HttpResponse:
    """Every plan, what is past its date for the next one first; and the drafts."""
    plans = (
        Plan.objects.select_related("partnership", "draft", "replaced_by")
        .prefetch_related("versions__take_downs")
        .late_first()
    )
    return render(request, "office/strategy_list.html", {"drafts": drafts()} | paged(request, plans))


@officer
def strategy_new(request: PersonRequest) -> HttpResponse:
    form = StrategyForm(request.POST or None, request.FILES or None)
    return draft_page(request, form, None)


@officer
def strategy_version(request: PersonRequest, slug: str) -> HttpResponse:
    """The next version of a plan."""
    plan = get_object_or_404(Plan, slug=slug)
    initial, objectives = initial_of_plan(plan)
    form = StrategyForm(request.POST or None, request.FILES or None, initial=initial, objectives=objectives)
    return draft_page(request, form, plan)


def draft_page(request: PersonRequest, form: StrategyForm, plan: Plan | None) -> HttpResponse:
    action, done = partial(draft_plan, plan, by=request.user), "The draft is saved. Only the office can read it."
    return form_page(
        request, "office/strategy_new.html", form, action, done=done, back=reverse("office:strategy_list"), plan=plan
    )


@officer
def strategy_edit(request: PersonRequest, pk: int) -> HttpResponse:
    draft = get_object_or_404(drafts(), pk=pk)
    initial = initial_of(draft) | {"revision": draft.revision}
    form = StrategyChangeForm(request.POST or None, request.FILES or None, initial=initial, objectives=draft.objectives)
    action, done = partial(change_plan_draft, draft, by=request.user), "The draft is saved."
    return of_draft(request, "office/strategy_edit.html", form, action, done, draft)


@officer
@fresh
def strategy_publish(request: PersonRequest, pk: int) -> HttpResponse:
    """The draft as the public will read it, and the button."""
    draft = get_object_or_404(drafts(), pk=pk)
    form = StrategyPublishForm(request.POST or None, initial={"revision": draft.revision})
    action, done = partial(publish_plan, draft, by=request.user), "It is public."
    shown = [(label(field), in_words(draft, field.name)) for field in PlanContent._meta.fields if field.name in SHOWN]
    return of_draft(request, "office/strategy_publish.html", form, action, done, draft, shown=shown)


@officer
def strategy_discard(request: PersonRequest, pk: int) -> HttpResponse:
    draft = get_object_or_404(drafts(), pk=pk)
    form = StrategyDiscardForm(request.POST or None, initial={"revision": draft.revision})
    action, done = partial(discard_plan_draft, draft, by=request.user), "The draft is discarded."
    return of_draft(request, "office/strategy_discard.html", form, action, done, draft)


@officer
def strategy_file(request: PersonRequest, pk: int) -> HttpResponseBase:
    """The file of a draft."""
    return attachment(get_object_or_404(StoredFile, plandrafts=pk))


def of_draft(
    request: PersonRequest, template: str, form: BaseForm, action: Callable[..., object], done: str, draft: PlanDraft,
    **context: object,
) -> HttpResponse:  # fmt: skip
    back = reverse("office:strategy_list")
    return form_page(request, template, form, action, done=done, back=back, draft=draft, **context)


def drafts() -> QuerySet[PlanDraft]:
    return PlanDraft.objects.select_related("plan", "partnership", "replaces", "file", "added_by")
