"""Grant agreements and award letters: what is agreed with a recipient once a decision is published. For the office."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from conditions.agreement_fields import refuse_unknown_fields
from grants.models import Decision, Organisation, StoredFile
from grants.years import FinancialYearField


class AgreementTemplate(models.Model):
    """A text of the office, with fields in double braces that each agreement fills."""

    name = models.CharField(max_length=120, unique=True, help_text="Like “Grant agreement” or “Award letter”.")
    text = models.TextField(
        validators=[refuse_unknown_fields],
        help_text="A line that begins with # is a heading, one that begins with - an item of a list.",
    )
    is_current = models.BooleanField("offered for new agreements", default=True)

    class Meta:
        ordering = ("name",)
        verbose_name = "template of agreements"
        verbose_name_plural = "templates of agreements"

    def __str__(self) -> str:
        return self.name


class Agreement(models.Model):
    """One agreement with one recipient, as it was written: a later notice or template changes nothing of it. Never
    public. `contents` is gone once the version that it quotes was redacted."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="agreements")
    recipient = models.ForeignKey(Organisation, models.PROTECT, related_name="agreements")
    name = models.CharField(max_length=120)
    # The version of the notice that it was written from; the year that it is about, blank for all of them.
    version = models.PositiveIntegerField()
    year = FinancialYearField("financial year", null=True, blank=True)
    contents = models.JSONField(null=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    sent_on = models.DateField("sent on", null=True)
    signed_on = models.DateField("signed on", null=True)
    signed_copy = models.OneToOneField(StoredFile, models.PROTECT, null=True, related_name="agreement")

    class Meta:
        ordering = ("decision", "recipient__name", "pk")
        constraints = (
            models.CheckConstraint(
                name="an_agreement_is_sent_before_it_is_signed",
                condition=Q(signed_on=None) | Q(sent_on__lte=F("signed_on")),
            ),
            models.CheckConstraint(
                name="the_signed_copy_comes_with_its_day", condition=Q(signed_copy=None) | Q(signed_on__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} with {self.recipient}"

    @property
    def state_label(self) -> str:
        if self.signed_on:
            return "Signed"
        return "Sent" if self.sent_on else "Made"
