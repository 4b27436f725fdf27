"""The working rows of a decision: the record, its makers, its awards and the lines of a variation (domain §4).

Officers work on these rows. The public never reads them: it reads what register.actions.publish took from them.
"""

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from grants.years import FinancialYearField, london_today

from .money import HIGHEST_AMOUNT, FundingStream, PoundsField
from .organisations import Organisation, Partnership
from .plans import Principle, Priority, SocTheme
from .posts import Post


def who_and_when_together(action: str) -> models.CheckConstraint:
    """`<action>_by` and `<action>_at` are both set or both empty."""
    who, when = f"{action}_by__isnull", f"{action}_at__isnull"
    return models.CheckConstraint(
        name=f"{action}_who_and_when", condition=Q(**{who: True, when: True}) | Q(**{who: False, when: False})
    )


class DecisionQuerySet(models.QuerySet["Decision"]):
    def awaiting_approval(self) -> "DecisionQuerySet":
        return self.filter(state=Decision.State.SENT)

    def approved_unpublished(self) -> "DecisionQuerySet":
        """Approved, and not yet published as approved: oldest decision first."""
        return self.filter(state=Decision.State.APPROVED).order_by("decided_on", "pk")

    def in_progress(self) -> "DecisionQuerySet":
        return self.filter(state__in=(Decision.State.DRAFT, Decision.State.SENT, Decision.State.APPROVED))


