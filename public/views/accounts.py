"""The account of a financial year: as it was published, version by version, as page, PDF and data."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from grants.access import public
from grants.spreadsheets import csv_lines
from grants.years import FinancialYear
from public.open_data.account_table import YEARLY_ACCOUNTS, account_rows
from public.views.answers import as_indented, pdf_answer
from register.models import YearAccount
from register.named_notices import shown
from register.notices.account_pdf import account_pdf


@public
def year_report(request: HttpRequest, year: FinancialYear) -> HttpResponse:
    return page(request, account_of(year))


@public
def year_report_version(request: HttpRequest, year: FinancialYear, version: int) -> HttpResponse:
    return page(request, account_of(year, version=version))


@public
def year_report_pdf(request: HttpRequest, year: FinancialYear) -> HttpResponse:
    account = account_of(year)
    return pdf_answer(request, account_pdf, account, account.reference)


@public
def year_report_json(request: HttpRequest, year: FinancialYear) -> HttpResponse:
    return as_indented(account_of(year))


@public
def year_report_csv(request: HttpRequest, year: FinancialYear) -> HttpResponse:
    """A line for each objective, for decisions that name none, and for all together."""
    account = account_of(year)
    lines = csv_lines(YEARLY_ACCOUNTS.names, map(YEARLY_ACCOUNTS.cells, account_rows([account])))
    answer = HttpResponse("".join(lines), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{account.reference}.csv"'
    return answer


def page(request: HttpRequest, account: YearAccount) -> HttpResponse:
    versions = YearAccount.objects.filter(year=account.year).defer("document_data").order_by("-version")
    context = {
        "account": account,
        "year": account.year,
        "versions": versions,
        "newest": versions[0],
    }
    words = {} if account.is_redacted else shown(account.document)
    return render(request, "public/year_report.html", context | words)


def account_of(year: FinancialYear, *, version: int | None = None) -> YearAccount:
    """The newest version of a year's account, or an older one; nothing where none was published."""
    found = YearAccount.objects.filter(year=year).order_by("-version")
    account = (found if version is None else found.filter(version=version)).first()
    if account is None:
        raise Http404
    return account
