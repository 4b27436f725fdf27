"""What was asked in return, and whether it was kept (domain §6, §7).

Conditions and match requirements are working rows of a decision. Obligations are born from a published notice and carry
its terms; contributions, shares and assessments are about obligations, so none of them ever concerns a draft.
"""

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from conditions.match import Basis, InKind
from conditions.schedule import Schedule
from conditions.terms import ConditionTerms
from grants.models import Award, Decision, Partnership
from grants.models.money import HIGHEST_AMOUNT, PoundsField
from grants.years import FinancialYearField


class Kind(models.TextChoices):
    MATCH = "match", "Match funding"
    ADDITIONALITY = "additionality", "Additionality"
    SPENDING_PLAN = "spending_plan", "Spending plan"
    GOVERNANCE = "governance", "Governance"
    PROCUREMENT = "procurement", "Procurement"
    REPORTING = "reporting", "Reporting"
    APPROVAL = "approval", "Approval"
    UNDERSPEND = "underspend", "Underspend cap"
    OTHER = "other", "Other"


class Per(models.TextChoices):
    AWARD = "award", "Each award"
    PARTNERSHIP_YEAR = "partnership_year", "Each partnership and year"


class Source(models.TextChoices):
    PARTNERSHIP = "partnership", "The community safety partnership"
    COUNCIL = "council", "The council"
    POLICE = "police", "The police"
    PUBLIC = "public", "Another public body"
    VOLUNTARY = "voluntary", "A charity or voluntary group"
    PRIVATE = "private", "A business"


class Terms(models.Model):
    """What a standard condition and a decision's own condition have in common."""

    kind = models.CharField(max_length=20, choices=Kind)
    title = models.CharField(max_length=120)
    wording = models.TextField()
    is_dependency = models.BooleanField("must be met before money is paid", default=False)
    per = models.CharField("falls due for", max_length=20, choices=Per, default=Per.AWARD)
    schedule = models.CharField("how often it falls due", max_length=20, choices=Schedule, default=Schedule.ONCE)
    # A yearly date; day 31 means the last day of the month, so that February ends rightly in leap years.
    due_month = models.PositiveSmallIntegerField(null=True, blank=True)
    due_day = models.PositiveSmallIntegerField(null=True, blank=True)
    due_days = models.PositiveSmallIntegerField("days after the decision", null=True, blank=True)
    threshold = PoundsField("most unallocated underspend", null=True, blank=True)

    class Meta:
        abstract = True


class StandardCondition(Terms):
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
        return self.filter(is_removed=False).select_related("match").prefetch_related("awards")


class Condition(Terms):
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

    objects = ConditionQuerySet.as_manager()

    class Meta:
        ordering = ("decision", "number")
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
        models.CharField(max_length=20, choices=Source), verbose_name="who may contribute", default=list, blank=True
    )
    in_kind = models.CharField("in-kind contributions", max_length=12, choices=InKind, default=InKind.NOT_STATED)
    in_kind_cap = models.DecimalField(
        "most that may be in kind, as a percentage of the match", max_digits=5, decimal_places=2, null=True, blank=True
    )
    starts_on = models.DateField("match period from", null=True, blank=True)
    ends_on = models.DateField("match period to", null=True, blank=True)
    # Where the decision does not say whether in-kind counts: how the office reads it, once that is on record.
    reading = models.CharField(
        "the office's reading", max_length=12, choices=InKind, blank=True, default="", editable=False
    )
    reading_reason = models.TextField(blank=True, editable=False)
    reading_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    reading_at = models.DateTimeField(null=True, editable=False)

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
            models.CheckConstraint(
                name="a_reading_has_who_when_and_why",
                condition=Q(reading="", reading_by=None, reading_at=None)
                | (Q(reading_by__isnull=False, reading_at__isnull=False) & ~Q(reading="") & ~Q(reading_reason="")),
            ),
        )

    def __str__(self) -> str:
        return f"match for {self.condition}"


class ObligationQuerySet(models.QuerySet["Obligation"]):
    def standing(self) -> "ObligationQuerySet":
        """Those that a published notice still asks for."""
        return self.filter(lapsed_at=None)

    def for_partnership(self, partnership: Partnership) -> "ObligationQuerySet":
        return self.filter(partnership=partnership)

    def past_due(self, today: date) -> "ObligationQuerySet":
        return self.filter(due_on__lt=today)

    def with_ledger(self) -> "ObligationQuerySet":
        """With everything their standing is worked out from, in a fixed number of queries."""
        return self.select_related(
            "award__decision", "partnership", "condition__decision", "condition__match"
        ).prefetch_related("shares__contribution", "assessments")


