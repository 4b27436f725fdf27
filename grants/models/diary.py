from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.db import models
from pgtrigger import After, Deferred, Insert, Q, Trigger

from .guards import OF_AN_UNPUBLISHED_DECISION, append_only
from .kept_texts import KeptText

# Deferred: it holds the row of the edition no longer than the transaction takes to commit.
RAISES_THE_EDITION = Trigger(
    name="raises_the_edition",
    when=After,
    operation=Insert,
    timing=Deferred,
    condition=Q(new__is_public=True),
    func="""
        INSERT INTO grants_publicedition (id, number, changed_at) VALUES (1, 1, NEW.at)
        ON CONFLICT (id) DO UPDATE SET
            number = grants_publicedition.number + 1,
            changed_at = greatest(grants_publicedition.changed_at, excluded.changed_at);
        RETURN NEW;
    """,
)


class EventManager(models.Manager["Event"]):
    def get_queryset(self) -> models.QuerySet["Event"]:
        return super().get_queryset().select_related("texts")


class Event(models.Model):
    """A line of the diary: who did what to which thing, when, and what changed. Written by actions; the database
    refuses to change or delete a line. What it quotes is kept beside it, where a redaction can empty it."""

    at = models.DateTimeField()
    by = models.ForeignKey("grants.User", models.PROTECT, null=True, related_name="events")
    verb = models.CharField(max_length=40)
    thing_type = models.ForeignKey(ContentType, models.PROTECT)
    thing_id = models.BigIntegerField()
    thing = GenericForeignKey("thing_type", "thing_id")
    decision = models.ForeignKey("grants.Decision", models.PROTECT, null=True, related_name="events")
    # The revision of the decision that the action led to.
    revision = models.PositiveIntegerField(null=True)
    # The labels of the fields that changed, and what they said: {"comment": …, "changes": {label: [before, after]}}
    labels = ArrayField(models.TextField(), default=list)
    # What the public reads may have changed by it, so that cached pages are out of date.
    is_public = models.BooleanField(default=True)
    texts = models.OneToOneField(KeptText, models.PROTECT, null=True, related_name="+")

    objects = EventManager()

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("thing_type", "thing_id")), models.Index(fields=("at",)))
        triggers = (*append_only(unless=OF_AN_UNPUBLISHED_DECISION), RAISES_THE_EDITION)

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M} {self.verb} {self.thing}"

    @property
    def comment(self) -> str:
        return str(self.texts.get("comment", "")) if self.texts else ""

    @property
    def changes(self) -> dict[str, list[str]]:
        """{label: [before, after]}, as shown on screen; nothing once it is redacted."""
        changes = self.texts.get("changes", {}) if self.texts else {}
        return {label: changes[label] for label in self.labels if label in changes}

    @property
    def is_redacted(self) -> bool:
        return self.texts is not None and self.texts.is_redacted
