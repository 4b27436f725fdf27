"""What partnerships have sent and asked, and the payments that are due, as they wait for the office."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from conditions.models import AwardEnd, Contribution, Evidence, LaterDate, MonitoringReturn, PaymentDue
from grants.formatting import day, pounds
from grants.models import Comment, User
from grants.queue import Part, Waiting, part
from grants.years import Month, london_today

UNDERSPEND = ("award__decision", "award__recipient", "carried_over_by", "repurposed_by")


def waits_for_me(person: User) -> Iterator[Part]:
    """What this person may accept, return or answer. What they sent or changed themselves waits for somebody else."""
    contributions = not_own(Contribution.objects.awaiting_review(), person)
    evidence = Evidence.objects.awaiting_review().exclude(contribution__in=Contribution.objects.awaiting_review())
    review = reverse("office:review_list")
    yield part("contribution{s} to look at", contributions.as_shown(), contribution, oldest="sent_at", address=review)
    returns = not_own(MonitoringReturn.objects.awaiting_review(), person).as_shown()
    yield part("monitoring return{s} to look at", returns, monitoring_return, oldest="sent_at", address=review)
    own = not_own(evidence, person).as_shown()
    yield part("paper{s} or declaration{s} to look at", own, paper, oldest="sent_at", address=review)
    asked = Comment.objects.awaiting_answer().select_related("by", "partnership", "kept").prefetch_related("thing")
    yield part("question{s} to answer", asked, question, oldest="at", name="questions")
    later = LaterDate.objects.waiting().exclude(asked_by=person).select_related("asked_by", "obligation__partnership")
    yield part("later date{s} asked for", later, later_date, oldest="asked_at", name="later-dates")
    ends = AwardEnd.objects.to_settle().select_related(*UNDERSPEND)
    yield part("underspend{s} to settle", ends, underspend, oldest="accepted_at", name="underspends")
    month = Month(london_today().replace(day=1))
    due = PaymentDue.objects.still_to_pay(month.last_day).as_shown().with_since()
    yield part("payment{s} due", due, payment, oldest="since", address=reverse("office:payment_due_list"))


def not_own(rows: Any, person: User) -> Any:
    return rows.exclude(author_ids__contains=[person.pk])


def contribution(row: Contribution) -> Waiting:
    return sent(row, "Contribution", row.description, amount=pounds(row.amount))


def monitoring_return(row: MonitoringReturn) -> Waiting:
    return sent(row, "Monitoring return", str(row))


def paper(row: Evidence) -> Waiting:
    return sent(row, row.sort, row.name or row.obligation.terms.title)


def sent(row: Any, what: str, name: str, *, amount: str = "") -> Waiting:
    address = reverse(f"office:{row.short_name}_detail", args=[row.pk])
    return Waiting(row.sent_at, what, name, address, amount, str(row.partnership or ""))


def question(row: Comment) -> Waiting:
    obligation: Any = row.thing
    address = reverse("office:obligation_detail", args=[obligation.pk]) + "#questions"
    name = f"{obligation.reference}: {obligation.terms.title}"
    return Waiting(row.at, "Question", name, address, who=f"{row.by}, {row.partnership}", why=row.text)


def later_date(row: LaterDate) -> Waiting:
    about, address = row.obligation, reverse("office:later_date_answer", args=[row.pk])
    name = f"{about.reference}: {about.terms.title}"
    why = f"Until {day(row.wanted_on)} instead of {day(about.due_on)}. {row.reason}"
    return Waiting(row.asked_at, "Later date", name, address, who=f"{row.asked_by}, {about.partnership}", why=why)


def underspend(row: AwardEnd) -> Waiting:
    award = row.award
    address = reverse("office:underspend_settle", args=[award.decision.reference, award.number])
    name = f"{award.decision.reference}, award {award.number}"
    return Waiting(row.accepted_at, "Underspend", name, address, pounds(row.unsettled), f"of {award.recipient}")


def payment(row: PaymentDue) -> Waiting:
    """A payment waits from the first of the month in which it is due, or from when its condition was met."""
    award = row.award
    address = reverse("office:payment_new", args=[award.decision.reference, award.number])
    name = f"{award.decision.reference}, award {award.number}"
    late = f"Was due on {day(row.due_on)}" if row.due_on and row.due_on < london_today() else ""
    why = f"Due {row.when}." if row.due_on else f"Due {row.when}: it is."
    since: Any = row
    return Waiting(since.since, "To pay", name, address, pounds(row.outstanding), f"for {award.recipient}", why, late)
