"""A register as it is brought in: its file, with what an officer has said of its tables, its columns and its cells."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from grants.formatting import pounds
from grants.models import Post
from grants.names import NameResolver
from grants.personal_data import hits
from grants.record import field

from .answers import Question, asked_as, questions, unknown_posts
from .apart import read_apart
from .cells import Answers, NewRecipient, NewStream
from .described import PastDecision
from .finding_tables import tables_in
from .grid import Grid
from .matching import Matching
from .meanings import IGNORED, KEPT, bare, labels
from .past_decisions import Checked, check
from .proposing import headings_of, propose, unread_money
from .tables import Choices, Table, chosen
from .totals import NOTHING, stated_totals, sums_of

# What a decision needs before it is published, and may lack as a draft: of the record, and of each award.
NEEDED = ("purpose", "reasons", "legal_power", "outcome")
MOST_SAID = 100
MOST_SCANNED, MOST_NAMED = 400, 5


@dataclass(frozen=True)
class Opened:
    grids: tuple[Grid, ...]
    choices: Choices
    stated: Matching | None
    answers: Answers

    @classmethod
    def of(
        cls, name: str, content: bytes, choices: Mapping[str, Any], matching: Mapping[str, Any], answers: Answers
    ) -> "Opened":
        """Raises NotASpreadsheet with a sentence."""
        stated = Matching.of(matching) if matching else None
        return cls(tuple(read_apart(name, content)), Choices(**choices), stated, answers)

    @cached_property
    def tables(self) -> list[Table]:
        return tables_in(self.grids, self.choices)

    @cached_property
    def read(self) -> list[Table]:
        """The tables that are read."""
        return chosen(self.tables, self.choices)

    @cached_property
    def headings(self) -> list[str]:
        return headings_of(self.read)

    @cached_property
    def shape(self) -> list[str]:
        """What files of one shape share."""
        return sorted({bare(heading) for heading in self.headings})

    @cached_property
    def matching(self) -> Matching:
        """As the officer has it; what is new in the file is proposed."""
        proposed = propose(self.read)
        if self.stated is None:
            return proposed
        columns = {heading: self.stated.columns.get(heading, proposed.columns[heading]) for heading in self.headings}
        return Matching(columns, self.stated.same, self.stated.grouping)

    @property
    def is_template(self) -> bool:
        """Whether it is the office's own template, which needs no looking and no matching."""
        filled = [table for table in self.tables if table.data and table.is_proposed]
        return len(filled) == 1 and all(heading.casefold() in labels() for heading in filled[0].headings)

    @cached_property
    def checked(self) -> Checked:
        return check(self.read, self.matching, self.answers)

    def questions(self) -> list[Question]:
        return questions(self.checked, NameResolver(), self.answers)

    def personal_data(self) -> list[tuple[str, bool, list[int]]]:
        """Columns that seem to hold personal data, whether they are read or kept, and the first rows where they do."""
        found = ((heading, self.rows_with_personal_data(heading)) for heading in self.headings)
        return [(heading, self.matching.columns[heading] != IGNORED, rows) for heading, rows in found if rows]

    def rows_with_personal_data(self, heading: str) -> list[int]:
        rows = (row for table in self.read for row in table.data[:MOST_SCANNED] if hits(table.cell(row, heading)))
        return [row.number for row in islice(rows, MOST_NAMED)]

    def found(self) -> dict[str, Any]:
        """What a check finds beside what is wrong, as it is kept."""
        stated = stated_totals(self.read, self.matching, self.answers)
        decisions = self.checked.decisions
        return {
            "look_alikes": sum(each.meaning == "why_another" for each in self.checked.problems),
            "questions": len({key for each in self.checked.problems if (key := asked_as(each))})
            + len(unknown_posts(self.checked, self.answers)),
            "sums": {
                kind: [asdict(each) | {"total": pounds(each.total)} for each in sums]
                for kind, sums in sums_of(decisions).items()
            },
            "agree": sum(total.agrees for total in stated),
            "disagree": [total.sentence for total in stated if not total.agrees][:MOST_SAID],
            "total": pounds(sum((award["amount"] or NOTHING for each in decisions for award in each.awards), NOTHING)),
            "awards": sum(len(each.awards) for each in decisions),
            "lacking": dict(Counter(lack for each in decisions for lack in lacking(each))),
            "new": new_things(decisions),
            "dated_years": sum("year" not in entry.cells for each in decisions for entry in each.awarding),
            "unread_money": unread_money(self.read, self.matching),
            "not_read": [heading for heading, name in self.matching.columns.items() if name in (KEPT, IGNORED)],
        }


def lacking(decision: PastDecision) -> Iterator[str]:
    """What a decision lacks that has to be there before it is published."""
    yield from (field(name).label for name in NEEDED if not decision.values.get(name))
    if not decision.makers:
        yield field("decision_makers").label
    if not (decision.standards or decision.own_conditions or decision.values.get("no_conditions")):
        yield "Conditions, or that there are none"
    if any(not award.get("stream") for award in decision.awards):
        yield "Funding stream"


def new_things(decisions: Iterable[PastDecision]) -> dict[str, list[str]]:
    """What is added when they are drafted, by name."""
    found: dict[str, dict[str, None]] = {"recipients": {}, "streams": {}, "posts": {}}
    for decision in decisions:
        found["posts"] |= dict.fromkeys(str(maker) for maker in decision.makers if not isinstance(maker, Post))
        for award in decision.awards:
            if isinstance(award.get("recipient"), NewRecipient):
                found["recipients"][award["recipient"].name] = None
            if isinstance(award.get("stream"), NewStream):
                found["streams"][award["stream"].name] = None
    return {kind: list(names) for kind, names in found.items()}
