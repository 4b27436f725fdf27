"""The record of a decision: each of its texts, choices and dates, declared once.

Forms, task list, document, pages, PDF, comparison of versions, personal-data scan, withholding, imports and the data
dictionary go through this list. A new field is one line here, a column of that name in grants/models/decisions.py, and
its migration. Nothing here needs a database.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Any

# The kinds of decision that give money as grants, or change it. Other money is never counted with theirs (domain §5).
GRANT_KINDS = ("grant", "variation")
# Of each other kind: the fields that hold who is paid or pays, how much, and the year. Blank: it has none.
OTHER_MONEY = {
    "contract": ("supplier", "contract_value", ""),
    "external": ("giver", "received_amount", "received_year"),
    "other": ("", "spending_amount", ""),
}
KEY_NOTICE_DAYS = 28  # clear days, before a key decision (SI 2017/68, article 11)


class Place(Enum):
    """Where a published notice shows a field."""

    TOP = "among the facts at the top"
    HEADING = "under a heading of its own"
    MORE = "in the list “More about this decision”"
    NOWHERE = "not by itself"


@dataclass(frozen=True)
class Section:
    """A part of the record that is entered on one page."""

    slug: str
    title: str
    # The one kind of decision that has it; empty where every kind does.
    kind: str = ""

    @property
    def fields(self) -> tuple["RecordField", ...]:
        return tuple(each for each in fields() if each.section == self.slug)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(each.name for each in self.fields)


@dataclass(frozen=True)
class RecordField:
    """One text, choice or date. `section`: where it is entered, empty where no officer types it; `hint`: for officers;
    `meaning`: for readers; `required`: what a form says that lacks it; `advice`: what the checklist says then."""

    name: str
    label: str
    section: str
    hint: str = ""
    meaning: str = ""
    required: str = ""
    advice: str = ""
    place: Place = Place.MORE
    # Rows of its text area, for a text of paragraphs; 0 for everything else.
    rows: int = 0
    # Shown as "Not recorded" where it is blank.
    is_always_shown: bool = False
    # One of the parts that paragraph 3(f) of the Order requires.
    is_statutory: bool = False
    may_be_withheld: bool = False
    is_scanned: bool = False
    # Whether the soft checks compare it with the figures of the decision.
    is_checked: bool = False
    # Whether its section is complete without it.
    may_stay_blank: bool = False
    # Whether a copy of the decision takes it along.
    is_copied: bool = True


def text(name: str, label: str, section: str, *, rows: int = 5, **more: Any) -> RecordField:
    """A text of paragraphs: scanned for personal data, and it may be withheld."""
    return RecordField(name, label, section, rows=rows, **{"may_be_withheld": True, "is_scanned": True} | more)


SECTIONS = (
    Section("about", "About the decision"),
    Section("what-and-why", "What was decided, and why"),
    Section("who-and-when", "Who decided, and when"),
    Section("weighed", "What was weighed"),
    Section("outcomes", "What it is to achieve"),
    Section("questions", "Need, value, and what continues"),
    Section("serves", "What it serves"),
    Section("money", "Totals and conditions"),
    Section("contract", "The contract", "contract"),
    Section("received", "The money received", "external"),
    Section("spending", "What is spent", "other"),
    Section("elsewhere", "Published elsewhere"),
)

# In the order of the forms, and of a notice within each of its places.
FIELDS = (
    RecordField("reference", "Reference", "about", place=Place.TOP, required="Enter a reference", is_copied=False,
          hint="Letters, digits and hyphens. It can be changed until the decision is first published."),
    RecordField("kind", "Kind of decision", "about", required="Choose the kind of decision"),
    RecordField("title", "Title", "about", place=Place.TOP, required="Enter a title", is_scanned=True, is_checked=True),
    RecordField("summary", "Plain summary", "about", rows=3, place=Place.TOP, may_be_withheld=True, is_scanned=True,
          is_checked=True, advice="There is no plain-English summary. Most people read only that.",
          hint="What was decided, in a sentence or two that anybody understands. At most 300 characters."),
    RecordField("external_reference", "External reference", "about", is_scanned=True, may_stay_blank=True,
          is_copied=False, hint="The number of the decision in Modern.gov, where it has one.",
          meaning="Its number where it was published elsewhere"),
    RecordField("own_number", "Own number", "about", is_scanned=True, may_stay_blank=True, is_copied=False,
          hint="The number that those who took the decision gave it, like DN 12/2024.",
          meaning="The number that those who took it gave it"),
    RecordField("why_another", "Why it is another decision", "about", place=Place.NOWHERE, may_stay_blank=True,
          is_copied=False, hint="Only where it looks like one that is here. For the office only: never published."),

    text("purpose", "Purpose", "what-and-why", place=Place.HEADING, is_statutory=True, is_checked=True,
         hint="What the money is for. Not the title again: at least 20 characters."),
    text("decision_text", "What was decided", "what-and-why", rows=8, place=Place.HEADING, is_checked=True,
         hint="In the words of the decision."),
    text("reasons", "Reasons", "what-and-why", rows=14, place=Place.HEADING, is_statutory=True, is_checked=True,
         is_always_shown=True,
         hint="Why this would secure, or help to secure, crime and disorder reduction, or help victims. "
         "The public reads this: at least 50 characters."),
    RecordField("from_open_call", "From an open call for applications", "what-and-why", may_stay_blank=True,
          hint="Whether anybody could apply. Open data says so only where it is recorded."),
    RecordField("legal_power", "Legal power", "what-and-why", meaning="The law that lets the office do this"),
    # Shown as the legal power, where that is another one.
    RecordField("legal_power_other", "Which other power", "what-and-why", place=Place.NOWHERE, is_scanned=True,
          may_stay_blank=True),

    RecordField("decision_makers", "Decision makers", "who-and-when", rows=4, place=Place.TOP, is_scanned=True,
          is_copied=False,
          hint="In the order of the decision. A post keeps the title that it had on the day."),
    RecordField("decided_on", "Date of decision", "who-and-when", place=Place.TOP, is_copied=False),
    RecordField("effective_from", "Effective from", "who-and-when", may_stay_blank=True, is_copied=False),
    RecordField("outcome", "Outcome", "who-and-when", place=Place.TOP, is_copied=False),
    RecordField("is_key", "Key decision", "who-and-when", is_always_shown=True,
          meaning="One that has to be announced in advance"),
    RecordField("key_notice_on", "Notice of the key decision first given on", "who-and-when", may_stay_blank=True,
          is_copied=False),
    RecordField("call_in", "Subject to call-in", "who-and-when", is_always_shown=True,
          meaning="Scrutiny members may ask for it to be looked at again"),
    RecordField("is_significant", "Of significant public interest", "who-and-when"),
    text("significance", "Why it is or is not of significant public interest", "who-and-when", may_stay_blank=True),
    RecordField("lead_officer", "Lead officer", "who-and-when", place=Place.NOWHERE, may_stay_blank=True,
          hint="For the office only: never published."),

    text("alternatives", "Alternatives considered and rejected", "weighed", is_always_shown=True,
         advice="Alternatives considered are left blank."),
    text("interests", "Interests declared", "weighed", is_always_shown=True,
         advice="Interests declared are left blank. If there were none, say so."),
    text("financial_implications", "Financial implications", "weighed", is_checked=True,
         advice="No financial implications are given."),
    text("legal_implications", "Legal implications", "weighed"),
    text("equality_implications", "Equality implications", "weighed"),
    text("risk_implications", "Risk implications", "weighed"),
    text("consultation", "Consultation", "weighed"),
    RecordField("subsidy", "Subsidy control", "weighed",
          meaning="Whether the money counts as a public subsidy to a business"),
    text("subsidy_note", "Subsidy assessment", "weighed", may_stay_blank=True),

    text("intended_outcomes", "Intended outputs and outcomes", "outcomes"),
    text("results", "Results so far", "outcomes", may_stay_blank=True, is_copied=False),

    text("need", "What need there is", "questions", place=Place.HEADING,
         hint="What shows that the money is needed, and where that can be read."),
    text("added_value", "What it adds", "questions", place=Place.HEADING,
         hint="What happens that would not happen without it. It does not replace what others already pay for."),
    text("value_for_money", "Value for money", "questions", place=Place.HEADING,
         hint="Why this is a good use of public money: what it costs beside what comes of it, and beside other ways."),
    text("exit_plan", "What happens when the money ends", "questions", place=Place.HEADING,
         hint="What continues, who pays for it then, and what stops."),

    RecordField("priorities", "Plan priorities", "serves", advice="No plan priority is chosen."),
    RecordField("principles", "Commissioning principles", "serves"),
    RecordField("four_ps", "4Ps", "serves", meaning="Strands of work against serious and organised crime"),
    RecordField("soc_themes", "Themes of serious and organised crime", "serves"),
    text("soc_governance", "Who oversees the work against serious and organised crime", "serves", rows=3,
         may_stay_blank=True, hint="The board or group that looks at the spending, and how often. No names of people."),

    RecordField("stated_total", "Total as stated", "money", may_stay_blank=True),
    RecordField("no_conditions", "No conditions attached", "money", may_stay_blank=True),

    RecordField("supplier", "Supplier", "contract", is_scanned=True, is_copied=False,
          hint="Who is paid under the contract."),
    RecordField("contract_value", "Value of the contract", "contract", is_copied=False),
    RecordField("giver", "Giver", "received", is_scanned=True, is_copied=False, hint="Who gives the money."),
    RecordField("received_amount", "Amount received", "received", is_copied=False),
    RecordField("received_year", "Financial year of the money", "received", is_copied=False, hint="Like 2023/24."),
    text("giver_conditions", "Conditions of the giver", "received", may_stay_blank=True,
         hint="What the giver asks of the office in return."),
    RecordField("spending_amount", "Sum to be spent", "spending", may_stay_blank=True, is_copied=False,
          hint="Leave it blank where the decision is not about money."),

    RecordField("published_elsewhere_on", "First published elsewhere on", "elsewhere", may_stay_blank=True,
          is_copied=False),
    RecordField("published_elsewhere_url", "Address where it was published", "elsewhere", is_scanned=True,
          may_stay_blank=True, is_copied=False),
    RecordField("supersedes", "Supersedes", "elsewhere", may_stay_blank=True, is_copied=False),

    # The approver gives it with the approval.
    text("exceeding_reason", "Reason for exceeding an allocation, a cap or a limit", "", place=Place.HEADING,
         may_be_withheld=False, is_copied=False),
)  # fmt: skip


def fields() -> tuple[RecordField, ...]:
    return FIELDS


def field(name: str) -> RecordField:
    """The field of that name; KeyError where the record has none."""
    for each in fields():
        if each.name == name:
            return each
    raise KeyError(name)


def words(name: str) -> dict[str, Any]:
    """Label and hint of a field, as a column of the model takes them."""
    return {"verbose_name": field(name).label, "help_text": field(name).hint}


def sections_of(kind: str) -> tuple[Section, ...]:
    """The sections that a decision of a kind has."""
    return tuple(section for section in SECTIONS if section.kind in ("", kind))


def belongs_to(name: str, kind: str) -> bool:
    """Whether a decision of a kind has the field: what was typed there under another kind says nothing."""
    section = section_called(field(name).section)
    return section is None or section.kind in ("", kind)


def section_called(slug: str) -> Section | None:
    return next((section for section in SECTIONS if section.slug == slug), None)
