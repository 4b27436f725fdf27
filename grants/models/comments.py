"""What people say to each other beside the record. Never public."""

from typing import Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from .decisions import Decision
from .kept_texts import KeptText
from .organisations import Partnership


class CommentQuerySet(models.QuerySet["Comment"]):
    def about(self, thing: models.Model) -> Self:
        """Beside a decision, an obligation or a contribution: oldest first."""
        kind = ContentType.objects.get_for_model(thing)
        return self.filter(thing_type=kind, thing_id=thing.pk).select_related("by", "kept").order_by("at", "pk")

    def of_office(self) -> Self:
        """Those that only the office reads."""
        return self.filter(partnership=None)

    def awaiting_answer(self) -> Self:
        """Questions of partnerships that nobody has answered: oldest first."""
        return self.filter(is_question=True, answered_at=None).order_by("at", "pk")


class Comment(models.Model):
    """One remark on a decision, an obligation or a contribution, for the office alone; or, with a partnership, a part
    of the thread in which that partnership asks the office and is answered. Its words are a kept text, so that a
    redaction of its decision empties them."""

    thing_type = models.ForeignKey(ContentType, models.PROTECT)
    thing_id = models.BigIntegerField()
    thing = GenericForeignKey("thing_type", "thing_id")
    decision = models.ForeignKey(Decision, models.CASCADE, null=True, related_name="comments")
    # Who reads it beside the office.
    partnership = models.ForeignKey(Partnership, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    kept = models.OneToOneField(KeptText, models.CASCADE, related_name="+")
    # The people of the office whom it names with an @.
    named_ids = ArrayField(models.BigIntegerField(), default=list)
    # Asked by a lead; it waits for the office until it is answered.
    is_question = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=("thing_type", "thing_id"), name="comments_on_a_thing"),
            models.Index(fields=("at",), name="comments_by_time"),
            models.Index(fields=("at",), condition=Q(is_question=True, answered_at=None), name="open_questions"),
        )
        constraints = (
            models.CheckConstraint(
                name="a_question_comes_from_a_partnership",
                condition=Q(is_question=False) | Q(partnership__isnull=False),
            ),
            models.CheckConstraint(
                name="only_a_question_is_answered", condition=Q(answered_at=None) | Q(is_question=True)
            ),
        )

    def __str__(self) -> str:
        return f"comment on {self.thing}"

    @property
    def text(self) -> str:
        return str(self.kept.get("text", ""))

    @property
    def is_redacted(self) -> bool:
        return self.kept.is_redacted
