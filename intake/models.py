"""What was brought in from elsewhere: notices, and spreadsheets of past decisions. For the office only."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now

from grants.models import Decision, KeptText, StoredFile
from register.models.notices import DIGEST_LENGTH


class ImportedNotice(models.Model):
    """The text that a draft was read from, and what was not understood of it: kept so that a redaction reaches both.
    For the office only."""

    decision = models.OneToOneField(Decision, models.CASCADE, related_name="imported_notice")
    # {"text": …, "leftovers": what has no place in the record, as [{"text": …, "why": …}]}
    texts = models.OneToOneField(KeptText, models.PROTECT, related_name="+")
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
    def leftovers(self) -> list[dict[str, str]]:
        return list(self.texts.get("leftovers", []))

    @property
    def origins(self) -> list[tuple[str, str]]:
        """Each field that was read: its name, and the place on the page that it came from."""
        return [(name.replace("_", " ").capitalize(), str(place)) for name, place in self.sources.items()]


class SpreadsheetImportQuerySet(models.QuerySet["SpreadsheetImport"]):
    def being_published(self) -> "SpreadsheetImportQuerySet":
        """Approved, and not yet tried to the end."""
        waiting = ImportedDecision.objects.waiting().filter(spreadsheet=OuterRef("pk"))
        return self.filter(Exists(waiting), approved_at__isnull=False)


class SpreadsheetImport(models.Model):
    """A spreadsheet of past decisions: checked, drafted as a whole or not at all, sent, approved, then published one by
    one. Known by the digest of its file, so that the same file is not imported twice. For the office only."""

    name = models.CharField(max_length=160)
    # Until it is drafted: from then on the diaries of the decisions quote its rows, where a redaction reaches them.
    file = models.OneToOneField(StoredFile, models.PROTECT, null=True, related_name="+")
    digest = models.CharField(max_length=DIGEST_LENGTH, unique=True)
    rows = models.PositiveIntegerField(default=0)
    decisions = models.PositiveIntegerField(default=0)
    # What is wrong with it: [{"row": 7, "column": "Amount", "sentence": …}]; the count may be higher than is kept
    errors = models.JSONField(default=list)
    error_count = models.PositiveIntegerField(default=0)
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
                condition=Q(approved_by=None)
                | Q(sent_at__isnull=False) & ~Q(approved_by=F("imported_by")) & ~Q(approved_by=F("sent_by")),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def grouped_errors(self) -> list[tuple[str, str, list[int]]]:
        """Each thing that is wrong, once: its column, its sentence, and the rows it is wrong in."""
        alike: dict[tuple[str, str], list[int]] = {}
        for error in self.errors:
            alike.setdefault((error["column"], error["sentence"]), []).append(error["row"])
        return [(column, sentence, rows) for (column, sentence), rows in alike.items()]


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
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="imported_decision")
    rows = models.CharField("rows of the spreadsheet", max_length=60)
    has_open_hits = models.BooleanField("looks as if it held personal data", default=False)
    tried_at = models.DateTimeField(null=True)
    refusal_sentences = models.JSONField(default=list)

    objects = ImportedDecisionQuerySet.as_manager()

    class Meta:
        ordering = ("spreadsheet", "pk")
        indexes = (models.Index(fields=["spreadsheet", "tried_at"]),)

    def __str__(self) -> str:
        return f"{self.spreadsheet}, {self.rows}"
