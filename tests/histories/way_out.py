"""Moves of a history: what is decided is sent, approved and published, brought in from a spreadsheet, withdrawn, taken
down and redacted."""

import csv
from dataclasses import replace
from datetime import date, timedelta
from io import StringIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from grants.models import Decision, FundingStream
from intake.actions.bringing_in import upload_spreadsheet
from intake.actions.drafting import draft_spreadsheet
from intake.actions.publishing import approve_spreadsheet, publish_next, send_spreadsheet
from intake.models import SpreadsheetImport
from intake.spreadsheets.columns import all_columns
from register.actions.approval import approve, return_decision, send_for_approval
from register.actions.history import follow_conditions
from register.actions.publishing import publish
from register.actions.redacting import ask_for_redaction, redact
from register.actions.taking_down import restore, take_down
from register.actions.withdrawing import ask_for_withdrawal, withdraw
from register.models import Notice, TakeDown
from tests.histories import oracle_conditions, oracle_money
from tests.histories.attaching import STANDARD
from tests.histories.driver import DISTRICTS, STREAMS, WHY, YEARS, Driver, row
from tests.histories.facts import Contents, Grant, Made, TakenDown


def sends(driver: Driver) -> None:
    made = driver.chosen(driver.in_state("draft"))
    if made and driver.does(
        f"Olu sends {made.reference}",
        lambda: send_for_approval(row(made), by=driver.olu),
        refused=is_blocked(driver, made),
    ):
        made.state = "sent"


def returns(driver: Driver) -> None:
    made = driver.chosen(driver.in_state("sent", "approved"))
    if made and driver.does(
        f"Ada returns {made.reference}", lambda: return_decision(row(made), by=driver.ada, comment=WHY)
    ):
        made.state = "draft"


def approves(driver: Driver) -> None:
    if made := driver.chosen(driver.in_state("sent")):
        approve_one(driver, made)


def approve_one(driver: Driver, made: Made) -> None:
    blocked, past = is_blocked(driver, made), oracle_money.passes_allocation(driver.facts, made)
    done = driver.does(
        f"Ada approves {made.reference}",
        lambda: approve(row(made), by=driver.ada),
        refused=True if past or blocked else blocked,
    )
    if not done and past:
        done = driver.does(
            f"Ada approves {made.reference} past the allocation",
            lambda: approve(row(made), by=driver.ada, exceeding_reason=WHY),
            refused=blocked,
        )
    if done:
        made.state = "approved"


def publishes(driver: Driver) -> None:
    if made := driver.chosen(driver.in_state("approved")):
        publish_one(driver, made)


def publish_one(driver: Driver, made: Made) -> None:
    note = "The amounts were set out wrongly before." if made.published else ""
    if driver.does(
        f"Ada publishes {made.reference}",
        lambda: publish(row(made), by=driver.ada, note=note),
        refused=is_blocked(driver, made),
    ):
        if made.supersedes:
            made.working.lines = oracle_money.superseded_lines(driver.facts, made)
        driver.facts.publish(made)
        oracle_conditions.forget_later_dates(driver.facts, made)


def goes_out(driver: Driver, made: Made) -> None:
    """As far as it can on one day."""
    if made.state == "draft" and driver.does(
        f"Olu sends {made.reference}", lambda: send_for_approval(row(made), by=driver.olu), refused=None
    ):
        made.state = "sent"
    if made.state == "sent":
        approve_one(driver, made)
    if made.state == "approved":
        publish_one(driver, made)


def is_blocked(driver: Driver, made: Made) -> bool | None:
    """Whether the gate refuses it: a variation of nothing, on a base that is no longer in force, or while another one
    of the same award is sent or approved; a correction of the own amount of an award that was varied meanwhile. None:
    not known."""
    amounts, published = oracle_money.in_force(driver.facts), made.published
    if made.kind != "variation":
        changed = {
            (made.reference, number)
            for number, grant in made.working.grants.items()
            if published and number in published.grants and published.grants[number].amount != grant.amount
        }
        varied = any(oracle_money.is_varied(driver.facts, key) for key in changed)
        return None if varied or made.supersedes else False
    if not made.working.lines:
        return True
    if published:
        return None
    if any(amounts.get(award) != base for award, (base, _) in made.working.lines.items()):
        return True
    others = [each for each in driver.in_state("sent", "approved", published=None) if each is not made]
    return any(set(other.working.lines) & set(made.working.lines) for other in others)


