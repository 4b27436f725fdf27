"""Money to be paid on awards, and money paid."""

from decimal import Decimal

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from grants.formatting import day, pounds
from grants.models import Award, Decision
from grants.models.guards import redacted_only
from grants.models.money import HIGHEST_AMOUNT, PoundsField

TAKES_BACK_ALL = """
    IF NOT EXISTS (
        SELECT FROM conditions_payment AS paid
        WHERE paid.id = NEW.reverses_id AND paid.reverses_id IS NULL
            AND paid.award_id = NEW.award_id AND paid.amount = -NEW.amount
    ) THEN
        RAISE EXCEPTION 'a reversal takes back one payment of the same award, and all of it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_reversal_takes_back_all';
    END IF;
    RETURN NEW;
"""


class PaymentQuerySet(models.QuerySet["Payment"]):
    def of_decision(self, decision: Decision) -> "PaymentQuerySet":
        return self.filter(award__decision=decision).select_related("award", "recorded_by", "reversal")

    def that_stand(self) -> "PaymentQuerySet":
        """Without those that were recorded wrongly and the reversals of these."""
        return self.filter(reverses=None, reversal=None)

    def total(self) -> Decimal:
        """The exact sum in pounds."""
        return self.aggregate(total=models.Sum("amount"))["total"] or Decimal("0.00")


class Payment(models.Model):
    """Money paid on one award, as an officer recorded it. No row is ever changed: what was recorded wrongly is taken
    back whole by a reversal, a row of the same amount below zero, and recorded again."""

    award = models.ForeignKey(Award, models.PROTECT, related_name="payments")
    amount = PoundsField()
    paid_on = models.DateField("date it was paid")
    # Why it was paid although a dependency was not met, which the public reads (domain §6); of a reversal, what was
    # wrong, which it does not.
    reason = models.TextField("reason", blank=True)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversal", editable=False)
    form_key = models.UUIDField(null=True, unique=True, editable=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        ordering = ("award__number", "paid_on", "pk")
        constraints = (
            models.CheckConstraint(
                name="a_payment_is_positive_and_a_reversal_has_a_reason",
                condition=Q(reverses=None, amount__gt=0, amount__lte=HIGHEST_AMOUNT)
                | (Q(reverses__isnull=False, amount__lt=0, amount__gte=-HIGHEST_AMOUNT) & ~Q(reason="")),
            ),
        )
        triggers = (
            *redacted_only("reason"),
            pgtrigger.Trigger(
                name="a_reversal_takes_back_all",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__reverses__isnull=False),
                func=TAKES_BACK_ALL,
            ),
        )

    def __str__(self) -> str:
        return f"reversal of {self.reverses}" if self.reverses else f"{pounds(self.amount)} paid on {self.award}"

    @property
    def is_reversed(self) -> bool:
        return hasattr(self, "reversal")


class PaymentDue(models.Model):
    """One payment of the schedule of an award, as the office has set it: what is to be paid, and when. It says nothing
    of what has been paid."""

    award = models.ForeignKey(Award, models.PROTECT, related_name="payments_due")
    due_on = models.DateField("due date")
    amount = PoundsField()

    class Meta:
        ordering = ("award__number", "due_on")
        verbose_name_plural = "payments due"
        constraints = (
            models.UniqueConstraint("award", "due_on", name="one_payment_due_per_award_and_day"),
            models.CheckConstraint(
                name="a_payment_due_is_positive", condition=Q(amount__gt=0, amount__lte=HIGHEST_AMOUNT)
            ),
        )

    def __str__(self) -> str:
        return f"{pounds(self.amount)} due on {day(self.due_on)}"
