"""What has been published: notices, which are never edited."""

from typing import Any, cast

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value

from conditions.terms import OUT_OF_SIGHT
from grants.models import Decision
from grants.models.decisions import who_and_when_together
from grants.models.guards import emptied_only
from register.document import Document, read_document
from register.masking import masked, taken_out, without_papers

from .chain_links import ChainLink
from .take_downs import TakeDown

# Only a version that a newer one follows is redacted; everything else of the row stays.
IS_SUPERSEDED = """
    EXISTS (SELECT FROM register_notice newer WHERE newer.decision_id = OLD.decision_id AND newer.version > OLD.version)
"""


class NoticeQuerySet(models.QuerySet["Notice"]):
    def of(self, reference: str) -> "NoticeQuerySet":
        """Every version of one decision, newest first."""
        return self.filter(decision__reference=reference).order_by("-version")


class Notice(ChainLink):
    """The published record of a decision: a fixed version, numbered 1, 2, 3… in the decision, and linked by digest to
    the notice before it in the whole register. A trigger refuses UPDATE, DELETE and TRUNCATE; only the document and
    salt of a superseded version may be taken out (redaction)."""

    class Kind(models.TextChoices):
        PUBLICATION = "publication", "Publication"
        CORRECTION = "correction", "Correction"
        WITHDRAWAL = "withdrawal", "Withdrawal"

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=12, choices=Kind)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    # Since when its text is out of public sight, and what is read instead of papers that are, by SHA-256 (TakeDown). No
    # part of the record: both may change.
    taken_down_at = models.DateTimeField(null=True)
    papers_down = models.JSONField(default=dict, db_default=Value({}, models.JSONField()))

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ("sequence",)
        indexes = (
            models.Index(F("document_data__supersedes"), name="notice_supersedes"),
            models.Index(fields=("kind", "published_at"), name="notices_of_a_kind_by_date"),
        )
        constraints = (
            models.UniqueConstraint("decision", "version", name="one_notice_per_version"),
            models.CheckConstraint(
                name="a_correction_says_what_changed", condition=Q(kind="publication") | ~Q(note="")
            ),
            models.CheckConstraint(
                name="document_and_salt_go_together",
                condition=Q(document_data__isnull=True, salt__isnull=True)
                | Q(document_data__isnull=False, salt__isnull=False),
            ),
        )
        triggers = emptied_only("document_data", "salt", when=IS_SUPERSEDED, free=("taken_down_at", "papers_down"))

    def __str__(self) -> str:
        return f"{self.decision.reference}, version {self.version}"

    @property
    def reference(self) -> str:
        return self.decision.reference

    @property
    def document(self) -> Document:
        """As the public may read it now."""
        document = without_papers(self.full_document, self.papers_down)
        return masked(document) if self.taken_down_at else document

    @property
    def taken_out(self) -> str:
        """Of one whose text is out of public sight: since when, and whether it is still being checked."""
        if self.taken_down_at is None:
            return ""
        down = TakeDown.objects.unsettled().filter(decision=self.decision_id, taken_down_at=self.taken_down_at)
        return taken_out(self.taken_down_at, is_settled=not down.exists())

    @property
    def is_in_sight(self) -> bool:
        """Whether nothing that it says is out of public sight, so that it may be handed out with its digests."""
        return not (self.taken_down_at or self.papers_down)

    @property
    def public_note(self) -> str:
        return OUT_OF_SIGHT if self.note and self.taken_down_at else self.note

    @property
    def full_document(self) -> Document:
        """As it was published, for the office."""
        return read_document(cast(dict[str, Any], self.document_data))

    @property
    def is_newest(self) -> bool:
        return not Notice.objects.filter(decision=self.decision_id, version__gt=self.version).exists()


class Redaction(models.Model):
    """The document and salt of a superseded notice are taken out, for a reason that the public reads: an approver asks
    for it, and an administrator who is somebody else carries it out. The digests stay.

    Without a notice, it is of the reasons that were published beside all versions of a decision (`reasons_of`)."""

    notice = models.OneToOneField(Notice, models.PROTECT, null=True, related_name="redaction")
    reasons_of = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="redactions_of_reasons")
    reason = models.TextField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    carried_out_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    carried_out_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-asked_at",)
        constraints = (
            who_and_when_together("carried_out"),
            models.CheckConstraint(name="a_redaction_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="a_redaction_is_of_a_version_or_of_reasons",
                condition=Q(notice__isnull=False, reasons_of=None) | Q(notice=None, reasons_of__isnull=False),
            ),
            models.UniqueConstraint("reasons_of", name="reasons_are_asked_for_once", condition=Q(carried_out_at=None)),
            models.CheckConstraint(
                name="two_people_redact", condition=Q(carried_out_by=None) | ~Q(carried_out_by=F("asked_by"))
            ),
        )

    def __str__(self) -> str:
        return f"redaction of {self.what}"

    @property
    def what(self) -> str:
        return str(self.notice) if self.notice else f"{self.reasons_of}, reasons beside its versions"

    @property
    def decision(self) -> Decision:
        return self.notice.decision if self.notice else cast(Decision, self.reasons_of)
