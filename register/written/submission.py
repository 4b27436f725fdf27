"""The submission: the record of a decision as it is put before the person who decides, to be read and signed.

It is for the office alone, so that it says what is going to be withheld too.
"""

from collections.abc import Iterator

from django.utils import timezone

from conditions.schedule import Schedule
from conditions.terms import ConditionTerms
from grants.formatting import day, pounds
from grants.models import Decision
from grants.record import Place
from grants.refused import Refused
from grants.years import london_today
from register.document import Document
from register.loading import with_parts
from register.money.budget import Budget, budgets_of
from register.money.limits import exceeded_limits
from register.notices.building import build
from register.notices.pdf import award, varied
from register.notices.pdf_terms import terms_in_sentences
from register.notices.withholding import parts
from register.written.blocks import Block, condition_heading, heading, item, paragraph, prose, signature, table
from register.written.files import Written

TO_SIGN = ("Decision (agreed, agreed with changes, not agreed)", "Signature", "Name", "Date")
DRAFT = "Draft wording, for the person who decides. It is not published, and not for publication."
AS_PUBLISHED = (
    "For the person who decides, and not for publication. The wording is that of the notice as it is published."
)


def submission(decision: Decision) -> Written:
    """As the working rows stand. Refused while an award has no recipient: then nothing can be decided."""
    decision = with_parts().get(pk=decision.pk)
    if any(each.recipient is None for each in decision.awards.all()):
        raise Refused("Say who is paid: every award needs its recipient before this can be put to anybody.")
    is_dated = decision.decided_on is not None
    decision.decided_on = decision.decided_on or london_today()  # it is not saved: nothing below says the day
    document, now = build(decision, withholding=False), timezone.now()
    return Written(
        title=f"For decision: {document.title}",
        reference=document.reference,
        blocks=[*written(decision, document, is_dated=is_dated)],
        made_at=now,
        notice=DRAFT if decision.state in Decision.IN_PROGRESS else AS_PUBLISHED,
    )


def written(decision: Decision, document: Document, *, is_dated: bool) -> Iterator[Block]:
    yield from facts(decision, document)
    for row in document.headings:
        yield heading("What is to be decided" if row.name == "decision_text" else row.label)
        yield from prose(row.words)
    yield from awards(document)
    yield from budgets(decision)
    yield from conditions(document, is_dated=is_dated)
    for row in document.rows(Place.MORE):
        if row.is_text:
            yield heading(row.label)
            yield from prose(row.words)
    yield heading("Also on record")
    for row in document.rows(Place.MORE):
        if not row.is_text:
            yield paragraph(row.words, label=row.label)
    yield from withheld(decision)
    yield heading("The decision")
    for maker in document.decision_makers or ("Decision maker",):
        yield signature(maker, TO_SIGN)


def facts(decision: Decision, document: Document) -> Iterator[Block]:
    yield paragraph(document.reference, label="Reference")
    yield paragraph("; ".join(document.decision_makers) or "Not recorded.", label="For decision by")
    yield paragraph(day(london_today()), label="Written on")
    if decision.lead_officer:
        yield paragraph(decision.lead_officer, label="Lead officer")
    if document.summary:
        yield paragraph(document.summary, label="In short")


def awards(document: Document) -> Iterator[Block]:
    if document.awards:
        yield heading("Who would get how much")
        yield table(("Award", "Recipient", "Funding stream", "Year", "Amount"), map(award, document.awards))
        yield paragraph(pounds(document.total), label="In all")
    if document.varied:
        yield heading("What would change of earlier awards")
        yield table(("Award", "Recipient", "Before", "New amount"), map(varied, document.varied))
    for each in document.ruled_streams:
        yield paragraph(each.stream_rules, label=f"Rules of the {each.stream}")


def budgets(decision: Decision) -> Iterator[Block]:
    """What each stream and year has, what other decisions commit, and what this one would leave."""
    money = budgets_of(decision)
    if not money:
        return
    yield heading("The money available")
    head = ("Funding stream and year", "Allocated", "Committed by other decisions", "This decision", "Left")
    yield table(head, [budget_row(each) for each in money])
    for sentence in exceeded_limits(decision, money):
        yield paragraph(sentence)


def budget_row(budget: Budget) -> list[str]:
    return [
        f"{budget.stream}, {budget.year}",
        "Not recorded" if budget.allocated is None else pounds(budget.allocated),
        pounds(budget.committed),
        pounds(budget.this_decision),
        "Not known" if budget.headroom is None else pounds(budget.headroom),
    ]


def conditions(document: Document, *, is_dated: bool) -> Iterator[Block]:
    yield heading("Conditions")
    if not document.conditions:
        yield paragraph("None are attached.")
    for each in document.conditions:
        yield condition_heading(each.number, each.code, each.title)
        yield from prose(each.wording)
        for sentence in terms_in_sentences(document, each, dated=is_dated or not follows_decision(each)):
            yield item(sentence)


def follows_decision(terms: ConditionTerms) -> bool:
    """Its due date is counted from the day of the decision."""
    return terms.schedule == Schedule.DAYS_AFTER


def withheld(decision: Decision) -> Iterator[Block]:
    rows, names = list(decision.withholdings.all()), parts(decision)
    if rows:
        yield heading("What the public would not read")
    for row in rows:
        yield paragraph(f"{row.get_ground_display()}. {row.reason}".strip(), label=names.get(row.what, row.what))
