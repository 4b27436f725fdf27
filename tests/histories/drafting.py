"""Moves of a history: officers draft grants and decisions about other money."""

from datetime import date, timedelta
from typing import Any

from grants.actions.awards import add_award
from grants.actions.decisions import draft, set_decision_makers
from grants.actions.papers import add_paper
from grants.models import FundingStream, Partnership, Post
from grants.years import FinancialYear
from register.actions.withholding import withhold
from tests import stories
from tests.histories.attaching import attaches, says_if_none
from tests.histories.driver import DISTRICTS, STREAMS, YEARS, Driver, paper, row
from tests.histories.facts import Contents, Grant, Made, OtherMoney

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
    made = Made(decision.reference, decision.pk, kind, decided_on, Contents(word, outcome))
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