# Past decisions


def imports(driver: Driver) -> None:
    """Past decisions come from a spreadsheet, and go out one by one."""
    decided = [past_decision(driver) for _ in range(driver.random.randint(1, 3))]
    upload = SimpleUploadedFile(f"past-{driver.word()}.csv", csv_of(driver, decided), "text/csv")
    references = "; ".join(f"{made.reference}: {list(made.working.grants.values())}" for made in decided)

    def takes() -> SpreadsheetImport:
        taken = draft_spreadsheet(upload_spreadsheet(upload, by=driver.olu), by=driver.olu)
        return send_spreadsheet(taken, by=driver.olu)

    taken = driver.does(f"Olu imports {references}", takes)
    for made in decided:
        decision = Decision.objects.get(external_reference=made.reference)
        made.reference, made.pk = decision.reference, decision.pk
        driver.facts.decisions[made.reference] = made
    reason = WHY if driver.happens(0.7) else ""
    driver.does("Ada approves the import", lambda: approve_spreadsheet(taken, by=driver.ada, exceeding_reason=reason))
    for made in decided:
        past = oracle_money.passes_allocation(driver.facts, made)
        item = driver.does(f"{made.reference} goes out", lambda: publish_next(taken, most=1)[0])
        if not item.refusal_sentences:
            driver.facts.publish(made)
        driver.log.append(f"{made.reference}: {item.refusal_sentences}")
        driver.agrees("the import goes past the allocation", bool(item.refusal_sentences), past and not reason)


def past_decision(driver: Driver) -> Made:
    decided_on = driver.facts.today - timedelta(days=driver.random.randint(1, 400))
    number = f"9{driver.random.randint(0, 10**7):07}"
    made = Made(number, 0, "grant", decided_on, Contents(driver.word()), is_past=True)
    for each in range(1, driver.random.randint(2, 3)):
        district, amount = driver.random.choice(DISTRICTS[:-1]), driver.random.randint(1, 2_000_000) * oracle_money.CENT
        stream, year = driver.random.choice(STREAMS), driver.random.choice(YEARS)
        made.working.grants[each] = Grant(each, district, "", stream, year, amount)
    codes = driver.random.sample(sorted(STANDARD), driver.random.randint(0, 2))
    made.working.terms = [replace(STANDARD[code], number=place) for place, code in enumerate(codes, start=1)]
    return made


def csv_of(driver: Driver, decided: list[Made]) -> bytes:
    text = StringIO()
    writer = csv.DictWriter(text, [column.heading for column in all_columns()], restval="")
    writer.writeheader()
    for made in decided:
        for grant in made.working.grants.values():
            writer.writerow((record_cells(made) if grant.number == 1 else {}) | award_cells(made, grant))
    return text.getvalue().encode()


def record_cells(made: Made) -> dict[str, str]:
    return {
        "Title": f"Safer streets, decision {made.reference}",
        "Purpose": f"Work against crime that people can see and feel, and they call it {made.working.word}.",
        "What was decided": "The money goes to those named, for the work described.",
        "Reasons": "The places chosen have the greatest need, and this work has cut crime before.",
        "Legal power": "Section 9",
        "Decision makers": "Deputy Mayor",
        "Date of decision": f"{made.decided_on:%d/%m/%Y}",
        "Outcome": "Approved",
        "Conditions": ", ".join(term.code for term in made.working.terms) or "None",
    }


