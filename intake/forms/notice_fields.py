"""The form fields with which an officer answers what the reader of a notice did not understand."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from string import ascii_uppercase
from typing import Any, NamedTuple

from django import forms
from django.forms.boundfield import BoundField

from grants import record
from grants.fields import PoundsField, ProseField
from grants.forms.awards import NOT_CHOSEN
from grants.forms.decisions import form_field
from grants.models import Award, Decision, FundingStream, Organisation
from grants.names import Payee
from grants.years import FinancialYearFormField
from intake.actions.confirming import Made
from intake.models import FIELDS
from intake.notice_values import UNTITLED
from intake.notices.layouts import NO_LABEL
from intake.notices.publishers import PossibleLabel
from register.forms.variations import called
from register.models import Listing

# Besides the texts of the record, where a leftover may go.
SHORT = ("title", "own_number", "external_reference", "lead_officer", "decided_on", "effective_from", "giver")
# Shown whether or not the notice states them: the public reads them, or nothing is published without them.
ALWAYS = (
    "title", "kind", "purpose", "decision_text", "reasons", "legal_power", "decision_makers", "decided_on", "outcome",
)  # fmt: skip
NOT_HERE = ("reference", "why_another", "supersedes")
NO_NOTICE_STATES = "serves"  # the section of what the office chooses from its own lists
LATER, NOTHING, VARY, NEW, NO = "", "nothing", "vary", "new", "no"
AN_AWARD, A_CONDITION = "award", "condition"
TO_NO_FIELD = (NOTHING, VARY, AN_AWARD, A_CONDITION)
NOTHING_SAID = "Enter a title, or say what at least one of the labels means"
MOST_ROWS = 10
LETTERS = f"{ascii_uppercase} -/"
Fields = dict[str, forms.Field]
CALLED = {"post": "Decision maker", "recipient": "Recipient", "stream": "Funding stream"}


class Question(NamedTuple):
    """Something that the notice says and the reader did not understand, with the fields that answer it."""

    left: dict[str, Any]
    fields: list[BoundField]


def is_shown(declared: record.RecordField, decision: Decision) -> bool:
    """Whether a field of the record stands on the page; the texts that are not there are offered below it."""
    name = declared.name
    if declared.section in ("", NO_NOTICE_STATES) or name in NOT_HERE or not record.belongs_to(name, decision.kind):
        return False
    lacks_them = name == "no_conditions" and not decision.conditions.in_force().exists()
    return name in ALWAYS or lacks_them or decision.says(name)


def makers_field(titles: Iterable[str]) -> forms.Field:
    label, hint = record.field("decision_makers").label, "One post to a line, in order."
    widget = forms.Textarea(attrs={"rows": 3})
    return ProseField(label=label, help_text=hint, required=False, initial="\n".join(titles), widget=widget)


def record_field(name: str, value: Any) -> forms.Field:
    """A field of the record as it was read; a text is as high as it is long."""
    field = deepcopy(form_field(record.field(name)))
    field.required, field.initial = False, "" if name == "title" and value == UNTITLED else value
    if isinstance(field.widget, forms.Textarea):
        lines = len(str(value)) // 45 + str(value).count("\n") + 1
        field.widget.attrs["rows"] = max(2, min(MOST_ROWS, lines))
    if isinstance(field.widget, forms.RadioSelect) and name != "legal_power":
        field.widget = forms.Select(choices=field.widget.choices)
    return field


def award_fields(award: Award, streams: Mapping[str, FundingStream]) -> Fields:
    number, choices = award.number, [("", NOT_CHOSEN), *((pk, each.name) for pk, each in streams.items())]
    return {
        f"amount_{number}": PoundsField(label="Amount", initial=award.amount),
        f"stream_{number}": forms.ChoiceField(
            label="Funding stream", required=False, choices=choices, initial=award.stream_id
        ),
        f"year_{number}": FinancialYearFormField(label="Financial year", required=False, initial=award.year),
        f"drop_{number}": forms.BooleanField(label="This is no award: take it out", required=False),
    }


def name_fields(left: Mapping[str, Any], near: Sequence[Any]) -> Fields:
    """What a name means: something near it, a new thing, or nothing for now."""
    key, name, asks = left["digest"], left["name"], left["asks"]
    choices = [(key_of(each), said(each)) for each in near]
    choices.append((NEW, f"Add “{name}”"))
    choices.append((NO, "It is no post" if asks == "post" else "Leave it open"))
    made: Fields = {
        f"name_{key}": forms.ChoiceField(
            label=f"{CALLED[asks]}: “{name}”",
            help_text=left["why"],
            choices=choices,
            required=False,
            widget=forms.RadioSelect,
            initial=NEW if asks == "post" and not near else LATER,
        )
    }
    if asks == "recipient":
        kinds = [("", "Choose what it is"), *Organisation.Kind.choices]
        made[f"kind_{key}"] = forms.ChoiceField(label="If it is new: what it is", choices=kinds, required=False)
    if near:
        label = f"Know it as “{name}” from now on"
        made[f"remember_{key}"] = forms.BooleanField(label=label, required=False, initial=True)
    return made


def left_fields(left: Mapping[str, Any], decision: Decision, varied: Listing | None = None) -> Fields:
    """What to do with a leftover, and who gets the award that it may be."""
    key, has_sum = left["digest"], "£" in left["text"]
    fields: Fields = {f"left_{key}": left_field(decision, varied, has_sum=has_sum)}
    if has_sum:
        fields[f"whom_{key}"] = forms.CharField(
            label="If it is an award: who gets it",
            required=False,
            max_length=200,
            help_text="Left blank, whoever its words name.",
        )
    return fields


def made(left: Iterable[Mapping[str, Any]], given: Mapping[str, Any]) -> Iterator[Made]:
    """What leftovers were said to be: awards, or conditions."""
    for each in left:
        chosen = given.get(f"left_{each['digest']}")
        if chosen in (AN_AWARD, A_CONDITION):
            whom = given.get(f"whom_{each['digest']}", "")
            yield Made(without_label(each), is_award=chosen == AN_AWARD, whom=whom)


def left_field(decision: Decision, varied: Listing | None = None, *, has_sum: bool = False) -> forms.Field:
    """What to do with a leftover; where it names a decision that can be `varied`, to vary that one is proposed."""
    into = [(each, record.field(each).label) for each in places(decision)]
    choices: list[Any] = [
        (LATER, "Look at it later"),
        (NOTHING, "It is of no use to the record: tick it off"),
        *([(AN_AWARD, "It is of an award: add that")] if has_sum else []),
        (A_CONDITION, "It is a condition: add that"),
        ("Put it into", into),
    ]
    if varied:
        choices.insert(0, (VARY, f"Vary the awards of {varied.reference}, {varied.title}"))
    return forms.ChoiceField(
        label="What to do with it", choices=choices, required=False, initial=VARY if varied else LATER
    )


def without_label(left: Mapping[str, Any]) -> str:
    """The words of a leftover without the label before them, which its reason names."""
    label = left["why"].partition("“")[2].partition("”")[0]
    return str(left["text"]).removeprefix(f"{label}: ") if label else str(left["text"])


def is_typed(words: str, form: forms.Form) -> bool:
    """Whether words have been typed into a field that did not have them."""
    wanted = " ".join(words.split())
    pairs = [(form.cleaned_data.get(name), form.fields[name].initial) for name in form.changed_data]
    return any(wanted in " ".join(f"{value}".split()) and wanted not in f"{before}" for value, before in pairs)


def is_titled(typed: Iterable[str], sources: Mapping[str, str]) -> bool:
    """Whether somebody has typed the title, or a label says it: its own line is then no label."""
    return "title" in typed or sources.get("title", "").endswith((" line", " block"))


def labels_of(
    given: Mapping[str, Any], asked: Iterable[Mapping[str, Any]], possible: Sequence[PossibleLabel]
) -> dict[str, str]:
    """The field of each label that was given a meaning."""
    chosen = {left["name"]: given.get(f"label_{left['digest']}") for left in asked}
    for number, (label, _, field) in enumerate(possible):
        meant, before = given.get(f"maybe_{number}"), NOTHING if field == "" else field or ""
        chosen |= {label: meant} if meant != before else {}
    return {label: "" if name == NOTHING else name for label, name in chosen.items() if name}


def offered(possible: Sequence[PossibleLabel], asked: Collection[str | None], title: str) -> Iterator[PossibleLabel]:
    """What may be a label, besides those that are asked for elsewhere, and the title or what it begins with. What a
    label fills so far is said only where an officer can choose that."""
    for each in possible:
        is_of_title = title == each.label or title.startswith(f"{each.label}:")
        if each.label not in asked and not is_of_title:
            yield each if each.field in (None, "", NO_LABEL.how, *dict(FIELDS)) else each._replace(field=None)


def set_back(given: Mapping[str, Any], possible: Sequence[PossibleLabel]) -> Iterator[str]:
    """The labels that had a meaning, and were said to be not known."""
    for number, each in enumerate(possible):
        if each.field is not None and not given.get(f"maybe_{number}"):
            yield each.label


def take_title(given: dict[str, Any], text: str, possible: Sequence[PossibleLabel]) -> None:
    """A line alone that is said to be the title, above a sentence or a label with a meaning, is the title itself."""
    lines = {" ".join(line.split()) for line in text.splitlines()}
    meant = {each.label for number, each in enumerate(possible) if given.get(f"maybe_{number}")}
    for number, (label, value, field) in enumerate(possible):
        if given.get(f"maybe_{number}") == "title" and label in lines and (value in meant or value.endswith(".")):
            given["title"] = given.get("title") or label
            given[f"maybe_{number}"] = NOTHING if field == "" else field or ""


def decision_called(number: str) -> Listing | None:
    """The one published decision that a number in a notice means, with or without the letters before it."""
    found = called(number)[:2] or called(number.lstrip(LETTERS))[:2]
    return found[0] if len(found) == 1 else None


def places(decision: Decision) -> Iterator[str]:
    """The fields into which a leftover may be put."""
    for each in record.fields():
        is_text = each.rows and each.name != "decision_makers"
        if each.section and (is_text or each.name in SHORT) and record.belongs_to(each.name, decision.kind):
            yield each.name


def meaning_field(label: str, value: str = "", field: str | None = None) -> forms.Field:
    """What a label means; `field` is what it means so far."""
    choices = [
        ("", "Not known"),
        (NOTHING, "Of no field: what stands below it is left out, here and in the next notice"),
        (NO_LABEL.how, "It is text, no label"),
        *FIELDS,
    ]
    initial = NOTHING if field == "" else field or ""
    return forms.ChoiceField(label=f"“{label}” is", choices=choices, required=False, help_text=value, initial=initial)


def teaching_fields(publisher: str) -> Fields:
    return {
        "publisher": forms.CharField(
            label="Publisher",
            max_length=120,
            required=False,
            initial=publisher,
            widget=forms.TextInput(attrs={"list": "publishers"}),
            help_text="Its site, or its name as its notices have it. "
            "Left blank, the labels are taught for notices that name no publisher, and for others where nothing "
            "else says what they mean.",
        ),
        "remember_labels": forms.BooleanField(
            label="Remember how the notices of this publisher are read", required=False, initial=True
        ),
    }


def add_posts_field() -> forms.Field:
    return forms.BooleanField(
        label="Add titles that are no post yet. Up to what sum they decide is then not known", required=False
    )


def key_of(thing: Any) -> str:
    if isinstance(thing, Payee):
        return f"partnership-{thing.partnership.pk}" if thing.partnership else f"organisation-{thing.recipient.pk}"
    return str(thing.pk)


def said(thing: Any) -> str:
    if isinstance(thing, Payee) and thing.partnership:
        return f"{thing.recipient}, for the {thing.partnership}"
    return str(thing)


def chosen_of(near: Iterable[Any], chosen: str | None) -> Any:
    """The one that was chosen; None where it was a new one, or nothing."""
    return next((each for each in near if key_of(each) == chosen), None)
