from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from .organisations import Partnership
from .people import User

MOST_ATTEMPTS = 8
FIRST_PATIENCE = timedelta(minutes=15)


class LetterQuerySet(models.QuerySet["Letter"]):
    def unsent(self) -> "LetterQuerySet":
        return self.filter(sent_at=None)

    def ready(self, at: datetime) -> "LetterQuerySet":
        """Unsent, not given up and not claimed: oldest first."""
        free = Q(held_until=None) | Q(held_until__lte=at)
        return self.unsent().filter(free, attempts__lt=MOST_ATTEMPTS).order_by("pk")

    def given_up(self, at: datetime) -> "LetterQuerySet":
        """Tried the most often, without success."""
        return self.unsent().filter(attempts__gte=MOST_ATTEMPTS, held_until__lte=at)

    def for_daily_email(self) -> "LetterQuerySet":
        return self.exclude(kind=Letter.Kind.RETURNED)


class Letter(models.Model):
    """One thing that a person is told by e-mail. Its key says what and to whom, so that it is written only once. What
    waits for the same person travels together in one e-mail."""

    class Kind(models.TextChoices):
        GRANT = "grant", "New grants"
        OVERDUE = "overdue", "Overdue"
        DUE_IN_7 = "due_in_7", "Due within 7 days"
        DUE_IN_28 = "due_in_28", "Due within 28 days"
        RECEIVED = "received", "Evidence received"
        RETURNED = "returned", "Returned: something is missing"
        ASSESSED = "assessed", "The office’s findings"

    key = models.CharField(max_length=120, unique=True)
    person = models.ForeignKey(User, models.PROTECT, related_name="letters")
    # It goes only while the person still leads this partnership; without one, while they work in the office.
    partnership = models.ForeignKey(Partnership, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    created_at = models.DateTimeField(db_default=Now())
    # Until then whoever sends it has it in hand, or it rests before the next attempt.
    held_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=["person"], condition=Q(sent_at=None), name="letters_to_send"),)

    def __str__(self) -> str:
        return f"{self.subject}, to {self.person}"

    @property
    def is_urgent(self) -> bool:
        """Something returned needs a change, so it is sent at once."""
        return self.kind == self.Kind.RETURNED

    def hold(self, at: datetime) -> None:
        """Claim it for sending; the wait doubles after every attempt."""
        self.held_until = at + FIRST_PATIENCE * 2**self.attempts
        self.attempts += 1
