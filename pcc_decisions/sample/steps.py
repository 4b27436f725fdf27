"""What may happen to a decision of the sample: each table of its data is a line of TABLES, at the end."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from conditions.actions import assessments, contributions, evidence, later_dates, returns, reviews
from conditions.actions.ends import Settled, settle_underspend
from conditions.actions.payment_schedules import schedule_payments
from conditions.actions.payments import record_payment
from conditions.actions.questions import answer, ask
from conditions.actions.returns import Reported, Told
from conditions.models import (
    Assessment,
    ConditionKind,
    Contribution,
    Evidence,
    LaterDate,
    MonitoringReturn,
    Obligation,
    ObligationQuerySet,
)
from conditions.models.reviews import Reviewed
from grants.actions import decisions, papers
from grants.actions.comments import comment
from grants.actions.office_data import save_office_data
from grants.models import PlanVersion, Post, User
from grants.models.money import ZERO
from pcc_decisions.sample.data import Entry, files, moment, one_each
from pcc_decisions.sample.drafting import decision, draft, form_key
from pcc_decisions.sample.office import office_steps
from pcc_decisions.sample.people import PEOPLE, person
from register.actions import approval, publishing, withdrawing, withholding
from register.actions.approval import send_for_approval

Do = Callable[[Entry, datetime], object]

# How an entry says which obligations of its decision it is about; a list stands for several.
PICKS = {
    "condition": "condition__number",
    "award": "award__number",
    "district": "partnership__slug",
    "year": "year",
    "occurrence": "occurrence_number",
}
# What an entry about a contribution says of the steps; the rest is the contribution itself.
OF_THE_STEPS = {*PICKS, *("key", "on", "by", "accepted_on", "returned_on", "missing")}
REVIEWER, ANOTHER_OFFICER = "Oma", "Olu"
USUAL_UNDERSPEND = Decimal("1250.00")


class Step(NamedTuple):
    at: datetime
    do: Do
    entry: Entry


def steps(year: Entry) -> Iterator[Step]:
    """Everything that happens in one file: to its decisions, and beside them."""
    for entry, day, hour, do in office_steps(year):
        yield Step(moment(entry[day], hour), do, entry)
    for each in year.get("decisions", []):
        whole = {"year": year.get("year"), "terms": year.get("terms", {}), **each}
        yield from first_steps(whole)
        for table, its_steps in TABLES.items():
            for entry in one_each(each.get(table, [])):
                for day, hour, do in its_steps:
                    if day in entry:
                        yield Step(moment(entry[day], hour), do, {"key": each["key"], **entry})


def first_steps(entry: Entry) -> Iterator[Step]:
    """From the draft on the day after the decision to its publication, as far as the decision has come."""
    lag, decided_on = entry["lag"], entry["record"]["decided_on"]
    way: tuple[tuple[str, int, int, Do], ...] = (
        ("draft", 1, 10, draft),
        ("sent", lag - 5, 11, send),
        ("approved", lag - 2, 14, approve),
        ("published", lag, 15, publish),
    )
    for state, days, hour, do in way:
        yield Step(moment(decided_on + timedelta(days=max(1, days)), hour), do, entry)
        if state == entry["state"]:
            return


def send(entry: Entry, at: datetime) -> None:
    send_for_approval(decision(entry["key"]), by=person(entry["officer"]), at=at)


def approve(entry: Entry, at: datetime) -> None:
    by, reason = person(entry["approver"]), entry.get("exceeding_reason", "")
    approval.approve(decision(entry["key"]), by=by, exceeding_reason=reason, at=at)


def publish(entry: Entry, at: datetime) -> None:
    publishing.publish(decision(entry["key"]), by=person(entry["officer"]), note=entry.get("note", ""), at=at)


def revise(entry: Entry, at: datetime) -> None:
    decisions.revise(decision(entry["key"]), by=person(entry["officer"]), values=entry["record"], at=at)


def withdraw(entry: Entry, at: datetime) -> None:
    found = decision(entry["key"])
    values = {"reason": entry["reason"], "answer": entry.get("answer", "")}
    asked = withdrawing.ask_for_withdrawal(found, by=found.created_by, **values, at=at)
    withdrawing.withdraw(asked, by=person(entry["approver"]), at=at)


def set_limit(entry: Entry, at: datetime) -> None:
    post = Post.objects.get(title=entry["post"])
    save_office_data(post, {"limit": entry["limit"]}, by=person(PEOPLE[0]["name"]), at=at)


def withhold(entry: Entry, at: datetime) -> None:
    values = {name: entry[name] for name in ("ground", "viewed_on", "viewed_by")}
    for what in entry["parts"]:
        withholding.withhold(decision(entry["key"]), by=person(entry["by"]), what=what, values=values, at=at)


def add_paper(entry: Entry, at: datetime) -> None:
    evaluates = {"is_evaluation": entry.get("is_evaluation", False)}
    content = {"url": entry["url"]} if "url" in entry else {"upload": files(entry)[0]}
    papers.add_paper(
        decision(entry["key"]), by=person(entry["by"]), title=entry["title"], at=at, **content, **evaluates
    )


def pay(entry: Entry, at: datetime) -> None:
    award, by = decision(entry["key"]).awards.get(number=entry["award"]), person(entry["by"])
    record_payment(award, by=by, amount=entry["amount"], paid_on=entry["on"], at=at)


def schedule(entry: Entry, at: datetime) -> None:
    award, by = decision(entry["key"]).awards.get(number=entry["award"]), person(entry["by"])
    schedule_payments(award, by=by, rows=[(each["on"], each["amount"]) for each in entry["due"]], at=at)


def settle(entry: Entry, at: datetime) -> None:
    award = decision(entry["key"]).awards.get(number=entry["award"])
    settle_underspend(award, by=person(entry["by"]), settled=Settled(returned=entry["returned"]), at=at)


def record_contribution(entry: Entry, at: datetime) -> None:
    by, obligation = person(entry["by"]), obligations(entry).get()
    values = {"source": "partnership"} | {name: entry[name] for name in entry.keys() - OF_THE_STEPS}
    contributions.record_contribution(obligation, by=by, values=values, form_key=contribution_key(entry), at=at)


def contribution(entry: Entry) -> Iterable[Contribution]:
    return [Contribution.objects.get(form_key=contribution_key(entry))]


def contribution_key(entry: Entry) -> UUID:
    return form_key(entry["key"], entry["description"])


def add_evidence(entry: Entry, at: datetime) -> None:
    by, statement = person(entry["by"]), entry.get("statement", "")
    if "plan" in entry:
        version = PlanVersion.objects.get(plan__name=entry["plan"])
        evidence.send_plan(obligations(entry).get(), by=by, version=version, at=at)
        return
    evidence.add_evidence(obligations(entry).get(), by=by, papers=files(entry), statement=statement, at=at)


def papers_waiting(entry: Entry) -> Iterable[Evidence]:
    return Evidence.objects.awaiting_review().filter(obligation__in=obligations(entry))


def submit_returns(entry: Entry, at: datetime) -> None:
    """Of the whole of the grants; or, with what is `spent` so far of one, what it brought about."""
    obligation, by = obligations(entry).get(), person(entry["by"])
    if "spent" not in entry:
        told = {"underspend": entry.get("underspend", ZERO), "reason": entry.get("reason", "")}
        send_returns(obligation, by=by, at=at, **told)
        return
    award = obligation.bound_awards.select_related("in_force").get()
    results = {
        int(number): Reported(Decimal(value), entry.get("sentences", {}).get(number, ""))
        for number, value in entry["results"].items()
    }
    words = {name: entry.get(name, "") for name in ("went_well", "went_badly", "lessons", "continues", "reason")}
    is_final = entry.get("is_final", False)
    forecast = entry["spent"] if is_final else award.in_force.amount
    told_of = Told(spent=entry["spent"], forecast=forecast, results=results, is_final=is_final, **words)
    returns.submit_return(award, obligation.period_ends_on, by=by, told=told_of, at=at)


def returns_waiting(entry: Entry) -> Iterable[MonitoringReturn]:
    return MonitoringReturn.objects.awaiting_review().filter(obligations__in=obligations(entry))


def accept(sent: Callable[[Entry], Iterable[Reviewed]]) -> Do:
    return lambda entry, at: [reviews.accept(each, by=person(REVIEWER), at=at) for each in sent(entry)]


def return_sent(sent: Callable[[Entry], Iterable[Reviewed]]) -> Do:
    return lambda entry, at: [
        reviews.return_sent(each, by=person(REVIEWER), comment=entry["missing"], at=at) for each in sent(entry)
    ]


def assess(entry: Entry, at: datetime) -> None:
    by = person(entry["by"])
    for obligation in obligations(entry):
        assessments.assess(obligation, by=by, finding=entry["finding"], reasons=entry["reasons"], at=at)


def assess_all_met(entry: Entry, at: datetime) -> None:
    """Everything due by then and not yet assessed is met. Underspend has to be reported first."""
    by = person(entry["by"])
    due = list(obligations(entry).filter(due_on__lte=entry["on"], assessments=None))
    for obligation in due:
        if obligation.terms.kind == ConditionKind.UNDERSPEND and not obligation.returns.exists():
            for sent in send_returns(obligation, by=person(ANOTHER_OFFICER), underspend=USUAL_UNDERSPEND, at=at):
                reviews.accept(sent, by=by, at=at)
    found = assessments.assess_many(due, by=by, finding=Assessment.Finding.MET, reasons=entry["reasons"], at=at)
    for refused in filter(None, found.values()):
        raise refused


def say(entry: Entry, at: datetime) -> None:
    """A comment, for the office alone."""
    found = decision(entry["key"])
    comment(found, by=person(entry["by"]), text=entry["text"], decision=found, at=at)


def ask_office(entry: Entry, at: datetime) -> None:
    ask(obligations(entry).get(), by=person(entry["by"]), text=entry["text"], at=at)


def answer_partnership(entry: Entry, at: datetime) -> None:
    answer(obligations(entry).get(), by=person(REVIEWER), text=entry["answer"], at=at)


def ask_for_later_date(entry: Entry, at: datetime) -> None:
    values = {"wanted_on": entry["wanted_on"], "reason": entry["reason"]}
    later_dates.ask_for_later_date(obligations(entry).get(), by=person(entry["by"]), **values, at=at)


def grant_later_date(entry: Entry, at: datetime) -> None:
    asked = LaterDate.objects.waiting().get(obligation__in=obligations(entry))
    values = {"granted_on": entry["wanted_on"], "reason": entry["answer"]}
    later_dates.grant_later_date(asked, by=person(REVIEWER), **values, at=at)


def obligations(entry: Entry) -> ObligationQuerySet:
    """The obligations of its decision that an entry picks."""
    which = {
        f"{path}__in" if isinstance(entry[name], list) else path: entry[name]
        for name, path in PICKS.items()
        if name in entry
    }
    return Obligation.objects.filter(condition__decision=decision(entry["key"]), **which)


def send_returns(
    obligation: Obligation, *, by: User, underspend: Decimal, reason: str = "", at: datetime
) -> list[MonitoringReturn]:
    """Of each of its awards: all grants are spent but for one sum, which is left of the first."""
    awards = list(obligation.bound_awards.filter(in_force__amount__gt=0).order_by("number").select_related("in_force"))
    spent = {each: each.in_force.amount - (underspend if each == awards[0] else ZERO) for each in awards}
    told = {each: Told(spent=sum_, forecast=sum_, reason=reason) for each, sum_ in spent.items()}
    ends_on = obligation.period_ends_on
    return [returns.submit_return(each, ends_on, by=by, told=told[each], at=at) for each in awards]


# Table: the date in an entry on which a step happens, the hour, and the step.
TABLES: dict[str, tuple[tuple[str, int, Do], ...]] = {
    "limits": (("on", 9, set_limit),),
    "withheld": (("on", 11, withhold),),
    "papers": (("on", 12, add_paper),),
    "payments_due": (("on", 14, schedule),),
    "payments": (("on", 15, pay),),
    "contributions": (
        ("on", 9, record_contribution),
        ("accepted_on", 11, accept(contribution)),
        ("returned_on", 11, return_sent(contribution)),
    ),
    "evidence": (("on", 10, add_evidence), ("accepted_on", 11, accept(papers_waiting))),
    "returns": (
        ("on", 10, submit_returns),
        ("accepted_on", 11, accept(returns_waiting)),
        ("returned_on", 11, return_sent(returns_waiting)),
    ),
    "settled": (("on", 15, settle),),
    "comments": (("on", 13, say),),
    "questions": (("on", 13, ask_office), ("answered_on", 14, answer_partnership)),
    "later_dates": (("on", 13, ask_for_later_date), ("granted_on", 14, grant_later_date)),
    "assessments": (("on", 12, assess),),
    "met": (("on", 16, assess_all_met),),
    "revisions": (("on", 10, revise),),
    "corrections": (("on", 10, revise), ("on", 11, send), ("on", 14, approve), ("on", 15, publish)),
    "withdrawals": (("on", 15, withdraw),),
}
