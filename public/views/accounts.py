"""The account of a financial year: as it was published, version by version, as page, PDF and data."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from grants.access import public
from grants.spreadsheets import csv_lines
from grants.years import FinancialYear
from public.views.answers import as_indented, pdf_answer
from register.account_document import AccountFigures, ConditionFigures
from register.models import YearAccount
from register.named_notices import shown
from register.notices.account_pdf import account_pdf


@public
def year_report(request: HttpRequest, year: str) -> HttpResponse:
    return page(request, account_of(year))


@public
def year_report_version(request: HttpRequest, year: str, version: int) -> HttpResponse:
    return page(request, account_of(year, version=version))


@public
def year_report_pdf(request: HttpRequest, year: str) -> HttpResponse:
    account = account_of(year)
    return pdf_answer(request, account_pdf, account, account.reference)


@public
def year_report_json(request: HttpRequest, year: str) -> HttpResponse:
    return as_indented(account_of(year))


@public
def year_report_csv(request: HttpRequest, year: str) -> HttpResponse:
    """A line for each objective, for decisions that name none, and for all together."""
    account = account_of(year)
    document = account.document
    rows = (
        *([each.name, each.plan, each.slug, *values(each.figures)] for each in document.objectives),
        ["No objective named", "", "", *values(document.without_objective)],
        ["All decisions, each counted once", "", "", *values(document.together)],
    )
    answer = HttpResponse("".join(csv_lines(names(), rows)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{account.reference}.csv"'
    return answer


def names() -> list[str]:
    figures = [name for name in AccountFigures.model_fields if name != "conditions"]
    return ["objective", "plan", "slug", *figures, *(f"conditions_{name}" for name in ConditionFigures.model_fields)]


def values(figures: AccountFigures) -> list[object]:
    told = figures.model_dump()
    return [*(value for name, value in told.items() if name != "conditions"), *told["conditions"].values()]


def page(request: HttpRequest, account: YearAccount) -> HttpResponse:
    versions = YearAccount.objects.filter(year=account.year).defer("document_data").order_by("-version")
    context = {
        "account": account,
        "year": account.year,
        "versions": versions,
        "newest": versions[0],
    }
    return render(request, "public/year_report.html", context | shown(account.document))


def account_of(year: str, *, version: int | None = None) -> YearAccount:
    """The newest version of a year's account, or an older one; nothing where none was published."""
    chosen = read_year(year)
    found = YearAccount.objects.filter(year=chosen).order_by("-version")
    account = (found if version is None else found.filter(version=version)).first()
    if account is None:
        raise Http404
    return account


def read_year(year: str) -> FinancialYear:
    try:
        return FinancialYear.parse(year)
    except ValueError as error:
        raise Http404 from error
