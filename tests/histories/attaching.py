"""Moves of a history: conditions are attached to drafts, and those of published decisions corrected."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from conditions.actions.conditions import attach, attach_standard, change_condition, remove_condition
from conditions.models import Condition, StandardCondition
from grants.actions.decisions import revise
from tests.histories import oracle_money
from tests.histories.driver import Driver, row
from tests.histories.facts import Made, MatchTerm, Term

ONE_TO_ONE = MatchTerm("grant_percent", Decimal(100), frozenset({"partnership"}), "not_stated")
YEARLY = {"per": "partnership_year", "schedule": "yearly", "is_dependency": True}
STANDARD = {
    "SC1": Term(0, "SC1", "award", "end_of_year", match=ONE_TO_ONE),
    "SC3": Term(0, "SC3", "award", "end_of_year"),
    "GM1": Term(0, "GM1", month_day=(3, 31), threshold=Decimal("15000.00"), **YEARLY),
    "GM2": Term(0, "GM2", month_day=(3, 31), **YEARLY),
    "GM3": Term(0, "GM3", "partnership_year", "start_and_quarters", is_dependency=True),
    "GM4": Term(0, "GM4", month_day=(2, 31), **YEARLY),
}
BASES = (
    ("grant_percent", "20"), ("grant_percent", "33.33"), ("total_percent", "20"), ("total_percent", "33"),
    ("total_percent", "50"), ("fixed", "1234.56"),
)  # fmt: skip


def says_if_none(driver: Driver, made: Made) -> None:
    if not made.working.terms:
        words = f"{made.reference} has no conditions"
        driver.does(words, lambda: revise(row(made), by=driver.olu, values={"no_conditions": True}))


def attaches(driver: Driver, made: Made) -> None:
    codes = [code for code in STANDARD if code not in {term.code for term in made.working.terms}]
    grants = oracle_money.grants_of(driver.facts)
    bound = [*made.working.grants.values(), *(grants[key] for key in made.working.lines if key in grants)]
    if not all(grant.district for grant in bound):
        codes = [code for code in codes if not code.startswith("GM")]
    if driver.happens(0.3):
        attaches_own(driver, made, match=match_term(driver))
    elif driver.happens(0.2):
        attaches_own(driver, made, match=None)
    elif codes:
        code = driver.random.choice(codes)
        standard = StandardCondition.objects.get(code=code, is_current=True)
        words = f"Olu attaches {code} to {made.reference}"
        added = driver.does(words, lambda: attach_standard(row(made), standard, by=driver.olu))
        made.working.terms.append(replace(STANDARD[code], number=added.number))
        made.state = "draft"


def match_term(driver: Driver) -> MatchTerm:
    basis, figure = driver.random.choice(BASES)
    sources = frozenset(driver.random.sample(("partnership", "council", "police"), driver.random.randint(1, 3)))
    in_kind = driver.random.choice(("allowed", "not_allowed", "not_stated"))
    cap = Decimal(50) if in_kind == "allowed" and driver.happens(0.5) else None
    return MatchTerm(basis, Decimal(figure), sources, in_kind, cap)


def attaches_own(driver: Driver, made: Made, *, match: MatchTerm | None) -> None:
    """A condition in words of its own: match, or something that is sometimes due before the first payment."""
    term = Term(0, "", "award", "yearly", month_day=driver.random.choice(((3, 31), (9, 30))), match=match)
    if not match and driver.happens(0.5):
        term = replace(term, is_dependency=True, is_before_first_payment=True)
    numbers = sorted(made.working.grants)
    if len(numbers) > 1 and driver.happens(0.4):
        term = replace(term, awards=frozenset(driver.random.sample(numbers, 1)))
    term = replace(term, wording=f"The partnership says by then what it did: {driver.word()}.")
    awards = [driver.award((made.reference, number)) for number in term.awards or ()]
    words = f"Olu attaches to {made.reference} {term}"
    added = driver.does(
        words,
        lambda: attach(row(made), by=driver.olu, values=values_of(term), match=match_values(match), awards=awards),
    )
    made.working.terms.append(replace(term, number=added.number))
    made.state = "draft"


def values_of(term: Term) -> dict[str, Any]:
    assert term.month_day
    return {
        "kind": "match" if term.match else "governance",
        "title": "A condition of its own",
        "wording": term.wording,
        "per": term.per,
        "schedule": term.schedule,
        "due_month": term.month_day[0],
        "due_day": term.month_day[1],
        "is_dependency": term.is_dependency,
        "is_before_first_payment": term.is_before_first_payment,
        "binds_all": term.awards is None,
    }


def match_values(match: MatchTerm | None) -> dict[str, Any] | None:
    if match is None:
        return None
    return vars(match) | {"sources": sorted(match.sources)}


def corrects_terms(driver: Driver) -> None:
    """Of a published decision: wording, date or figure of a condition of its own; or there is one more, or one less."""
    made = driver.chosen([each for each in driver.in_state("published") if each.makes_awards and each.working.terms])
    if made is None:
        return
    term = driver.random.choice(made.working.terms)
    condition = Condition.objects.get(decision=made.pk, number=term.number)
    if term.code or driver.happens(0.2):
        if len(made.working.terms) > 1 and driver.happens(0.3):
            driver.does(f"Olu removes {condition}", lambda: remove_condition(condition, by=driver.olu))
            made.working.terms.remove(term)
            made.state = "draft"
        else:
            attaches(driver, made)
        return
    changed = corrected(driver, term)
    awards = [driver.award((made.reference, number)) for number in term.awards or ()]
    values = {"values": values_of(changed), "match": match_values(changed.match), "awards": awards}
    driver.does(f"Olu changes {condition} to {changed}", lambda: change_condition(condition, by=driver.olu, **values))
    if changed != term:
        made.working.terms[made.working.terms.index(term)] = changed
        made.state = "draft"


def corrected(driver: Driver, term: Term) -> Term:
    if term.match and driver.happens(0.4):
        return replace(term, match=replace(term.match, basis="grant_percent", figure=Decimal("50.00")))
    if driver.happens(0.5):
        return replace(term, month_day=driver.random.choice(((3, 31), (9, 30), (12, 31))))
    return replace(term, wording=f"The partnership says sooner what it did: {driver.word()}.")
