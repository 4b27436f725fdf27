"""The past decisions that the rows of tables describe, and everything that is wrong with them, by row and column, in
sentences."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from grants.fields import ProseField
from grants.look_alikes import Mark, look_alikes_of_each, say_why
from grants.models import Decision, Priority
from grants.names import AmbiguousName, Payee, plain
from grants.record import OTHER_MONEY, field
from grants.years import FinancialYear

from .cells import Answers, CellParser, NewRecipient
from .columns import AWARD, TemplateColumn, decision_columns, line
from .described import NUMBERS, PastDecision, Problem, identifiers_of, with_identifier
from .matching import Entry, Grouping, Matching, entries
from .tables import Table
from .values import is_no_amount, span_of

APART = (
    "decision_makers",
    "conditions",
    "own_conditions",
    "papers",
    "priorities",
)  # of a decision, not among its fields
NOT_AWARDED = (Decision.Outcome.NOT_APPROVED, Decision.Outcome.DEFERRED)
LONGEST_AWARD_TITLE, LONGEST_TITLE = 140, 300
PAYEE = TemplateColumn("District, partnership or organisation", "payee", line(200), "")
CURRENCY = TemplateColumn("Currency", "currency", line(40), "")
PERIOD = TemplateColumn("Period", "period", line(200), "")


@dataclass(frozen=True)
class Checked:
    """The decisions in the order of their first rows, and what is wrong, in the order of the rows."""

    decisions: list[PastDecision]
    problems: list[Problem]
    entries: list[Entry]


def check(tables: Sequence[Table], matching: Matching, answers: Answers | None = None) -> Checked:
    """The decisions that the tables describe as they are matched, with what an officer has answered."""
    checking = _Check(matching, answers or {})
    read = [entry for entry in entries(tables, matching) if not checking.is_left_out(entry)]
    groups: dict[str, list[Entry]] = {}
    for number, entry in enumerate(read):
        if key := checking.key(entry, number):
            groups.setdefault(key, []).append(entry)
    decisions = [checking.decision(group) for group in groups.values()]
    checking.references(decisions)
    checking.look_alikes(decisions)
    order = {table.key: place for place, table in enumerate(tables)}
    sheets = {table.sheet: order[table.key] for table in reversed(tables)}
    problems = sorted(checking.problems, key=lambda problem: (sheets.get(problem.sheet, 0), problem.row))
    return Checked(decisions, problems, read)


class _Check:
    """Collects what is wrong while decisions are made of their rows."""

    def __init__(self, matching: Matching, answers: Answers) -> None:
        self.matching = matching
        self.parser = CellParser(answers)
        self.of_decision = decision_columns()
        self.columns = {column.name: column for column in (*self.of_decision, *AWARD, PAYEE, CURRENCY, PERIOD)}
        self.headings = {name: heading for heading, name in reversed(list(matching.columns.items()))}
        self.problems: list[Problem] = []
        self.recipients: dict[tuple[str, ...], tuple[Any, str]] = {}

    def wrong(self, entry: Entry, column: TemplateColumn, sentence: str, *, is_of_the_cell: bool = False) -> None:
        heading = self.headings.get(column.name, column.heading)
        if column.name == "amount" and entry.heading:
            heading = entry.heading
        self.problems.append(Problem(entry, heading, column.name, sentence, is_of_the_cell))

    def is_left_out(self, entry: Entry) -> bool:
        return any(self.parser.answer(name, cell).get("leave_out") for name, cell in entry.cells.items())

    def key(self, entry: Entry, number: int) -> str:
        """What the rows of one decision share; nothing where a row does not say whose it is."""
        cells = entry.cells
        match self.matching.grouping:
            case Grouping.REFERENCE:
                if known_by := plain(cells.get("external_reference") or cells.get("reference") or ""):
                    return known_by
                self.wrong(
                    entry,
                    self.columns["external_reference"],
                    "Give the external reference or the reference: one of them is needed to identify the decision",
                )
                return ""
            case Grouping.DAY:
                return f"{cells.get('decided_on', '')} {plain(cells.get('title', ''))}"
            case Grouping.TABLE:
                return entry.table.key
        return f"{entry.table.key} {entry.row}"

    def value(self, entry: Entry, name: str) -> Any:
        """What one cell of a row says; None if there is none, or if it is wrong."""
        column = self.columns[name]
        value, sentence = self.parser.parse(column, entry.cells.get(name, ""))
        if sentence:
            self.wrong(entry, column, sentence, is_of_the_cell=True)
        return value

    def values(self, entry: Entry, columns: Iterable[TemplateColumn], *, of_all: bool = False) -> dict[str, Any]:
        """What the cells of a row say, by the names of their columns; what every decision needs, though it is not
        there."""
        said = (column.name for column in columns if column.name in entry.cells or (of_all and column.is_required))
        return {name: self.value(entry, name) for name in said}

    def decision(self, rows: list[Entry]) -> PastDecision:
        first = self.joined(rows)
        values = self.values(first, self.of_decision, of_all=True)
        makers, standards, own, papers, named = (values.pop(name, None) for name in APART)
        if standards == () and own:
            self.wrong(first, self.columns["conditions"], "It says None, but there are conditions in its own words")
        values |= {"no_conditions": () in (standards, own) and not (standards or own)} | (
            values.pop("legal_power", None) or {}
        )
        priorities = self.priorities(first, named or (), values.get("decided_on"))
        found = PastDecision(rows, values, makers or (), standards or (), own or (), papers or (), priorities)
        for entry in rows[1:]:
            self.compare(entry, rows[0])
        other = OTHER_MONEY.get(values.get("kind", ""))
        for entry in rows:
            if other:
                self.other_money(entry, found, other)
            else:
                self.award(entry, found)
        summed = values.get(other[1]) if other else sum((each["amount"] or 0 for each in found.awards), Decimal("0.00"))
        if values.get("stated_total") is not None and summed is not None and values["stated_total"] != summed:
            what = "Its own sum is" if other else "The awards of this decision come to"
            self.wrong(first, self.columns["stated_total"], f"{what} £{summed:,.2f}")
        return found

    def priorities(self, entry: Entry, named: Iterable[tuple[Priority, ...]], day: date | None) -> list[Priority]:
        """Of several plans with a priority of one name that which was in force on the day."""
        found = []
        for called_so in named:
            in_force = [each for each in called_so if day and each.plan.was_in_force_on(day)]
            if len(those := in_force or called_so) == 1:
                found.append(those[0])
            else:
                plans = " or ".join(f"{each} ({each.plan})" for each in those)
                self.wrong(entry, self.columns["priorities"], f"It could be {plans}: write one of these")
        return found

    def other_money(self, entry: Entry, decision: PastDecision, parts: Sequence[str]) -> None:
        """What the columns of an award say of a contract, money received or other spending: no award, but who is paid
        or pays, how much, and the year (`parts`), where this kind of decision has a place for them."""
        kind, values = Decision.Kind(decision.values["kind"]).label, decision.values
        places = dict(zip(("recipient", "amount", "year"), parts, strict=True)) | {"payee": parts[0]}
        for name in sorted(entry.own & {*(column.name for column in AWARD), "payee"}):
            said = entry.cells.get(name) if name in ("recipient", "payee") else self.value(entry, name)
            part = places.get(name)
            if said and not part:
                sentence = f"“{kind}” is no grant and has no place for this: leave it empty, or say it in a text"
                self.wrong(entry, self.columns[name], sentence)
            elif said and part and values.get(part) not in (None, "", said):
                self.wrong(entry, self.columns[name], f"This differs from “{field(part).label}”")
            elif said and part:
                values[part] = said

    def joined(self, rows: list[Entry]) -> Entry:
        """The first row of a decision, with the texts of all its rows, each once; a title made for it is cut."""
        first, cells = rows[0], dict(rows[0].cells)
        for column in self.of_decision if len(rows) > 1 else ():
            if type(column.field) is ProseField:
                texts = dict.fromkeys(text for entry in rows if (text := entry.cells.get(column.name)))
                cells |= {column.name: "\n".join(texts)} if texts else {}
        if "title" not in first.own and len(cells.get("title", "")) > LONGEST_TITLE:
            cells["title"] = cells["title"][: LONGEST_TITLE - 1] + "…"
        return Entry(first.table, first.row, cells, first.own, first.kept, first.heading)

    def compare(self, entry: Entry, first: Entry) -> None:
        if entry.row == first.row and entry.table is first.table:
            return
        for column in self.of_decision:
            written = entry.cells.get(column.name)
            if (
                written
                and column.name in entry.own
                and type(column.field) is not ProseField
                and written != first.cells.get(column.name)
            ):
                self.wrong(entry, column, f"This differs from row {first.row}, which is about the same decision")

    def award(self, entry: Entry, decision: PastDecision) -> None:
        cells = entry.cells
        if not any(name in entry.own for name in (*(column.name for column in AWARD), "payee")):
            if len(decision.entries) > 1 and entry is not decision.entries[0]:
                self.wrong(entry, AWARD[0], "This row repeats a decision and adds no award to it")
            return
        if is_no_amount(cells.get("amount", "")) and decision.values.get("outcome") in NOT_AWARDED:
            return
        payee = self.payee(entry)
        if not cells.get("amount") or (payee is None and not (cells.get("recipient") or cells.get("payee"))):
            missing = "amount" if not cells.get("amount") else "recipient"
            self.wrong(entry, self.columns[missing], "An award needs a recipient and an amount")
        columns = [column for column in AWARD if column.name != "recipient"]
        values = self.values(entry, columns)
        if cells.get("currency"):
            self.value(entry, "currency")
        values |= self.when(entry, decision, values)
        if values.get("starts_on") and values.get("ends_on") and values["ends_on"] < values["starts_on"]:
            self.wrong(entry, self.columns["ends_on"], "It ends before it starts")
        if payee and payee.partnership and not values.get("partnership"):
            values["partnership"] = payee.partnership
        title = values.pop("award_title", "") or self.award_title(entry, decision)
        paid = {"recipient": payee.recipient if payee else None, "amount": None}
        decision.awards.append(paid | values | {"title": title})
        decision.awarding.append(entry)

    def award_title(self, entry: Entry, decision: PastDecision) -> str:
        """Of several awards with purposes of their own, the purpose; else the title of the decision."""
        purposes = {each.cells.get("purpose", "") for each in decision.entries}
        own = " ".join(entry.cells.get("purpose", "").split()) if len(purposes) > 1 else ""
        return (own or decision.values.get("title") or "")[:LONGEST_AWARD_TITLE]

    def when(self, entry: Entry, decision: PastDecision, values: Mapping[str, Any]) -> dict[str, Any]:
        """The days of an award from its period, and its year from the date of the decision, where it states none."""
        found: dict[str, Any] = {}
        decided = decision.values.get("decided_on")
        if (period := entry.cells.get("period")) and not (values.get("starts_on") or values.get("ends_on")):
            period = str(self.parser.answer("period", period).get("read", period))
            if span := span_of(period, values.get("starts_on") or decided):
                found |= dict(zip(("starts_on", "ends_on"), span, strict=True))
        if not values.get("year") and not entry.cells.get("year") and decided:
            found["year"] = FinancialYear.of(decided)
        return found

    def payee(self, entry: Entry) -> Payee | None:
        """Who is paid, by identifier or else by name; None if nobody is named or known."""
        name = "payee" if "payee" in entry.cells and "recipient" not in entry.cells else "recipient"
        written = entry.cells.get(name, "")
        key = (name, written, *(entry.cells.get(each, "") for each in ("recipient_identifier", *NUMBERS)))
        if key not in self.recipients:
            self.recipients[key] = self.found_payee(name, entry)
        payee, sentence = self.recipients[key]
        if sentence:
            self.wrong(entry, self.columns[name], sentence, is_of_the_cell=True)
        return payee if payee is None or isinstance(payee, Payee) else Payee(payee)

    def found_payee(self, name: str, entry: Entry) -> tuple[Any, str]:
        identifiers = identifiers_of(entry.cells)
        for identifier in identifiers:
            try:
                if known := self.parser.names.payee(identifier):
                    return known.recipient, ""
            except AmbiguousName:
                continue
        payee, sentence = self.parser.parse(self.columns[name], entry.cells.get(name, ""))
        recipient = payee.recipient if isinstance(payee, Payee) else payee
        if isinstance(recipient, NewRecipient) and not recipient.identifier:
            return with_identifier(recipient, identifiers, entry.cells), sentence
        return payee, sentence

    def references(self, decisions: Iterable[PastDecision]) -> None:
        """No two decisions of a file have the same reference."""
        first_rows: dict[str, Entry] = {}
        for decision in decisions:
            first, reference = decision.entries[0], plain(decision.values.get("reference") or "")
            if reference and first_rows.setdefault(reference, first) is not first:
                row = first_rows[reference].row
                self.wrong(first, self.columns["reference"], f"Row {row} has the same reference")

    def look_alikes(self, decisions: Sequence[PastDecision]) -> None:
        """What looks like a decision that is here, or in rows above, says why it is another."""
        entered = [decision.marks for decision in decisions]
        rows: dict[Mark, str] = {}
        for decision, shared, others in zip(decisions, entered, look_alikes_of_each(entered), strict=True):
            own = shared | decision.new_marks
            above = dict.fromkeys(rows[mark] for mark in own if mark in rows)
            rows |= {mark: rows.get(mark, decision.where) for mark in own}
            if (others or above) and not decision.values.get("why_another"):
                self.wrong(decision.entries[0], self.columns["why_another"], say_why([*others, *above]).rstrip("."))
