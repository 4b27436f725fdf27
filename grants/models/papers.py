"""The background papers of a decision."""

from django.db import models
from django.db.models import Q

from .decisions import Decision
from .files import StoredFile


class Paper(models.Model):
    """A link or a file behind a decision. The public reaches it only through a notice that lists it; one that is
    withheld (Withholding "paper-1") is listed by number and ground alone."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="papers")
    number = models.PositiveSmallIntegerField(editable=False)
    title = models.CharField(max_length=200)
    url = models.URLField("address", max_length=500, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="papers")

    class Meta:
        ordering = ("decision", "number")
        constraints = (
            models.UniqueConstraint("decision", "number", name="one_paper_per_number"),
            models.CheckConstraint(
                name="a_paper_is_a_link_or_a_file", condition=Q(file=None) & ~Q(url="") | Q(file__isnull=False, url="")
            ),
        )

    def __str__(self) -> str:
        return self.title
