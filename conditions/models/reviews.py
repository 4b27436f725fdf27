"""What a partnership sends and an officer looks at: accepted, or returned with a comment, never both. Until it is
accepted the partnership may take it back."""

from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

if TYPE_CHECKING:
    from grants.models import Decision

    from .obligations import Obligation

Row = TypeVar("Row", bound="Reviewed")


class ReviewedQuerySet(models.QuerySet[Row]):
    def as_shown(self) -> "ReviewedQuerySet[Row]":
        """With what letters and lists show beside its own columns."""
        return self.select_related(*self.model.shown_with)

    def awaiting_review(self) -> "ReviewedQuerySet[Row]":
        """Neither accepted, nor returned, nor taken back: oldest first."""
        return self.filter(accepted_at=None, returned_at=None, taken_back_at=None).order_by("sent_at", "pk")


class Reviewed(models.Model):
    # What the diary calls it: "accepted a report".
    called: ClassVar[str]
    # What it is called in addresses and letters, like "monitoring_return".
    short_name: ClassVar[str]
    shown_with: ClassVar[tuple[str, ...]]
    objects: Any
    # Whose it is; None where an award has no partnership.
    partnership: Any

    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    sent_at = models.DateTimeField(db_default=Now(), editable=False)
    # Everybody who has sent or changed it: none of them accepts it.
    author_ids = ArrayField(models.BigIntegerField(), default=list, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    accepted_at = models.DateTimeField(null=True, editable=False)
    accepted_comment = models.TextField(blank=True, editable=False)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    returned_at = models.DateTimeField(null=True, editable=False)
    returned_comment = models.TextField(blank=True, editable=False)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    taken_back_at = models.DateTimeField(null=True, editable=False)
    times_returned = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        abstract = True
        ordering = ("-sent_at", "-pk")
        constraints = (
            models.CheckConstraint(
                name="%(class)s_accepted_who_and_when",
                condition=Q(accepted_by=None, accepted_at=None)
                | Q(accepted_by__isnull=False, accepted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="%(class)s_returned_who_when_and_why",
                condition=Q(returned_by=None, returned_at=None)
                | (Q(returned_by__isnull=False, returned_at__isnull=False) & ~Q(returned_comment="")),
            ),
            models.CheckConstraint(
                name="%(class)s_accepted_by_no_author", condition=~Q(author_ids__contains=[F("accepted_by")])
            ),
            models.CheckConstraint(
                name="%(class)s_accepted_or_returned", condition=Q(accepted_at=None) | Q(returned_at=None)
            ),
            models.CheckConstraint(
                name="%(class)s_taken_back_who_and_when",
                condition=Q(taken_back_by=None, taken_back_at=None)
                | Q(taken_back_by__isnull=False, taken_back_at__isnull=False, accepted_at=None),
            ),
        )

    @property
    def awaits_review(self) -> bool:
        return self.accepted_at is None and self.returned_at is None and self.taken_back_at is None

    @property
    def obligation_ids(self) -> list[int]:
        """Of all that it was sent for."""
        return [self.obligation_id]  # type: ignore[attr-defined]  # a contribution is shared out instead

    @property
    def decision(self) -> "Decision | None":
        """The decision that it concerns; of a contribution that is shared out, the first."""
        return self.sent_for.condition.decision if self.sent_for else None

    @property
    def as_seen(self) -> str:
        """A fingerprint of all that an officer sees of it; that of a contribution changes with it."""
        return str(self.pk)

    @property
    def sent_for(self) -> "Obligation | None":
        """What it was sent for; of a contribution that is shared out, the first."""
        raise NotImplementedError
