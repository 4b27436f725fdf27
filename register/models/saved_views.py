"""Views of the office's lists, kept under a name."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now

from grants.models import User


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def seen_by(self, person: User) -> "SavedViewQuerySet":
        return self.filter(Q(saved_by=person) | Q(is_shared=True))


class SavedView(models.Model):
    """What somebody asks of a list again and again: its filters and order, as an address says them."""

    list_name = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    query = models.TextField(blank=True)
    is_shared = models.BooleanField("seen by the whole office", default=False)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(db_default=Now())

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(
                "saved_by", "list_name", Lower("name"), name="one_view_of_a_person_per_list_and_name"
            ),
        )

    def __str__(self) -> str:
        return self.name
