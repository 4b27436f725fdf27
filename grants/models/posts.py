from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

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

    class Meta:
        ordering = ("title",)
        constraints = (
            models.CheckConstraint(
                condition=Q(limit__gt=0),
                name="a_limit_is_positive",
                violation_error_message="A limit is more than £0. Leave it empty where the post may decide any sum.",
            ),
        )
        verbose_name = "decision-making post"

    def __str__(self) -> str:
        return self.title
