from datetime import date
from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from grants.formatting import day, pounds

from .money import PoundsField


class Post(models.Model):
    """A post whose holder may take decisions. Its title is copied to a decision, so renaming it changes nothing old."""

    title = models.CharField(max_length=200, unique=True)
    slug = models.SlugField(max_length=120, unique=True)
    is_current = models.BooleanField(default=True)
    limit = PoundsField(
        "decides up to",
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.01"))],
        help_text="In pounds. Empty where the post may decide any sum.",
    )

    is_limit_known = models.BooleanField(
        "what it decides up to is known",
        default=True,
        help_text="Not ticked for a post that an officer added, until somebody records its limit.",
    )
    starts_on = models.DateField("held from", null=True, blank=True)
    ends_on = models.DateField("held to", null=True, blank=True)

    class Meta:
        ordering = ("title",)
        constraints = (
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="a_post_ends_after_it_starts",
                violation_error_message="A post ends after it starts: check both dates.",
            ),
            models.CheckConstraint(
                condition=Q(limit__gt=0),
                name="a_limit_is_positive",
                violation_error_message="A limit is more than £0. Leave it empty where the post may decide any sum.",
            ),
        )
        verbose_name = "decision-making post"

    def __str__(self) -> str:
        return self.title

    def was_held_on(self, on: date) -> bool:
        """As far as is known."""
        return (self.starts_on is None or self.starts_on <= on) and (self.ends_on is None or self.ends_on >= on)

    @property
    def held_in_words(self) -> str:
        """Like "from 8 May 2017 to 5 May 2021"; empty where nothing of it is known."""
        ends = (("from", self.starts_on), ("to", self.ends_on))
        return " ".join(f"{word} {day(each)}" for word, each in ends if each)

    @property
    def limit_in_words(self) -> str:
        if not self.is_limit_known:
            return "limit not known"
        return "any sum" if self.limit is None else f"up to {pounds(self.limit)}"
