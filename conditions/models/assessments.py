"""What the office has found and interpreted: public once made; the database refuses to change or delete it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from conditions.match import InKind
from conditions.terms import OUT_OF_SIGHT
from grants.formatting import day
from grants.models.guards import redacted_only
from grants.models.money import PoundsField
from grants.years import london_today

from .conditions import Condition
from .obligations import Obligation


class Assessment(models.Model):
    """An officer's finding on an obligation, with the figures of the day. The newest one stands."""

    class Finding(models.TextChoices):
        MET = "met", "Met"
        NOT_MET = "not_met", "Not met"
        WAIVED = "waived", "Waived"

    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="assessments")
    finding = models.CharField(max_length=10, choices=Finding)
    reasons = models.TextField(help_text="The public reads this. No names of people.")
    required = PoundsField(null=True, editable=False)
    evidenced = PoundsField(null=True, editable=False)
    # The finding on an earlier occurrence that this one repeats (domain §6).
    carried_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    made_at = models.DateTimeField(editable=False)

    class Meta:
        ordering = ("-made_at", "-pk")
        get_latest_by = ("made_at", "pk")
        indexes = (models.Index(fields=("-made_at",), name="findings_newest_first"),)
        constraints = (models.CheckConstraint(name="an_assessment_has_reasons", condition=~Q(reasons="")),)
        triggers = redacted_only("reasons")

    def __str__(self) -> str:
        return f"{self.get_finding_display()}: {self.obligation}"

    @property
    def public_reasons(self) -> str:
        """As the public may read them now."""
        return OUT_OF_SIGHT if self.obligation.is_taken_down else self.reasons

    @property
    def where_from(self) -> str:
        """Of a finding that was carried over: from which; otherwise empty."""
        if self.carried_from is None:
            return ""
        return f"Carried over from the finding of {self.carried_from.in_words}."

    @property
    def in_words(self) -> str:
        """Its day and what it was about, which tells it from the findings on other occurrences."""
        about = self.obligation
        name = f"{about.occurrence_label}, " if about.occurrence_label else ""
        made_on = day(london_today(self.made_at))
        return f"{made_on}: {self.get_finding_display().lower()} ({name}due on {day(about.due_on)}, {about.year})"


class Interpretation(models.Model):
    """Whether contributions in kind count towards a published condition that does not say so itself (domain §6, SC1).
    The newest one applies."""

    condition = models.ForeignKey(Condition, models.PROTECT, related_name="interpretations")
    counts = models.BooleanField("contributions in kind count")
    reasons = models.TextField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    made_at = models.DateTimeField(editable=False)

    class Meta:
        ordering = ("-made_at", "-pk")
        constraints = (models.CheckConstraint(name="an_interpretation_has_reasons", condition=~Q(reasons="")),)
        triggers = redacted_only("reasons")

    def __str__(self) -> str:
        return f"in kind {self.in_kind.label.lower()}: {self.condition}"

    @property
    def in_kind(self) -> InKind:
        return InKind.ALLOWED if self.counts else InKind.NOT_ALLOWED
