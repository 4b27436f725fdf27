"""Moves of a history: leads contribute, share and send; officers accept and return."""

from datetime import date, timedelta
from decimal import Decimal

from conditions.actions.contributions import change_contribution, share_contribution
from conditions.actions.evidence import add_evidence
from conditions.actions.evidence import offer as offer_contribution
from conditions.actions.returns import Told, submit_return
from conditions.actions.reviews import accept, return_sent
from conditions.models import Contribution, Evidence, MonitoringReturn
from conditions.returns import Period, periods_asked_by
from tests.histories import oracle_conditions
from tests.histories.driver import WHY, Driver, paper, part
from tests.histories.facts import Asked, Occurrence, Offer, Sent
from tests.histories.oracle_money import CENT

TYPED = ("amount", "source", "is_in_kind", "spent_on", "stage", "is_own_money", "counted_elsewhere")
UNDERSPENDS = (CENT, Decimal("4000.00"), Decimal("9000.00"), Decimal("15000.00"))


def asking(driver: Driver, *, match: bool) -> list[tuple[Occurrence, Asked]]:
    """What a lead with an account is asked for, and does not concern an award that has come to its end."""
    return [
        (occurrence, each)
        for occurrence, each in oracle_conditions.asked(driver.facts).items()
        if bool(each.term.match) == match and occurrence.district in driver.leads
    ]


def contributes(driver: Driver) -> None:
    found = driver.chosen(asking(driver, match=True))
    if found is None:
        return
    occurrence, asked = found
    offer = offered(driver, occurrence)
    is_in_kind = {"description": "Mentoring sessions", "proof": "An invoice"}
    values = {name: getattr(offer, name) for name in TYPED} | is_in_kind
    values["valuation"] = "hours" if offer.is_in_kind else ""
    papers = [paper()] if offer.has_paper else []
    lead = driver.leads[occurrence.district]
    done = driver.does(
        f"{lead.name} offers {values} for {occurrence}, {'with' if papers else 'without'} a paper",
        lambda: offer_contribution(driver.obligation(occurrence, asked), by=lead, values=values, papers=papers),
    )
    if done:
        offer.pk, offer.shares = done.pk, {occurrence: offer.amount}
        driver.facts.offers.append(offer)


def offered(driver: Driver, occurrence: Occurrence) -> Offer:
    year, today = occurrence.year, driver.facts.today
    days = [None, today, today - timedelta(days=200), date(year, 4, 1), date(year, 7, 1), date(year + 1, 3, 31)]
    return Offer(
        pk=0,
        district=occurrence.district,
        amount=driver.amount(),
        source=driver.random.choice(("partnership", "council", "police")),
        is_in_kind=driver.happens(0.3),
        spent_on=driver.random.choice([day and min(today, day) for day in days]),
        stage=driver.random.choice(("pledged", "confirmed", "confirmed")),
        is_own_money=driver.happens(0.1),
        counted_elsewhere=driver.happens(0.1),
        has_paper=driver.happens(0.7),
    )


def shares(driver: Driver) -> None:
    """A contribution is shared over two conditions; sometimes by more than there is."""
    offer = driver.chosen([each for each in driver.facts.offers if each.state == "sent"])
    if offer is None:
        return
    open_ = {each: asked for each, asked in asking(driver, match=True) if each.district == offer.district}
    if len(open_) < 2:
        return
    first, second = driver.random.sample(list(open_), 2)
    half = part(offer.amount, 3)
    amounts = {first: half, second: driver.random.choice((half, offer.amount - half, offer.amount))}
    if any(amount <= 0 for amount in amounts.values()):
        return
    if driver.does(
        f"A lead shares contribution {offer.pk} out: {amounts}",
        lambda: share_contribution(
            Contribution.objects.get(pk=offer.pk),
            {driver.obligation(each, open_[each]): amount for each, amount in amounts.items()},
            by=driver.leads[offer.district],
        ),
        refused=sum(amounts.values()) > offer.amount,
    ):
        offer.shares = amounts


