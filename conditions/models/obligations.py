"""What falls due."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import DecimalField, F, Prefetch, Q, Value
from django.db.models.functions import Greatest, Least, TruncDate
from django.utils.functional import cached_property

from conditions.match import InKind
from conditions.schedule import Schedule
from conditions.standing_states import Turn, standing_filter
from conditions.terms import ConditionTerms, MatchTerms
from grants.kept_totals import kept_up
from grants.models import Award, FundingStream, Partnership
from grants.models.money import ZERO, PoundsField
from grants.years import FinancialYear, FinancialYearField

from .conditions import REPORTING_KINDS, Condition
from .standing_totals import ADD_DIFFERENCES

if TYPE_CHECKING:
    from .assessments import Assessment, Interpretation
    from .contributions import Share
    from .evidence import Evidence
    from .returns import MonitoringReturn


class ObligationQuerySet(models.QuerySet["Obligation"]):
    def in_force(self) -> "ObligationQuerySet":
        """Those that a published notice still asks for."""
        return self.filter(lapsed_at=None)

    def lock(self, obligation: "Obligation") -> "Obligation":
        """The row as it is now; nobody else changes it until the transaction ends."""
        return self.select_for_update(of=("self",), no_key=True).get(pk=obligation.pk)

    def narrowed(
        self,
        *,
        partnership: Partnership | None = None,
        stream: FundingStream | None = None,
        year: FinancialYear | None = None,
        kind: str = "",
        condition: Condition | None = None,
        decision: str = "",
    ) -> "ObligationQuerySet":
        """Those of a partnership, of money from a stream, of a year, kind, condition or decision (its reference): of
        all that are given."""
        wanted = {"partnership": partnership, "year": year, "terms_data__kind": kind, "condition": condition}
        wanted["reference"] = decision
        narrowed = self.filter(**{name: value for name, value in wanted.items() if value})
        return narrowed.from_stream(stream) if stream else narrowed

    def for_partnership(self, partnership: Partnership) -> "ObligationQuerySet":
        return self.filter(partnership=partnership)

    def standing(self, wanted: str, today: date) -> "ObligationQuerySet":
        """Those that stand so on a day: one of STANDING_CHOICES."""
        return self.filter(standing_filter(wanted, today))

    def for_award(self, award: Award) -> "ObligationQuerySet":
        """Of an award itself, and of its partnership for its year, as last published."""
        return self.filter(bound_awards=award)

    def from_stream(self, stream: FundingStream) -> "ObligationQuerySet":
        """About an award from a stream; or about all awards of a partnership and year, of which one is from it."""
        return self.filter(streams__contains=[stream.pk])

    def asking_for_match(self) -> "ObligationQuerySet":
        return self.exclude(terms_data__match=None)

    def dependencies(self) -> "ObligationQuerySet":
        """Those that must be met before money is paid."""
        return self.filter(Q(terms_data__is_dependency=True) | Q(terms_data__is_before_first_payment=True))

    def as_shown(self) -> "ObligationQuerySet":
        """With what a list shows of each beside its own columns."""
        return self.with_findings().prefetch_related("condition__interpretations")

    def with_findings(self) -> "ObligationQuerySet":
        return self.with_award().prefetch_related(  # type: ignore[misc, no-redef]
            Prefetch("assessments", to_attr="all_assessments"), "all_assessments__carried_from__obligation"
        )

    def with_award(self) -> "ObligationQuerySet":
        """And with its partnership. Of the award's decision a list shows the reference alone."""
        related = self.select_related("partnership", "award", "later_date")
        return related.annotate(award_reference=F("award__decision__reference"))  # type: ignore[no-redef]

    def with_ledger(self) -> "ObligationQuerySet":
        """With everything their standing is worked out from, in a fixed number of queries. What many obligations have
        in common is made once, and no queryset for each of them."""
        return self.select_related("later_date").prefetch_related(  # type: ignore[misc, no-redef]  # what the properties all_… give, made before
            "award__payments",
            "award__decision",
            "partnership",
            "condition__interpretations",
            Prefetch("shares", to_attr="all_shares"),
            "all_shares__contribution__evidence",
            Prefetch("returns", to_attr="all_returns"),
            Prefetch("bound_awards", Award.objects.select_related("in_force"), to_attr="all_bound"),
            Prefetch("evidence", to_attr="all_evidence"),
            Prefetch("assessments", to_attr="all_assessments"),
        )


