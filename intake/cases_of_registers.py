"""Holds the reader of registers against a folder of cases: each a file, with what is in it and what has to be asked.

Each file is brought in as an officer would: the proposals are kept as they are, what the file does not say is given,
names are added as proposed, and what cannot be read is answered; then it is drafted, and the drafts are compared.
Writes to the database that it is given.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import Sum

from grants.models import Award, Decision, User
from grants.refused import Refused
from intake.actions.bringing_in import answer, choose_tables, match_columns, open_register, upload_spreadsheet
from intake.actions.drafting import draft_spreadsheet
from intake.cases import Score
from intake.models import SpreadsheetImport
from intake.spreadsheets.answers import Question, answered
from intake.spreadsheets.matching import Grouping
from intake.spreadsheets.meanings import IGNORED, KEPT, TOTAL, WIDE
from intake.spreadsheets.opened import Opened
from intake.spreadsheets.values import day_of

# What an officer says that a register leaves out.
STATED = {
    "title": "Grants of the year",
    "decided_on": "31/3/2022",
    "decision_makers": "Commissioner",
    "reasons": "The projects keep people safe where they live, as those who asked for them have shown.",
    "legal_power": "Section 143",
    "stream": "Small grants",
    "conditions": "None",
}
# How the expectations name what a column means.
CALLED = {
    "recipient identifier": "recipient_identifier",
    "recipient registration": "recipient_charity",
    "award title": "award_title",
    "decision makers": "decision_makers",
}
UNREAD = (KEPT, IGNORED)
Verdict = tuple[str, str]


def judge_registers(folder: Path, *, by: User) -> Score:
    """What became of each register; a case is whole when all of it is right and all of it was drafted."""
    score = Score("registers")
    for path in sorted(folder.glob("*.expected.json")):
        expected = json.loads(path.read_text(encoding="utf-8"))
        with transaction.atomic():
            score.add(expected["file"], list(verdicts(folder / expected["file"], expected, by=by)))
            transaction.set_rollback(True)
    return score


def verdicts(file: Path, expected: dict[str, Any], *, by: User) -> Iterator[Verdict]:
    try:
        taken = upload_spreadsheet(SimpleUploadedFile(file.name, file.read_bytes()), by=by)
        opened = open_register(taken)
        yield from tables_are(opened, expected)
        yield from columns_are(opened, expected)
        choose_tables(taken, vars(opened.choices), by=by)
        match_columns(taken, completed(opened, file.stem), by=by)
        yield from asked(open_register(taken), expected)
        answer_all(taken, by=by)
        drafted = draft_spreadsheet(fresh(taken), by=by)
    except Refused as refusal:
        yield "missing", f"drafts: {refusal}"
        return
    yield from drafts_are(drafted, expected)


def fresh(taken: SpreadsheetImport) -> SpreadsheetImport:
    return SpreadsheetImport.objects.get(pk=taken.pk)


def same(what: str, found: Any, wanted: Any) -> Verdict:
    return ("right", what) if found == wanted else ("wrong", f"{what}: {found}, not {wanted}")


def tables_are(opened: Opened, expected: dict[str, Any]) -> Iterator[Verdict]:
    rows = expected["heading_row"]
    wanted = tuple(rows) if isinstance(rows, list) else (rows,)
    yield same("sheets", [table.sheet for table in opened.read], expected["sheets"] or [""])
    yield same("headings", {table.heading_rows for table in opened.read}, {wanted})
    hidden = [number for table in opened.read for number in table.hidden_rows]
    yield same("hidden rows", hidden, expected.get("hidden_rows", []))
    read = sum(len(table.data) for table in opened.read)
    yield same("rows", read + len(hidden), expected["rows"])


def columns_are(opened: Opened, expected: dict[str, Any]) -> Iterator[Verdict]:
    """What each heading is proposed to mean; one that the expectations pass over is not to be read."""
    found = opened.matching.columns
    for heading, wanted in expected["columns"].items():
        columns = [each for each in found if each == heading or each.startswith(f"{heading}: ")]
        unread = not columns and any(heading in table.unread for table in opened.tables)
        means = {IGNORED} if unread else {found[each] for each in columns}
        yield (
            ("right", heading)
            if means and all(is_meant(each, wanted) for each in means)
            else (
                "wrong",
                f"{heading}: {', '.join(means) or 'no such column'}, not {wanted}",
            )
        )
    others = [each for each in found if not any(each == h or each.startswith(f"{h}: ") for h in expected["columns"])]
    for heading in others:
        if found[heading] not in (*UNREAD, "currency", "recipient_company"):
            yield "invented", f"{heading}: {found[heading]}"


def is_meant(name: str, wanted: str) -> bool:
    """Whether a meaning is what the words of an expectation say."""
    if wanted.startswith(("not ", "never ")):
        return name in UNREAD
    if wanted.startswith("checked"):
        return name == TOTAL
    if name == WIDE:
        return wanted.startswith("stream, with the year")
    if name == "payee":
        return "partnership" in wanted
    return name in (CALLED.get(wanted, wanted), *re.split(r" or |: | \(", wanted))


def completed(opened: Opened, name: str) -> Any:
    """The matching as it is proposed, with what the file does not say."""
    matching = opened.matching
    given = {each: said for each, said in STATED.items() if not matching.has(each)}
    given["title"] = matching.same.get("title") or f"{STATED['title']}: {name}"
    if matching.has(WIDE):
        del given["stream"]
    if matching.grouping is not Grouping.TABLE:
        given.pop("decided_on", None)
    if matching.has("title"):
        del given["title"]
    if not matching.has("decided_on"):
        given["year"] = "2021/22"
    return replace(matching, same={**matching.same, **given})


def asked(opened: Opened, expected: dict[str, Any]) -> Iterator[Verdict]:
    """Whether what has to be asked is asked: days that none can be made of, and names that are to be one or several."""
    questions = opened.questions()
    if "dates" in expected:
        heading = opened.matching.headings("decided_on")[0]
        cells = {str(row.number): table.cell(row, heading) for table in opened.read for row in table.data}
        for row, wanted in expected["dates"].items():
            day = day_of(cells[row])
            yield same(f"the date in row {row}", day.isoformat() if day else None, wanted)
        unread = {each.spellings[0] for each in questions if each.name == "decided_on"}
        yield same("the dates asked", unread, {cells[row] for row, day in expected["dates"].items() if day is None})
    if "one_recipient" in expected:
        groups = [{" ".join(each.split()) for each in q.spellings} for q in questions if q.name == "recipient"]
        for variants in expected["one_recipient"]:
            wanted = {" ".join(each.split()) for each in variants}
            yield ("right", variants[0]) if wanted in groups else ("wrong", f"{variants[0]} is not one name")
        yield same("recipients", len(groups), expected["recipients"])
    if any(str(each).startswith("what the Notes") for each in expected["ask"]):
        yield same("personal data in Notes", opened.matching.columns["Notes"], IGNORED)


def answer_all(taken: SpreadsheetImport, *, by: User) -> None:
    """Every question is answered: a name is the council's of its first word, as “Wigan LA” is Wigan's, or else new;
    and a day that cannot be read is the last of the year."""
    opened = open_register(fresh(taken))
    for question in opened.questions():
        answer(fresh(taken), {question.name: said(question)}, by=by)


def said(question: Question) -> dict[str, dict[str, Any]]:
    if not question.is_name:
        return answered(question, {"choice": "read", "read": "31/3/2022"}, {})
    if question.name == "partnership":
        return answered(question, {"choice": "leave_out"}, {})
    own = question.best.split()[0].casefold()
    councils = (number for number, name in question.near if name.split()[0].casefold() == own and "Council" in name)
    council = None if "Service" in question.best else next(councils, None)
    new = {"choice": "new", "kind": question.kind or "charity"}
    return answered(question, {"choice": f"known:{council}"} if council else new, {})


def drafts_are(drafted: SpreadsheetImport, expected: dict[str, Any]) -> Iterator[Verdict]:
    decisions = Decision.objects.filter(imported_decision__spreadsheet=drafted)
    awards = Award.objects.filter(decision__in=decisions)
    yield same("decisions", decisions.count(), expected["decisions"])
    yield same("awards", awards.count(), expected["awards"])
    yield same("total", awards.aggregate(total=Sum("amount"))["total"], Decimal(expected["total"]))
    if "recipients" in expected:
        yield same("recipients drafted", awards.values("recipient").distinct().count(), expected["recipients"])
    yield same("totals that disagree", drafted.found["disagree"], [])
