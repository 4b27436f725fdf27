from decimal import Decimal

from django.db import models
from django.db.models import Q

from .decisions import Award, Decision
from .money import HIGHEST_AMOUNT, PoundsField


class VariationLine(models.Model):
    """How a variation changes an earlier award: the amount it is based on, and the new one (0 ends it)."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="variation_lines")
    award = models.ForeignKey(Award, models.PROTECT, related_name="variation_lines")
    base_amount = PoundsField("amount before")
    new_amount = PoundsField("new amount")

    class Meta:
        ordering = ("decision", "award")
        constraints = (
            models.UniqueConstraint("decision", "award", name="one_line_per_varied_award"),
            models.CheckConstraint(
                name="varied_amounts_are_in_range",
                condition=Q(base_amount__gt=0, new_amount__gte=0, new_amount__lte=HIGHEST_AMOUNT),
            ),
        )

    def __str__(self) -> str:
        return f"{self.award}: {self.base_amount} to {self.new_amount}"

    @property
    def difference(self) -> Decimal:
        return Decimal(self.new_amount - self.base_amount)
