"""Taking the words of a yearly account out of public sight, restoring them, and taking them out for ever."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from conditions.views.shared import form_page
from grants.access import PersonRequest, administrator, approver, fresh
from grants.fields import BaseForm
from grants.years import FinancialYear
from register.actions.account_take_downs import redact_account, restore_account, take_down_account
from register.forms.accounts import AccountRestoreForm, AccountTakeDownForm
from register.models import AccountTakeDown, YearAccount

DONE = "Its words are out of public sight. Within 5 working days restore them, or publish a new version."


@approver
@fresh
def account_take_down(request: PersonRequest, year: FinancialYear, version: int) -> HttpResponse:
    """With the button that restores the words, once they are out of sight."""
    account = get_object_or_404(YearAccount, year=year, version=version)
    page = partial(form_page, request, "office/account_take_down.html", back=reverse("office:account_list"))
    of_it = AccountTakeDown.objects.filter(account=account, restored_at=None, redacted_at=None)
    down, data = of_it.select_related("taken_down_by").first(), request.POST or None
    if down is None:
        take_down = partial(take_down_account, account, by=request.user)
        return page(AccountTakeDownForm(data), take_down, done=DONE, account=account)
    form = AccountRestoreForm(data, initial={"row": down.pk})

    def restore(*, row: int) -> object:
        return restore_account(AccountTakeDown.objects.get(account=account, pk=row), by=request.user)

    return page(form, restore, done="It is public again.", account=account, down=down)


@administrator
@fresh
def account_redact(request: PersonRequest, year: FinancialYear, version: int) -> HttpResponse:
    row = get_object_or_404(AccountTakeDown, account__year=year, account__version=version, restored_at=None)
    form = BaseForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and form.run(redact_account, row, by=request.user):
        messages.success(request, f"{row.account}: redacted. The digests of all versions stay.")
        return redirect("office:redaction_list")
    return render(request, "office/account_redact.html", {"row": row, "form": form})
