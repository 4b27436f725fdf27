"""What a partnership reports of its spending."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from grants.models import Award
from grants.models.money import HIGHEST_AMOUNT, PoundsField

from .obligations import Obligation
from .reviews import Reviewed, ReviewedQuerySet

NOTHING = Decimal("0.00")


class ReportQuerySet(ReviewedQuerySet["Report"]):
    pass


class Report(Reviewed):
    """A financial report, submitted for one obligation: a statement, and figures for each award (domain §6)."""

    called = "a report"

    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="reports")
    statement = models.TextField()
    form_key = models.UUIDField(null=True, unique=True, editable=False)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    submitted_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta(Reviewed.Meta):
        abstract = False
        ordering = ("-submitted_at", "-pk")
        constraints = (  # type: ignore[assignment]
            *Reviewed.Meta.constraints,
            models.CheckConstraint(name="a_report_states_something", condition=~Q(statement="")),
        )

    def __str__(self) -> str:
        return f"report for {self.obligation}"

    @property
    def sender_ids(self) -> set[int | None]:
        return {self.submitted_by_id}

    @property
    def sent_for(self) -> Obligation:
        return self.obligation

    @property
    def underspend(self) -> Decimal:
        """The unallocated underspend over all its awards, in pounds."""
        return sum((line.underspend for line in self.lines.all()), NOTHING)


class ReportLine(models.Model):
    """The figures of one award in a report, in pounds."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="lines")
    award = models.ForeignKey(Award, models.PROTECT, related_name="+")
    actual = PoundsField("actual spend")
    projected = PoundsField("projected spend")
    underspend = PoundsField("unallocated underspend")

    class Meta:
        ordering = ("award__number",)
        constraints = (
            models.UniqueConstraint("report", "award", name="one_line_per_award"),
            models.CheckConstraint(
                name="reported_sums_are_not_negative",
                condition=Q(
                    actual__range=(NOTHING, HIGHEST_AMOUNT),
                    projected__range=(NOTHING, HIGHEST_AMOUNT),
                    underspend__range=(NOTHING, HIGHEST_AMOUNT),
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.award} in a {self.report}"