def award_cells(made: Made, grant: Grant) -> dict[str, str]:
    return {
        "External reference": made.reference,
        "Recipient": grant.district.title(),
        "Partnership": grant.district.title(),
        "Funding stream": FundingStream.objects.get(slug=grant.stream).name,
        "Financial year": f"{grant.year}/{(grant.year + 1) % 100:02}",
        "Amount": str(grant.amount),
        "Award title": f"Safer streets, part {grant.number}",
    }


def follows(driver: Driver) -> None:
    """An approver says from when the conditions of a decision are followed here."""
    made = driver.chosen([each for each in driver.facts.published() if each.stands])
    if made is None:
        return
    day: date | None = driver.random.choice((None, made.decided_on, driver.facts.today, date(2023, 10, 1)))
    if driver.does(
        f"Ada says that {made.reference} is followed from {day}",
        lambda: follow_conditions(row(made), by=driver.ada, followed_from=day, reason=WHY),
    ):
        made.followed_from = day


# Out of public sight


def withdraws(driver: Driver) -> None:
    """Olu asks, Ada does it; where money that comes back passes an allocation, the public reads why."""
    made = driver.chosen(driver.in_state("published"))
    if made is None:
        return
    words = {"reason": "The council no longer needs the money.", "answer": "Everybody concerned knows of it."}
    past = oracle_money.withdrawal_passes_allocation(driver.facts, made)
    asked = driver.does(
        f"Olu asks for the withdrawal of {made.reference}",
        lambda: ask_for_withdrawal(row(made), by=driver.olu, **words),
        refused=past,
    )
    if not asked:
        asked = driver.does(
            f"Olu asks for the withdrawal of {made.reference} past the allocation",
            lambda: ask_for_withdrawal(row(made), by=driver.olu, exceeding_reason=WHY, **words),
        )
    if driver.does(f"Ada withdraws {made.reference}", lambda: withdraw(asked, by=driver.ada)):
        driver.facts.withdraw(made)


def takes_down(driver: Driver) -> None:
    """The text of a decision, or its paper."""
    made = driver.chosen(list(driver.facts.published()))
    if made is None:
        return
    is_paper = bool(oracle_money.contents(made).paper) and driver.happens(0.5)
    taken = driver.does(
        f"Abe takes down the {'paper' if is_paper else 'text'} of {made.reference}",
        lambda: take_down(row(made), by=driver.abe, reason=WHY, paper=1 if is_paper else None),
        refused=driver.facts.is_down(made, is_paper=is_paper) or (is_paper and made.is_withdrawn),
    )
    if not taken:
        return
    driver.facts.taken_down.append(TakenDown(taken.pk, made.reference, is_paper))
    for version in [] if is_paper else made.versions:
        if not version.is_redacted:
            version.down_since = version.down_since or timezone.now()


def restores(driver: Driver) -> None:
    """Also what a later notice has settled: then only if it has not been taken down again."""
    down = driver.chosen(driver.facts.taken_down)
    if down is None:
        return
    made = driver.facts.decisions[down.reference]
    again = down.is_settled and driver.facts.is_down(made, is_paper=down.is_paper)
    if driver.does(
        f"Ada restores the {'paper' if down.is_paper else 'text'} of {made.reference}",
        lambda: restore(TakeDown.objects.get(pk=down.pk), by=driver.ada),
        refused=again,
    ):
        driver.facts.taken_down.remove(down)
        for version in [] if down.is_paper else made.versions:
            version.down_since = None


def redacts(driver: Driver) -> None:
    notices = Notice.objects.filter(document_data__isnull=False, listing=None, redaction=None).order_by("pk")
    notice = driver.chosen([each for each in notices if not each.is_newest])
    if notice is None:
        return
    asked = driver.does(
        f"Ada asks for the redaction of {notice}", lambda: ask_for_redaction(notice, by=driver.ada, reason=WHY)
    )
    driver.does(f"Ann redacts {notice}", lambda: redact(asked, by=driver.ann))
    made = driver.facts.decisions[notice.decision.reference]
    made.versions[notice.version - 1].is_redacted = True
