"""Withdrawals that somebody has asked for."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from grants.models import Decision


class Withdrawal(models.Model):
    """Somebody asks that a published decision be withdrawn, and an approver who is somebody else carries it out.
    `hangs_on_it` is what the first of them was shown, and `answer` what becomes of it; the public reads the reason, and
    the reason for exceeding an allocation that money comes back to."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="withdrawals")
    reason = models.TextField()
    exceeding_reason = models.TextField(blank=True, db_default="")
    hangs_on_it = models.JSONField(default=list)
    answer = models.TextField(blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    carried_out_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    carried_out_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-asked_at",)
        constraints = (
            models.CheckConstraint(
                name="a_withdrawal_was_carried_out_by_somebody",
                condition=Q(carried_out_by=None, carried_out_at=None)
                | Q(carried_out_by__isnull=False, carried_out_at__isnull=False),
            ),
            models.CheckConstraint(name="a_withdrawal_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="two_people_withdraw", condition=Q(carried_out_by=None) | ~Q(carried_out_by=F("asked_by"))
            ),
            models.UniqueConstraint("decision", name="a_decision_is_withdrawn_once"),
        )

    def __str__(self) -> str:
        return f"withdrawal of {self.decision.reference}"
