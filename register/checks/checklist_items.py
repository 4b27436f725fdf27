"""The blocks and warnings of the checklist: a sentence each, its basis, and the address of the field."""

from dataclasses import dataclass

from django.urls import reverse

from conditions.models import Condition
from grants.models import Decision
from grants.record import field
from register.notices.chain import text_digest

ORDER = "Specified Information Order 2011, paragraph 3(f)"
HOUSE_RULE = "house rule"


@dataclass(frozen=True)
class ChecklistItem:
    """One block or warning. `address` is that of the field; `suggestion` is a text that could be used in it."""

    rule: str
    sentence: str
    basis: str
    address: str
    suggestion: str = ""
    # Of a warning: the text that it is about, and whether that is a slip in it.
    text: str = ""
    is_slip: bool = False

    @property
    def digest(self) -> str:
        """Of the sentence and the text: an answer to the warning holds as long as it stays the same."""
        return text_digest(f"{self.sentence}\n{self.text}")


def basis(decision: Decision) -> str:
    """The Order asks for the statutory parts of section 9 grants only; elsewhere they are a house rule."""
    statutory = decision.is_grant and decision.legal_power == Decision.LegalPower.PRSRA_9
    return ORDER if statutory else HOUSE_RULE


def field_address(decision: Decision, name: str) -> str:
    """The way to a field of the record; one that no officer types is on the page of the decision."""
    if section := field(name).section:
        return reverse("office:decision_section", args=[decision.reference, section]) + f"#id_{name}"
    return reverse("office:decision_detail", args=[decision.reference])


def award_address(decision: Decision, number: int) -> str:
    return reverse("office:award_edit", args=[decision.reference, number])


def condition_address(condition: Condition) -> str:
    return reverse("office:condition_edit", args=[condition.decision.reference, condition.number])
