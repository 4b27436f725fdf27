"""The yearly account: the office's words while they are written, and every version that was published."""

from datetime import date
from typing import Any, cast

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from grants.models.guards import append_only
from grants.years import FinancialYearField, london_today
from register.account_document import AccountDocument

from .chain_links import ChainLink


class AccountDraft(models.Model):
    """The words of the next version of a year's account. Its figures are never kept here: they are worked out when it
    is looked at, and frozen when it is published. `commentary`: a text by the slug of each objective."""

    year = FinancialYearField(unique=True)
    foreword = models.TextField(blank=True)
    commentary = models.JSONField(default=dict)
    note = models.TextField("what has changed and why", blank=True)
    author_ids = ArrayField(models.BigIntegerField(), default=list, editable=False)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-year",)

    def __str__(self) -> str:
        return f"account of {self.year}"


class YearAccountQuerySet(models.QuerySet["YearAccount"]):
    def newest(self) -> "YearAccountQuerySet":
        """Of each year the newest version."""
        return self.order_by("year", "-version").distinct("year")


class YearAccount(ChainLink):
    """A published version of a year's account, a notice of its own kind in the chain of the register. It never
    changes; a newer version says in its note what has changed."""

    class Kind(models.TextChoices):
        ACCOUNT = "account", "Yearly account"
        CORRECTION = "account_correction", "Correction of a yearly account"

    year = FinancialYearField()
    kind = models.CharField(max_length=20, choices=Kind)
    is_superseded = False  # that is, none may lose its document

    objects = YearAccountQuerySet.as_manager()

    class Meta:
        ordering = ("sequence",)
        constraints = (
            models.UniqueConstraint("year", "version", name="one_account_per_version"),
            models.CheckConstraint(
                name="a_corrected_account_says_what_changed", condition=Q(kind="account") | ~Q(note="")
            ),
        )
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.reference}, version {self.version}"

    @property
    def reference(self) -> str:
        return f"ACCOUNT-{self.year.slug}"

    @property
    def document(self) -> AccountDocument:
        return AccountDocument.model_validate(cast(dict[str, Any], self.document_data))

    @property
    def is_in_sight(self) -> bool:
        return True

    @property
    def published_on(self) -> date:
        return london_today(self.published_at)
