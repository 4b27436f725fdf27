"""The account of a year as a tagged PDF: everything comes in as data, people's text never as markup."""

from datetime import UTC
from typing import Any

from django.conf import settings

from grants.formatting import day, paragraphs
from grants.letters import address
from register.account_document import AccountFigures
from register.models import YearAccount
from register.named_notices import NamedDecision, named_decisions, named_recommendations
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
            *([["What changed", account.public_note]] if account.note else []),
            *([["Out of public sight", account.down.public_sentence]] if account.down else []),
        ],
        "foreword": paragraphs(document.foreword),
        "together": rows_of(document.together),
        "brought": brought_by(document.together),
        "objectives": [
            {"title": each.name, "plan": each.plan, "figures": rows_of(each.figures),
             "brought": brought_by(each.figures), "blocks": paragraphs(each.commentary)}
            for each in document.objectives
        ],
        "without": rows_of(document.without_objective) if document.without_objective.decisions else [],
        "late": [
            [name_of(each), f"{each.entry.lag_days} days after the decision"] for each in named_decisions(document.late)
        ],
        "late_count": document.together.late,
        "exceeding": [
            {"title": name_of(each), "blocks": paragraphs(each.reason)} for each in named_decisions(document.exceeding)
        ],
        "exceeding_count": document.together.exceeding,
        "recommended": [
            {"title": each.title, "stood": each.stood, "blocks": [*paragraphs(each.words), *paragraphs(each.reason)]}
            for each in named_recommendations(document.recommended)
        ],
        "recommended_count": document.together.recommendations.made,
        "digests": [account.document_digest, account.previous_digest, account.chain_digest],
    }  # fmt: skip
    timestamp = int(account.published_at.astimezone(UTC).timestamp())
    return typeset(contents, timestamp=timestamp, template=TEMPLATE)


def name_of(each: NamedDecision[Any]) -> str:
    return f"{each.title} ({each.entry.reference})"


def brought_by(figures: AccountFigures) -> list[list[str]]:
    """Each measure that is added up, in one line."""
    return [[f"{each.name} {each.year}".strip(), each.words] for each in figures.added_up]


def rows_of(figures: AccountFigures) -> list[list[str]]:
    return [[label, value] for label, value in figures.in_words]