def changes_offer(driver: Driver) -> None:
    """A returned contribution is changed, and goes to the office again."""
    offer = driver.chosen(
        [each for each in driver.facts.offers if each.state in ("sent", "returned") and len(each.shares) == 1]
    )
    if offer is None:
        return
    ((occurrence, share),) = offer.shares.items()
    asked = oracle_conditions.asked(driver.facts).get(occurrence)
    amount = driver.amount()
    if share != offer.amount or asked is None:
        return
    lead, found = driver.leads[offer.district], Contribution.objects.get(pk=offer.pk)
    values = {"amount": amount, "spent_on": driver.facts.today, "stage": "confirmed"}

    def changes() -> None:
        change_contribution(found, by=lead, values=values)
        add_evidence(driver.obligation(occurrence, asked), by=lead, papers=[paper()], contribution=found)

    if driver.does(f"{lead.name} changes contribution {offer.pk} to £{amount}, with a paper", changes):
        offer.amount, offer.spent_on, offer.stage, offer.state = amount, driver.facts.today, "confirmed", "sent"
        offer.shares, offer.has_paper = {occurrence: amount}, True


def accepts(driver: Driver) -> None:
    offer = driver.chosen([each for each in driver.facts.offers if each.state == "sent"])
    if offer and driver.does(
        f"Oma accepts contribution {offer.pk}",
        lambda: accept(Contribution.objects.get(pk=offer.pk), by=driver.oma),
        refused=offer.stage == "pledged" or offer.spent_on is None,
    ):
        offer.state = "accepted"


def sends_back(driver: Driver) -> None:
    offer = driver.chosen([each for each in driver.facts.offers if each.state == "sent"])
    if offer and driver.does(
        f"Oma returns contribution {offer.pk}",
        lambda: return_sent(Contribution.objects.get(pk=offer.pk), by=driver.oma, comment="The invoice is missing."),
    ):
        offer.state = "returned"


def sends_paper(driver: Driver) -> None:
    """A paper, or where one is asked for mostly a return of each award, for a condition that is not match."""
    found = driver.chosen(asking(driver, match=False))
    if found is None:
        return
    occurrence, asked = found
    lead, obligation = driver.leads[occurrence.district], driver.obligation(occurrence, asked)
    if obligation.asks_for_report and driver.happens(0.7):
        for period in periods_asked_by(obligation):
            sends_return(driver, occurrence, period)
        return
    words = f"{lead.name} sends a paper for {occurrence}"
    done = driver.does(words, lambda: add_evidence(obligation, by=lead, papers=[paper()])[0])
    driver.facts.sent.append(Sent(done.pk, (occurrence,)))


def sends_return(driver: Driver, occurrence: Occurrence, period: Period) -> None:
    """Refused while another of the same award and period waits."""
    lead, amount = driver.leads[occurrence.district], period.in_force.amount
    award = (period.award.decision.reference, period.award.number)
    left = min(amount, driver.random.choice(UNDERSPENDS))
    told = Told(spent=amount - left, forecast=amount - left, reason="The quarter has ended since then.")
    answers = oracle_conditions.reports_to(driver.facts, award, period.ends_on)
    done = driver.does(
        f"{lead.name} sends a return of {award} to {period.ends_on}: left is {left}",
        lambda: submit_return(period.award, period.ends_on, by=lead, told=told),
        refused=any(
            (each.award, each.ends_on, each.state) == (award, period.ends_on, "sent") for each in driver.facts.sent
        ),
    )
    if done:
        driver.facts.sent.append(Sent(done.pk, answers, award, period.ends_on, left))


def reviews_paper(driver: Driver) -> None:
    sent = driver.chosen([each for each in driver.facts.sent if each.state == "sent"])
    if sent is None:
        return
    found = (Evidence if sent.award is None else MonitoringReturn).objects.get(pk=sent.pk)
    if driver.happens(0.7):
        driver.does(f"Oma accepts {found}, for {sent.occurrences}", lambda: accept(found, by=driver.oma))
        sent.state = "accepted"
    else:
        words = f"Oma returns {found}, for {sent.occurrences}"
        driver.does(words, lambda: return_sent(found, by=driver.oma, comment=WHY))
        sent.state = "returned"
