"""What has been published: notices, which are never edited, and the listing that is read from them.

Public pages read these rows, reference data and conditions/standing.py, and nothing else.
"""

import secrets
from datetime import date, timedelta
from decimal import Decimal

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Now

from grants.models import Award, Decision, FundingStream, Organisation, Partnership
from grants.models.decisions import both_or_neither
from grants.models.money import PoundsField
from grants.years import FinancialYear, FinancialYearField
from register import imported  # noqa: F401  models too, of the office alone
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
        indexes = (models.Index(F("document_data__supersedes"), name="notice_supersedes"),)
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

    @property
    def is_newest(self) -> bool:
        return not Notice.objects.filter(decision=self.decision_id, version__gt=self.version).exists()


class Redaction(models.Model):
    """The document and salt of a superseded notice are taken out, for a reason that the public reads: an approver asks
    for it, and an administrator who is somebody else carries it out. The digests stay."""

    notice = models.OneToOneField(Notice, models.PROTECT, related_name="redaction")
    reason = models.TextField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    carried_out_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    carried_out_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-asked_at",)
        constraints = (
            both_or_neither("carried_out"),
            models.CheckConstraint(name="a_redaction_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="two_people_redact", condition=Q(carried_out_by=None) | ~Q(carried_out_by=F("asked_by"))
            ),
        )

    def __str__(self) -> str:
        return f"redaction of {self.notice}"


def search_query(words: str) -> SearchQuery:
    return SearchQuery(words, search_type="websearch", config="english")


class ListingQuerySet(models.QuerySet["Listing"]):
    def newest_first(self) -> "ListingQuerySet":
        return self.order_by(F("decided_on").desc(nulls_last=True), "-pk")

    def holding(self, words: str) -> "ListingQuerySet":
        """Those that hold the words as people type them: word, "a phrase", -without, or."""
        return self.filter(search=search_query(words))

    def best_first(self, words: str) -> "ListingQuerySet":
        return self.order_by(SearchRank("search", search_query(words)).desc(), "-decided_on", "-pk")

    def matching(self, words: str) -> "ListingQuerySet":
        """Those that hold the words, best match first."""
        return self.holding(words).best_first(words)

    def largest_first(self) -> "ListingQuerySet":
        return self.order_by("-total", "-decided_on", "-pk")

    def as_rows(self) -> "ListingQuerySet":
        """As lists show them, without the text that only the search reads."""
        return self.defer("words", "search").prefetch_related("awards", "variations")

    def called(self, text: str) -> str | None:
        """The reference, as it is written, of the published decision that a text names."""
        if not text:
            return None
        return self.filter(reference__iexact=text).values_list("reference", flat=True).first()

    def superseding(self, reference: str) -> "ListingQuerySet":
        """Those that take the place of a decision, and still stand."""
        return self.filter(notice__document_data__supersedes=reference, is_withdrawn=False).defer("words", "search")

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
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    amount = PoundsField()
    current_amount = PoundsField()

    objects = ListedAwardQuerySet.as_manager()

    class Meta:
        ordering = ("listing", "number")
        indexes = (models.Index(fields=["stream", "year"]), models.Index(fields=["partnership", "year"]))

    def __str__(self) -> str:
        return f"{self.listing.reference}, award {self.number}"


class ListedMaker(models.Model):
    """A post that took the decision, under the title it had on the day; the slug is made of that title."""

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="makers")
    position = models.PositiveSmallIntegerField()
    slug = models.SlugField(max_length=120)
    title = models.CharField(max_length=200)

    class Meta:
        ordering = ("listing", "position")
        constraints = (models.UniqueConstraint("listing", "slug", name="one_listed_maker_per_decision"),)

    def __str__(self) -> str:
        return self.title


class ListedPriority(models.Model):
    """A plan priority that the decision serves, under the name it had on the day."""

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="priorities")
    position = models.PositiveSmallIntegerField()
    slug = models.SlugField(max_length=120)
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ("listing", "position")
        constraints = (models.UniqueConstraint("listing", "slug", name="one_listed_priority_per_decision"),)

    def __str__(self) -> str:
        return self.name


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


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def confirmed(self) -> "SubscriptionQuerySet":
        return self.filter(confirmed_at__isnull=False)

    def due(self, day: date) -> "SubscriptionQuerySet":
        """Those whose next digest may go out on a day: one a day, or one in seven days."""
        daily = Q(frequency=Subscription.Frequency.DAILY, last_sent_on__lt=day)
        weekly = Q(frequency=Subscription.Frequency.WEEKLY, last_sent_on__lte=day - timedelta(days=7))
        return self.confirmed().filter(Q(last_sent_on=None) | daily | weekly)


def new_token() -> str:
    return secrets.token_urlsafe(24)


class Subscription(models.Model):
    """Somebody follows a list of decisions by e-mail. It counts from the moment it is confirmed, is known to nobody but
    the holder of its token, and is deleted when it ends: nothing about a reader is kept longer (UK GDPR)."""

    class Frequency(models.TextChoices):
        DAILY = "daily", "Once a day, when there is something new"
        WEEKLY = "weekly", "Once a week, when there is something new"

    email = models.EmailField(max_length=254)
    # The list, as the part of its address behind the question mark; empty for all decisions.
    query = models.CharField(max_length=1000, blank=True)
    frequency = models.CharField(max_length=6, choices=Frequency, default=Frequency.DAILY)
    token = models.CharField(max_length=64, unique=True, default=new_token)
    asked_at = models.DateTimeField(db_default=Now())
    confirmed_at = models.DateTimeField(null=True)
    # The newest notice that it has been told of; everything later is still to come.
    last_sequence = models.PositiveBigIntegerField(default=0)
    last_sent_on = models.DateField(null=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(Lower("email"), "query", name="one_subscription_per_list"),)

    def __str__(self) -> str:
        return f"subscription {self.pk}"
