"""Measures: the office's library of common ones, and those of a decision."""

from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from grants.measures import Direction, MeasureKind, MeasureTerms
from grants.models.decisions import Decision


class StandardMeasure(models.Model):
    """A measure of the office's library. Only figures of one standard measure, in one unit, are added up."""

    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=10, choices=MeasureKind)
    unit = models.CharField(max_length=40, help_text="What is counted, like “young people”; % for a share of 100.")
    direction = models.CharField(max_length=4, choices=Direction, default=Direction.MORE)
    how_counted = models.CharField(max_length=300, blank=True)
    is_current = models.BooleanField("offered for new decisions", default=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Measure(models.Model):
    """A measure of awards of a decision. Its number is kept for ever and never used again."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="measures")
    number = models.PositiveSmallIntegerField()
    terms_data: Any = models.JSONField(encoder=DjangoJSONEncoder)

    class Meta:
        ordering = ("decision", "number")
        constraints = (models.UniqueConstraint("decision", "number", name="one_measure_per_number"),)

    def __str__(self) -> str:
        return f"{self.decision.reference}, measure {self.number}"

    @property
    def terms(self) -> MeasureTerms:
        return MeasureTerms.model_validate(self.terms_data)