class Decision(models.Model):
    """A formal choice by decision makers on a date, with reasons; it makes any number of awards."""

    class Kind(models.TextChoices):
        GRANT = "grant", "Grant award"
        VARIATION = "variation", "Variation of earlier awards"
        EXTERNAL = "external", "Acceptance of external funding"
        CONTRACT = "contract", "Contract"
        OTHER = "other", "Other"

    class Outcome(models.TextChoices):
        APPROVED = "approved", "Approved"
        APPROVED_WITH_CHANGES = "approved_with_changes", "Approved with changes"
        NOT_APPROVED = "not_approved", "Not approved"
        DEFERRED = "deferred", "Deferred"

    # Refused and deferred decisions award nothing (domain §5).
    AWARDING = (Outcome.APPROVED, Outcome.APPROVED_WITH_CHANGES)

    class LegalPower(models.TextChoices):
        PRSRA_9 = "prsra_9", "Police Reform and Social Responsibility Act 2011, section 9"
        ASBCPA_143 = "asbcpa_143", "Anti-social Behaviour, Crime and Policing Act 2014, section 143"
        OTHER = "other", "Another power"

    class Subsidy(models.TextChoices):
        NOT_ASSESSED = "", "Not assessed"
        NOT_A_SUBSIDY = "no", "Not a subsidy"
        SUBSIDY = "yes", "A subsidy"

    class FourPs(models.TextChoices):
        PREPARE = "prepare", "Prepare"
        PREVENT = "prevent", "Prevent"
        PURSUE = "pursue", "Pursue"
        PROTECT = "protect", "Protect"

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        SENT = "sent", "Waiting for approval"
        APPROVED = "approved", "Approved"
        PUBLISHED = "published", "Published"
        WITHDRAWN = "withdrawn", "Withdrawn"

    # Identity
    reference = models.CharField(
        max_length=40,
        unique=True,
        validators=[RegexValidator(r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$", "Use letters, digits and single hyphens only.")],
        help_text="Letters, digits and hyphens. It can be changed until the decision is first published.",
    )
    external_reference = models.CharField(
        max_length=40, blank=True, help_text="The number of the decision in Modern.gov, where it has one."
    )
    published_elsewhere_on = models.DateField("first published elsewhere on", null=True, blank=True)
    published_elsewhere_url = models.URLField("address where it was published", max_length=500, blank=True)
    # Decided before this register was kept, and added in bulk: its public page says so.
    is_past = models.BooleanField("past decision", default=False, editable=False)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.GRANT)
    title = models.CharField(max_length=300)
    summary = models.CharField(
        "plain summary",
        max_length=300,
        blank=True,
        help_text="What was decided, in a sentence or two that anybody understands. At most 300 characters.",
    )

    # What was decided, and why
    purpose = models.TextField(
        blank=True, help_text="What the money is for. Not the title again: at least 20 characters."
    )
    decision_text = models.TextField(
        "decision", blank=True, help_text="What was decided, in the words of the decision."
    )
    reasons = models.TextField(
        blank=True,
        help_text="Why this would secure, or help to secure, crime and disorder reduction, or help victims. "
        "The public reads this: at least 50 characters.",
    )
    legal_power = models.CharField(max_length=20, choices=LegalPower, blank=True)
    legal_power_other = models.CharField("which other power", max_length=200, blank=True)
    alternatives = models.TextField("alternatives considered and rejected", blank=True)
    interests = models.TextField("interests declared", blank=True)

    # Who decided, when, and how
    decided_on = models.DateField("date of decision", null=True, blank=True)
    effective_from = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=24, choices=Outcome, blank=True)
    is_key = models.BooleanField("key decision", null=True, blank=True)
    call_in = models.BooleanField("subject to call-in", null=True, blank=True)
    key_notice_on = models.DateField("notice of the key decision first given on", null=True, blank=True)
    is_significant = models.BooleanField("of significant public interest", null=True, blank=True)
    significance = models.TextField("why it is, or is not, of significant public interest", blank=True)

    # What it leads to
    financial_implications = models.TextField(blank=True)
    legal_implications = models.TextField(blank=True)
    equality_implications = models.TextField(blank=True)
    risk_implications = models.TextField(blank=True)
    consultation = models.TextField(blank=True)
    value_for_money = models.TextField("value for money considered", blank=True)
    intended_outcomes = models.TextField("intended outputs and outcomes", blank=True)
    results = models.TextField("results so far", blank=True)
    exit_plan = models.TextField("exit and sustainability plan", blank=True)
    subsidy = models.CharField(
        "subsidy control", max_length=4, choices=Subsidy, blank=True, default=Subsidy.NOT_ASSESSED
    )
    subsidy_note = models.TextField("subsidy assessment", blank=True)

    # What it serves
    priorities = models.ManyToManyField(Priority, blank=True, related_name="decisions")
    principles = models.ManyToManyField(
        Principle, blank=True, related_name="decisions", verbose_name="commissioning principles"
    )
    four_ps = ArrayField(models.CharField(max_length=10, choices=FourPs), verbose_name="4Ps", default=list, blank=True)
    soc_themes = models.ManyToManyField(SocTheme, blank=True, related_name="decisions", verbose_name="SOC themes")

    # Money and conditions, said outright
    stated_total = PoundsField("total as stated", null=True, blank=True)
    no_conditions = models.BooleanField("no conditions attached", default=False)
    supersedes = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by", verbose_name="supersedes"
    )
    makers = models.ManyToManyField(Post, through="DecisionMaker", related_name="decisions")
    lead_officer = models.CharField(max_length=120, blank=True, help_text="For the office only: never published.")

    # Where it stands. Each who stands beside its when.
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    # The highest numbers ever given: none is used again, not even after what had it was removed.
    last_award_number = models.PositiveSmallIntegerField(default=0, editable=False)
    last_condition_number = models.PositiveSmallIntegerField(default=0, editable=False)
    last_paper_number = models.PositiveSmallIntegerField(default=0, editable=False)
    form_key = models.UUIDField(null=True, unique=True, editable=False)
    # Everybody who has edited or sent it since its last approval: none of them may approve it (domain §8, P13).
    author_ids = ArrayField(models.BigIntegerField(), default=list, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    approved_at = models.DateTimeField(null=True, editable=False)
    # Why the approver let it go over a cap, an allocation or a delegation limit (domain §5).
    exceeding_reason = models.TextField("reason for exceeding the money available", blank=True, editable=False)
    published_at = models.DateTimeField("first published here", null=True, editable=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ("-decided_on", "-pk")
        constraints = (
            who_and_when_together("sent"),
            who_and_when_together("approved"),
            models.CheckConstraint(
                name="sent_states_were_sent", condition=Q(state__in=("draft", "withdrawn")) | Q(sent_at__isnull=False)
            ),
            models.CheckConstraint(
                name="an_approval_stands_behind_approved_and_published",
                condition=~Q(state__in=("approved", "published")) | Q(approved_at__isnull=False),
            ),
            models.CheckConstraint(
                name="published_states_were_published",
                condition=~Q(state__in=("published", "withdrawn")) | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="an_approver_is_not_an_author", condition=~Q(author_ids__contains=[F("approved_by")])
            ),
            models.CheckConstraint(name="no_decision_supersedes_itself", condition=~Q(supersedes=F("id"))),
            models.CheckConstraint(
                name="a_stated_total_is_not_negative",
                condition=Q(stated_total__isnull=True) | Q(stated_total__gte=0),
            ),
        )

    def __str__(self) -> str:
        return f"{self.reference}: {self.title}"

    @property
    def published_on(self) -> date:
        """The day in London of its first publication here; of one that is not published yet, today."""
        return london_today(self.published_at)

    @property
    def is_published(self) -> bool:
        return self.published_at is not None and self.state != self.State.WITHDRAWN

    @property
    def has_unpublished_changes(self) -> bool:
        return self.published_at is not None and self.state in (
            self.State.DRAFT,
            self.State.SENT,
            self.State.APPROVED,
        )

    @property
    def makes_awards(self) -> bool:
        """Whether its outcome puts the money in force."""
        return self.outcome in self.AWARDING

    @property
    def is_grant(self) -> bool:
        """Whether the statutory parts of a grant are asked of it (domain §8: P1, P5, P9 to P11)."""
        return self.makes_awards and self.kind in (self.Kind.GRANT, self.Kind.VARIATION)

    @property
    def total(self) -> Decimal:
        """The exact sum of its awards, in pounds."""
        return sum((award.amount for award in self.awards.all()), Decimal("0.00"))

    @property
    def difference(self) -> Decimal:
        """What its variation adds to earlier awards, or takes from them, in pounds."""
        return sum((line.difference for line in self.variation_lines.all()), Decimal("0.00"))

    @property
    def money(self) -> Decimal:
        """What it decides on in all: its awards, and the difference that its variation makes."""
        return self.total + self.difference


class DecisionMaker(models.Model):
    """A post that took the decision, with its title as it was on the day."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="decision_makers")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    title = models.CharField("title on the day", max_length=200)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("decision", "position")
        constraints = (
            models.UniqueConstraint("decision", "post", name="one_seat_per_post"),
            models.UniqueConstraint(
                fields=("decision", "position"),
                name="one_decision_maker_per_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
        )

    def __str__(self) -> str:
        return self.title


class Award(models.Model):
    """One line of a decision: recipient, funding stream, financial year and amount (domain §5).

    Its number is kept for ever and never used again. After publication it is never deleted: a correction ends it,
    with amount 0 and a reason.
    """

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="awards")
    number = models.PositiveSmallIntegerField(editable=False)
    title = models.CharField(max_length=140)
    recipient = models.ForeignKey(Organisation, models.PROTECT, related_name="awards", null=True)
    partnership = models.ForeignKey(Partnership, models.PROTECT, null=True, blank=True, related_name="awards")
    stream = models.ForeignKey(
        FundingStream, models.PROTECT, null=True, related_name="awards", verbose_name="funding stream"
    )
    year = FinancialYearField("financial year", null=True)
    amount = PoundsField()
    starts_on = models.DateField("from", null=True, blank=True)
    ends_on = models.DateField("to", null=True, blank=True)
    is_proposed = models.BooleanField("read from a notice, not yet confirmed", default=False, editable=False)
    ended_reason = models.TextField("why it was ended", blank=True)
    published_at = models.DateTimeField("first published here", null=True, editable=False)

    class Meta:
        ordering = ("decision", "number")
        constraints = (
            models.UniqueConstraint("decision", "number", name="one_award_per_number"),
            models.CheckConstraint(
                name="an_award_is_positive_or_ended_with_a_reason",
                condition=Q(amount__gt=0, amount__lte=HIGHEST_AMOUNT) | (Q(amount=0) & ~Q(ended_reason="")),
            ),
            models.CheckConstraint(
                name="only_a_published_award_is_ended", condition=Q(amount__gt=0) | Q(published_at__isnull=False)
            ),
            models.CheckConstraint(
                name="an_award_ends_after_it_starts",
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.decision.reference}, award {self.number}"


class VariationLine(models.Model):
    """How a variation changes an earlier award: the amount it is based on, and the new one (0 ends it)."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="variation_lines")
    award = models.ForeignKey(Award, models.PROTECT, related_name="variation_lines")
    base_amount = PoundsField("amount before")
    new_amount = PoundsField("new amount")

    class Meta:
        ordering = ("decision", "award")
        constraints = (
            models.UniqueConstraint("decision", "award", name="one_line_per_varied_award"),
            models.CheckConstraint(
                name="varied_amounts_are_in_range",
                condition=Q(base_amount__gt=0, new_amount__gte=0, new_amount__lte=HIGHEST_AMOUNT),
            ),
        )

    def __str__(self) -> str:
        return f"{self.award}: {self.base_amount} to {self.new_amount}"

    @property
    def difference(self) -> Decimal:
        return Decimal(self.new_amount - self.base_amount)


class ReferenceCounter(models.Model):
    """The last number given to a decision of one calendar year; locked while a number is taken."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"
