"""The account of a year as a tagged PDF: everything comes in as data, people's text never as markup."""

from collections.abc import Iterator
from datetime import UTC
from typing import Any

from django.conf import settings

from grants.formatting import day, paragraphs, pounds
from grants.letters import address
from register.account_document import AccountFigures
from register.models import YearAccount
from register.named_notices import NamedDecision, named_decisions
from register.notices.typesetting import typeset

TEMPLATE = "public/report_pdf.typ"


def account_pdf(account: YearAccount, *, sample: str) -> bytes:
    """Made each time, since the words of the decisions that it names may be taken down. `sample` says that the register
    holds sample data, where it does."""
    document = account.document
    contents = {
        "office": document.body,
        "register": settings.OFFICE.name,
        "title": f"Yearly account {document.year}",
        "reference": account.reference,
        "sample": f"Sample data: {sample}" if sample else "",
        "facts": [
            ["Version", f"{account.version}, published on {day(account.published_on)}"],
            ["Figures", f"as they were on {day(document.drawn_up_on)}"],
            ["Today’s figures", address("public:year_report", account.year.slug)],
            *([["What changed", account.note]] if account.note else []),
        ],
        "foreword": paragraphs(document.foreword),
        "together": list(in_words(document.together)),
        "objectives": [
            {"title": each.name, "plan": each.plan, "figures": list(in_words(each.figures)),
             "blocks": paragraphs(each.commentary)}
            for each in document.objectives
        ],
        "without": list(in_words(document.without_objective)) if document.without_objective.decisions else [],
        "late": [
            [name_of(each), f"{each.entry.lag_days} days after the decision"] for each in named_decisions(document.late)
        ],
        "late_count": document.late_count,
        "exceeding": [
            {"title": name_of(each), "blocks": paragraphs(each.reason)} for each in named_decisions(document.exceeding)
        ],
        "exceeding_count": document.exceeding_count,
        "digests": [account.document_digest, account.previous_digest, account.chain_digest],
    }  # fmt: skip
    timestamp = int(account.published_at.astimezone(UTC).timestamp())
    return typeset(contents, timestamp=timestamp, template=TEMPLATE)


def name_of(each: NamedDecision[Any]) -> str:
    return f"{each.title} ({each.entry.reference})"


def in_words(figures: AccountFigures) -> Iterator[list[Any]]:
    """What some decisions come to: each figure under what it is a figure of."""
    yield ["Decisions", str(figures.decisions)]
    yield ["Grants, as decided", pounds(figures.decided)]
    yield ["Grants, as they stood", pounds(figures.stands)]
    if figures.match_required:
        yield ["Match required", pounds(figures.match_required)]
        yield ["Match evidenced", pounds(figures.match_evidenced)]
        yield ["Match still missing", pounds(figures.match_gap)]
    told = figures.conditions
    for label, number in (
        ("Conditions met", told.met),
        ("Conditions waived", told.waived),
        ("Conditions not met", told.not_met),
        ("Conditions past due", told.past_due),
        ("Conditions not yet due", told.not_yet_due),
    ):
        if number:
            yield [label, str(number)]
