"""Funding streams, and the money put into them."""

from decimal import Decimal
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from grants.formatting import stream_rules
from grants.years import FinancialYearField

from .soc import SocWork

ZERO = Decimal("0.00")
HIGHEST_AMOUNT = Decimal("1000000000.00")  # domain §5


class PoundsField(models.DecimalField):
    """Pounds and pence, exact, up to a billion (domain §5)."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options | {"max_digits": 12, "decimal_places": 2})


class FundingStream(SocWork):
    """A named pot. The amount *as stated* is text: stated sums mix one-off, annual and undated money and are never
    added up (domain §5)."""

    class SpendBy(models.TextChoices):
        NOT_STATED = "", "Not stated"
        NO_LIMIT = "no_limit", "No time limit"
        YEAR_END = "year_end", "By the end of each financial year"

    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    source = models.CharField(max_length=200, blank=True, help_text="Where the money comes from.")
    as_stated = models.CharField("amount as stated", max_length=200, blank=True)
    cap_per_award = PoundsField(null=True, blank=True, validators=[MinValueValidator(Decimal("0.01"))])
    restrictions = models.TextField(blank=True)
    spend_by = models.CharField(max_length=10, choices=SpendBy, blank=True, default=SpendBy.NOT_STATED)
    is_current = models.BooleanField("still in use", default=True)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=Q(cap_per_award__gt=0),
                name="a_cap_is_positive",
                violation_error_message="A cap is more than £0. Leave it empty where there is none.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def spend_by_words(self) -> str:
        return self.get_spend_by_display() if self.spend_by else ""

    @property
    def rules(self) -> str:
        return stream_rules(self.spend_by_words, self.restrictions)


class AllocationQuerySet(models.QuerySet["Allocation"]):
    def total(self) -> Decimal | None:
        """The sum in pounds, or None where no allocation is recorded: nothing recorded is not the same as £0."""
        total: Decimal | None = self.aggregate(total=models.Sum("amount"))["total"]
        return total


class Allocation(models.Model):
    """Money put into a stream for one financial year, and one release where a year has several."""

    stream = models.ForeignKey(FundingStream, models.PROTECT, related_name="allocations")
    year = FinancialYearField("financial year")
    release = models.CharField(max_length=60, blank=True, help_text="Where the year's money comes in several releases.")
    amount = PoundsField(validators=[MinValueValidator(Decimal("0.01"))])
    note = models.CharField(max_length=200, blank=True)

    objects = AllocationQuerySet.as_manager()

    class Meta:
        ordering = ("stream", "-year", "release")
        constraints = (
            models.UniqueConstraint(
                "stream",
                "year",
                "release",
                name="one_allocation_per_release",
                violation_error_message="This stream has an allocation for this year and release already: change that "
                "one, or name another release.",
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0, amount__lte=HIGHEST_AMOUNT),
                name="an_allocation_is_positive",
                violation_error_message="An allocation is more than £0.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.stream}, {self.year}"
