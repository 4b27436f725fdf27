"""What a cell of the template says: cleaned as its column has it, then looked up among what the office knows."""

from typing import Any

from django.core.exceptions import ValidationError

from conditions.models import StandardCondition
from grants.actions.decisions import REFERENCE
from grants.models import Decision, FundingStream, Organisation, Partnership, Post
from grants.names import AmbiguousName, NameResolver, plain

from .columns import ADDRESS, TemplateColumn

LEGAL_POWERS = {"section 9": Decision.LegalPower.PRSRA_9, "section 143": Decision.LegalPower.ASBCPA_143} | {
    label.casefold(): power for power, label in Decision.LegalPower.choices if power != Decision.LegalPower.OTHER
}
LONGEST_POST = LONGEST_PAPER = 200
NAMES = ("recipient", "partnership", "stream")
SHORT = 200  # characters; longer cells are hardly ever the same
ASK = "Check the spelling, or ask an administrator to add it"


class WrongCell(ValueError):
    """What is wrong with one cell."""


class CellParser:
    """Parses the cells of one table, with everything that they may name fetched once. A column `x` that names something
    has a method `parse_x`; what any other cell says is what its field makes of it."""

    def __init__(self) -> None:
        self.names = NameResolver()
        self.references = {plain(reference) for reference in Decision.objects.values_list("reference", flat=True)}
        current = StandardCondition.objects.filter(is_current=True).order_by("version")
        self.standards = {plain(standard.code): standard for standard in current}
        # What short cells say, since thousands of rows say the same.
        self.parsed: dict[tuple[str, str], tuple[Any, str]] = {}

    def parse(self, column: TemplateColumn, cell: str) -> tuple[Any, str]:
        """The value of a cell and no sentence; or None, and the sentence that says what is wrong."""
        found = self.parsed.get((column.name, cell)) or self._parse(column, cell)
        if len(cell) <= SHORT:
            self.parsed[column.name, cell] = found
        return found

    def _parse(self, column: TemplateColumn, cell: str) -> tuple[Any, str]:
        look_up = getattr(self, f"parse_{column.name}", None)
        try:
            value = column.field.clean(cell)
            if not value:
                return (None if column.name in NAMES else value), ""
            return (look_up(value) if look_up else value), ""
        except ValidationError as error:
            return None, " ".join(error.messages)
        except (WrongCell, AmbiguousName) as error:
            return None, str(error)

    def parse_reference(self, written: str) -> str:
        if not REFERENCE.fullmatch(written):
            raise WrongCell("Write it with letters, digits and single hyphens, and at least one digit")
        if plain(written) in self.references:
            raise WrongCell(f"{written} is already the reference of another decision")
        return written

    def parse_legal_power(self, written: str) -> dict[str, str]:
        power = LEGAL_POWERS.get(written.casefold())
        other = {"legal_power": Decision.LegalPower.OTHER, "legal_power_other": written}
        return {"legal_power": power} if power else other

    def parse_decision_makers(self, written: str) -> tuple[Post | str, ...]:
        """Posts, and the titles of posts that are not known yet."""
        titles = [title.strip() for title in written.split(";") if title.strip()]
        if any(len(title) > LONGEST_POST for title in titles):
            raise WrongCell(f"The title of a post has at most {LONGEST_POST} characters. Put ; between several posts")
        return tuple(dict.fromkeys(self.names.post(title) or title for title in titles))

    def parse_conditions(self, written: str) -> tuple[StandardCondition, ...]:
        if plain(written) == "none":
            return ()
        codes = [code.strip() for code in written.replace(";", ",").split(",") if code.strip()]
        if unknown := [code for code in codes if plain(code) not in self.standards]:
            known = ", ".join(sorted(standard.code for standard in self.standards.values()))
            raise WrongCell(f"{unknown[0][:40]} is not a standard condition. Write None, or some of: {known}")
        return tuple(dict.fromkeys(self.standards[plain(code)] for code in codes))

    def parse_own_conditions(self, written: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(parts(written)))

    def parse_papers(self, written: str) -> tuple[tuple[str, str], ...]:
        return tuple(paper(part) for part in parts(written))

    def parse_recipient(self, written: str) -> Organisation:
        if payee := self.names.payee(written):
            return payee.recipient
        raise WrongCell(f"“{written[:60]}” is not known here. {ASK}")

    def parse_partnership(self, written: str) -> Partnership:
        if known := self.names.partnership(written):
            return known
        raise WrongCell(
            f"“{written[:60]}” is not a community safety partnership here. Write its district, like Manchester"
        )

    def parse_stream(self, written: str) -> FundingStream:
        if known := self.names.stream(written):
            return known
        raise WrongCell(f"“{written[:60]}” is not the name of a funding stream here. {ASK}")


def parts(written: str) -> list[str]:
    """Several things in one cell: each on a line of its own, or with | between them."""
    return [" ".join(part.split()) for line in written.splitlines() for part in line.split("|") if part.strip()]


def paper(written: str) -> tuple[str, str]:
    """The title of a paper, and its address, which is the last word."""
    title, _, address = written.rpartition(" ")
    if not title or "://" not in address:
        raise WrongCell(
            f"Write a title and then its address, like Report https://example.org/report.pdf: {written[:60]}"
        )
    if len(title) > LONGEST_PAPER:
        raise WrongCell(f"The title of a paper has at most {LONGEST_PAPER} characters")
    return title, ADDRESS.clean(address)
