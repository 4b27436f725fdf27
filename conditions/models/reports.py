"""What a partnership reports of its spending."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q

from grants.measures import MeasureTerms, with_unit
from grants.models import Award, Partnership
from grants.models.money import HIGHEST_AMOUNT, ZERO, PoundsField

from .conditions import ConditionKind
from .obligations import Obligation
from .reviews import Reviewed, ReviewedQuerySet


class ReportQuerySet(ReviewedQuerySet["Report"]):
    pass


class Report(Reviewed):
    """A financial report, submitted for one obligation: a statement, and figures for each award (domain §6)."""

    called = "a report"
    shown_with = ("obligation__partnership",)

    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="reports")
    statement = models.TextField()
    # For the office and the partnership alone, as the statement is.
    went_well = models.TextField(blank=True)
    went_badly = models.TextField("what did not go well", blank=True)
    change_wanted = models.TextField(blank=True)
    form_key = models.UUIDField(null=True, unique=True, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta(Reviewed.Meta):
        abstract = False
        constraints = (  # type: ignore[assignment]
            *Reviewed.Meta.constraints,
            models.CheckConstraint(name="a_report_states_something", condition=~Q(statement="")),
        )

    def __str__(self) -> str:
        return f"report for {self.obligation}"

    @property
    def partnership(self) -> Partnership | None:
        return self.obligation.partnership

    @property
    def sent_for(self) -> Obligation:
        return self.obligation

    @property
    def underspend(self) -> Decimal:
        """The unallocated underspend over all its awards, in pounds."""
        return sum((line.underspend for line in self.lines.all()), ZERO)


class ReportLineQuerySet(models.QuerySet["ReportLine"]):
    def unallocated(self, awards: "models.QuerySet[Award]") -> Decimal:
        """The unallocated underspend of all these awards together, each as last reported and accepted for a condition
        that limits it."""
        for_a_cap = self.filter(report__obligation__terms_data__kind=ConditionKind.UNDERSPEND)
        accepted = for_a_cap.filter(award__in=awards).exclude(report__accepted_at=None)
        newest = accepted.order_by("award_id", "-report__sent_at", "-report_id").distinct("award_id")
        return sum((line.underspend for line in newest), ZERO)


class ReportLine(models.Model):
    """The figures of one award in a report, in pounds."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="lines")
    award = models.ForeignKey(Award, models.PROTECT, related_name="+")
    actual = PoundsField("actual spend")
    projected = PoundsField("projected spend")
    underspend = PoundsField("unallocated underspend")

    objects = ReportLineQuerySet.as_manager()

    class Meta:
        ordering = ("award__number",)
        constraints = (
            models.UniqueConstraint("report", "award", name="one_line_per_award"),
            models.CheckConstraint(
                name="reported_sums_are_not_negative",
                condition=Q(
                    actual__range=(ZERO, HIGHEST_AMOUNT),
                    projected__range=(ZERO, HIGHEST_AMOUNT),
                    underspend__range=(ZERO, HIGHEST_AMOUNT),
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.award} in a {self.report}"


class ReportFigure(models.Model):
    """What a report says of one measure of one award, with the measure as it was then. Once the report is accepted the
    figure is public; the sentence is for the office and the partnership alone."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="figures")
    award = models.ForeignKey(Award, models.PROTECT, related_name="reported_figures")
    number = models.PositiveSmallIntegerField("number of the measure")
    # The last day of the quarter that it is about.
    period_ends_on = models.DateField()
    terms_data: Any = models.JSONField()
    value = models.DecimalField(max_digits=12, decimal_places=2)
    sentence = models.TextField(blank=True)

    class Meta:
        ordering = ("award__number", "number")
        constraints = (
            models.UniqueConstraint("report", "award", "number", name="one_figure_per_measure"),
            models.CheckConstraint(name="figures_are_not_negative", condition=Q(value__gte=0)),
        )

    def __str__(self) -> str:
        return f"{self.terms.name}, {self.award}"

    @property
    def in_words(self) -> str:
        return with_unit(self.value, self.terms.unit)

    @property
    def terms(self) -> MeasureTerms:
        return MeasureTerms.model_validate(self.terms_data)
