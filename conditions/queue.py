"""What partnerships have sent and asked, as it waits for the office."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from conditions.models import Contribution, Evidence, Report
from grants.formatting import pounds
from grants.models import Comment, User
from grants.queue import Part, Waiting, part


def waits_for_me(person: User) -> Iterator[Part]:
    """What this person may accept, return or answer. What they sent or changed themselves waits for somebody else."""
    contributions = not_own(Contribution.objects.awaiting_review(), person)
    evidence = Evidence.objects.awaiting_review().exclude(contribution__in=Contribution.objects.awaiting_review())
    review = reverse("office:review_list")
    yield part("contribution{s} to look at", contributions.as_shown(), contribution, oldest="sent_at", address=review)
    reports = not_own(Report.objects.awaiting_review(), person)
    yield part("report{s} to look at", reports.as_shown(), report, oldest="sent_at", address=review)
    own = not_own(evidence, person).as_shown()
    yield part("paper{s} or declaration{s} to look at", own, paper, oldest="sent_at", address=review)
    asked = Comment.objects.awaiting_answer().select_related("by", "partnership", "kept").prefetch_related("thing")
    yield part("question{s} to answer", asked, question, oldest="at", address="#queue")


def not_own(rows: Any, person: User) -> Any:
    return rows.exclude(author_ids__contains=[person.pk])


def contribution(row: Contribution) -> Waiting:
    return sent(row, "Contribution", row.description, amount=pounds(row.amount))


def report(row: Report) -> Waiting:
    return sent(row, "Report", row.obligation.occurrence_label or row.obligation.terms.title)


def paper(row: Evidence) -> Waiting:
    return sent(row, row.sort, row.name or row.obligation.terms.title)


def sent(row: Any, what: str, name: str, *, amount: str = "") -> Waiting:
    address = reverse(f"office:{row._meta.model_name}_detail", args=[row.pk])
    return Waiting(row.sent_at, what, name, address, amount, str(row.partnership or ""))


def question(row: Comment) -> Waiting:
    obligation: Any = row.thing
    address = reverse("office:obligation_detail", args=[obligation.pk]) + "#questions"
    name = f"{obligation.reference}: {obligation.terms.title}"
    return Waiting(row.at, "Question", name, address, who=f"{row.by}, {row.partnership}", why=row.text)
