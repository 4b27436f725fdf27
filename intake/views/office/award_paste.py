"""Many awards in one step, from a table that was copied from a spreadsheet."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from grants.access import PersonRequest, officer
from grants.actions.awards import add_awards
from grants.models import Decision, FundingStream
from grants.years import FinancialYear
from intake.forms.awards import PasteForm
from register.money.form_budgets import table_budgets
from register.views.office.awards import to_awards


@dataclass(frozen=True)
class StreamYearTotal:
    """What a table gives from one stream in one year."""

    stream: FundingStream | None
    year: FinancialYear | None
    count: int
    total: Decimal


@officer
def award_paste(request: PersonRequest, reference: str) -> HttpResponse:
    """A pasted table is shown first as it was understood; then the button adds what was shown, and nothing else."""
    decision = get_object_or_404(Decision, reference=reference)
    shown = {"title": decision.title[:140], "revision": decision.revision}
    form = PasteForm(decision, request.POST or None, initial=shown)
    context: dict[str, Any] = {"decision": decision, "form": form}
    if form.is_valid():
        rows = form.rows
        is_checked = "add" in request.POST and may_add(form, request.POST["add"])
        if is_checked and form.run(add_awards, decision, by=request.user, rows=rows):
            messages.success(request, f"{len(rows)} awards have been added.")
            return to_awards(decision)
        context |= {"rows": rows, "totals": stream_year_totals(rows), "total": total(rows)} | table_budgets(
            decision, rows
        )
        context |= {"pasted": form.pasted, "duplicates": duplicate_awards(rows, decision)}
    return render(request, "office/award_paste.html", context)


def may_add(form: PasteForm, digest: str) -> bool:
    """Only what was shown is added, and only if every line could be parsed."""
    if digest != form.digest:
        form.add_error(None, "You have changed the table since it was checked. Check it again.")
    elif form.pasted.unparsed:
        form.add_error("table", "Correct or remove the lines that could not be read")
    return form.is_valid()


def total(rows: Sequence[dict[str, Any]]) -> Decimal:
    return sum((row["amount"] for row in rows), Decimal("0.00"))


def stream_year_totals(rows: Sequence[dict[str, Any]]) -> list[StreamYearTotal]:
    """The totals per stream and year, in the order of the table."""
    groups: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        groups[row["stream"], row["year"]].append(row)
    return [StreamYearTotal(stream, year, len(group), total(group)) for (stream, year), group in groups.items()]


def duplicate_awards(rows: Sequence[dict[str, Any]], decision: Decision) -> list[str]:
    """In sentences, who would get money twice from one stream in one year: by the table, or beside earlier awards."""
    awards = decision.awards.select_related("recipient", "partnership", "stream")
    before = Counter((award.recipient, award.partnership, award.stream, award.year) for award in awards)
    pasted = Counter((row["recipient"], row["partnership"], row["stream"], row["year"]) for row in rows)
    return [
        f"{partnership or recipient} has {count + before[recipient, partnership, stream, year]} awards "
        f"{f'from {stream} ' if stream else ''}{f'for {year} ' if year else ''}once these are added."
        for (recipient, partnership, stream, year), count in pasted.items()
        if count + before[recipient, partnership, stream, year] > 1
    ]
