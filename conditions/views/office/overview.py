"""All that is asked and the match behind it: in all, or of one partnership, stream, year, kind or condition."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from conditions.forms.money import AskedForm
from conditions.ledger import Ledger, ledger
from conditions.match import NOTHING, Total, total
from conditions.models import Kind, Obligation, ObligationQuerySet
from conditions.standing import Standing, State, standing
from grants.access import PersonRequest, officer
from grants.years import london_today

PAGE_SIZE = 50
# What is most pressing first.
ORDER = (
    State.OVERDUE, State.NOT_MET, State.WITH_OFFICE, State.DUE_SOON, State.NOT_YET_DUE, State.MET, State.WAIVED,
)  # fmt: skip


class Asked(NamedTuple):
    obligation: Obligation
    standing: Standing
    ledger: Ledger | None


class Account(NamedTuple):
    """The match of several obligations together, in pounds, and how many of all of them are overdue."""

    name: str
    asked: int
    overdue: int
    match: Total
    pledged: Any
    confirmed: Any
    narrowed: str = ""


@officer
def obligation_list(request: PersonRequest) -> HttpResponse:
    asked = Obligation.objects.standing()
    query = request.GET.copy()
    asked_page = (query.pop("page", None) or ["1"])[-1]
    years = asked.order_by("-year").values_list("year", flat=True).distinct()
    form = AskedForm(request.GET, years=years)
    chosen = stood(narrowed(asked, form.cleaned_data)) if form.is_valid() else []
    if form.is_valid() and (state := form.cleaned_data["state"]):
        chosen = [each for each in chosen if each.standing.state == state]
    context = {
        "form": form,
        "condition": form.cleaned_data.get("condition"),
        "page": Paginator([each.standing for each in sorted(chosen, key=urgency)], PAGE_SIZE).get_page(asked_page),
        "query": query.urlencode(),
        "account": account("All", chosen),
        "breakdowns": breakdowns(chosen),
    }
    return render(request, "office/obligation_list.html", context)


def narrowed(asked: ObligationQuerySet, wanted: dict[str, Any]) -> ObligationQuerySet:
    if wanted["partnership"]:
        asked = asked.for_partnership(wanted["partnership"])
    if wanted["year"]:
        asked = asked.filter(year=wanted["year"])
    if wanted["kind"]:
        asked = asked.filter(terms_data__kind=wanted["kind"])
    if wanted["condition"]:
        asked = asked.filter(condition=wanted["condition"])
    return asked.from_stream(wanted["stream"]) if wanted["stream"] else asked


def stood(asked: ObligationQuerySet) -> list[Asked]:
    today = london_today()
    found = asked.with_ledger().select_related("award__listed__stream")
    return [Asked(each, standing(each, today=today), ledger(each)) for each in found]


def urgency(asked: Asked) -> tuple[int, Any]:
    return ORDER.index(asked.standing.state), asked.standing.due_on


def account(name: str, several: Iterable[Asked], narrowed: str = "") -> Account:
    several = list(several)
    ledgers = [each.ledger for each in several if each.ledger]
    return Account(
        name=name,
        asked=len(several),
        overdue=sum(each.standing.state == State.OVERDUE for each in several),
        match=total(each.match for each in ledgers),
        pledged=sum((each.pledged for each in ledgers), NOTHING),
        confirmed=sum((each.confirmed for each in ledgers), NOTHING),
        narrowed=narrowed,
    )


def breakdowns(chosen: list[Asked]) -> list[tuple[str, list[Account]]]:
    """The same account once more for each partnership, stream, year, kind and condition."""
    return [
        ("Partnership", grouped(chosen, "partnership", partnership_of)),
        ("Funding stream", grouped(chosen, "stream", stream_of)),
        ("Financial year", grouped(chosen, "year", lambda each: (each.standing.year.slug, str(each.standing.year)))),
        ("Kind of condition", grouped(chosen, "kind", kind_of)),
        ("Condition", grouped(chosen, "condition", condition_of)),
    ]


def grouped(chosen: list[Asked], name: str, key: Callable[[Asked], tuple[str, str]]) -> list[Account]:
    groups: dict[tuple[str, str], list[Asked]] = defaultdict(list)
    for each in chosen:
        groups[key(each)].append(each)
    in_order = sorted(groups, key=lambda found: found[1])
    return [account(label, groups[value, label], f"?{name}={value}" if value else "") for value, label in in_order]


def partnership_of(asked: Asked) -> tuple[str, str]:
    return asked.standing.partnership_slug, asked.standing.partnership_name or "No partnership"


def stream_of(asked: Asked) -> tuple[str, str]:
    stream = asked.obligation.award.listed.stream if asked.obligation.award else None
    return (stream.slug, stream.name) if stream else ("", "All grants of a partnership and year")


def condition_of(asked: Asked) -> tuple[str, str]:
    stands = asked.standing
    label = f"{stands.reference}, condition {stands.terms.number}: {stands.terms.title}"
    return str(asked.obligation.condition_id), label


def kind_of(asked: Asked) -> tuple[str, str]:
    kind = Kind(asked.standing.terms.kind)
    return kind.value, str(kind.label)
