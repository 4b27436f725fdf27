"""The listing that is read from the notices: what lists, filters, search and totals read."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce, Upper

from grants.kept_totals import kept_up
from grants.models import Award, Decision, FundingStream, Organisation, Partnership
from grants.models.money import PoundsField
from grants.record import GRANT_KINDS
from grants.years import FinancialYear, FinancialYearField

from .award_totals import ADD_UP
from .notices import Notice
from .public_lists import PublicList

# Columns that are large, and that only searches read.
LARGE = ("words", "search", "own_words")


class ListingQuerySet(models.QuerySet["Listing"]):
    def newest_first(self) -> "ListingQuerySet":
        return self.order_by("-decided_on", "-pk")

    def largest_first(self) -> "ListingQuerySet":
        return self.order_by("-total", "-decided_on", "-pk")

    def without_words(self) -> "ListingQuerySet":
        """Without what only searches read: it saves each list the longest texts of its rows."""
        return self.defer(*LARGE)

    def as_rows(self) -> "ListingQuerySet":
        """As lists show them, with the variations that have changed their awards since; without the text that only
        the search reads."""
        large = [f"listing__{name}" for name in LARGE]
        lines = ListedVariationLine.objects.select_related("listing").defer(*large)
        since = Prefetch("award", Award.objects.only("pk").prefetch_related(Prefetch("listed_variation_lines", lines)))
        awards = ListedAward.objects.prefetch_related(since)
        return self.without_words().prefetch_related(Prefetch("awards", awards), "variation_lines")

    def grants(self) -> "ListingQuerySet":
        """Those that were decided to give money as grants, or to change it; the withdrawn ones among them."""
        return self.filter(kind__in=GRANT_KINDS, outcome__in=Decision.AWARDING)

    def other_money(self) -> "ListingQuerySet":
        """Contracts, money received and other spending in force, with a sum or without."""
        return self.filter(other_year__isnull=False)

    def subsidies_to_enter(self, until: date) -> "ListingQuerySet":
        """Those whose subsidy has to be in the national database by a day, and is not recorded as entered; the earliest
        first."""
        due = self.without_words().filter(subsidy_due_on__lte=until, decision__subsidy_entry=None)
        return due.order_by("subsidy_due_on", "pk")

    def on_list(self, name: str) -> "ListingQuerySet":
        """Those on one of the public lists (PublicList)."""
        return self.filter(lists__contains=[name])

    def called(self, text: str) -> str | None:
        """The reference, as it is written, of the published decision that a text names."""
        if not text:
            return None
        # In no order, for which the database would rather walk through an index of all decisions than look one up.
        return next(iter(self.order_by().filter(reference__iexact=text).values_list("reference", flat=True)), None)

    def superseding(self, reference: str) -> "ListingQuerySet":
        """Those that take the place of a decision, and still stand."""
        return self.filter(notice__document_data__supersedes=reference, is_withdrawn=False).without_words()

    def about(self, **of: Any) -> "ListingQuerySet":
        """Those that make or change an award of which all of this is true, said of a listed award."""
        awards = ListedAward.objects.filter(listing=OuterRef("pk"), **of)
        lines = ListedVariationLine.objects.filter(listing=OuterRef("pk"), **of_line(of))
        return self.filter(Exists(awards) | Exists(lines))

    def looked_up_about(self, **of: Any) -> "ListingQuerySet":
        """The same, looked up from the awards instead of asking each decision: 72,000 blocks of 8 KB instead of 584,000
        for the choices beside a partnership's decisions of a year, of 50,000 decisions. To walk through very many
        decisions from the newest on, ask each."""
        return self.filter(pk__in=ids_about(of))

    def number_about(self, **of: Any) -> int:
        return ids_about(of).count()

    def number_in_year(self, year: FinancialYear) -> int:
        return self.number_about(year=year) + self.without_awards_in(year).count()

    def without_awards(self) -> "ListingQuerySet":
        """Those that neither make an award nor change one that stands; and so come to nothing, by which an index
        finds them."""
        awards = ListedAward.objects.filter(listing=OuterRef("pk"))
        lines = ListedVariationLine.objects.filter(listing=OuterRef("pk"), award__listed__isnull=False)
        return self.filter(~Exists(awards), ~Exists(lines), total=0, decided_total=0)

    def without_awards_in(self, year: FinancialYear) -> "ListingQuerySet":
        return self.without_awards().filter(decided_on__range=(year.first_day, year.last_day))

    def newest_about(self, most: int, **of: Any) -> "ListingQuerySet":
        """The newest few of these, looked up from the awards where they are few among all decisions; in a year, with
        those that neither make nor change any. It saves asking each newer decision in turn: at 100,000 decisions 140 to
        17 ms of PostgreSQL for the page of a recipient."""
        rows: list[tuple[models.QuerySet[Any, Any], str, str]] = [
            (ListedAward.objects.filter(**of), "decided_on", "listing"),
            (ListedVariationLine.objects.filter(**of_line(of)), "listing__decided_on", "listing"),
        ]
        if "year" in of:
            rows.append((Listing.objects.without_awards_in(of["year"]), "decided_on", "pk"))
        newest = {
            row
            for each, day, pk in rows
            for row in each.order_by(f"-{day}", f"-{pk}").values_list(day, pk).distinct()[:most]
        }
        return self.filter(pk__in=[pk for _, pk in sorted(newest)[-most:]])

    def in_year(self, year: FinancialYear) -> "ListingQuerySet":
        """Those that make or change an award of the year, or, doing neither, were decided in it."""
        without = Listing.objects.without_awards_in(year)
        return self.filter(Q(pk__in=Listing.objects.about(year=year).values("pk")) | Q(pk__in=without.values("pk")))

    def looked_up_in_year(self, year: FinancialYear) -> "ListingQuerySet":
        without = Listing.objects.without_awards_in(year).order_by().values("pk")
        return self.filter(pk__in=ids_about({"year": year}).union(without))


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
    # As it stands: the current amounts of its awards, up to ten billion.
    total = models.DecimalField(max_digits=13, decimal_places=2, default=Decimal("0.00"))
    # As decided: its own awards, and the differences of its variation as its notice states them; nothing once it is
    # withdrawn, or of what varied a decision that is.
    decided_total = models.DecimalField(max_digits=13, decimal_places=2, default=Decimal("0.00"))
    # Of a contract, money received or other spending that is in force; it is in no total of grants.
    other_party = models.CharField(max_length=200, blank=True)
    other_amount = PoundsField(null=True)
    other_year = FinancialYearField(null=True)
    # By when its subsidy has to be in the national database (register/subsidies.py); for the office only.
    subsidy_due_on = models.DateField(null=True, editable=False)
    # Whether its notice gives a reason for exceeding a cap, an allocation or a limit.
    has_exceeded = models.BooleanField(default=False, editable=False)
    # The public lists that it is on (register/actions/listing.py).
    lists = ArrayField(models.CharField(max_length=12, choices=PublicList), default=list, editable=False)
    words = models.TextField(blank=True)
    # What a search looks in (register/search_index.py), and the words that it may suggest because of this decision.
    search = SearchVectorField(default="", editable=False)
    own_words = ArrayField(models.CharField(max_length=40), default=list, editable=False)

    objects = ListingQuerySet.as_manager()

    class Meta:
        ordering = ("-decided_on", "-pk")
        indexes = (
            GinIndex(fields=["search"], name="listing_search"),
            # Of each list, so that a short one is not looked for among all decisions.
            *(
                models.Index(
                    fields=["-decided_on", "-id"],
                    condition=Q(lists__contains=[each.value]),
                    name=f"newest_{each.name.lower()}",
                )
                for each in PublicList
            ),
            models.Index(
                fields=["kind", "-decided_on", "-id"], condition=Q(other_year__isnull=False), name="newest_other_money"
            ),
            models.Index(fields=["-decided_on", "-id"], name="listing_newest_first"),
            models.Index(fields=["-total", "-decided_on", "-id"], name="listing_largest_first"),
            # However it is written in an address.
            models.Index(Upper("reference"), name="listing_by_reference"),
            models.Index(
                fields=["decided_on"], condition=Q(total=0, decided_total=0), name="decisions_that_come_to_nothing"
            ),
            models.Index(
                fields=["subsidy_due_on"], condition=Q(subsidy_due_on__isnull=False), name="subsidies_by_date"
            ),
        )

    def __str__(self) -> str:
        return f"{self.reference}: {self.title}"

    @property
    def is_varied(self) -> bool:
        """Whether later decisions have changed what its awards come to."""
        own = self.awards.aggregate(sum=models.Sum("amount"))["sum"]
        return own is not None and own != self.total


def amount_after(lines: models.QuerySet["ListedVariationLine"]) -> Coalesce:
    """Of a listed award: what the latest of some variation lines makes of it, or else the amount it was published with.
    Variations follow each other as they were first published."""
    latest = lines.filter(award=OuterRef("award")).order_by("-listing__first_sequence").values("new_amount")
    return Coalesce(Subquery(latest[:1]), F("amount"))


def ids_about(of: Mapping[str, Any]) -> models.QuerySet[Any, Any]:
    """The decisions that make or change an award of which all of this is true, each once."""
    awards = ListedAward.objects.filter(**of).order_by().values("listing")
    return awards.union(ListedVariationLine.objects.filter(**of_line(of)).order_by().values("listing"))


def of_line(of: Mapping[str, Any]) -> dict[str, Any]:
    """What is said of a listed award, said of a variation line of it."""
    return {f"award__listed__{path}": value for path, value in of.items()}


NOT_ENDED = Q(current_amount__gt=0)  # of a listed award: one that has ended does not count as an award


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
    # That of its decision, so that an index has the newest awards of a year first.
    decided_on = models.DateField()
    amount = PoundsField()
    # What its variations add, as their notices state it.
    varied_amount = PoundsField(default=Decimal("0.00"))
    current_amount = PoundsField()

    # How many have not ended, and how many there are, in any rows of it: as `AwardTotal` has it of its own.
    NUMBER: Any = models.Count("pk", filter=NOT_ENDED)
    ROWS: Any = models.Count("pk")

    objects = ListedAwardQuerySet.as_manager()

    class Meta:
        ordering = ("listing", "number")
        indexes = (
            models.Index(fields=["-decided_on", "-listing", "number"], name="newest_awards"),
            models.Index(fields=["-current_amount", "-decided_on", "-listing", "number"], name="largest_awards"),
            *(
                models.Index(fields=[*of, "year", "-decided_on", "-listing", "number"], name=name)
                for name, of in (
                    ("newest_awards_of_stream", ["stream"]),
                    ("newest_awards_of_partnership", ["partnership"]),
                    ("newest_awards_of_recipient", ["recipient"]),
                    ("newest_awards_of_year", []),
                )
            ),
        )
        triggers = kept_up(ADD_UP)

    def __str__(self) -> str:
        return f"{self.listing.reference}, award {self.number}"

    @property
    def is_ended(self) -> bool:
        return not self.current_amount

    @property
    def is_varied(self) -> bool:
        return self.current_amount != self.amount


class ListedMaker(models.Model):
    """A post that took the decision, under the title it had on the day; the slug is made of that title."""

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="makers")
    position = models.PositiveSmallIntegerField()
    slug = models.SlugField(max_length=120)
    title = models.CharField(max_length=200)

    class Meta:
        ordering = ("listing", "position")
        constraints = (models.UniqueConstraint("listing", "slug", name="one_listed_maker_per_decision"),)
        indexes = (models.Index(fields=["slug", "title"], name="listed_makers_by_name"),)

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
        indexes = (models.Index(fields=["slug", "name"], name="listed_priorities_by_name"),)

    def __str__(self) -> str:
        return self.name


class ListedStrand(models.Model):
    """One of the 4Ps, or a theme of serious and organised crime, under the name it had on the day; the slug is made of
    that name."""

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="strands")
    position = models.PositiveSmallIntegerField()
    slug = models.SlugField(max_length=120)
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ("listing", "position")
        constraints = (models.UniqueConstraint("listing", "slug", name="one_listed_strand_per_decision"),)
        indexes = (models.Index(fields=["slug", "name"], name="listed_strands_by_name"),)

    def __str__(self) -> str:
        return self.name


class ListedVariationLineQuerySet(models.QuerySet["ListedVariationLine"]):
    def standing(self) -> "ListedVariationLineQuerySet":
        """Those of awards that are in force: what varies a withdrawn decision falls with it (domain §8)."""
        return self.filter(award__listed__isnull=False)


DIFFERENCE = F("new_amount") - F("base_amount")  # of a variation line, as its notice states it


class ListedVariationLine(models.Model):
    """One line of a published variation: from then on the award stands at the new amount. As decided, it adds the new
    amount less the base. As it stands, it adds `current_difference`: the new amount less what stands before it, which
    is another one once an earlier variation is withdrawn, and nothing once the varied decision is (domain §5)."""

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="variation_lines")
    award = models.ForeignKey(Award, models.PROTECT, related_name="listed_variation_lines")
    base_amount = PoundsField()
    new_amount = PoundsField()
    current_difference = PoundsField(default=Decimal("0.00"))

    objects = ListedVariationLineQuerySet.as_manager()

    class Meta:
        ordering = ("listing__first_sequence", "pk")
        constraints = (models.UniqueConstraint("listing", "award", name="one_listed_line_per_award"),)

    def __str__(self) -> str:
        return f"{self.award} varied by {self.listing.reference}"

    @property
    def difference(self) -> Decimal:
        """As decided, in pounds."""
        return Decimal(self.new_amount - self.base_amount)


class ListedWord(models.Model):
    """A word of some published decision, which somebody may have meant who misspelled it; with its stem."""

    word = models.CharField(max_length=40, primary_key=True)
    stem = models.CharField(max_length=40, db_index=True)

    class Meta:
        ordering = ("word",)

    def __str__(self) -> str:
        return self.word
