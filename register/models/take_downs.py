"""What has been put out of public sight while it is being checked."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from grants.models import Decision
from grants.years import london_today, working_days_after
from register.masking import taken_out

WORKING_DAYS = 5


class TakeDownQuerySet(models.QuerySet["TakeDown"]):
    def unsettled(self) -> "TakeDownQuerySet":
        return self.filter(settled_at=None)

    def in_effect(self) -> "TakeDownQuerySet":
        """Of what is still out of sight, settled or not."""
        return self.filter(restored_at=None)


class TakeDown(models.Model):
    """An approver puts the text of a decision's notices, or the file of one of its papers, out of public sight, at once
    and alone (domain §8). Nothing is destroyed. It is settled by restoring it, or by a notice that follows."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="take_downs")
    # The file of a paper; empty for the text of the notices.
    paper_sha256 = models.CharField(max_length=64, blank=True)
    paper_number = models.PositiveSmallIntegerField(null=True)
    reason = models.TextField()
    taken_down_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    taken_down_at = models.DateTimeField()
    restored_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    restored_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    objects = TakeDownQuerySet.as_manager()

    class Meta:
        ordering = ("taken_down_at",)
        constraints = (
            models.UniqueConstraint(
                "decision",
                "paper_sha256",
                name="one_take_down_at_a_time",
                condition=Q(settled_at=None),
            ),
            models.CheckConstraint(name="a_take_down_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="what_is_restored_is_settled",
                condition=Q(restored_at=None, restored_by=None)
                | Q(
                    restored_by__isnull=False,
                    restored_at__isnull=False,
                    settled_at__isnull=False,
                    settled_at__lte=F("restored_at"),
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.decision.reference}: {self.what}"

    @property
    def what(self) -> str:
        return f"paper {self.paper_number}" if self.paper_sha256 else "the text"

    @property
    def public_sentence(self) -> str:
        """What the public reads in place of a paper."""
        words = taken_out(self.taken_down_at, is_settled=self.settled_at is not None)
        return f"This paper was {words}."

    @property
    def is_late(self) -> bool:
        return self.settled_at is None and london_today() > self.settle_by

    @property
    def settle_by(self) -> date:
        """The fifth working day after it."""
        return working_days_after(london_today(self.taken_down_at), WORKING_DAYS)
