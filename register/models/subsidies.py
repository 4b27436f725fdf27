"""Entries in the national database of subsidies."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from grants.formatting import day
from grants.models import Decision


class SubsidyEntry(models.Model):
    """That the office has entered the subsidy of a decision in the national database, or why it needs no entry. For the
    office only."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="subsidy_entry")
    number = models.CharField("number of the entry", max_length=40, blank=True)
    entered_on = models.DateField("date of the entry", null=True, blank=True)
    none_because = models.TextField("why it needs no entry", blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "subsidy entries"
        constraints = (
            models.CheckConstraint(
                name="a_subsidy_was_entered_on_a_day_or_needs_no_entry",
                condition=Q(entered_on__isnull=False, none_because="")
                | (Q(entered_on=None, number="") & ~Q(none_because="")),
            ),
        )

    def __str__(self) -> str:
        if self.entered_on is None:
            return f"no entry is needed: {self.none_because}"
        return f"{f'number {self.number}, ' if self.number else ''}entered on {day(self.entered_on)}"
