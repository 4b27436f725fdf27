"""What was brought in from elsewhere: notices, and spreadsheets of past decisions. For the office only."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Lower, Now

from grants.models import Decision, KeptText, StoredFile, User
from grants.record import fields
from intake.notices.layouts import HOWS, NO_LABEL, Target, plain
from intake.notices.learned import AMID, STANDING, Example, Item
from register.models.chain_links import DIGEST_LENGTH
from register.notices.chain import text_digest

# What the record calls a field of the reader, where that is another name.
RECORD_NAMES = {"outcome": "outcome_text", "lead_officer": "report_author", "own_number": "reference"}
# The fields that a label can fill, as officers know them, in the order of the record.
FIELDS = (
    *(
        (name, each.label)
        for each in fields()
        if each.name not in RECORD_NAMES.values() and (name := RECORD_NAMES.get(each.name, each.name)) in HOWS
    ),
    ("conditions", "Conditions"),
    ("awards", "Awards, as a list or a table"),
    ("award_recipient", "Award: recipient"),
    ("award_amount", "Award: amount"),
    ("award_stream", "Award: funding stream"),
    ("award_year", "Award: financial year"),
    ("decided_at_meeting", "Meeting at which it was decided"),
    ("accompanying_documents", "Documents"),
)
HOWS_IN_WORDS = (
    ("text", "All the text below it"),
    ("line", "One line"),
    ("name", "A name, up to the first comma"),
    ("date", "A day"),
    ("sum", "A sum of money"),
    ("flag", "Yes or No"),
    ("key", "Key or not key"),
    ("outcome", "A status, like “Approved”"),
    ("posts", "Titles of posts"),
    ("signed", "A signature"),
    ("post", "The title of one post"),
    ("day-by", "A day and who decides"),
    ("meeting", "A day and a body"),
    ("list", "Lines of a list"),
    ("conditions", "Conditions, one by one"),
    ("aside", "It is put aside"),
    ("words", "It is text, no label"),
)

MOST_EXAMPLES = 5
HOWS_OF_LINES = (
    *HOWS_IN_WORDS,
    ("again", "It is put aside, as it was before"),
    ("loose", "It is asked about"),
    ("standing", "The same in every notice"),
    ("amid", "A day amid a text"),
)


class ImportedNotice(models.Model):
    """The text that a draft was read from, and what was not understood of it: kept so that a redaction reaches both.
    For the office only."""

    decision = models.OneToOneField(Decision, models.CASCADE, related_name="imported_notice")
    # {"text": …, "leftovers": what has no place in the record, as [{"text": …, "why": …, "asks": …}]}
    texts = models.OneToOneField(KeptText, models.CASCADE, related_name="+")
    # Whose notice it is, and where it was saved from, as far as is known.
    publisher = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=500, blank=True)
    # The digests of those leftovers that somebody has put into a field, or ticked off.
    settled = models.JSONField(default=list)
    # The fields of the record that somebody has typed into beside it: what is read again never replaces them.
    typed = models.JSONField(default=list)
    # Whether somebody has saved it as it was read: from then on nothing that it says is blanked by another reading.
    is_confirmed = models.BooleanField(default=False)
    # The revision of the draft as which its layout was learned; none where it is not to be learned (any more).
    learned_revision = models.PositiveIntegerField(null=True)
    digest = models.CharField(max_length=DIGEST_LENGTH, unique=True)
    # Where each field came from: {label: place}
    sources = models.JSONField(default=dict)
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    imported_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"notice behind {self.decision.reference}"

    @property
    def text(self) -> str:
        return str(self.texts.get("text", ""))

    @property
    def leftovers(self) -> list[dict[str, Any]]:
        """What is still to be looked at, each with the `digest` it is known by."""
        every = [left | {"digest": digest_of(left)} for left in self.texts.get("leftovers", [])]
        return [left for left in every if left["digest"] not in self.settled]

    @property
    def to_look_at(self) -> list[dict[str, Any]]:
        """Those of its leftovers that ask for something."""
        return [left for left in self.leftovers if left.get("asks") != "nothing"]

    @property
    def is_settled(self) -> bool:
        """Whether somebody has settled what was left over of it."""
        return bool(self.settled)

    @property
    def origins(self) -> list[tuple[str, str]]:
        """Each field that was read: its name, and the place on the page that it came from."""
        return [(name.replace("_", " ").capitalize(), str(place)) for name, place in self.sources.items()]


def digest_of(left: dict[str, Any]) -> str:
    """What a leftover is known by: it says nothing of what the leftover says."""
    said = "\0".join(str(left.get(name, "")) for name in ("text", "why", "asks", "name", "award"))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class TaughtLabel(models.Model):
    """What a label means in the notices of a publisher, as somebody in the office has taught the reader of notices."""

    publisher = models.CharField(
        max_length=120, blank=True, help_text="The site or the name of a publisher. Empty: every publisher."
    )
    label = models.CharField(
        max_length=120, help_text="As it stands in the notices; small letters and marks are alike."
    )
    field = models.CharField(
        max_length=40, choices=FIELDS, blank=True, help_text="Empty: the label is known, and what it says has no field."
    )
    how = models.CharField("how it is read", max_length=12, choices=HOWS_IN_WORDS)

    class Meta:
        ordering = ("publisher", "label")
        constraints = (
            models.UniqueConstraint(
                Lower("publisher"),
                Lower("label"),
                name="one_meaning_per_label",
                violation_error_message="This label has been taught for this publisher already: change that one.",
            ),
        )

    def __str__(self) -> str:
        whose = f" of {self.publisher}" if self.publisher else ""
        means = self.get_field_display() or ("no label" if self.how == NO_LABEL.how else "no field")
        return f"“{self.label}”{whose}: {means}"

    def clean(self) -> None:
        """Refuses a label without letters, and a way to read that does not fit the field."""
        if not plain(self.label):
            raise ValidationError({"label": "Write the label as it stands in the notices."})
        refuse_unfitting(self.how, HOWS.get(self.field, {"aside": None}))

    @property
    def meaning(self) -> tuple[str, str]:
        """As the reader takes it."""
        return self.label, f"{self.field}:{self.how}"


def refuse_unfitting(how: str, fitting: Iterable[str]) -> None:
    """Refuses a way to read that does not fit the field."""
    if how not in fitting:
        said = " or ".join(dict(HOWS_OF_LINES)[each] for each in sorted(fitting))
        raise ValidationError({"how": f"This field is read as: {said}."})


class LearnedLine(models.Model):
    """A line of the layout that a publisher's notices have, as the reader learned it from a notice that was confirmed:
    words that stand, in their order, and the field of what stands beside or below them, up to the next."""

    publisher = models.CharField(max_length=120, blank=True, help_text="Empty: notices that name no publisher.")
    learned_from = models.CharField("learned from decision", max_length=40)
    number = models.PositiveIntegerField("place in the notice")
    words = models.TextField(blank=True, help_text="Empty: what stands in this place, between the lines around it.")
    field = models.CharField(max_length=40, choices=FIELDS, blank=True, help_text="Empty: it has no field.")
    how = models.CharField("how it is read", max_length=12, choices=HOWS_OF_LINES)
    says = models.CharField(
        max_length=200, blank=True, help_text="What it means, where it is the same in every notice."
    )

    class Meta:
        ordering = ("publisher", "learned_from", "number")
        indexes = (models.Index(Lower("publisher"), name="learned_lines_of_publisher"),)

    def __str__(self) -> str:
        place = f"“{self.words[:60]}”" if self.words else f"place {self.number}"
        return f"{place} of {self.publisher or 'no publisher'}: {self.get_field_display() or self.get_how_display()}"

    def clean(self) -> None:
        """Refuses a way to read that does not fit the field."""
        standing = (STANDING,) if self.field in ("decision_makers", "outcome_text", "purpose", "conditions") else ()
        hows = tuple(HOWS[self.field]) if self.field in HOWS and self.field else ("aside", "again", "loose")
        refuse_unfitting(self.how, (*hows, *standing, *((AMID,) if "date" in hows else ())))

    @classmethod
    def examples(cls, publisher: str) -> dict[str, Example]:
        """What was learned of a publisher, by the decision that it was learned from: the latest first, and no more than
        `MOST_EXAMPLES`, since each is laid beside a notice."""
        found: dict[str, list[LearnedLine]] = {}
        for row in cls.objects.filter(publisher__iexact=publisher).order_by("-pk"):
            found.setdefault(row.learned_from, []).append(row)
        return {
            reference: tuple(row.item for row in sorted(rows, key=lambda row: row.number))
            for reference, rows in list(found.items())[:MOST_EXAMPLES]
        }

    @classmethod
    def every_example(cls) -> dict[tuple[str, str], Example]:
        """What was learned of every publisher that has a name, by publisher and the decision it was learned from."""
        found: dict[tuple[str, str], list[Item]] = {}
        for row in cls.objects.exclude(publisher="").order_by("publisher", "learned_from", "number"):
            found.setdefault((row.publisher, row.learned_from), []).append(row.item)
        return {key: tuple(items) for key, items in found.items()}

    @property
    def item(self) -> Item:
        """As the reader takes it."""
        return Item(self.words, Target(self.field, self.how), self.says)


class SpreadsheetImportQuerySet(models.QuerySet["SpreadsheetImport"]):
    def waiting_for_approval(self) -> "SpreadsheetImportQuerySet":
        """Sent, and not approved yet."""
        return self.filter(sent_at__isnull=False, approved_at=None)

    def work_of(self, person: User) -> "SpreadsheetImportQuerySet":
        """Those that this person has a hand in, and so does not approve."""
        return self.filter(author_ids__contains=[person.pk])

    def being_published(self) -> "SpreadsheetImportQuerySet":
        """Approved, and not yet tried to the end."""
        waiting = ImportedDecision.objects.waiting().filter(spreadsheet=OuterRef("pk"))
        return self.filter(Exists(waiting), approved_at__isnull=False)


class SavedMatching(models.Model):
    """What the columns of a register of one shape mean, under a name: proposed for the next file of that shape. For the
    office only."""

    name = models.CharField(max_length=80)
    # Its headings without case and punctuation, sorted: what makes the shape.
    headings = models.JSONField()
    matching = models.JSONField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                Lower("name"),
                name="one_saved_matching_per_name",
                violation_error_message="There is already a matching of this name.",
            ),
        )

    def __str__(self) -> str:
        return self.name


class SpreadsheetImport(models.Model):
    """A register of past decisions as an officer brings it in: looked at, matched, answered, checked, drafted as a
    whole or not at all, sent, approved, then published in parts. Each step is kept, so that one can leave and come
    back. Known by the digest of its file, so that the same file is not imported twice. For the office only."""

    class Step(models.TextChoices):
        LOOK = "look", "Look"
        MATCH = "match", "Match"
        ANSWER = "answer", "Answer"
        CHECK = "check", "Check"

    name = models.CharField(max_length=160)
    # Until the first of its decisions is published: from then on the diaries alone quote its rows, where a redaction
    # reaches them.
    file = models.OneToOneField(StoredFile, models.PROTECT, null=True, related_name="+")
    digest = models.CharField(max_length=DIGEST_LENGTH, unique=True)
    # The next thing to do, before it is drafted.
    step = models.CharField(max_length=6, choices=Step, default=Step.LOOK)
    # What the officer has said: intake/spreadsheets/tables.py: Choices, matching.py: Matching, cells.py: Answers.
    choices = models.JSONField(default=dict)
    matching = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    # What the last check found beside errors: sums, stated totals, how much is to be answered.
    found = models.JSONField(default=dict)
    rows = models.PositiveIntegerField(default=0)
    decisions = models.PositiveIntegerField(default=0)
    # What is wrong: [{"sheet": "2023-24", "row": 7, "column": "Amount", "sentence": …}]; more may be counted than kept
    errors = models.JSONField(default=list)
    error_count = models.PositiveIntegerField(default=0)
    returned_because = models.TextField(blank=True)
    # Everybody who brought it in, said what it means, drafted it or sent it: none of them approves it (domain §5).
    author_ids = ArrayField(models.BigIntegerField(), default=list, editable=False)
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    imported_at = models.DateTimeField(db_default=Now())
    drafted_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    exceeding_reason = models.TextField(blank=True)

    objects = SpreadsheetImportQuerySet.as_manager()

    class Meta:
        ordering = ("-imported_at", "-pk")
        constraints = (
            models.CheckConstraint(
                name="a_sent_import_has_who_and_when",
                condition=Q(sent_by=None, sent_at=None) | Q(sent_by__isnull=False, sent_at__isnull=False),
            ),
            models.CheckConstraint(
                name="only_a_drafted_import_is_sent", condition=Q(sent_at=None) | Q(drafted_at__isnull=False)
            ),
            models.CheckConstraint(
                name="an_approved_import_has_who_and_when",
                condition=Q(approved_by=None, approved_at=None)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
            ),
            models.CheckConstraint(
                name="an_import_is_approved_by_another",
                condition=Q(approved_by=None) | Q(sent_at__isnull=False) & ~Q(author_ids__contains=[F("approved_by")]),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def is_worked_on(self, by: User) -> None:
        if by.pk not in self.author_ids:
            self.author_ids = [*self.author_ids, by.pk]

    def revision_of(self, *names: str) -> str:
        """Tells apart what was said of it at one time or another: of its choices, its matching, its answers."""
        return text_digest(json.dumps([getattr(self, name) for name in names], sort_keys=True))[:16]

    @property
    def is_ready(self) -> bool:
        """Whether it may be drafted as it was last checked."""
        return self.step == self.Step.CHECK and not self.error_count and self.decisions > 0

    @property
    def grouped_errors(self) -> list[tuple[str, str, str, list[int]]]:
        """Each thing that is wrong, once: its sheet, its column, its sentence, and the rows it is wrong in."""
        alike: dict[tuple[str, str, str], list[int]] = {}
        for error in self.errors:
            alike.setdefault((error["sheet"], error["column"], error["sentence"]), []).append(error["row"])
        return [(*thing, rows) for thing, rows in alike.items()]


class ImportedDecisionQuerySet(models.QuerySet["ImportedDecision"]):
    def waiting(self) -> "ImportedDecisionQuerySet":
        """Neither published nor refused yet."""
        return self.filter(tried_at=None, decision__published_at=None)

    def with_open_hits(self) -> "ImportedDecisionQuerySet":
        """Not published, and holding what looks like personal data and nobody has acknowledged."""
        return self.filter(has_open_hits=True, decision__published_at=None)

    def refused(self) -> "ImportedDecisionQuerySet":
        return self.filter(tried_at__isnull=False, decision__published_at=None)

    def published(self) -> "ImportedDecisionQuerySet":
        return self.filter(decision__published_at__isnull=False)


class ImportedDecision(models.Model):
    """The draft that was made of some rows of a spreadsheet, and why the register refused it, if it did. What they said
    is quoted in the diary of the draft."""

    spreadsheet = models.ForeignKey(SpreadsheetImport, models.CASCADE, related_name="items")
    decision = models.OneToOneField(Decision, models.CASCADE, related_name="imported_decision")
    rows = models.CharField("rows of the spreadsheet", max_length=100)
    has_open_hits = models.BooleanField("looks as if it held personal data", default=False)
    tried_at = models.DateTimeField(null=True)
    refusal_sentences = models.JSONField(default=list)

    objects = ImportedDecisionQuerySet.as_manager()

    class Meta:
        ordering = ("spreadsheet", "pk")
        indexes = (models.Index(fields=["spreadsheet", "tried_at"]),)

    def __str__(self) -> str:
        return f"{self.spreadsheet}, {self.rows}"
