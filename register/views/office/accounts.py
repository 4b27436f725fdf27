"""The office's pages of the yearly account: the years, the words, and the button of the second person."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from conditions.views.shared import form_page
from grants.access import PersonRequest, approver, fresh, officer
from grants.years import FinancialYear, london_today
from register.actions.accounts import account_of, publish_account, write_account
from register.forms.accounts import AccountForm, AccountPublishForm, initial_of
from register.models import AccountDraft, Listing, YearAccount
from register.named_notices import shown
from register.yearly_account import fingerprint, objectives

YEARS = 5  # how many of the latest ended years are offered


@officer
def account_list(request: PersonRequest) -> HttpResponse:
    """The latest years that have ended and have decisions, with their draft and what is public of each."""
    current = FinancialYear.of(london_today())
    years = [FinancialYear(current.start - back) for back in range(1, YEARS + 1)]
    drafts = {each.year: each for each in AccountDraft.objects.filter(year__in=years)}
    public = {each.year: each for each in YearAccount.objects.filter(year__in=years).order_by("version")}
    decided = Listing.objects.filter(decided_on__gte=years[-1].first_day).dates("decided_on", "day")
    told = {FinancialYear.of(day) for day in decided}
    rows = [(year, drafts.get(year), public.get(year)) for year in years if year in told]
    return render(request, "office/account_list.html", {"rows": rows, "current": current})


@officer
def account_edit(request: PersonRequest, year: FinancialYear) -> HttpResponse:
    draft = AccountDraft.objects.filter(year=year).first() or AccountDraft(year=year)
    initial = initial_of(draft.foreword, draft.commentary, draft.note) | {"revision": draft.revision}
    form = AccountForm(
        request.POST or None,
        initial=initial,
        objectives=objectives(year),
        is_public=YearAccount.objects.filter(year=year).exists(),
    )
    action, done = partial(write_account, year, by=request.user), "The words are kept. Only the office can read them."
    back = reverse("office:account_list")
    return form_page(request, "office/account_edit.html", form, action, done=done, back=back, year=year)


@officer
def account_preview(request: PersonRequest, year: FinancialYear) -> HttpResponse:
    """The account as it would be published today."""
    draft = get_object_or_404(AccountDraft, year=year)
    context = {"year": draft.year, "draft": draft, "back": reverse("office:account_list")}
    return render(request, "office/account_preview.html", context | shown(account_of(draft)))


@approver
@fresh
def account_publish(request: PersonRequest, year: FinancialYear) -> HttpResponse:
    """The same, with the button; the figures that were read are the ones that are published."""
    draft = get_object_or_404(AccountDraft, year=year)
    document = account_of(draft)
    form = AccountPublishForm(request.POST or None, initial={"revision": draft.revision, "seen": fingerprint(document)})
    action, done = partial(publish_account, draft.year, by=request.user), "The account is public."
    context = {"year": draft.year, "draft": draft} | shown(document)
    back = reverse("office:account_list")
    return form_page(request, "office/account_publish.html", form, action, done=done, back=back, **context)
