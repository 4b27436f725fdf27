"""Moves of a history: later decisions vary and supersede earlier ones, and what was published is corrected."""

from grants.actions.awards import change_award
from grants.actions.decisions import revise, say_what_stands
from grants.actions.variations import save_variation_lines
from grants.models import FundingStream
from grants.years import FinancialYear
from tests.histories import oracle_money
from tests.histories.attaching import attaches, says_if_none
from tests.histories.drafting import adds_award, new
from tests.histories.driver import STREAMS, YEARS, Driver, part, row
from tests.histories.facts import Lines, Made


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


def saves_lines(driver: Driver, made: Made, lines: Lines) -> None:
    """These lines, beside those it has."""
    rows = [(driver.award(key), base, new_amount) for key, (base, new_amount) in lines.items()]
    words = f"Olu varies in {made.reference}: {lines}"
    if lines and driver.does(words, lambda: save_variation_lines(row(made), by=driver.olu, lines=rows)):
        made.working.lines, made.state = made.working.lines | lines, "draft"


def corrects_variation(driver: Driver) -> None:
    """One new amount of a published variation was wrong."""
    grants = oracle_money.grants_of(driver.facts)
    found = [
        (made, key)
        for made in driver.in_state("published", kind="variation")
        for key in sorted(made.working.lines.keys() & grants.keys())
        if made.makes_awards
    ]
    if not found:
        return
    made, key = driver.random.choice(found)
    base, before = made.working.lines[key]
    amount = driver.amount()
    if amount not in (base, before):
        saves_lines(driver, made, {key: (base, amount)})


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


def moves_award(driver: Driver) -> None:
    """A published award was of another stream or year."""
    made = driver.chosen([each for each in driver.in_state("published", kind="grant") if each.makes_awards])
    if made is None:
        return
    grant = driver.random.choice(list(made.working.grants.values()))
    stream, year = driver.random.choice(STREAMS), driver.random.choice(YEARS)
    values = {"stream": FundingStream.objects.get(slug=stream), "year": FinancialYear(year)}
    key = (made.reference, grant.number)
    words = f"Olu corrects award {grant.number} of {made.reference} to be of {stream} and {year}"
    if (stream, year) != (grant.stream, grant.year) and driver.does(
        words, lambda: change_award(driver.award(key), by=driver.olu, values=values)
    ):
        grant.stream, grant.year, made.state = stream, year, "draft"


def corrects_outcome(driver: Driver) -> None:
    """What was approved had been refused, or the other way about."""
    made = driver.chosen(driver.in_state("published", kind="grant", is_past=False, supersedes=""))
    if made is None:
        return
    outcome = "approved" if made.outcome == "not_approved" else "not_approved"
    words = f"Olu corrects the outcome of {made.reference} to {outcome}"
    if driver.does(words, lambda: revise(row(made), by=driver.olu, values={"outcome": outcome})):
        made.working.outcome, made.state = outcome, "draft"


def corrects_text(driver: Driver) -> None:
    made = driver.chosen(driver.in_state("published"))
    if made is None:
        return
    word = driver.word()
    values = {"purpose": f"Work against crime that people can see and feel, and they now call it {word}."}
    driver.does(f"Olu corrects a text of {made.reference}", lambda: revise(row(made), by=driver.olu, values=values))
    made.working.word, made.state = word, "draft"
