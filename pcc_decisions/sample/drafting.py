"""Drafting a decision of the sample from its data: the record, who decided, awards, conditions."""

from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID, uuid5

from conditions.actions.conditions import attach, attach_standard
from conditions.models import StandardCondition
from conditions.schedule import Schedule
from grants.actions import awards, decisions
from grants.actions.decisions import set_decision_makers
from grants.actions.measures import add_measure
from grants.actions.office_data import get_or_add_posts
from grants.actions.splits import split_shares
from grants.actions.variations import save_variation_lines
from grants.models import (
    Award,
    Decision,
    FundingStream,
    Organisation,
    Partnership,
    Priority,
    SocTheme,
    StandardMeasure,
    User,
)
from grants.models.money import ZERO
from grants.splitting import SplitMeasure, SplitMethod, SplitRow, SplitTerms
from intake.actions.notices import draft_from_notice
from pcc_decisions.sample.data import Entry, one_each
from pcc_decisions.sample.people import person

SAMPLE = UUID("5b0c1f5e-3c55-4e0f-9d0c-2f6a4f0f6a11")  # the namespace of the sample's form keys
USUAL: Entry = {"legal_power": Decision.LegalPower.PRSRA_9, "outcome": Decision.Outcome.APPROVED}
# Of a real decision nothing is said that is not known.
INVENTED: Entry = {
    "is_key": False,
    "call_in": False,
    "interests": "None declared.",
    "financial_implications": "Met from the sources named; no other budget is affected.",
    "subsidy": Decision.Subsidy.NOT_A_SUBSIDY,
}
PENNY = Decimal("0.01")


def form_key(*names: str) -> UUID:
    return uuid5(SAMPLE, ": ".join(names))


def decision(key: str) -> Decision:
    return Decision.objects.get(form_key=form_key(key))


def draft(entry: Entry, at: datetime) -> None:
    by, key = person(entry["officer"]), form_key(entry["key"])
    if "notice" in entry:
        decided_on = f"{entry['record']['decided_on']:%d/%m/%Y}"
        draft_from_notice(entry["notice"].format(decided_on=decided_on, **entry), by=by, form_key=key, at=at)
        return
    drafted = decisions.draft(by=by, values=record(entry), form_key=key, at=at)
    posts = get_or_add_posts(entry["makers"], by=by, at=at)
    set_decision_makers(drafted, by=by, posts=posts, at=at)
    for award in one_each(entry.get("awards", [])):
        awards.add_award(drafted, by=by, values=award_values({"year": entry["year"], **award}), at=at)
    if "by_need" in entry:
        split_shares(drafted, by=by, splits=[by_need(drafted, **entry["by_need"])], at=at)
    if "varies" in entry:
        raise_awards(drafted, by=by, at=at, **entry["varies"])
    for each in entry.get("measures", []):
        add_measure(drafted, by=by, values=measure_values(each), at=at)
    for name in entry.get("conditions", []):
        attach_condition(drafted, name, entry["terms"].get(name), by=by, at=at)


def record(entry: Entry) -> Entry:
    """The fields of the record. Whatever is not real says so in its title and its summary."""
    stated = {
        "priorities": Priority.objects.filter(name__in=entry.get("serves", [])),
        "soc_themes": SocTheme.objects.filter(name__in=entry.get("themes", [])),
        "no_conditions": "conditions" not in entry,
        **entry["record"],
    }
    if entry.get("is_real"):
        return USUAL | stated
    stated["title"] = f"Illustrative: {stated['title']}"
    stated["summary"] = f"{stated.get('summary', '')} This is an illustrative example.".strip()
    return USUAL | INVENTED | stated


def award_values(entry: Entry) -> Entry:
    """The fields of an award. Without a `recipient` the council of its district is paid."""
    values = {name: value for name, value in entry.items() if name != "district"}
    values["stream"] = FundingStream.objects.get(name=entry["stream"])
    if "recipient" in entry:
        return values | {"recipient": Organisation.objects.get(name=entry["recipient"])}
    partnership = Partnership.objects.select_related("accountable_body").get(slug=entry["district"])
    return values | {"recipient": partnership.accountable_body, "partnership": partnership}


def measure_values(entry: Entry) -> Entry:
    """As the library has it."""
    standard = StandardMeasure.objects.get(name=entry["standard"])
    of_library = {name: getattr(standard, name) for name in ("name", "kind", "unit", "direction", "how_counted")}
    return of_library | entry | {"standard": standard.slug}


def by_need(drafted: Decision, *, explanation: str, source: str) -> SplitTerms:
    """That its awards got what each needs, as they stand."""
    amounts = dict(drafted.awards.order_by("number").values_list("number", "amount"))
    return SplitTerms(
        method=SplitMethod.NEED,
        method_label=SplitMethod.NEED.label,
        total=sum(amounts.values(), ZERO),
        measures=(SplitMeasure(name="Cost of the project"),),
        rows=tuple(SplitRow(award=number, figures=(each,), amount=each) for number, each in amounts.items()),
        explanation=explanation.strip(),
        source=source,
    )


def raise_awards(varying: Decision, *, key: str, percent: Decimal, by: User, at: datetime, **which: Any) -> None:
    """Raise the awards of an earlier decision, `which` picks them, by a percentage, rounded to the penny."""
    bases = [
        (award, award.listed.current_amount) for award in decision(key).awards.filter(**which).select_related("listed")
    ]
    lines = [(award, base, (base * (1 + percent / 100)).quantize(PENNY, ROUND_HALF_UP)) for award, base in bases]
    save_variation_lines(varying, by=by, lines=lines, at=at)


def attach_condition(drafted: Decision, name: str, terms: Entry | None, *, by: User, at: datetime) -> None:
    """Attach a condition: in the file's own `terms`, due once, or by its code from the library."""
    if terms is None:
        attach_standard(drafted, StandardCondition.objects.get(code=name), by=by, at=at)
        return
    numbers = terms.get("awards", [])
    values = {name: value for name, value in terms.items() if name not in ("awards", "match")}
    values |= {"schedule": Schedule.ONCE, "binds_all": not numbers}
    bound = Award.objects.filter(decision=drafted, number__in=numbers)
    attach(drafted, by=by, values=values, match=terms.get("match"), awards=bound, at=at)