class Obligation(models.Model):
    """One occurrence of a condition falling due, for an award, or for a partnership and year. It carries the terms of
    the notice it was born from, and the amount of the award in force."""

    condition = models.ForeignKey(Condition, models.PROTECT, related_name="obligations")
    award = models.ForeignKey(Award, models.PROTECT, null=True, related_name="obligations")
    partnership = models.ForeignKey(Partnership, models.PROTECT, null=True, related_name="obligations")
    year = FinancialYearField("financial year")
    occurrence = models.PositiveSmallIntegerField(default=1)
    due_on = models.DateField("due date")
    terms_data = models.JSONField()
    award_amount = PoundsField(null=True)
    # A correction may take a condition away; what has been contributed and assessed under it stays.
    lapsed_at = models.DateTimeField(null=True)

    objects = ObligationQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "condition__number", "pk")
        constraints = (
            models.UniqueConstraint(
                "condition", "award", "occurrence", condition=Q(award__isnull=False), name="one_obligation_per_award"
            ),
            models.UniqueConstraint(
                "condition",
                "partnership",
                "year",
                "occurrence",
                condition=Q(award=None),
                name="one_obligation_per_partnership_and_year",
            ),
            models.CheckConstraint(
                name="an_obligation_is_for_an_award_or_a_partnership",
                condition=Q(award__isnull=False, award_amount__isnull=False) | Q(partnership__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.condition}, due {self.due_on:%d/%m/%Y}"

    @property
    def terms(self) -> ConditionTerms:
        return ConditionTerms.model_validate(self.terms_data)


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def awaiting_review(self) -> "ContributionQuerySet":
        """Spent, and neither accepted nor returned: oldest first. A pledge is no evidence yet."""
        waiting = self.filter(accepted_at=None, returned_at=None, spent_on__isnull=False)
        return waiting.order_by("recorded_at", "pk")


class Contribution(models.Model):
    """One promised or spent item offered as match by a partnership. It counts only once an officer has accepted it."""

    class Stage(models.TextChoices):
        PLEDGED = "pledged", "Pledged: promised, not yet certain"
        CONFIRMED = "confirmed", "Confirmed in writing"

    class Valuation(models.TextChoices):
        HOURS = "hours", "Hours worked at an hourly rate"
        QUOTATION = "quotation", "A quotation"
        BOOK_VALUE = "book_value", "Book value"

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="contributions")
    description = models.CharField("what it is", max_length=200)
    source = models.CharField("who contributes it", max_length=20, choices=Source)
    is_in_kind = models.BooleanField("in kind: staff time, goods or premises", default=False)
    valuation = models.CharField("how it was valued", max_length=12, choices=Valuation, blank=True)
    valuation_note = models.CharField("the sum behind the value", max_length=200, blank=True)
    amount = PoundsField()
    spent_on = models.DateField("date it was spent or given", null=True, blank=True)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.CONFIRMED)
    evidence_note = models.TextField("what shows it", blank=True)
    is_own_money = models.BooleanField("paid from money of the office itself", default=False)
    counted_elsewhere = models.BooleanField("already counted as match for another grant", default=False)
    form_key = models.UUIDField(null=True, unique=True, editable=False)

    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    accepted_at = models.DateTimeField(null=True, editable=False)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    returned_at = models.DateTimeField(null=True, editable=False)
    returned_comment = models.TextField(blank=True, editable=False)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        ordering = ("-recorded_at", "-pk")
        constraints = (
            models.CheckConstraint(
                name="a_contribution_is_positive", condition=Q(amount__gt=0, amount__lte=HIGHEST_AMOUNT)
            ),
            models.CheckConstraint(
                name="an_in_kind_contribution_is_valued", condition=Q(is_in_kind=False) | ~Q(valuation="")
            ),
            models.CheckConstraint(
                name="accepted_who_and_when",
                condition=Q(accepted_by=None, accepted_at=None)
                | Q(accepted_by__isnull=False, accepted_at__isnull=False, spent_on__isnull=False),
            ),
            models.CheckConstraint(
                name="returned_who_when_and_why",
                condition=Q(returned_by=None, returned_at=None)
                | (Q(returned_by__isnull=False, returned_at__isnull=False) & ~Q(returned_comment="")),
            ),
            models.CheckConstraint(
                name="accepted_or_returned_not_both", condition=Q(accepted_at=None) | Q(returned_at=None)
            ),
        )

    def __str__(self) -> str:
        return f"{self.description}, £{self.amount:,.2f}"

    @property
    def is_evidenced(self) -> bool:
        return self.accepted_at is not None

    @property
    def awaits_review(self) -> bool:
        return self.accepted_at is None and self.returned_at is None


class Share(models.Model):
    """How much of a contribution counts towards one obligation. A trigger holds the shares of a contribution within its
    amount, also under concurrent writers: the guard against double counting (domain §7)."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="shares")
    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="shares")
    amount = PoundsField()

    class Meta:
        ordering = ("contribution", "obligation")
        constraints = (
            models.UniqueConstraint("contribution", "obligation", name="one_share_per_obligation"),
            models.CheckConstraint(name="a_share_is_positive", condition=Q(amount__gt=0)),
        )

    def __str__(self) -> str:
        return f"£{self.amount:,.2f} of {self.contribution}"


class Assessment(models.Model):
    """An officer's finding on an obligation, with the figures of the day. Public once made; the database refuses to
    change or delete it. The newest one stands."""

    class Finding(models.TextChoices):
        MET = "met", "Met"
        NOT_MET = "not_met", "Not met"
        WAIVED = "waived", "Waived"

    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="assessments")
    finding = models.CharField(max_length=10, choices=Finding)
    reasons = models.TextField(help_text="The public reads this. No names of people.")
    required = PoundsField(null=True, editable=False)
    evidenced = PoundsField(null=True, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    made_at = models.DateTimeField(editable=False)

    class Meta:
        ordering = ("-made_at", "-pk")
        get_latest_by = ("made_at", "pk")
        constraints = (models.CheckConstraint(name="an_assessment_has_reasons", condition=~Q(reasons="")),)

    def __str__(self) -> str:
        return f"{self.get_finding_display()}: {self.obligation}"
