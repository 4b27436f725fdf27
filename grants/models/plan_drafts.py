"""Drafts of plans and strategies. The public never reads them."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from .plans import Plan, PlanContent


class PlanDraft(PlanContent):
    """The next version of a plan, or a new plan, until it is published; a plan has one draft at a time. `revision`
    rises with every change, so that nobody publishes what they have not seen."""

    plan = models.OneToOneField(Plan, models.PROTECT, null=True, related_name="draft")
    revision = models.PositiveIntegerField(default=1)
    form_key = models.UUIDField(null=True, unique=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ("added_at",)
