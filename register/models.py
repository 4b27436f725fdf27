"""What has been published: notices, which are never edited, and the listing that is read from them.

Public pages read these rows, reference data and conditions/standing.py, and nothing else.
"""

from decimal import Decimal

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from grants.models import Award, Decision, FundingStream, Organisation, Partnership
from grants.models.money import PoundsField
from grants.years import FinancialYear, FinancialYearField
from register.document import Document

DIGEST_LENGTH = 64  # SHA-256, in hexadecimal


class NoticeQuerySet(models.QuerySet["Notice"]):
    def of(self, reference: str) -> "NoticeQuerySet":
        """Every version of one decision, newest first."""
        return self.filter(decision__reference=reference).order_by("-version")


class Notice(models.Model):
    """The published record of a decision: a fixed version, numbered 1, 2, 3… in the decision, and linked by digest to
    the notice before it in the whole register. A trigger refuses UPDATE, DELETE and TRUNCATE; only the document and
    salt of a superseded version may be taken out (redaction)."""

    class Kind(models.TextChoices):
        PUBLICATION = "publication", "Publication"
        CORRECTION = "correction", "Correction"
        WITHDRAWAL = "withdrawal", "Withdrawal"

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="notices")
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    document_data = models.JSONField(null=True)
    salt = models.BinaryField(max_length=32, null=True)
    note = models.TextField(blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    sequence = models.PositiveBigIntegerField(unique=True)
    document_digest = models.CharField(max_length=DIGEST_LENGTH)
    previous_digest = models.CharField(max_length=DIGEST_LENGTH, blank=True)
    chain_digest = models.CharField(max_length=DIGEST_LENGTH, unique=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ("sequence",)
        constraints = (
            models.UniqueConstraint("decision", "version", name="one_notice_per_version"),
            models.CheckConstraint(
                name="a_correction_says_what_changed", condition=Q(kind="publication") | ~Q(note="")
            ),
            models.CheckConstraint(
                name="document_and_salt_go_together",
                condition=Q(document_data__isnull=True, salt__isnull=True)
                | Q(document_data__isnull=False, salt__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.decision.reference}, version {self.version}"

    @property
    def document(self) -> Document:
        return Document.model_validate(self.document_data)

    @property
    def is_redacted(self) -> bool:
        return self.document_data is None


class ListingQuerySet(models.QuerySet["Listing"]):
    def newest_first(self) -> "ListingQuerySet":
        return self.order_by(F("decided_on").desc(nulls_last=True), "-pk")

    def matching(self, words: str) -> "ListingQuerySet":
        """Those that hold the words as people type them: word, "a phrase", -without, or. Best match first."""
        query = SearchQuery(words, search_type="websearch", config="english")
        return self.filter(search=query).order_by(SearchRank("search", query).desc(), "-decided_on")

    def for_partnership(self, slug: str) -> "ListingQuerySet":
        return self.filter(awards__partnership__slug=slug).distinct()

    def from_stream(self, slug: str) -> "ListingQuerySet":
        return self.filter(awards__stream__slug=slug).distinct()

    def in_year(self, year: FinancialYear) -> "ListingQuerySet":
        """Those with an award for the year, or, having no award, decided in it."""
        decided = Q(awards=None, decided_on__range=(year.first_day, year.last_day))
        return self.filter(Q(awards__year=year) | decided).distinct()


class Listing(models.Model):
    """One row per published decision: what lists, filters, search and totals read. It can always be rebuilt from the
    notices (`manage.py rebuild_listing`)."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="listing")
    notice = models.OneToOneField(Notice, models.PROTECT, related_name="listing")
    reference = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=300)
    summary = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=20, choices=Decision.Kind)
    outcome = models.CharField(max_length=24, choices=Decision.Outcome)
    decided_on = models.DateField()
    first_published_on = models.DateField()
    lag_days = models.PositiveIntegerField()
    published_at = models.DateTimeField()
    # Where the decision's first notice stands in the register: the order in which variations follow each other.
    first_sequence = models.PositiveBigIntegerField(unique=True)
    is_withdrawn = models.BooleanField(default=False)
    total = PoundsField(default=Decimal("0.00"))
    words = models.TextField(blank=True)
    search = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="english")
        + SearchVector("summary", weight="B", config="english")
        + SearchVector("words", weight="C", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = ListingQuerySet.as_manager()

    class Meta:
        ordering = ("-decided_on", "-pk")
        indexes = (GinIndex(fields=["search"], name="listing_search"), models.Index(fields=["-decided_on"]))

    def __str__(self) -> str:
        return f"{self.reference}: {self.title}"


class ListedAwardQuerySet(models.QuerySet["ListedAward"]):
    def total(self) -> Decimal:
        """The exact sum of current amounts, in pounds: each award once."""
        return self.aggregate(total=models.Sum("current_amount"))["total"] or Decimal("0.00")


class ListedAward(models.Model):
    """One award in force of a published decision, at the amount published and the amount it stands at now. Refused,
    deferred and withdrawn decisions have none."""

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="awards")
    award = models.OneToOneField(Award, models.PROTECT, related_name="listed")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=140)
    recipient = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="listed_awards")
    recipient_name = models.CharField(max_length=200)
    partnership = models.ForeignKey(Partnership, models.PROTECT, null=True, related_name="listed_awards")
    stream = models.ForeignKey(FundingStream, models.PROTECT, null=True, related_name="listed_awards")
    year = FinancialYearField("financial year", null=True)
    amount = PoundsField()
    current_amount = PoundsField()

    objects = ListedAwardQuerySet.as_manager()

    class Meta:
        ordering = ("listing", "number")
        indexes = (models.Index(fields=["stream", "year"]), models.Index(fields=["partnership", "year"]))

    def __str__(self) -> str:
        return f"{self.listing.reference}, award {self.number}"


class ListedVariation(models.Model):
    """One line of a published variation: from then on the award stands at the new amount."""

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="variations")
    award = models.ForeignKey(Award, models.PROTECT, related_name="listed_variations")
    base_amount = PoundsField()
    new_amount = PoundsField()

    class Meta:
        ordering = ("listing__first_sequence", "pk")
        constraints = (models.UniqueConstraint("listing", "award", name="one_listed_line_per_award"),)

    def __str__(self) -> str:
        return f"{self.award} varied by {self.listing.reference}"


class ImportedNotice(models.Model):
    """The text that a draft was read from, and what was not understood of it. For the office only."""

    decision = models.OneToOneField(Decision, models.CASCADE, related_name="imported")
    text = models.TextField()
    digest = models.CharField(max_length=DIGEST_LENGTH, unique=True)
    # What the reader could not place: [{"text": …, "why": …}], and where each field came from: {label: place}
    leftovers = models.JSONField(default=list)
    sources = models.JSONField(default=dict)
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    imported_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"notice behind {self.decision.reference}"
