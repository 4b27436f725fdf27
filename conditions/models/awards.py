"""The awards in force, as their notices published them."""

from decimal import Decimal
from typing import Any

from django.db import models

from grants.measures import MeasureTerms
from grants.models import Award, FundingStream, Partnership
from grants.models.money import PoundsField
from grants.years import FinancialYearField


class AwardInForceQuerySet(models.QuerySet["AwardInForce"]):
    def total(self) -> Decimal:
        """The exact sum in pounds."""
        return self.aggregate(total=models.Sum("amount"))["total"] or Decimal("0.00")


class AwardInForce(models.Model):
    """An award as published, at its current amount in pounds; £0 if it has been ended. Written again by each
    publication (`raise_obligations`). Refused, deferred and withdrawn decisions have none.

    If its recipient is withheld, title and partnership are known to the partnership's lead and not to the public
    (domain §8).
    """

    award = models.OneToOneField(Award, models.PROTECT, related_name="in_force")
    reference = models.CharField(max_length=40)
    title = models.CharField(max_length=140)
    recipient_name = models.CharField(max_length=200)
    partnership = models.ForeignKey(Partnership, models.PROTECT, null=True, related_name="awards_in_force")
    stream = models.ForeignKey(FundingStream, models.PROTECT, null=True, related_name="+")
    year = FinancialYearField("financial year", null=True)
    amount = PoundsField()
    # What its own decision awarded, which later decisions may have changed.
    decided_amount = PoundsField(null=True)
    decided_on = models.DateField()
    # Its own dates, where the notice states them.
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    is_withheld = models.BooleanField(default=False)
    # What it is to bring about, as published (`MeasureTerms` of each).
    measures_data: Any = models.JSONField(default=list)

    objects = AwardInForceQuerySet.as_manager()

    class Meta:
        ordering = ("reference", "award__number")
        verbose_name_plural = "awards in force"
        indexes = (
            models.Index(fields=("reference",), name="awards_in_force_by_reference"),
            models.Index(fields=("year",), name="awards_in_force_by_year"),
            models.Index(fields=("partnership", "year", "-reference"), name="awards_of_a_partners_year"),
        )

    def __str__(self) -> str:
        return f"{self.reference}: {self.title}"

    @property
    def measures(self) -> list[MeasureTerms]:
        return [MeasureTerms.model_validate(each) for each in self.measures_data]

    @property
    def is_changed(self) -> bool:
        return self.decided_amount not in (None, self.amount)
