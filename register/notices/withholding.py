"""What of a decision may be withheld (domain §8): text fields, who is paid, a condition's wording, papers. Never its
reference, dates, amounts, streams and years."""

from grants import record
from grants.models import Decision
from register.document import Document
from register.loading import conditions_in_force
from register.models import Notice

# Recipients and conditions; purpose and reasons are the other two parts that paragraph 3(f) of the Order requires.
STATUTORY = ("award", "condition")


def parts(decision: Decision) -> dict[str, str]:
    """Everything of the decision that may be withheld: {"reasons": "Reasons", "award-3": "Recipient of award 3"}."""
    return (
        {each.name: each.label for each in record.fields() if each.may_be_withheld}
        | {f"award-{award.number}": f"Recipient of award {award.number}" for award in decision.awards.all()}
        | {f"condition-{each.number}": f"Wording of condition {each.number}" for each in conditions_in_force(decision)}
        | {f"paper-{paper.number}": f"Background paper {paper.number}" for paper in decision.papers.all()}
    )


def is_statutory(what: str) -> bool:
    """Whether the Order requires it to be published."""
    return what.partition("-")[0] in {*STATUTORY, *(each.name for each in record.fields() if each.is_statutory)}


def has_been_published(decision: Decision, what: str) -> bool:
    """Whether a readable notice shows it."""
    notices = Notice.objects.filter(decision=decision, document_data__isnull=False)
    return any(shows(notice.full_document, what) for notice in notices)


def shows(document: Document, what: str) -> bool:
    if what in {entry.what for entry in document.withheld}:
        return False
    kind, _, number = what.partition("-")
    match kind:
        case "award":
            return int(number) in {entry.number for entry in document.awards}
        case "condition":
            return int(number) in {entry.number for entry in document.conditions}
        case "paper":
            return int(number) in {entry.number for entry in document.papers}
    return bool(document.text(what))
