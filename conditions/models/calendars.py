"""Private addresses of calendars."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from grants.models import Partnership, Role, User

# Who has the pages of the office.
DESK = (Role.OFFICER, Role.APPROVER)


class CalendarKeyQuerySet(models.QuerySet["CalendarKey"]):
    def live(self) -> "CalendarKeyQuerySet":
        return self.filter(revoked_at=None)

    def of(self, person: User, partnership: Partnership | None) -> "CalendarKey | None":
        return self.live().filter(person=person, partnership=partnership).first()


class CalendarKey(models.Model):
    """Opens the due dates of one partnership, or of the office, to the calendar program of one person, who signs in
    nowhere for it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # None: the calendar of the office.
    partnership = models.ForeignKey(Partnership, models.PROTECT, null=True, related_name="+")
    token = models.CharField(max_length=43, unique=True, default=secrets.token_urlsafe)
    created_at = models.DateTimeField(db_default=Now())
    revoked_at = models.DateTimeField(null=True)

    objects = CalendarKeyQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at",)
        constraints = (
            models.UniqueConstraint(
                "person", "partnership", condition=Q(revoked_at=None), name="one_live_calendar_per_lead"
            ),
            models.UniqueConstraint(
                "person", condition=Q(revoked_at=None, partnership=None), name="one_live_calendar_per_officer"
            ),
        )

    def __str__(self) -> str:
        return f"calendar of {self.partnership or 'the office'}, for {self.person}"

    @property
    def opens(self) -> bool:
        """Valid until it is revoked, or the person stops leading the partnership or working in the office."""
        held = self.person.memberships.current().filter(partnership=self.partnership, started_at__lte=self.created_at)
        if self.partnership is None:
            held = held.filter(role__in=DESK)
        return self.revoked_at is None and self.person.is_active and held.exists()
