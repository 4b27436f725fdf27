"""Moves of a history: officers assess conditions, say what they mean, and record what is paid."""

from datetime import timedelta
from functools import partial

from conditions.actions.assessments import assess, assess_many, carry_over, record_interpretation
from conditions.actions.later_dates import ask_for_later_date, grant_later_date, refuse_later_date
from conditions.actions.payment_schedules import schedule_payments
from conditions.actions.payments import correct_payment, record_payment
from conditions.models import Assessment, Payment
from tests.histories import oracle_conditions
from tests.histories.driver import WHY, Driver, part
from tests.histories.facts import Found
from tests.histories.oracle_money import CENT, ZERO, in_force


def assesses(driver: Driver) -> None:
    found = driver.chosen(list(oracle_conditions.standings(driver.facts).items()))
    if found is None:
        return
    occurrence, standing = found
    what = driver.random.choice(("met", "met", "not_met", "waived"))
    by = driver.abe if what == "waived" else driver.oma
    if made := driver.does(
        f"{by.name} finds {what} on {occurrence}",
        lambda: assess(driver.obligation(occurrence, standing.asked), by=by, finding=what, reasons=WHY),
        refused=not oracle_conditions.may_be_found(driver.facts, occurrence, standing, what),
    ):
        driver.facts.findings.setdefault(occurrence, []).append(Found(what, standing.asked, made.pk))


def assesses_many(driver: Driver) -> None:
    """One finding on several at once: what may not be found, or is settled, is refused alone."""
    standings = oracle_conditions.standings(driver.facts)
    if not standings:
        return
    chosen = driver.random.sample(list(standings.items()), min(len(standings), driver.random.randint(2, 6)))
    what = driver.random.choice(("met", "not_met", "waived"))
    by = driver.abe if what == "waived" else driver.oma
    rows = {driver.obligation(occurrence, standing.asked): (occurrence, standing) for occurrence, standing in chosen}
    results = driver.does(
        f"{by.name} finds {what} at once on {[occurrence for occurrence, _ in chosen]}",
        lambda: assess_many(rows, by=by, finding=what, reasons=WHY),
    )
    for obligation, refusal in results.items():
        occurrence, standing = rows[obligation]
        right = bool(standing.finding) or not oracle_conditions.may_be_found(driver.facts, occurrence, standing, what)
        driver.agrees(f"{what} on {occurrence} is refused among others", refusal is not None, right)
        if refusal is None:
            made = Assessment.objects.filter(obligation=obligation).latest()
            driver.facts.findings.setdefault(occurrence, []).append(Found(what, standing.asked, made.pk))


def carries_over(driver: Driver) -> None:
    """What was found before a correction is found again on what stands in its place."""
    found = driver.chosen(
        [
            (occurrence, standing, driver.facts.findings[occurrence][-1])
            for occurrence, standing in oracle_conditions.standings(driver.facts).items()
            if not standing.finding and driver.facts.findings.get(occurrence)
        ]
    )
    if found is None:
        return
    occurrence, standing, earlier = found
    is_of_another = oracle_conditions.substance(earlier.about) != oracle_conditions.substance(standing.asked)
    may_be = oracle_conditions.may_be_found(driver.facts, occurrence, standing, earlier.finding)
    if made := driver.does(
        f"Abe carries {earlier.finding} over to {occurrence}",
        lambda: carry_over(
            driver.obligation(occurrence, standing.asked),
            by=driver.abe,
            earlier=Assessment.objects.get(pk=earlier.pk),
            reasons=WHY,
        ),
        refused=not (is_of_another and may_be),
    ):
        driver.facts.findings[occurrence].append(Found(earlier.finding, standing.asked, made.pk))