class Obligation(models.Model):
    """One occurrence of a condition falling due, for an award, or for a partnership and year. It carries the terms, the
    titles and the amount that were published; the working rows may say otherwise by now."""

    condition = models.ForeignKey(Condition, models.PROTECT, related_name="obligations")
    reference = models.CharField(max_length=40)
    decision_title = models.CharField(max_length=300)
    award = models.ForeignKey(Award, models.PROTECT, null=True, related_name="obligations")
    partnership = models.ForeignKey(Partnership, models.PROTECT, null=True, related_name="obligations")
    year = FinancialYearField("financial year")
    occurrence_number = models.PositiveSmallIntegerField(default=1)
    # Which occurrence it is: "Update for the quarter to 30 June 2023". Empty where a condition falls due only once.
    occurrence_label = models.CharField("what falls due", max_length=120, blank=True)
    due_on = models.DateField("due date")
    # The later date that the office has granted, which `due_on` then is.
    later_date = models.ForeignKey("LaterDate", models.PROTECT, null=True, related_name="+", editable=False)
    terms_data = models.JSONField()
    # A wording that is withheld from the public is read by the partnership's lead (domain §8).
    withheld_wording = models.TextField(blank=True)
    award_title = models.CharField(max_length=140, blank=True)
    award_amount = PoundsField(null=True)
    award_starts_on = models.DateField(null=True)
    award_ends_on = models.DateField(null=True)
    bound_awards = models.ManyToManyField(Award, related_name="+")
    # The streams of these (ids), in their order, so that those of a stream are found and added up without them.
    streams = ArrayField(models.BigIntegerField(), default=list, editable=False)
    # The recipient is withheld: the partnership's lead sees it, the public not whose it is (domain §8).
    is_withheld = models.BooleanField(default=False)
    # The text of its notice is out of public sight while it is being checked (domain §8).
    is_taken_down = models.BooleanField(default=False)
    # A correction may take a condition away; what has been contributed and assessed under it stays.
    lapsed_at = models.DateTimeField(null=True)
    # Its standing, but for what the calendar says: saved by each action that changes it (`actions/standings.py`).
    settled = models.CharField("finding that stands", max_length=10, blank=True, editable=False)
    turn = models.CharField("whose turn it is", max_length=12, choices=Turn, default=Turn.PARTNERSHIP, editable=False)
    turn_since = models.DateTimeField(null=True, editable=False)
    last_sent_at = models.DateTimeField(null=True, editable=False)
    # Pounds of match, where match is required. `sent`: with its paper, not yet accepted.
    required = PoundsField(null=True, editable=False)
    evidenced = PoundsField(null=True, editable=False)
    sent = PoundsField(null=True, editable=False)
    evidenced_in_kind = PoundsField(null=True, editable=False)  # of what is evidenced
    in_kind_apart = PoundsField(null=True, editable=False)
    pledged = PoundsField(null=True, editable=False)
    confirmed = PoundsField(null=True, editable=False)
    # The grant that sums of match count once: of the obligations of one award that ask for match, the first has it.
    match_grant = PoundsField(null=True, editable=False)

    # As lists begin with the first rows of an index.
    SOONEST_FIRST = ("due_on", "reference", "award__number", "condition__number", "pk")
    # What sums are made of, as `StandingTotal` has it of its own.
    NUMBER: Any = Value(1)
    SINCE: Any = TruncDate("turn_since")
    COVERED: Any = Least("required", "evidenced")
    MISSING: Any = Greatest(F("required") - F("evidenced"), Value(ZERO, DecimalField(max_digits=15, decimal_places=2)))

    objects = ObligationQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "condition__number", "pk")
        # Lists have what is late first, and within a day go by reference: each begins with the first rows of an index.
        indexes = (
            models.Index(
                fields=("due_on", "reference"), condition=Q(lapsed_at=None, settled=""), name="open_obligations_by_date"
            ),
            models.Index(
                fields=("due_on",), condition=Q(lapsed_at=None, settled="not_met"), name="obligations_not_met_by_date"
            ),
            models.Index(
                fields=("due_on", "reference"),
                condition=Q(lapsed_at=None, settled__in=("", "not_met")),
                name="obligations_not_kept_by_date",
            ),
            models.Index(
                fields=("-due_on", "reference"),
                condition=Q(lapsed_at=None, settled__in=("met", "waived")),
                name="obligations_kept_by_date",
            ),
            models.Index(fields=("reference",), name="obligations_by_reference"),
            models.Index(fields=("partnership", "year"), name="obligations_of_a_partnership"),
            models.Index(
                fields=("partnership", "due_on"),
                condition=Q(lapsed_at=None, settled=""),
                name="open_obligations_of_a_partner",
            ),
            models.Index(fields=("year", "due_on", "reference"), name="obligations_of_a_year"),
        )
        constraints = (
            models.UniqueConstraint(
                "condition",
                "award",
                "occurrence_number",
                "year",
                condition=Q(award__isnull=False, lapsed_at=None),
                name="one_obligation_per_award",
            ),
            models.UniqueConstraint(
                "condition",
                "partnership",
                "year",
                "occurrence_number",
                condition=Q(award=None, lapsed_at=None),
                name="one_obligation_per_partnership_and_year",
            ),
            models.CheckConstraint(
                name="an_obligation_is_for_an_award_or_a_partnership",
                condition=Q(award__isnull=False, award_amount__isnull=False) | Q(partnership__isnull=False),
            ),
        )
        triggers = kept_up(ADD_DIFFERENCES, declare=[("cells", "text[]")])

    def __str__(self) -> str:
        return f"{self.reference}, condition {self.terms.number}, due {self.due_on:%d/%m/%Y}"

    @cached_property
    def terms(self) -> ConditionTerms:
        return ConditionTerms.model_validate(self.terms_data)

    @property
    def public_terms(self) -> ConditionTerms:
        return self.terms.masked() if self.is_taken_down else self.terms

    def match_period(self, match: MatchTerms) -> tuple[date, date]:
        """The first and the last day on which match may be spent (domain §6): as the condition states, or else by the
        award's own dates, or else by its financial year; these run to the due date at least."""
        first = match.starts_on or self.award_starts_on or self.year.first_day
        return first, match.ends_on or max(self.award_ends_on or self.year.last_day, self.due_on)

    @property
    def published_due_on(self) -> date:
        """The due date as the notice gives it, without a later one that was granted."""
        granted = self.later_date
        return granted.published_due_on if granted and granted.published_due_on else self.due_on

    @cached_property
    def award_reference(self) -> str | None:
        """That of the decision that made its award."""
        return self.award.decision.reference if self.award else None

    @property
    def public_title(self) -> str:
        """The title of its decision, as the public may read it now."""
        return f"Decision {self.reference}, being checked" if self.is_taken_down else self.decision_title

    @cached_property
    def all_shares(self) -> "list[Share]":
        return list(self.shares.select_related("contribution"))

    @cached_property
    def all_returns(self) -> "list[MonitoringReturn]":
        return list(self.returns.all())

    @cached_property
    def all_bound(self) -> list[Award]:
        """The awards that it is about, with what is in force of them."""
        return list(self.bound_awards.select_related("in_force"))

    @cached_property
    def all_evidence(self) -> "list[Evidence]":
        return list(self.evidence.all())

    @cached_property
    def all_assessments(self) -> "list[Assessment]":
        """The newest first."""
        return list(self.assessments.all())

    @property
    def is_silent_on_in_kind(self) -> bool:
        """Match is required, and the notice does not say whether contributions in kind count."""
        return self.terms.match is not None and self.terms.match.in_kind == InKind.NOT_STATED

    @cached_property
    def interpretation(self) -> "Interpretation | None":
        """What the office has recorded where the notice does not say whether in-kind counts."""
        return self.condition.interpretations.first() if self.is_silent_on_in_kind else None

    @property
    def awards(self) -> models.QuerySet[Award]:
        """The awards that it is about: its own, or those of its partnership and year that its terms bind."""
        return self.bound_awards.select_related("in_force").order_by("number")

    @property
    def period_ends_on(self) -> date:
        """The last day of the quarter of its year that it falls due in; what is due outside the year is about all of
        it."""
        year: FinancialYear = self.year
        ends = (end for end in year.quarter_ends if year.first_day <= self.published_due_on <= end)
        return next(ends, year.last_day)

    @property
    def asks_for_report(self) -> bool:
        """A report is due, with figures. The approval before the year's payment is no report."""
        is_approval = self.terms.schedule == Schedule.START_AND_QUARTERS and self.occurrence_number == 1
        return self.terms.kind in REPORTING_KINDS and not is_approval

    def is_report_to(self, ends_on: date) -> bool:
        """A monitoring return for the period that ends on a day answers it."""
        return self.asks_for_report and self.period_ends_on == ends_on

    @property
    def may_be_met_by_plan(self) -> bool:
        """A published plan may be its evidence: of all but match and reports with figures."""
        return self.terms.match is None and not self.asks_for_report and self.partnership is not None
