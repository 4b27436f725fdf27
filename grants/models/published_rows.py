"""The working rows of a decision as they were published, while changes of them wait to be published."""

from django.db import models

from .decisions import Decision


class PublishedRows(models.Model):
    """Kept from the first change after a publication until the next one, so that the office can go back to what is
    published. The rows are as Django writes them out; what is withheld is among them."""

    decision = models.OneToOneField(Decision, models.CASCADE, related_name="published_rows")
    rows = models.JSONField()
    # What is being changed, and why: asked when a correction begins, and proposed as its note when it is published.
    note = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "published rows"

    def __str__(self) -> str:
        return f"rows of {self.decision.reference} as published"
