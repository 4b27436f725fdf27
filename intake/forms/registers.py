"""The shape of what officers say of a register: its tables, what its columns mean, and what its cells mean."""

from collections.abc import Sequence
from typing import Any

from django import forms

from grants.fields import BaseForm, OneLineField, ProseField
from intake.spreadsheets.answers import NAMES
from intake.spreadsheets.cells import CellParser
from intake.spreadsheets.columns import LONGEST_TEXT, TemplateColumn, all_columns
from intake.spreadsheets.matching import PLACEHOLDER, Grouping, Matching, offered
from intake.spreadsheets.meanings import NOT_READ, WIDE
from intake.spreadsheets.opened import Opened
from intake.spreadsheets.proposing import few, unread_money
from intake.spreadsheets.tables import Table, row_numbers
from register.notices.chain import text_digest

# What a register may leave unsaid, because it is the same in all its rows.
SAME = (
    *("title", "decided_on", "decision_makers", "purpose", "reasons", "legal_power", "outcome", "conditions", "stream"),
    *("year", "recipient", "partnership", "published_elsewhere_on", "published_elsewhere_url", "why_another"),
)
EVERY = ("title", "decided_on", "decision_makers", "purpose", "reasons", "legal_power", "conditions", "stream", "year")
GROUPINGS = (
    (Grouping.ROW.value, "Each row is a decision"),
    (Grouping.REFERENCE.value, "Rows of one reference are one decision"),
    (Grouping.DAY.value, "Rows of one day and title are one decision"),
    (Grouping.TABLE.value, "All rows of a table are one decision"),
)


class SaidForm(BaseForm):
    """Carries the revision of what it showed. Where somebody has said otherwise since, `meanwhile` is what that was,
    beside what this person says: saving again puts it in its place."""

    revision = forms.CharField(widget=forms.HiddenInput, required=False)
    meanwhile: Sequence[tuple[str, str, str]] = ()

    def compare(self, now: "SaidForm") -> None:
        """Beside what is kept by now, where it is not what was shown."""
        if self.cleaned_data["revision"] != now.initial["revision"]:
            names = [name for name in now.fields if name in self.fields and name not in ("revision", "save_as")]
            self.meanwhile = [
                (now.told(name), theirs, hers)
                for name in names
                if (theirs := in_words(now[name])) != (hers := in_words(self[name]))
            ]
            self.carry(now.initial["revision"])

    def carry(self, revision: str) -> None:
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["revision"] = revision  # type: ignore[index]

    def told(self, name: str) -> str:
        """What a field is called beside those of the other tables."""
        return str(self[name].label)


def in_words(field: Any) -> str:
    """What is chosen or typed in a field."""
    value = field.value()
    if isinstance(field.field, forms.BooleanField):
        return "Yes" if value else "No"
    listed = getattr(field.field, "choices", ())
    choices = [pair for each in listed for pair in (each[1] if isinstance(each[1], (list, tuple)) else [each])]
    return str(dict(choices).get(value, value) or "nothing")