def is_given_more_time(driver: Driver) -> None:
    """A later date is asked for, by the lead where there is one, and granted or refused."""
    found = driver.chosen(list(oracle_conditions.standings(driver.facts).items()))
    if found is None:
        return
    occurrence, standing = found
    obligation = driver.obligation(occurrence, standing.asked)
    wanted = max(standing.asked.due_on, driver.facts.today) + timedelta(days=driver.random.choice((17, 41)))
    by = driver.leads.get(occurrence.district, driver.oma)
    asked = driver.does(
        f"{by.name} asks for {wanted} for {occurrence}",
        lambda: ask_for_later_date(obligation, by=by, wanted_on=wanted, reason=WHY),
        refused=bool(standing.finding),
    )
    if asked and driver.happens(0.8):
        grant = partial(grant_later_date, asked, by=driver.olu, granted_on=wanted, reason=WHY)
        driver.does(f"Olu grants {wanted} for {occurrence}", grant)
        driver.facts.later_dates[occurrence] = standing.asked.published_on, wanted
    elif asked:
        driver.does(f"Olu refuses {wanted}", lambda: refuse_later_date(asked, by=driver.olu, reason=WHY))


def interprets(driver: Driver) -> None:
    found = driver.chosen(
        [
            (occurrence, each)
            for occurrence, each in oracle_conditions.asked(driver.facts).items()
            if each.term.match and each.term.match.in_kind == "not_stated"
        ]
    )
    if found is None:
        return
    occurrence, each = found
    counts = driver.happens(0.7)
    if driver.does(
        f"Oma records that in kind counts ({counts}) for {occurrence}",
        lambda: record_interpretation(driver.obligation(occurrence, each), by=driver.oma, counts=counts, reasons=WHY),
    ):
        driver.facts.interpretations[occurrence.reference, occurrence.condition] = counts


def schedules(driver: Driver) -> None:
    """The office sets when an award is paid; sometimes more than it stands at."""
    amounts = in_force(driver.facts)
    key = driver.chosen(sorted(key for key, amount in amounts.items() if amount > 1))
    if key is None:
        return
    half = part(amounts[key], 2)
    decided_on = driver.facts.decisions[key[0]].decided_on
    rows = [(decided_on, half), (driver.facts.today + timedelta(days=40), driver.random.choice((half, amounts[key])))]
    if driver.does(
        f"Oma schedules payments of {key}: {rows}",
        lambda: schedule_payments(driver.award(key), by=driver.oma, rows=rows),
        refused=sum(amount for _, amount in rows) > amounts[key],
    ):
        driver.facts.due[key] = rows


def pays(driver: Driver) -> None:
    """Sometimes more than is left, or on a day before the decision."""
    amounts = in_force(driver.facts)
    key = driver.chosen(sorted(key for key, amount in amounts.items() if amount))
    if key is None:
        return
    left = amounts[key] - sum((amount for _, amount in driver.facts.paid.get(key, [])), ZERO)
    amount = driver.random.choice((left, part(left, 2), left + CENT))
    if amount <= 0:
        return
    decided_on = driver.facts.decisions[key[0]].decided_on
    paid_on = decided_on - timedelta(days=1) if driver.happens(0.1) else driver.facts.today
    wrong = amount > left or paid_on < decided_on
    unmet = [] if paid_on < decided_on else oracle_conditions.unmet_dependencies(driver.facts, key)
    done = driver.does(
        f"Oma pays £{amount} on {key}",
        lambda: record_payment(driver.award(key), by=driver.oma, amount=amount, paid_on=paid_on),
        refused=bool(unmet) or wrong,
    )
    if not done and unmet and not wrong:
        done = driver.does(
            f"Oma pays £{amount} on {key}, with a reason",
            lambda: record_payment(driver.award(key), by=driver.oma, amount=amount, paid_on=paid_on, reason=WHY),
        )
    if done:
        driver.facts.paid.setdefault(key, []).append((done.pk, amount))


def reverses(driver: Driver) -> None:
    found = driver.chosen([(key, entry) for key, entries in sorted(driver.facts.paid.items()) for entry in entries])
    if found is None:
        return
    key, entry = found
    payment = Payment.objects.get(pk=entry[0])
    if driver.does(
        f"Oma reverses the payment of £{entry[1]} on {key}",
        lambda: correct_payment(payment, by=driver.oma, amount=ZERO, paid_on=driver.facts.today, reason=WHY),
    ):
        driver.facts.paid[key].remove(entry)
