"""Money to be paid on awards, and money paid."""

from datetime import date
from decimal import Decimal

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Cast, Coalesce, Now, TruncMonth

from conditions.models.assessments import Assessment
from conditions.models.conditions import Condition
from conditions.models.obligations import Obligation
from conditions.standing_states import StandingState
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

    def counted(self) -> "PaymentQuerySet":
        """Payments, without money that was paid back."""
        return self.that_stand().filter(amount__gt=0)

    def total(self) -> Decimal:
        """The exact sum in pounds."""
        return self.aggregate(total=models.Sum("amount"))["total"] or Decimal("0.00")


class Payment(models.Model):
    """Money paid on one award, as an officer recorded it; below zero, money that the recipient has paid back. No row is
    ever changed: what was recorded wrongly is taken back whole by a reversal, a row of the opposite amount, and
    recorded again."""

    award = models.ForeignKey(Award, models.PROTECT, related_name="payments")
    amount = PoundsField()
    paid_on = models.DateField("date it was paid")
    # Why it was paid although a dependency was not met, or why it was paid back, which the public reads (domain §6); of
    # a reversal, what was wrong, which it does not.
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
                name="what_is_no_payment_has_a_reason",
                condition=Q(amount__gte=-HIGHEST_AMOUNT, amount__lte=HIGHEST_AMOUNT)
                & ~Q(amount=0)
                & (Q(reverses=None, amount__gt=0) | ~Q(reason="")),
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
        if self.reverses:
            return f"reversal of {self.reverses}"
        return f"{pounds(abs(self.amount))} paid {'back on' if self.is_paid_back else 'on'} {self.award}"

    @property
    def is_paid_back(self) -> bool:
        return self.reverses_id is None and self.amount < 0

    @property
    def absolute(self) -> Decimal:
        """What was paid, or paid back, in pounds above zero."""
        return Decimal(abs(self.amount))

    @property
    def is_reversed(self) -> bool:
        return hasattr(self, "reversal")


class PaymentDueQuerySet(models.QuerySet["PaymentDue"]):
    def with_readiness(self) -> "PaymentDueQuerySet":
        """`is_ready`: of one that waits for a condition, whether all that the condition asks of the award is met or
        waived."""
        asked = Obligation.objects.in_force().filter(condition=OuterRef("condition"), bound_awards=OuterRef("award"))
        unmet = asked.exclude(settled__in=(StandingState.MET, StandingState.WAIVED))
        return self.annotate(is_ready=Exists(asked) & ~Exists(unmet))

    def still_to_pay(self, until: date | None) -> "PaymentDueQuerySet":
        """What is due by a day, or waits for a condition that is met by now; without a day, all that is due ever."""
        due = self.filter(outstanding__gt=0).with_readiness()
        return due.filter(Q(due_on__lte=until) | Q(condition__isnull=False, is_ready=True)) if until else due

    def with_since(self) -> "PaymentDueQuerySet":
        """`since`: from when it waits to be paid: the first of the month in which it is due, or the latest finding on
        its condition."""
        about = Assessment.objects.filter(
            obligation__condition=OuterRef("condition"), obligation__bound_awards=OuterRef("award")
        )
        found = Subquery(about.order_by("-made_at").values("made_at")[:1])
        return self.annotate(since=Coalesce(Cast(TruncMonth("due_on"), models.DateTimeField()), found))

    def as_shown(self) -> "PaymentDueQuerySet":
        """The earliest first; what waits for a condition before all others."""
        with_award = self.select_related(
            "condition",
            "award__decision",
            "award__recipient",
            "award__in_force__stream",
            "award__in_force__partnership",
        )
        return with_award.order_by(
            F("due_on").asc(nulls_first=True), "award__decision__reference", "award__number", "pk"
        )

    def total(self) -> Decimal:
        return self.aggregate(total=models.Sum("outstanding"))["total"] or Decimal("0.00")


class PaymentDue(models.Model):
    """One payment of the schedule of an award, as the office has set it: what is to be paid, and when: on a day, or
    once a condition is met. Payments made go to those of a schedule in their order."""

    award = models.ForeignKey(Award, models.PROTECT, related_name="payments_due")
    due_on = models.DateField("due date", null=True)
    condition = models.ForeignKey(Condition, models.PROTECT, null=True, related_name="+")
    amount = PoundsField()
    # What of it is still to be paid (`actions/outstanding.py`).
    outstanding = PoundsField(default=0, editable=False)

    objects = PaymentDueQuerySet.as_manager()

    class Meta:
        ordering = ("award__number", "pk")
        verbose_name_plural = "payments due"
        indexes = (models.Index(fields=("due_on",), condition=Q(outstanding__gt=0), name="payments_still_due_by_date"),)
        constraints = (
            models.UniqueConstraint("award", "due_on", name="one_payment_due_per_award_and_day"),
            models.CheckConstraint(
                name="a_payment_is_due_on_a_day_or_on_a_condition",
                condition=Q(due_on__isnull=False, condition=None) | Q(due_on=None, condition__isnull=False),
            ),
            models.CheckConstraint(
                name="a_payment_due_is_positive", condition=Q(amount__gt=0, amount__lte=HIGHEST_AMOUNT)
            ),
        )

    def __str__(self) -> str:
        return f"{pounds(self.amount)} due {self.when}"

    @property
    def when(self) -> str:
        return f"on {day(self.due_on)}" if self.condition is None else f"once condition {self.condition.number} is met"


class FinanceColumn(models.Model):
    """A column of the office's file for the finance system: what it holds (`finance_file.CELLS`), and its heading."""

    place = models.PositiveSmallIntegerField(unique=True)
    holds = models.CharField(max_length=20)
    heading = models.CharField(max_length=60, unique=True)

    class Meta:
        ordering = ("place",)

    def __str__(self) -> str:
        return self.heading
