"""Conditions: the library of standard conditions, and the conditions of each decision in its own wording."""

from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from conditions.match import Basis, InKind
from conditions.schedule import Schedule
from grants.models import Award, Decision
from grants.models.money import PoundsField


class ConditionKind(models.TextChoices):
    MATCH = "match", "Match funding"
    ADDITIONALITY = "additionality", "Additionality"
    SPENDING_PLAN = "spending_plan", "Spending plan"
    GOVERNANCE = "governance", "Governance"
    PROCUREMENT = "procurement", "Procurement"
    REPORTING = "reporting", "Reporting"
    APPROVAL = "approval", "Approval"
    UNDERSPEND = "underspend", "Underspend cap"
    OTHER = "other", "Other"


# Those that ask for a report with figures, which a monitoring return answers (domain §12).
REPORTING_KINDS = (ConditionKind.REPORTING, ConditionKind.UNDERSPEND)


class Per(models.TextChoices):
    AWARD = "award", "Each award"
    PARTNERSHIP_YEAR = "partnership_year", "Each partnership and year"


class MatchSource(models.TextChoices):
    PARTNERSHIP = "partnership", "The community safety partnership"
    COUNCIL = "council", "The council"
    POLICE = "police", "The police"
    PUBLIC = "public", "Another public body"
    VOLUNTARY = "voluntary", "A charity or voluntary group"
    PRIVATE = "private", "A business"


class ConditionFields(models.Model):
    """What a standard condition and a decision's own condition have in common."""

    kind = models.CharField(max_length=20, choices=ConditionKind)
    title = models.CharField(max_length=120)
    wording = models.TextField()
    is_dependency = models.BooleanField("must be met before money is paid", default=False)
    is_before_first_payment = models.BooleanField("must be met before the first payment", default=False)
    per = models.CharField("falls due for", max_length=20, choices=Per, default=Per.AWARD)
    schedule = models.CharField("how often it falls due", max_length=20, choices=Schedule, default=Schedule.ONCE)
    # A yearly date; day 31 means the last day of the month, so that February is right in leap years.
    due_month = models.PositiveSmallIntegerField(null=True, blank=True)
    due_day = models.PositiveSmallIntegerField(null=True, blank=True)
    due_days = models.PositiveSmallIntegerField("days after the decision", null=True, blank=True)
    threshold = PoundsField("most unallocated underspend", null=True, blank=True)

    class Meta:
        abstract = True


class StandardCondition(ConditionFields):
    """A condition of the office's library. A version is never changed; a new wording is a new version."""

    code = models.CharField(max_length=10)
    version = models.PositiveSmallIntegerField(default=1)
    match_percent = models.DecimalField(
        "match, as a percentage of the grant", max_digits=5, decimal_places=2, null=True, blank=True
    )
    is_current = models.BooleanField("offered for new decisions", default=True)

    class Meta:
        ordering = ("code", "version")
        constraints = (models.UniqueConstraint("code", "version", name="one_wording_per_version"),)

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class ConditionQuerySet(models.QuerySet["Condition"]):
    def in_force(self) -> "ConditionQuerySet":
        return self.filter(is_removed=False).select_related("match", "standard").prefetch_related("awards")


class Condition(ConditionFields):
    """A term on which awards of one decision are made, in the wording that decision used."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="conditions")
    number = models.PositiveSmallIntegerField(editable=False)
    standard = models.ForeignKey(StandardCondition, models.PROTECT, null=True, blank=True, related_name="uses")
    binds_all = models.BooleanField("applies to every award of the decision", default=True)
    awards = models.ManyToManyField(Award, blank=True, related_name="conditions")
    due_on = models.DateField("due date", null=True, blank=True)
    due_set_by_office = models.BooleanField("the office set the date, the decision states none", default=False)
    # Once published a condition is never deleted: a correction takes it away, and its history stays.
    is_removed = models.BooleanField(default=False, editable=False)

    # What fell due before this day was kept, or not, before this register began to follow conditions (domain §6).
    followed_from = models.DateField(null=True, editable=False)

    objects = ConditionQuerySet.as_manager()

    class Meta:
        ordering = ("decision", "number")
        indexes = (
            models.Index(
                fields=("decision",), condition=Q(followed_from__isnull=False), name="conditions_with_history"
            ),
        )
        constraints = (models.UniqueConstraint("decision", "number", name="one_condition_per_number"),)

    def __str__(self) -> str:
        return f"{self.decision.reference}, condition {self.number}"

    @property
    def bound_awards(self) -> models.QuerySet[Award]:
        return self.decision.awards.all() if self.binds_all else self.awards.all()


class MatchRequirement(models.Model):
    """How much match a condition asks: basis, figure, and what may count."""

    condition = models.OneToOneField(Condition, models.CASCADE, related_name="match")
    basis = models.CharField(max_length=20, choices=Basis, default=Basis.GRANT_PERCENT)
    figure = models.DecimalField(
        "percentage, or sum in pounds", max_digits=12, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )
    sources = ArrayField(
        models.CharField(max_length=20, choices=MatchSource),
        verbose_name="who may contribute",
        default=list,
        blank=True,
    )
    in_kind = models.CharField("in-kind contributions", max_length=12, choices=InKind, default=InKind.NOT_STATED)
    in_kind_cap = models.DecimalField(
        "most that may be in kind, as a percentage of the match", max_digits=5, decimal_places=2, null=True, blank=True
    )
    starts_on = models.DateField("match period from", null=True, blank=True)
    ends_on = models.DateField("match period to", null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(name="a_match_figure_is_positive", condition=Q(figure__gt=0)),
            models.CheckConstraint(
                name="a_share_of_the_total_is_below_100",
                condition=~Q(basis=Basis.TOTAL_PERCENT) | Q(figure__lt=100),
            ),
            models.CheckConstraint(
                name="a_match_period_ends_after_it_starts",
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
        )

    def __str__(self) -> str:
        return f"match for {self.condition}"
