"""Money paid on awards."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from grants.models import Award, Decision
from grants.models.money import HIGHEST_AMOUNT, PoundsField


class PaymentQuerySet(models.QuerySet["Payment"]):
    def of_decision(self, decision: Decision) -> "PaymentQuerySet":
        return self.filter(award__decision=decision).select_related("award", "recorded_by")

    def total(self) -> Decimal:
        """The exact sum in pounds."""
        return self.aggregate(total=models.Sum("amount"))["total"] or Decimal("0.00")


class Payment(models.Model):
    """Money paid on one award, as an officer recorded it; with the reason where it was paid although a dependency was
    not met (domain §6)."""

    award = models.ForeignKey(Award, models.PROTECT, related_name="payments")
    amount = PoundsField()
    paid_on = models.DateField("date it was paid")
    reason = models.TextField("why it was paid although conditions were not met", blank=True)
    form_key = models.UUIDField(null=True, unique=True, editable=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        ordering = ("award__number", "paid_on", "pk")
        constraints = (
            models.CheckConstraint(name="a_payment_is_positive", condition=Q(amount__gt=0, amount__lte=HIGHEST_AMOUNT)),
        )

    def __str__(self) -> str:
        return f"£{self.amount:,.2f} paid on {self.award}"
