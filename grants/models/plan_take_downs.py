"""Versions of plans that were put out of public sight."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from grants.formatting import moment
from grants.years import london_today, working_days_after

from .plans import PlanVersion

WORKING_DAYS = 5
# What the public role of the database may read.
PUBLIC_COLUMNS = ("id", "version_id", "taken_down_at", "restored_at", "redacted_at")


def stands_no_more() -> Q:
    """Of a take down: that a newer version or a withdrawal of the plan has followed."""
    newer = PlanVersion.objects.filter(plan=OuterRef("version__plan"), number__gt=OuterRef("version__number"))
    return Q(Exists(newer)) | Q(version__plan__withdrawn_at__isnull=False)


class PlanTakeDownQuerySet(models.QuerySet["PlanTakeDown"]):
    def for_public(self) -> "PlanTakeDownQuerySet":
        """Without why, and by whom."""
        return self.only(*PUBLIC_COLUMNS)

    def in_effect(self) -> "PlanTakeDownQuerySet":
        return self.filter(restored_at=None)

    def unsettled(self) -> "PlanTakeDownQuerySet":
        """Those that nobody has restored, and that neither a newer version nor a withdrawal of the plan has settled."""
        return self.in_effect().filter(~stands_no_more())

    def to_redact(self) -> "PlanTakeDownQuerySet":
        """What an administrator may redact: out of sight, of a version that stands no more."""
        return self.in_effect().filter(stands_no_more(), redacted_at=None)


class PlanTakeDown(models.Model):
    """An approver puts the texts, the address and the file of one version out of public sight, at once and alone, while
    they are checked (domain §8). Nothing is destroyed by it; but an administrator may then redact a version that stands
    no more."""

    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="take_downs")
    reason = models.TextField()
    taken_down_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    taken_down_at = models.DateTimeField()
    restored_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    restored_at = models.DateTimeField(null=True)
    redacted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    redacted_at = models.DateTimeField(null=True)

    objects = PlanTakeDownQuerySet.as_manager()

    class Meta:
        ordering = ("taken_down_at",)
        constraints = (
            models.UniqueConstraint("version", name="one_plan_take_down_at_a_time", condition=Q(restored_at=None)),
            models.CheckConstraint(name="a_plan_take_down_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="two_people_redact_a_plan",
                condition=Q(redacted_by=None, redacted_at=None)
                | Q(redacted_by__isnull=False, redacted_at__isnull=False, restored_at=None)
                & ~Q(redacted_by=F("taken_down_by")),
            ),
        )

    def __str__(self) -> str:
        return str(self.version)

    @property
    def settle_by(self) -> date:
        return working_days_after(london_today(self.taken_down_at), WORKING_DAYS)

    @property
    def is_late(self) -> bool:
        return london_today() > self.settle_by

    @property
    def public_sentence(self) -> str:
        """What the public reads in place of the version."""
        if self.redacted_at:
            return f"The text of this version was redacted on {moment(self.redacted_at)}."
        return f"The text of this version was taken out of public sight on {moment(self.taken_down_at)}."
