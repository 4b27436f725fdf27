"""Monitoring returns: what a partnership reports of an award for a period (domain §12)."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from grants.formatting import day
from grants.measures import MeasureTerms, with_unit
from grants.models import Award, Decision, Partnership, StoredFile
from grants.models.money import HIGHEST_AMOUNT, ZERO, PoundsField

from .obligations import Obligation
from .reviews import Reviewed, ReviewedQuerySet

if TYPE_CHECKING:
    from collections.abc import Iterable


# What the public reads of an accepted return and its figures: pages ask for these columns alone.
PUBLIC_OF_RETURN = ("id", "award_id", "period_ends_on", "version", "accepted_at", "reason")
PUBLIC_OF_FIGURE = ("id", "monitoring_return_id", "number", "terms_data", "value", "sentence")


class MonitoringReturnQuerySet(ReviewedQuerySet["MonitoringReturn"]):
    def of_period(self, award: Award, ends_on: date) -> "MonitoringReturnQuerySet":
        """All versions, the newest first."""
        return self.filter(award=award, period_ends_on=ends_on).order_by("-version")

    def accepted(self) -> "MonitoringReturnQuerySet":
        return self.exclude(accepted_at=None)

    def newest_accepted(self, awards: "models.QuerySet[Award] | Iterable[Award]") -> "MonitoringReturnQuerySet":
        """Of each award the one about the latest period."""
        in_order = self.accepted().filter(award__in=awards).order_by("award_id", "-period_ends_on", "-version")
        return in_order.distinct("award_id")

    def underspend(self, awards: "models.QuerySet[Award]") -> Decimal:
        """What these awards leave unspent together, each as last accepted."""
        return sum((each.underspend for each in self.newest_accepted(awards)), ZERO)


class MonitoringReturn(Reviewed):
    """What is said of one award for one period, in pounds and by its measures; it answers every condition that asks for
    a report of that period. The newest accepted version stands: what it takes the place of is kept, and `reason` says
    why. One of the last period may be the end of grant report: then nothing more is forecast. The public reads the
    accepted figures, their sentences and that reason, and of an end of grant report what `AwardEnd` has; the rest is
    for the office and the partnership alone."""

    called = "a monitoring return"
    short_name = "monitoring_return"
    shown_with = ("award__decision", "award__in_force", "partnership")

    award = models.ForeignKey(Award, models.PROTECT, related_name="monitoring_returns")
    partnership = models.ForeignKey(Partnership, models.PROTECT, null=True, related_name="monitoring_returns")
    period_ends_on = models.DateField("last day of the period")
    version = models.PositiveSmallIntegerField(editable=False)
    obligations = models.ManyToManyField(Obligation, related_name="returns", editable=False)
    # What the award stood at on the day.
    amount = PoundsField("amount of the award")
    spent = PoundsField("spend to date")
    forecast = PoundsField("forecast to the year end")
    went_well = models.TextField(blank=True)
    went_badly = models.TextField("what did not go well", blank=True)
    change_wanted = models.TextField(blank=True)
    # An end of grant report, with what the public reads of it once it is accepted.
    is_final = models.BooleanField("is the end of grant report", default=False)
    lessons = models.TextField(blank=True)
    continues = models.TextField("what continues", blank=True)
    reason = models.TextField("why an accepted one is replaced", blank=True)
    form_key = models.UUIDField(null=True, unique=True, editable=False)

    objects = MonitoringReturnQuerySet.as_manager()

    class Meta(Reviewed.Meta):
        abstract = False
        constraints = (  # type: ignore[assignment]
            *Reviewed.Meta.constraints,
            models.UniqueConstraint("award", "period_ends_on", "version", name="one_return_per_version"),
            models.UniqueConstraint(
                "award",
                "period_ends_on",
                condition=Q(accepted_at=None, returned_at=None, taken_back_at=None),
                name="one_return_waits_per_award_and_period",
            ),
            models.CheckConstraint(
                name="an_end_of_grant_report_is_final",
                condition=Q(is_final=True, forecast=F("spent")) | Q(is_final=False, lessons="", continues=""),
            ),
            models.CheckConstraint(
                name="returned_sums_are_not_negative",
                condition=Q(
                    amount__range=(ZERO, HIGHEST_AMOUNT),
                    spent__range=(ZERO, HIGHEST_AMOUNT),
                    forecast__range=(ZERO, HIGHEST_AMOUNT),
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.award.decision.reference}, award {self.award.number}, to {day(self.period_ends_on)}"

    @property
    def underspend(self) -> Decimal:
        """What is left of the award by the forecast."""
        return max(ZERO, self.amount - self.forecast)

    @property
    def decision(self) -> Decision:
        return self.award.decision

    @property
    def obligation_ids(self) -> list[int]:
        return list(self.obligations.order_by("pk").values_list("pk", flat=True))

    @property
    def sent_for(self) -> Obligation | None:
        return self.obligations.order_by("due_on", "pk").first()


class ReturnFigure(models.Model):
    """What a return says of one measure of its award, with the measure as it was then. Once the return is accepted,
    figure and sentence are public; the paper never is."""

    monitoring_return = models.ForeignKey(MonitoringReturn, models.CASCADE, related_name="figures")
    number = models.PositiveSmallIntegerField("number of the measure")
    terms_data: Any = models.JSONField()
    value = models.DecimalField(max_digits=12, decimal_places=2)
    sentence = models.TextField(blank=True)
    # A later version keeps the paper where no other is sent.
    paper = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="return_figures")

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint("monitoring_return", "number", name="one_figure_per_measure"),
            models.CheckConstraint(name="figures_are_not_negative", condition=Q(value__gte=0)),
        )

    def __str__(self) -> str:
        return f"{self.terms.name}, {self.monitoring_return}"

    @property
    def in_words(self) -> str:
        return with_unit(self.value, self.terms.unit)

    @property
    def terms(self) -> MeasureTerms:
        return MeasureTerms.model_validate(self.terms_data)


class ReturnDraft(models.Model):
    """What somebody has typed of a return and not sent yet; nobody else reads it. Sending takes it away."""

    award = models.ForeignKey(Award, models.CASCADE, related_name="+")
    period_ends_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    typed: Any = models.JSONField()
    saved_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = (models.UniqueConstraint("award", "period_ends_on", "by", name="one_draft_of_a_return"),)

    def __str__(self) -> str:
        return f"Draft of a return to {day(self.period_ends_on)}"
