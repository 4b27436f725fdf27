from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from .organisations import Partnership
from .people import User
from .subscriptions import Subscription

MAX_ATTEMPTS = 8
FIRST_RETRY_AFTER = timedelta(minutes=15)
Recipient = User | Subscription


class LetterQuerySet(models.QuerySet["Letter"]):
    def to(self, recipient: Recipient) -> "LetterQuerySet":
        if isinstance(recipient, User):
            return self.filter(person=recipient)
        return self.filter(subscription=recipient)

    def unsent(self) -> "LetterQuerySet":
        return self.filter(sent_at=None)

    def ready(self, at: datetime) -> "LetterQuerySet":
        """Unsent, not given up and not claimed: oldest first."""
        free = Q(claimed_until=None) | Q(claimed_until__lte=at)
        return self.unsent().filter(free, attempts__lt=MAX_ATTEMPTS).order_by("pk")

    def given_up(self, at: datetime) -> "LetterQuerySet":
        """Tried the most often, without success."""
        return self.unsent().filter(attempts__gte=MAX_ATTEMPTS, claimed_until__lte=at)

    def for_daily_email(self, urgent: Collection[str]) -> "LetterQuerySet":
        """All but those of the kinds that go at once."""
        return self.exclude(kind__in=urgent)


class Letter(models.Model):
    """One thing that is e-mailed to a person with an account, or to somebody who follows a list. Its key says what and
    to whom, so that it is written only once. What waits for the same recipient goes in one e-mail."""

    class Kind(models.TextChoices):
        RETURNED = "returned", "Returned: something is missing"
        WAITS = "waits", "Waiting for your approval"
        APPROVED = "approved", "Approved"
        PUBLISHED = "published", "Published"
        TAKEN_DOWN = "taken_down", "Taken out of public sight"
        COMMENT = "comment", "Comments that name you"
        QUESTION = "question", "Questions of partnerships"
        ANSWER = "answer", "Answers of the office"
        GRANT = "grant", "New grants"
        PAST_DUE = "past_due", "Past due"
        DUE_IN_7 = "due_in_7", "Due within 7 days"
        DUE_IN_28 = "due_in_28", "Due within 28 days"
        RECEIVED = "received", "Evidence received"
        TAKEN_BACK = "taken_back", "Taken back by the partnership"
        LATER_DATE = "later_date", "Later dates"
        ASSESSED = "assessed", "The office’s findings"
        ACCOUNT = "account", "Accounts and roles"
        UPDATE = "update", "What is new on the list that you follow"

    # What each may be sent, in the order in which they choose among them.
    TO_OFFICE = (
        *(Kind.RETURNED, Kind.WAITS, Kind.APPROVED, Kind.PUBLISHED, Kind.TAKEN_DOWN),
        *(Kind.COMMENT, Kind.QUESTION, Kind.RECEIVED, Kind.TAKEN_BACK, Kind.LATER_DATE),
    )
    TO_LEADS = (
        *(Kind.RETURNED, Kind.PAST_DUE, Kind.DUE_IN_7, Kind.DUE_IN_28),
        *(Kind.GRANT, Kind.ASSESSED, Kind.LATER_DATE, Kind.ANSWER),
    )
    # About what waits, for approval, to be published or to be answered: not sent once it waits no more.
    WAITING = (Kind.WAITS, Kind.APPROVED, Kind.QUESTION)
    # Sent at once to those who have chosen so.
    AT_ONCE_IF_CHOSEN = (Kind.COMMENT, Kind.ANSWER)

    key = models.CharField(max_length=120, unique=True)
    person = models.ForeignKey(User, models.PROTECT, null=True, related_name="letters")
    subscription = models.ForeignKey(Subscription, models.CASCADE, null=True, related_name="letters")
    # It goes only while the person still leads this partnership; without one, while they work in the office.
    partnership = models.ForeignKey(Partnership, models.PROTECT, null=True, related_name="+")
    # Of the decision whose words it repeats, so that a redaction finds it.
    reference = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=10, choices=Kind)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    created_at = models.DateTimeField(db_default=Now())
    # Until then somebody is sending it, or it waits for the next attempt.
    claimed_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=["person"], condition=Q(sent_at=None), name="letters_to_send"),)
        constraints = (
            models.CheckConstraint(
                name="a_letter_goes_to_a_person_or_a_subscription",
                condition=Q(person=None, subscription__isnull=False) | Q(person__isnull=False, subscription=None),
            ),
        )

    def __str__(self) -> str:
        return f"{self.subject}, to {self.person or self.subscription}"

    def claim(self, at: datetime) -> None:
        """Claim it for sending; the wait doubles after every attempt."""
        self.claimed_until = at + FIRST_RETRY_AFTER * 2**self.attempts
        self.attempts += 1
