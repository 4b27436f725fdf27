"""The working rows of a decision: the record, its makers, its awards and the lines of a variation (domain §4).

Officers work on these rows. The public never reads them: it reads what register.actions.publish took from them.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Now

from grants.record import GRANT_KINDS, OTHER_MONEY, belongs_to, words
from grants.years import FinancialYearField, london_today

from .money import HIGHEST_AMOUNT, FundingStream, PoundsField
from .organisations import Organisation, Partnership
from .plans import Principle, Priority
from .posts import Post
from .soc import SocWork


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
        return self.filter(state__in=Decision.IN_PROGRESS)


class Decision(SocWork):
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

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        SENT = "sent", "Waiting for approval"
        APPROVED = "approved", "Approved"
        PUBLISHED = "published", "Published"
        WITHDRAWN = "withdrawn", "Withdrawn"

    IN_PROGRESS = (State.DRAFT, State.SENT, State.APPROVED)

    # The record. Labels and hints are those of grants/record.py, by the name of the column.
    reference = models.CharField(
        max_length=40,
        unique=True,
        validators=[RegexValidator(r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$", "Use letters, digits and single hyphens only.")],
        **words("reference"),
    )
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.GRANT, **words("kind"))
    title = models.CharField(max_length=300, **words("title"))
    summary = models.CharField(max_length=300, blank=True, **words("summary"))
    external_reference = models.CharField(max_length=40, blank=True, **words("external_reference"))

    own_number = models.CharField(max_length=60, blank=True, **words("own_number"))
    why_another = models.CharField(max_length=300, blank=True, **words("why_another"))

    purpose = models.TextField(blank=True, **words("purpose"))
    decision_text = models.TextField(blank=True, **words("decision_text"))
    reasons = models.TextField(blank=True, **words("reasons"))
    from_open_call = models.BooleanField(null=True, blank=True, **words("from_open_call"))
    legal_power = models.CharField(max_length=20, choices=LegalPower, blank=True, **words("legal_power"))
    legal_power_other = models.CharField(max_length=200, blank=True, **words("legal_power_other"))

    makers = models.ManyToManyField(Post, through="DecisionMaker", related_name="decisions")
    decided_on = models.DateField(null=True, blank=True, **words("decided_on"))
    effective_from = models.DateField(null=True, blank=True, **words("effective_from"))
    outcome = models.CharField(max_length=24, choices=Outcome, blank=True, **words("outcome"))
    is_key = models.BooleanField(null=True, blank=True, **words("is_key"))
    key_notice_on = models.DateField(null=True, blank=True, **words("key_notice_on"))
    call_in = models.BooleanField(null=True, blank=True, **words("call_in"))
    is_significant = models.BooleanField(null=True, blank=True, **words("is_significant"))
    significance = models.TextField(blank=True, **words("significance"))
    lead_officer = models.CharField(max_length=120, blank=True, **words("lead_officer"))

    alternatives = models.TextField(blank=True, **words("alternatives"))
    interests = models.TextField(blank=True, **words("interests"))
    financial_implications = models.TextField(blank=True, **words("financial_implications"))
    legal_implications = models.TextField(blank=True, **words("legal_implications"))
    equality_implications = models.TextField(blank=True, **words("equality_implications"))
    risk_implications = models.TextField(blank=True, **words("risk_implications"))
    consultation = models.TextField(blank=True, **words("consultation"))
    subsidy = models.CharField(
        max_length=4, choices=Subsidy, blank=True, default=Subsidy.NOT_ASSESSED, **words("subsidy")
    )
    subsidy_note = models.TextField(blank=True, **words("subsidy_note"))

    intended_outcomes = models.TextField(blank=True, **words("intended_outcomes"))
    results = models.TextField(blank=True, **words("results"))

    need = models.TextField(blank=True, **words("need"))
    added_value = models.TextField(blank=True, **words("added_value"))
    value_for_money = models.TextField(blank=True, **words("value_for_money"))
    exit_plan = models.TextField(blank=True, **words("exit_plan"))

    priorities = models.ManyToManyField(Priority, blank=True, related_name="decisions", **words("priorities"))
    principles = models.ManyToManyField(Principle, blank=True, related_name="decisions", **words("principles"))

    stated_total = PoundsField(null=True, blank=True, **words("stated_total"))
    no_conditions = models.BooleanField(default=False, **words("no_conditions"))

    supplier = models.CharField(max_length=200, blank=True, **words("supplier"))
    contract_value = PoundsField(null=True, blank=True, **words("contract_value"))
    giver = models.CharField(max_length=200, blank=True, **words("giver"))
    received_amount = PoundsField(null=True, blank=True, **words("received_amount"))
    received_year = FinancialYearField(null=True, blank=True, **words("received_year"))
    giver_conditions = models.TextField(blank=True, **words("giver_conditions"))
    spending_amount = PoundsField(null=True, blank=True, **words("spending_amount"))

    published_elsewhere_on = models.DateField(null=True, blank=True, **words("published_elsewhere_on"))
    published_elsewhere_url = models.URLField(max_length=500, blank=True, **words("published_elsewhere_url"))
    supersedes = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by", **words("supersedes")
    )
    # The numbers of the superseded decision's awards that stand; its others end with this one. None: not said yet.
    superseded_stand = ArrayField(
        models.PositiveSmallIntegerField(), null=True, editable=False, verbose_name="superseded awards that stand"
    )
    # Why the approver let it go over a cap, an allocation or a delegation limit (domain §5).
    exceeding_reason = models.TextField(blank=True, editable=False, **words("exceeding_reason"))

    # Decided before this register was kept, and added in bulk: its public page says so.
    is_past = models.BooleanField("past decision", default=False, editable=False)
    # Where an approver has said so: conditions due before this day were not followed here (domain §6).
    conditions_followed_from = models.DateField(null=True, editable=False)
    # Why, for the public.
    conditions_followed_reason = models.TextField(blank=True, editable=False)

    # Its state; each "who" has its "when".
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    # The highest numbers ever given: none is used again, not even after what had it was removed.
    last_award_number = models.PositiveSmallIntegerField(default=0, editable=False)
    last_condition_number = models.PositiveSmallIntegerField(default=0, editable=False)
    last_measure_number = models.PositiveSmallIntegerField(default=0, editable=False)
    last_paper_number = models.PositiveSmallIntegerField(default=0, editable=False)
    form_key = models.UUIDField(null=True, unique=True, editable=False)
    # Everybody who has edited or sent it since its last approval: none of them may approve it (domain §8, P13).
    author_ids = ArrayField(models.BigIntegerField(), default=list, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    # For whom it waits while it is a draft: the person who began it, or its correction, until they hand it over.
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    # Who was asked to approve it when it was sent; None is any approver.
    approver = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False)
    # The line of the diary by which it was returned, until it is sent again.
    returned = models.ForeignKey("grants.Event", models.SET_NULL, null=True, related_name="+", editable=False)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    approved_at = models.DateTimeField(null=True, editable=False)
    published_at = models.DateTimeField("first published here", null=True, editable=False)

    # The others that it is held against, where they were asked for together (grants/look_alikes.py).
    known_look_alikes: "list[Decision] | None" = None

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ("-decided_on", "-pk")
        indexes = (
            models.Index(fields=("decided_on",), name="decisions_of_a_day"),
            models.Index(Lower("external_reference"), name="decisions_of_a_number"),
            models.Index(Lower("own_number"), name="decisions_of_an_own_number"),
            models.Index(
                fields=("state", "owner"),
                condition=Q(state__in=("draft", "sent", "approved")),
                name="decisions_in_progress",
            ),
        )
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

    def value_of(self, name: str) -> Any:
        """What the record says in a field: titles of decision makers, a list where it holds several things."""
        if name == "decision_makers":
            return [maker.title for maker in self.decision_makers.all()]
        value = getattr(self, name)
        return list(value.all()) if self._meta.get_field(name).many_to_many else value

    def says(self, name: str) -> bool:
        """Whether the record says something in a field. A "no" does, a box that is not ticked does not."""
        value = self.value_of(name) if belongs_to(name, self.kind) else None
        return value not in (None, "", []) and (value is not False or self._meta.get_field(name).null)

    @property
    def uses_another_power(self) -> bool:
        """Whether `legal_power_other` is the legal power; what was typed there says nothing otherwise."""
        return self.legal_power == self.LegalPower.OTHER

    @property
    def published_on(self) -> date:
        """The day in London of its first publication here; of one that is not published yet, today."""
        return london_today(self.published_at)

    @property
    def is_published(self) -> bool:
        return self.published_at is not None and self.state != self.State.WITHDRAWN

    @property
    def has_unpublished_changes(self) -> bool:
        return self.published_at is not None and self.state in self.IN_PROGRESS

    @property
    def makes_awards(self) -> bool:
        """Whether its outcome puts the money in force."""
        return self.outcome in self.AWARDING

    @property
    def is_grant(self) -> bool:
        """Whether the statutory parts of a grant are asked of it (domain §8: P1, P5, P9 to P11)."""
        return self.makes_awards and self.kind in GRANT_KINDS

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
        """What it decides on in all: its awards, and the difference that its variation makes; or the value of its
        contract, what it receives or spends."""
        return self.total + self.difference + self.other_money

    @property
    def other_money(self) -> Decimal:
        """Of a contract, money received or other spending, in pounds; nothing of grants."""
        amount = OTHER_MONEY[self.kind][1] if self.kind in OTHER_MONEY else ""
        return Decimal(getattr(self, amount) or 0) if amount else Decimal("0.00")


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


class ReferenceCounter(models.Model):
    """The last number given to a decision of one calendar year; locked while a number is taken."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"
