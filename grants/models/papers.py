"""The background papers of a decision."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from .decisions import Decision
from .files import StoredFile


class Paper(models.Model):
    """A link or a file behind a decision. The public reaches it only through a notice that lists it; one that is
    withheld (Withholding "paper-1") is listed by number and ground alone."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="papers")
    number = models.PositiveSmallIntegerField(editable=False)
    title = models.CharField(max_length=200)
    is_evaluation = models.BooleanField("evaluates what the money did", default=False)
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


class PaperAcknowledgement(models.Model):
    """An approver lets something be published that the file of a paper holds and does not show (P15). It holds for that
    file alone, and goes with it, since it quotes it."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="acknowledgements")
    file = models.ForeignKey(StoredFile, models.CASCADE, related_name="+")
    sentence = models.TextField("what the file holds")
    reason = models.TextField("why it may be published")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ("paper", "pk")
        constraints = (
            models.UniqueConstraint("paper", "file", "sentence", name="hidden_content_is_acknowledged_once"),
            models.CheckConstraint(name="hidden_content_is_acknowledged_with_a_reason", condition=~Q(reason="")),
        )

    def __str__(self) -> str:
        return self.sentence


class InternalPaper(models.Model):
    """A file of a decision that stays in the office, like the submission that somebody has signed. No notice is made
    from it: what is public lists `Paper` alone."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="internal_papers")
    title = models.CharField(max_length=200)
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="internal_paper")

    class Meta:
        ordering = ("decision", "pk")

    def __str__(self) -> str:
        return self.title
