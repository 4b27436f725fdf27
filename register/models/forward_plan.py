"""The forward plan: decisions that are intended, and what became of each."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from grants.formatting import changes_in_words, day
from grants.models import Decision, Post
from grants.models.guards import append_only
from grants.record import KEY_NOTICE_DAYS
from grants.years import clear_days, london_today


class PlannedDecisionQuerySet(models.QuerySet["PlannedDecision"]):
    def as_shown(self) -> "PlannedDecisionQuerySet":
        return self.select_related("post", "decision").prefetch_related("changes")

    def open(self) -> "PlannedDecisionQuerySet":
        """Neither withdrawn nor published: the next expected first."""
        unpublished = Q(decision=None) | Q(decision__published_at=None)
        return self.filter(unpublished, withdrawn_at=None).order_by("expected_on", "pk")

    def taken(self) -> "PlannedDecisionQuerySet":
        """Those whose decision is published: the newest first."""
        return self.filter(decision__published_at__isnull=False).order_by("-decision__published_at", "-pk")

    def withdrawn(self) -> "PlannedDecisionQuerySet":
        return self.filter(withdrawn_at__isnull=False).order_by("-withdrawn_at", "-pk")


class PlannedDecision(models.Model):
    """A decision that is intended, as the public reads it from the day it is entered (domain §2). It becomes a draft,
    or is withdrawn with a reason; it is never deleted."""

    title = models.CharField(max_length=300)
    about = models.TextField("what it is about", blank=True)
    post = models.ForeignKey(Post, models.PROTECT, verbose_name="who takes it", related_name="+")
    expected_on = models.DateField("expected by")
    is_key = models.BooleanField("key decision", default=False)
    why_key = models.TextField("why it is key", blank=True)
    notice_on = models.DateField("notice given on")
    # The same form sent twice gives notice once.
    form_key = models.UUIDField(null=True, unique=True, editable=False)
    # The draft that it became, and the published decision.
    decision = models.OneToOneField(Decision, models.SET_NULL, null=True, related_name="planned", editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_reason = models.TextField(blank=True, editable=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    added_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = PlannedDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "entry of the forward plan"
        verbose_name_plural = "forward plan"
        ordering = ("expected_on", "pk")
        indexes = (models.Index(fields=("expected_on",), condition=Q(withdrawn_at=None), name="forward_plan_by_date"),)
        constraints = (
            models.CheckConstraint(name="a_key_decision_says_why", condition=Q(is_key=False) | ~Q(why_key="")),
            models.CheckConstraint(
                name="a_plan_is_withdrawn_with_a_reason",
                condition=Q(withdrawn_at=None, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def reference(self) -> str:
        """Of the published decision that it became; empty before."""
        return self.decision.reference if self.decision and self.decision.published_at else ""

    @property
    def is_open(self) -> bool:
        return not self.withdrawn_at and not self.reference

    @property
    def withdrawn_on(self) -> date | None:
        return london_today(self.withdrawn_at) if self.withdrawn_at else None

    @property
    def when(self) -> str:
        """When it is expected, and plainly if that has passed; or what became of it."""
        if self.withdrawn_at:
            return f"Withdrawn from the plan on {day(london_today(self.withdrawn_at))}."
        if self.reference:
            return "Taken, and published."
        expected = f"Expected by {day(self.expected_on)}"
        return f"{expected}; no decision has been published yet." if self.is_past_date else f"{expected}."

    @property
    def is_past_date(self) -> bool:
        return self.is_open and self.expected_on < london_today()

    @property
    def notice(self) -> str:
        """How long before it notice is given; a key decision needs 28 clear days (SI 2017/68, article 11)."""
        days = self.clear_days
        given = f"Notice given on {day(self.notice_on)}: {days} clear day{'' if days == 1 else 's'} before."
        return f"{given} A key decision needs {KEY_NOTICE_DAYS}." if self.is_short_of_notice else given

    @property
    def clear_days(self) -> int:
        return max(0, clear_days(self.notice_on, self.expected_on))

    @property
    def is_short_of_notice(self) -> bool:
        return self.is_key and self.clear_days < KEY_NOTICE_DAYS


class PlanChange(models.Model):
    """What was changed of an entry, and why; the public reads it."""

    planned = models.ForeignKey(PlannedDecision, models.PROTECT, related_name="changes")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    reason = models.TextField()
    # {label: [before, after]}, in words.
    fields = models.JSONField()

    class Meta:
        ordering = ("-made_at", "-pk")
        triggers = append_only()

    def __str__(self) -> str:
        return f"change of {self.planned}"

    @property
    def made_on(self) -> date:
        return london_today(self.made_at)

    @property
    def in_words(self) -> str:
        """ "Changed on 3 May 2026: Expected by was “1 May 2026”, is “1 June 2026”." """
        return f"Changed on {day(self.made_on)}: {changes_in_words(self.fields)}."
