from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from .guards import append_only


class Event(models.Model):
    """An event in the diary: who did what to which thing, when, and what changed. Written by actions, never read by
    rules; the database refuses to change or delete a line."""

    at = models.DateTimeField()
    by = models.ForeignKey("grants.User", models.PROTECT, null=True, related_name="events")
    verb = models.CharField(max_length=40)
    thing_type = models.ForeignKey(ContentType, models.PROTECT)
    thing_id = models.BigIntegerField()
    thing = GenericForeignKey("thing_type", "thing_id")
    decision = models.ForeignKey("grants.Decision", models.PROTECT, null=True, related_name="events")
    # The revision of the decision after the action.
    revision = models.PositiveIntegerField(null=True)
    comment = models.TextField(blank=True)
    # {label of the field: [before, after]}, as shown on screen
    changes = models.JSONField(default=dict)

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("thing_type", "thing_id")), models.Index(fields=("at",)))
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M} {self.verb} {self.thing}"
