"""The yearly account: the office's words while they are written, and every version that was published."""

from datetime import date
from functools import cached_property
from typing import Any, cast

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q, Subquery

from conditions.terms import OUT_OF_SIGHT
from grants.models import Event, User
from grants.models.guards import emptied_only
from grants.years import FinancialYearField, london_today
from register.account_document import AccountDocument
from register.masking import taken_out

from .chain_links import ChainLink

# Only a version that a newer one follows is redacted.
IS_SUPERSEDED = """
    EXISTS (SELECT FROM register_yearaccount newer WHERE newer.year = OLD.year AND newer.version > OLD.version)
"""


# What a redaction empties, and what the public role of the database may read of a take down.
EMPTIED = ("document_data", "salt")
PUBLIC_COLUMNS = ("id", "account_id", "taken_down_at", "restored_at", "redacted_at")


class AccountDraftQuerySet(models.QuerySet["AccountDraft"]):
    def to_publish(self, person: User) -> "AccountDraftQuerySet":
        """With a foreword, changed since the last version, and written by others; `written_at` is when."""
        ours = ContentType.objects.get_for_model(AccountDraft)
        written = Event.objects.filter(thing_type=ours, thing_id=OuterRef("pk")).order_by("-at").values("at")[:1]
        waiting = self.exclude(author_ids=[]).exclude(foreword="").exclude(author_ids__contains=[person.pk])
        return waiting.annotate(written_at=Subquery(written))


class AccountDraft(models.Model):
    """The words of the next version of a year's account. Its figures are never kept here: they are worked out when it
    is looked at, and frozen when it is published. `commentary`: a text by the slug of each objective."""

    year = FinancialYearField(unique=True)
    foreword = models.TextField(blank=True)
    commentary = models.JSONField(default=dict)
    note = models.TextField("what has changed and why", blank=True)
    author_ids = ArrayField(models.BigIntegerField(), default=list, editable=False)
    revision = models.PositiveIntegerField(default=0)

    objects = AccountDraftQuerySet.as_manager()

    class Meta:
        ordering = ("-year",)

    def __str__(self) -> str:
        return f"account of {self.year}"


class YearAccountQuerySet(models.QuerySet["YearAccount"]):
    def newest(self) -> "YearAccountQuerySet":
        """Of each year the newest version."""
        return self.order_by("year", "-version").distinct("year")


class YearAccountManager(models.Manager["YearAccount"]):
    """Each with whether its words are out of sight, asked once for all of them."""

    def get_queryset(self) -> YearAccountQuerySet:
        downs = Prefetch("take_downs", AccountTakeDown.objects.only(*PUBLIC_COLUMNS))
        return YearAccountQuerySet(self.model, using=self._db).prefetch_related(downs)

    def newest(self) -> YearAccountQuerySet:
        return self.get_queryset().newest()


class YearAccount(ChainLink):
    """A published version of a year's account, a notice of its own kind in the chain of the register. It never
    changes, except that the document of a superseded version may be redacted; a newer version says in its note what
    has changed."""

    class Kind(models.TextChoices):
        ACCOUNT = "account", "Yearly account"
        CORRECTION = "account_correction", "Correction of a yearly account"

    year = FinancialYearField()
    kind = models.CharField(max_length=20, choices=Kind)
    objects = YearAccountManager()

    class Meta:
        ordering = ("sequence",)
        constraints = (
            models.UniqueConstraint("year", "version", name="one_account_per_version"),
            models.CheckConstraint(
                name="a_corrected_account_says_what_changed", condition=Q(kind="account") | ~Q(note="")
            ),
        )
        triggers = emptied_only(*EMPTIED, when=IS_SUPERSEDED)

    def __str__(self) -> str:
        return f"{self.reference}, version {self.version}"

    @property
    def reference(self) -> str:
        return f"ACCOUNT-{self.year.slug}"

    @property
    def document(self) -> AccountDocument:
        """As the public may read it now: without the office's words while those are out of sight."""
        document = AccountDocument.model_validate(cast(dict[str, Any], self.document_data))
        return document if self.is_in_sight else document.masked(OUT_OF_SIGHT)

    @property
    def public_note(self) -> str:
        return self.note if self.is_in_sight or not self.note else OUT_OF_SIGHT

    @cached_property
    def down(self) -> "AccountTakeDown | None":
        """What put its words out of sight."""
        return next((each for each in self.take_downs.all() if not (each.restored_at or each.redacted_at)), None)

    @property
    def is_in_sight(self) -> bool:
        return self.down is None

    @property
    def redacted_on(self) -> date:
        return next(london_today(each.redacted_at) for each in self.take_downs.all() if each.redacted_at)

    @property
    def is_superseded(self) -> bool:
        return YearAccount.objects.filter(year=self.year, version__gt=self.version).exists()

    @property
    def published_on(self) -> date:
        return london_today(self.published_at)


class AccountTakeDownQuerySet(models.QuerySet["AccountTakeDown"]):
    def unsettled(self) -> "AccountTakeDownQuerySet":
        """Those that nobody has restored, and that no newer version of the account has settled."""
        newer = YearAccount.objects.filter(year=OuterRef("account__year"), version__gt=OuterRef("account__version"))
        return self.filter(restored_at=None, redacted_at=None).exclude(Exists(newer.order_by()))


class AccountTakeDown(models.Model):
    """An approver puts the words of a version of an account out of public sight, at once and alone (domain §8). They
    are restored, or redacted by an administrator who is somebody else."""

    account = models.ForeignKey(YearAccount, models.PROTECT, related_name="take_downs")
    reason = models.TextField()
    taken_down_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    taken_down_at = models.DateTimeField()
    restored_at = models.DateTimeField(null=True)
    redacted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    redacted_at = models.DateTimeField(null=True)

    objects = AccountTakeDownQuerySet.as_manager()

    class Meta:
        ordering = ("-taken_down_at",)
        constraints = (
            models.UniqueConstraint("account", name="one_account_down_at_a_time", condition=Q(restored_at=None)),
            models.CheckConstraint(name="an_account_goes_down_for_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="two_people_redact_an_account", condition=Q(redacted_by=None) | ~Q(redacted_by=F("taken_down_by"))
            ),
        )

    def __str__(self) -> str:
        return f"words of {self.account}"

    @property
    def public_sentence(self) -> str:
        """What the public reads above what is left."""
        return f"The office’s words in this version were {taken_out(self.taken_down_at)}."