class LookForm(SaidForm):
    """Which tables are read, where their headings are, and which rows."""

    def __init__(self, opened: Opened, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opened = opened
        self.sheets = list(dict.fromkeys(table.sheet for table in opened.tables))
        for place, sheet in enumerate(self.sheets):
            self.fields[f"headings-{place}"] = OneLineField(
                label="Headings in row",
                required=False,
                max_length=20,
                initial=opened.choices.headings.get(sheet, ""),
                help_text="Like 3, or 2-3 for headings in two rows. Left empty: as found. 0: there are none.",
            )
        read = {table.key for table in opened.read}
        for place, table in enumerate(opened.tables):
            self.fields[f"chosen-{place}"] = forms.BooleanField(
                label="Read it", required=False, initial=table.key in read
            )
            self.fields[f"hidden-{place}"] = forms.BooleanField(
                label="With its hidden rows",
                required=False,
                initial=opened.choices.with_hidden.get(table.key, False),
            )
            self.fields[f"left-out-{place}"] = OneLineField(
                label="Rows to leave out",
                required=False,
                max_length=400,
                initial=opened.choices.left_out.get(table.key, ""),
                help_text="Like 3, 7-9.",
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for name, value in list(given.items()):
            if name.startswith(("headings-", "left-out-")) and value:
                try:
                    row_numbers(value)
                except ValueError as error:
                    self.add_error(name, str(error))
        return given

    @property
    def rows(self) -> list[tuple[Table, Any, Any, Any, Any]]:
        """Each table with its fields; that of the headings stands with the first table of its sheet."""
        first = {table.sheet: place for place, table in reversed(list(enumerate(self.opened.tables)))}
        return [
            (
                table,
                self[f"headings-{self.sheets.index(table.sheet)}"] if first[table.sheet] == place else None,
                self[f"chosen-{place}"],
                self[f"hidden-{place}"] if table.hidden_rows or self.was_hidden(table) else None,
                self[f"left-out-{place}"],
            )
            for place, table in enumerate(self.opened.tables)
        ]

    def told(self, name: str) -> str:
        label, (_, _, place) = super().told(name), name.rpartition("-")
        of_sheet = name.startswith("headings-")
        where = self.sheets[int(place)] if of_sheet else self.opened.tables[int(place)].where
        return f"{label} ({where})" if where else label

    def was_hidden(self, table: Table) -> bool:
        return self.opened.choices.with_hidden.get(table.key, False)

    @property
    def choices(self) -> dict[str, Any]:
        """What was chosen, as it is kept."""
        given = self.cleaned_data
        tables = list(enumerate(self.opened.tables))
        stated = {sheet: given[f"headings-{place}"] for place, sheet in enumerate(self.sheets)}
        return {
            "headings": {sheet: rows for sheet, rows in stated.items() if rows},
            "chosen": {table.key: given[f"chosen-{place}"] for place, table in tables},
            "with_hidden": {table.key: True for place, table in tables if given[f"hidden-{place}"]},
            "left_out": {table.key: rows for place, table in tables if (rows := given[f"left-out-{place}"])},
        }

    @property
    def moves_headings(self) -> bool:
        """Whether the headings are now elsewhere, so that the tables are others."""
        return bool(self.choices["headings"] != dict(self.opened.choices.headings))


class MatchForm(SaidForm):
    """What each column means, what is the same in all rows, and which rows make one decision."""

    save_as = OneLineField(
        label="Save this matching as",
        required=False,
        max_length=80,
        help_text="Under a name, such as Small grants register. It is proposed for the next file with these headings.",
    )

    def __init__(self, opened: Opened, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opened = opened
        meanings = [(group, [(each.name, each.label) for each in listed]) for group, listed in offered().items()]
        for heading in opened.headings:
            self.fields[column_name(heading)] = forms.ChoiceField(
                label=heading,
                choices=[(NOT_READ, "Choose"), *meanings],
                initial=opened.matching.columns[heading],
                error_messages={"required": f"Choose what “{heading}” means"},
            )
        for column in same_columns():
            self.fields[f"same-{column.name}"] = same_field(column, opened.matching.same.get(column.name, ""))
        self.fields["grouping"] = forms.ChoiceField(
            label="What makes one decision",
            choices=GROUPINGS,
            widget=forms.RadioSelect,
            initial=opened.matching.grouping.value,
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        parser = CellParser()
        for column in same_columns():
            written = given.get(f"same-{column.name}", "")
            unknown = [each for each in PLACEHOLDER.findall(written) if each not in self.opened.headings]
            if unknown:
                self.add_error(f"same-{column.name}", f"There is no column “{unknown[0]}” in the file")
            elif written and column.name not in NAMES and not PLACEHOLDER.search(written):
                _, sentence = parser.parse(column, written)
                if sentence:
                    self.add_error(f"same-{column.name}", sentence)
        return given

    @property
    def columns(self) -> list[tuple[Any, list[str]]]:
        """The field of each column, with three of its values."""
        return [(self[column_name(heading)], few(self.opened.read, heading)) for heading in self.opened.headings]

    @property
    def same(self) -> list[Any]:
        """Fields for what no column of the file says, as far as every register needs it."""
        return [self[f"same-{name}"] for name in self.unsaid]

    @property
    def more(self) -> list[Any]:
        """The other fields: for rows whose own cell is empty, and for what few registers need."""
        return [self[f"same-{column.name}"] for column in same_columns() if column.name not in self.unsaid]

    @property
    def unsaid(self) -> list[str]:
        said = self.opened.matching
        is_wide = said.has(WIDE)
        found = [name for name in EVERY if not said.has(name) and not (is_wide and name in ("stream", "year"))]
        return [name for name in found if name != "year" or not said.has("decided_on")]

    @property
    def matching(self) -> Matching:
        given = self.cleaned_data
        columns = {heading: given[column_name(heading)] for heading in self.opened.headings}
        same = {column.name: given[f"same-{column.name}"] for column in same_columns()}
        return Matching(columns, {name: said for name, said in same.items() if said}, Grouping(given["grouping"]))

    @property
    def unread_money(self) -> list[str]:
        return unread_money(self.opened.read, self.opened.matching)


def column_name(heading: str) -> str:
    """The name of its field, whatever stands before it: somebody else may choose other tables meanwhile."""
    return f"column-{text_digest(heading)[:16]}"


def same_columns() -> list[TemplateColumn]:
    known = {column.name: column for column in all_columns()}
    return [known[name] for name in SAME if name in known]


def same_field(column: TemplateColumn, initial: str) -> forms.Field:
    long = type(column.field) is ProseField
    field = ProseField if long else OneLineField
    widget = forms.Textarea(attrs={"rows": 3}) if long else forms.TextInput()
    return field(
        label=column.heading, required=False, max_length=LONGEST_TEXT, initial=initial, widget=widget,
        help_text=column.explained,
    )  # fmt: skip
