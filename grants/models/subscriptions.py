"""Who follows the register by e-mail."""

import secrets
from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def confirmed(self) -> "SubscriptionQuerySet":
        return self.filter(confirmed_at__isnull=False)

    def due(self, day: date) -> "SubscriptionQuerySet":
        """Those for which letters may be written on a day: one day in one, or in seven."""
        daily = Q(frequency=Subscription.Frequency.DAILY, last_written_on__lt=day)
        weekly = Q(frequency=Subscription.Frequency.WEEKLY, last_written_on__lte=day - timedelta(days=7))
        return self.confirmed().filter(Q(last_written_on=None) | daily | weekly)


def new_token() -> str:
    return secrets.token_urlsafe(24)


class Subscription(models.Model):
    """Somebody follows a list of decisions by e-mail. It counts from the moment it is confirmed, is known to nobody but
    the holder of its token, and is deleted when it ends, with its letters: nothing about a reader is kept longer (UK
    GDPR)."""

    class Frequency(models.TextChoices):
        DAILY = "daily", "Once a day, when there is something new"
        WEEKLY = "weekly", "Once a week, when there is something new"

    email = models.EmailField(max_length=254)
    # The list, as the part of its address behind the question mark; empty for all decisions.
    query = models.CharField(max_length=1000, blank=True)
    frequency = models.CharField(max_length=6, choices=Frequency, default=Frequency.DAILY)
    token = models.CharField(max_length=64, unique=True, default=new_token)
    asked_at = models.DateTimeField(db_default=Now())
    confirmed_at = models.DateTimeField(null=True)
    # The newest notice that letters were written about; everything later is still to come.
    last_sequence = models.PositiveBigIntegerField(default=0)
    # The newest finding (assessment) that letters were written about.
    last_finding = models.PositiveBigIntegerField(default=0)
    last_written_on = models.DateField(null=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(Lower("email"), "query", name="one_subscription_per_list"),)

    def __str__(self) -> str:
        return f"subscription {self.pk}"
