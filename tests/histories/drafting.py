"""Moves of a history: officers draft grants, variations, decisions that supersede others, and other money; and correct
what was published."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from conditions.actions.conditions import attach, attach_standard, change_condition, remove_condition
from conditions.models import Condition, StandardCondition
from grants.actions.awards import add_award, change_award
from grants.actions.decisions import draft, revise, say_what_stands, set_decision_makers
from grants.actions.papers import add_paper
from grants.actions.variations import save_variation_lines
from grants.models import FundingStream, Partnership, Post
from grants.years import FinancialYear
from register.actions.withholding import withhold
from tests import stories
from tests.histories import oracle_money
from tests.histories.driver import DISTRICTS, STREAMS, YEARS, Driver, paper, part, row
from tests.histories.facts import Contents, Grant, Made, MatchTerm, OtherMoney, Term

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
OTHER_MONEY = {
    "contract": ("supplier", "contract_value"),
    "external": ("giver", "received_amount"),
    "other": ("", "spending_amount"),
}


def new(driver: Driver, kind: str, decided_on: date, outcome: str = "approved", **values: Any) -> Made:
    word = driver.word()
    values |= {"kind": kind, "decided_on": decided_on, "outcome": outcome, "summary": ""}
    values |= {
        "title": f"Safer streets, decision {len(driver.facts.decisions) + 1}",
        "purpose": f"Work against crime that people can see and feel, and they call it {word}.",
        "decision_text": "The money goes to those named, for the work described.",
        "reasons": "The places chosen have the greatest need, and this work has cut crime before.",
    }
    decision = draft(by=driver.olu, values={**stories.RECORD, **values})
    set_decision_makers(decision, by=driver.olu, posts=[Post.objects.order_by("pk")[0]])
    made = Made(decision.reference, decision.pk, kind, outcome, decided_on, Contents(word))
    driver.facts.decisions[made.reference] = made
    driver.log.append(f"{driver.facts.today}: Olu drafts {made.reference}, {kind}, {outcome}, decided on {decided_on}")
    return made


def drafts(driver: Driver) -> Made:
    decided_on = driver.facts.today - timedelta(days=driver.random.randint(0, 20))
    outcome = driver.random.choices(("approved", "approved_with_changes", "not_approved"), (8, 1, 1))[0]
    made = new(driver, "grant", decided_on, outcome)
    for _ in range(driver.random.randint(1, 3)):
        adds_award(driver, made)
    if driver.happens(0.3):
        content = f"place,number\n{driver.word()},5\n"
        words = f"Olu adds a paper to {made.reference}"
        driver.does(words, lambda: add_paper(row(made), by=driver.olu, title="Where and when", upload=paper(content)))
        made.working.paper = content
    for _ in range(driver.random.randint(0, 3)):
        attaches(driver, made)
    says_if_none(driver, made)
    return made


def says_if_none(driver: Driver, made: Made) -> None:
    if not made.working.terms:
        words = f"{made.reference} has no conditions"
        driver.does(words, lambda: revise(row(made), by=driver.olu, values={"no_conditions": True}))


def adds_award(driver: Driver, made: Made) -> None:
    district = driver.random.choice(DISTRICTS)
    partnership = Partnership.objects.filter(slug=district).select_related("accountable_body").first()
    recipient = partnership.accountable_body if partnership else driver.charity
    stream, year, amount = driver.random.choice(STREAMS), driver.random.choice(YEARS), driver.amount()
    number = max(made.working.grants, default=0) + 1
    dates = (date(year, 6, 1), date(year, 12, 31)) if driver.happens(0.2) else (None, None)
    values = {
        "title": f"Safer streets, part {number}",
        "recipient": recipient,
        "partnership": partnership,
        "stream": FundingStream.objects.get(slug=stream),
        "year": FinancialYear(year),
        "amount": amount,
        "starts_on": dates[0],
        "ends_on": dates[1],
    }
    words = f"Olu adds to {made.reference} award {number}: £{amount} to {district or 'a charity'}, {stream}, {year}"
    if driver.does(words, lambda: add_award(row(made), by=driver.olu, values=values)):
        made.working.grants[number] = Grant(number, district, recipient.name, stream, year, amount, *dates)
        made.state = "draft"


def spends(driver: Driver) -> None:
    """A contract, money received or other spending."""
    kind = driver.random.choice(sorted(OTHER_MONEY))
    party_field, amount_field = OTHER_MONEY[kind]
    party, amount, decided_on = f"Northern {driver.word()}", driver.amount(), driver.facts.today
    year = decided_on.year if decided_on.month > 3 else decided_on.year - 1
    values: dict[str, Any] = {amount_field: amount, "no_conditions": True} | (
        {party_field: party} if party_field else {}
    )
    if kind == "external":
        year = driver.random.choice(YEARS)
        values["received_year"] = FinancialYear(year)
    made = new(driver, kind, decided_on, **values)
    made.working.other = OtherMoney(party if party_field else "", amount, year)


# Conditions


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


# Changes of earlier decisions


def varies(driver: Driver) -> None:
    """A variation of some awards, on the amounts in force now; sometimes a second one of the same award. What has ended
    stays ended."""
    amounts = {key: amount for key, amount in oracle_money.in_force(driver.facts).items() if amount}
    if not amounts:
        return
    keys = driver.random.sample(sorted(amounts), min(len(amounts), driver.random.randint(1, 3)))
    made = new(driver, "variation", driver.facts.today)
    lines = {
        key: (
            amounts[key],
            driver.random.choice((driver.amount(), amounts[key] + 100, part(amounts[key], 2), oracle_money.ZERO)),
        )
        for key in keys
    }
    saves_lines(driver, made, {key: pair for key, pair in lines.items() if pair[0] != pair[1]})
    if made.working.lines and driver.happens(0.4):
        attaches(driver, made)
    says_if_none(driver, made)


def saves_lines(driver: Driver, made: Made, lines: dict[Any, Any]) -> None:
    rows = [(driver.award(key), base, new_amount) for key, (base, new_amount) in lines.items()]
    words = f"Olu varies in {made.reference}: {lines}"
    if lines and driver.does(words, lambda: save_variation_lines(row(made), by=driver.olu, lines=rows)):
        made.working.lines, made.state = lines, "draft"


def corrects_variation(driver: Driver) -> None:
    """One new amount of a published variation was wrong."""
    made = driver.chosen(
        [each for each in driver.in_state("published", kind="variation") if each.makes_awards and each.working.lines]
    )
    if made is None:
        return
    key = driver.random.choice(sorted(made.working.lines))
    base, before = made.working.lines[key]
    amount = driver.amount()
    if amount not in (base, before):
        saves_lines(driver, made, made.working.lines | {key: (base, amount)})


def supersedes(driver: Driver) -> None:
    """A grant in the place of an earlier one, some of whose awards stand."""
    older = driver.chosen([each for each in driver.in_state("published", kind="grant") if each.makes_awards])
    if older is None:
        return
    made = new(driver, "grant", driver.facts.today)
    adds_award(driver, made)
    says_if_none(driver, made)
    numbers = sorted(oracle_money.contents(older).grants)
    stand = frozenset(driver.random.sample(numbers, driver.random.randint(0, len(numbers))))

    def says() -> None:
        revise(row(made), by=driver.olu, values={"supersedes": row(older)})
        say_what_stands(row(made), by=driver.olu, numbers=stand)

    words = f"{made.reference} supersedes {older.reference}, of which {sorted(stand)} stand"
    if driver.does(words, says):
        made.supersedes, made.working.stand = older.reference, stand


def corrects(driver: Driver) -> None:
    """The amount of a published award that no variation changes; or it is ended; or another award is added."""
    made = driver.chosen([each for each in driver.in_state("published", kind="grant") if each.makes_awards])
    if made is None:
        return
    if driver.happens(0.3) and made.reference not in {each.supersedes for each in driver.facts.decisions.values()}:
        adds_award(driver, made)
        return
    number = driver.random.choice(sorted(made.working.grants))
    key = (made.reference, number)
    if not made.working.grants[number].amount or oracle_money.is_varied(driver.facts, key):
        return
    amount = driver.random.choice((driver.amount(), driver.amount(), oracle_money.ZERO))
    values = {"amount": amount} | ({} if amount else {"ended_reason": "The work has come to its end early."})
    words = f"Olu corrects award {number} of {made.reference} to £{amount}"
    done = driver.does(words, lambda: change_award(driver.award(key), by=driver.olu, values=values))
    if done and amount != made.working.grants[number].amount:
        made.working.grants[number].amount, made.state = amount, "draft"


def corrects_text(driver: Driver) -> None:
    made = driver.chosen(driver.in_state("published"))
    if made is None:
        return
    word = driver.word()
    values = {"purpose": f"Work against crime that people can see and feel, and they now call it {word}."}
    driver.does(f"Olu corrects a text of {made.reference}", lambda: revise(row(made), by=driver.olu, values=values))
    made.working.word, made.state = word, "draft"


def withholds(driver: Driver) -> None:
    """The name of a charity is withheld, in a draft that was never published."""
    found = [
        (made, grant)
        for made in driver.in_state("draft", published=None)
        for grant in made.working.grants.values()
        if not grant.district
    ]
    if not found:
        return
    made, grant = driver.random.choice(found)
    values = {
        "ground": "safety",
        "viewed_on": made.decided_on,
        "viewed_by": "The chief constable",
        "reason": "A refuge.",
    }
    if driver.does(
        f"Olu withholds the recipient of award {grant.number} of {made.reference}",
        lambda: withhold(row(made), by=driver.olu, what=f"award-{grant.number}", values=values),
    ):
        grant.is_withheld = True
