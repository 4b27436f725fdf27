"""Later dates that partnerships ask for."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from .obligations import Obligation


class LaterDateQuerySet(models.QuerySet["LaterDate"]):
    def waiting(self) -> "LaterDateQuerySet":
        """Neither granted nor refused, of what is still asked: oldest first."""
        return self.filter(answer="", obligation__lapsed_at=None, obligation__settled="").order_by("asked_at", "pk")

    def granted(self) -> "LaterDateQuerySet":
        return self.filter(answer=LaterDate.Answer.GRANTED)


class LaterDate(models.Model):
    """A later due date that is asked for with a reason, and granted or refused by an officer who has not asked. Reason
    and comments are for the office and the partnership; a granted date and why are public at once."""

    class Answer(models.TextChoices):
        GRANTED = "granted", "Granted"
        REFUSED = "refused", "Refused"

    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="later_dates")
    wanted_on = models.DateField("date asked for")
    reason = models.TextField("why it is asked for")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(db_default=Now())
    answer = models.CharField(max_length=7, choices=Answer, blank=True)
    # Of one that is granted: the due date of the notice, and the one before and after.
    published_due_on = models.DateField("due date as published", null=True)
    instead_of = models.DateField("due date before", null=True)
    granted_on = models.DateField("date granted", null=True)
    answer_reason = models.TextField("why it is granted or refused", blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = LaterDateQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.UniqueConstraint("obligation", condition=Q(answer=""), name="one_later_date_is_asked_for_at_a_time"),
            models.CheckConstraint(
                name="a_later_date_is_answered_by_another",
                condition=Q(answer="", answered_by=None, answered_at=None)
                | (
                    ~Q(answer="")
                    & Q(answered_by__isnull=False, answered_at__isnull=False)
                    & ~Q(answered_by=F("asked_by"))
                ),
            ),
            models.CheckConstraint(
                name="a_granted_date_is_later",
                condition=(~Q(answer="granted") & Q(granted_on=None, instead_of=None, published_due_on=None))
                | Q(answer="granted", granted_on__gt=F("instead_of"), instead_of__gte=F("published_due_on")),
            ),
        )

    def __str__(self) -> str:
        return f"a later date for {self.obligation}"
