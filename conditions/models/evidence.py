"""What a partnership sends in to show that a condition is kept."""

from django.db import models
from django.db.models import Q

from grants.models import Partnership, PlanVersion, StoredFile

from .contributions import Contribution
from .obligations import Obligation
from .reviews import Reviewed, ReviewedQuerySet


class EvidenceQuerySet(ReviewedQuerySet["Evidence"]):
    def of_partnership(self, partnership: Partnership) -> "EvidenceQuerySet":
        return self.filter(obligation__partnership=partnership)


class Evidence(Reviewed):
    """A paper, with a word on what it shows; a published plan of the partnership; or, without either, a declaration
    that the condition is met. For the office and the partnership alone, and never public."""

    called = "evidence"
    short_name = "evidence"
    shown_with = ("file", "plan_version__plan", "contribution", "obligation__partnership")

    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="evidence")
    contribution = models.ForeignKey(Contribution, models.PROTECT, null=True, related_name="evidence")
    file = models.OneToOneField(StoredFile, models.PROTECT, null=True, related_name="evidence")
    # A plan that the condition requires is its evidence (domain §13).
    plan_version = models.ForeignKey(PlanVersion, models.PROTECT, null=True, related_name="evidence")
    statement = models.TextField(blank=True)
    # The same form sent twice sends its papers once.
    form_key = models.UUIDField(null=True, db_index=True, editable=False)

    objects = EvidenceQuerySet.as_manager()

    class Meta(Reviewed.Meta):
        abstract = False
        verbose_name_plural = "evidence"
        constraints = (  # type: ignore[assignment]
            *Reviewed.Meta.constraints,
            models.CheckConstraint(
                name="evidence_is_a_file_a_plan_or_a_statement",
                condition=Q(file__isnull=False) | Q(plan_version__isnull=False) | ~Q(statement=""),
            ),
        )

    def __str__(self) -> str:
        return self.name or "Declaration"

    @property
    def name(self) -> str:
        """Of the file or the plan; empty for a declaration."""
        return self.file.name if self.file else str(self.plan_version or "")

    @property
    def sort(self) -> str:
        return "Paper" if self.file else "Plan" if self.plan_version else "Declaration"

    @property
    def partnership(self) -> Partnership | None:
        return self.obligation.partnership

    @property
    def sent_for(self) -> Obligation:
        return self.obligation
