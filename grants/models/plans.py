"""What the money serves: plans with their priorities (kept with their dates, so that an old decision keeps its plan),
the commissioning principles, and the themes of serious and organised crime (SOC) work."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from .organisations import Partnership


class Plan(models.Model):
    name = models.CharField(max_length=160, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    partnership = models.ForeignKey(
        Partnership,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="plans",
        help_text="Only for a partnership's own strategy.",
    )
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering = ("starts_on", "name")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="a_plan_ends_after_it_starts",
                violation_error_message="A plan ends after it starts: check both dates.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def was_in_force_on(self, on: date) -> bool:
        return self.starts_on <= on <= self.ends_on


class Priority(models.Model):
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="priorities")
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=120, unique=True)
    position = models.PositiveSmallIntegerField()
    is_theme = models.BooleanField("a theme that runs through all priorities", default=False)

    class Meta:
        ordering = ("plan", "position")
        verbose_name_plural = "priorities"
        constraints = (
            models.UniqueConstraint(
                "plan",
                "name",
                name="one_priority_per_name",
                violation_error_message="This plan has a priority of this name already.",
            ),
            models.UniqueConstraint(
                "plan",
                "position",
                name="one_priority_per_position",
                violation_error_message="Another priority of this plan has this position.",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Principle(models.Model):
    """A commissioning principle."""

    name = models.CharField(max_length=120, unique=True)
    position = models.PositiveSmallIntegerField(unique=True)

    class Meta:
        ordering = ("position",)
        verbose_name = "commissioning principle"

    def __str__(self) -> str:
        return self.name


class SocTheme(models.Model):
    """A theme of serious and organised crime."""

    name = models.CharField(max_length=120, unique=True)

    class Meta:
        ordering = ("name",)
        verbose_name = "SOC theme"

    def __str__(self) -> str:
        return self.name
