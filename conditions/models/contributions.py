"""What partnerships offer as match funding."""

from hashlib import sha256

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from grants.models import Partnership
from grants.models.money import HIGHEST_AMOUNT, PoundsField

from .conditions import MatchSource
from .obligations import Obligation
from .reviews import Reviewed, ReviewedQuerySet

# Every writer of shares first locks the contribution: two writers take turns, and each sees the other's shares.
WITHIN_THE_CONTRIBUTION = """
    SELECT amount INTO whole FROM conditions_contribution WHERE id = NEW.contribution_id FOR UPDATE;
    SELECT coalesce(sum(amount), 0) INTO shared FROM conditions_share
        WHERE contribution_id = NEW.contribution_id AND id <> NEW.id;
    IF shared + NEW.amount > whole THEN
        RAISE EXCEPTION 'the shares of a contribution exceed its amount'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'shares_within_the_contribution';
    END IF;
    RETURN NEW;
"""
COVERS_ITS_SHARES = """
    IF NEW.amount < (SELECT coalesce(sum(amount), 0) FROM conditions_share WHERE contribution_id = NEW.id) THEN
        RAISE EXCEPTION 'a contribution is lowered below its shares'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'shares_within_the_contribution';
    END IF;
    RETURN NEW;
"""


class ContributionQuerySet(ReviewedQuerySet["Contribution"]):
    def as_shown(self) -> "ContributionQuerySet":
        shares = models.Prefetch("shares", Share.objects.select_related("obligation__partnership"))
        return super().as_shown().prefetch_related(shares, "evidence")  # type: ignore[return-value]

    def awaiting_review(self) -> "ContributionQuerySet":
        """Spent, and neither accepted nor returned: oldest first. A pledge is no evidence yet."""
        return super().awaiting_review().filter(spent_on__isnull=False)  # type: ignore[return-value]


class Contribution(Reviewed):
    """One promised or spent item offered as match by a partnership. It counts only once an officer has accepted it."""

    called = "a contribution"
    short_name = "contribution"
    shown_with = ("partnership",)

    class Stage(models.TextChoices):
        PLEDGED = "pledged", "Pledged: promised, not yet certain"
        CONFIRMED = "confirmed", "Confirmed in writing"

    class Valuation(models.TextChoices):
        HOURS = "hours", "Hours worked at an hourly rate"
        QUOTATION = "quotation", "A quotation"
        BOOK_VALUE = "book_value", "Book value"

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="contributions")
    description = models.CharField("what it is", max_length=200)
    source = models.CharField("who contributes it", max_length=20, choices=MatchSource)
    is_in_kind = models.BooleanField("in kind: staff time, goods or premises", default=False)
    valuation = models.CharField("how it was valued", max_length=12, choices=Valuation, blank=True)
    valuation_note = models.CharField("the sum behind the value", max_length=200, blank=True)
    amount = PoundsField()
    spent_on = models.DateField("date it was spent or given", null=True, blank=True)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.CONFIRMED)
    proof = models.TextField("what shows it", blank=True)
    is_own_money = models.BooleanField("paid from money of the office itself", default=False)
    counted_elsewhere = models.BooleanField("already counted as match for another grant", default=False)
    form_key = models.UUIDField(null=True, unique=True, editable=False)
    # Who brought it up to date last, where anybody did.
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )

    objects = ContributionQuerySet.as_manager()

    class Meta(Reviewed.Meta):
        abstract = False
        constraints = (  # type: ignore[assignment]
            *Reviewed.Meta.constraints,
            models.CheckConstraint(
                name="a_contribution_is_positive", condition=Q(amount__gt=0, amount__lte=HIGHEST_AMOUNT)
            ),
            models.CheckConstraint(
                name="an_in_kind_contribution_is_valued", condition=Q(is_in_kind=False) | ~Q(valuation="")
            ),
            models.CheckConstraint(
                name="what_is_accepted_was_spent", condition=Q(accepted_at=None) | Q(spent_on__isnull=False)
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="covers_its_shares",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("amount"),
                func=COVERS_ITS_SHARES,
            ),
        )

    def __str__(self) -> str:
        return f"{self.description}, £{self.amount:,.2f}"

    @property
    def is_evidenced(self) -> bool:
        return self.accepted_at is not None

    @property
    def is_unspent(self) -> bool:
        return self.spent_on is None

    @property
    def obligation_ids(self) -> list[int]:
        return list(self.shares.values_list("obligation_id", flat=True))

    @property
    def as_seen(self) -> str:
        shown = ("description", "source", "is_in_kind", "valuation", "valuation_note", "amount", "spent_on", "stage",
            "proof", "is_own_money", "counted_elsewhere")  # fmt: skip
        values = [str(getattr(self, name)) for name in shown]
        shares = sorted((share.obligation_id, share.amount) for share in self.shares.all())
        papers = sorted(paper.pk for paper in self.evidence.all())
        return sha256(repr((values, shares, papers)).encode()).hexdigest()

    @property
    def sent_for(self) -> Obligation | None:
        first = self.shares.first()
        return first.obligation if first else None


class Share(models.Model):
    """How much of a contribution counts towards one obligation. A trigger holds the shares of a contribution within its
    amount, also under concurrent writers: the guard against double counting (domain §7)."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="shares")
    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="shares")
    amount = PoundsField()

    class Meta:
        ordering = ("contribution", "obligation")
        constraints = (
            models.UniqueConstraint("contribution", "obligation", name="one_share_per_obligation"),
            models.CheckConstraint(name="a_share_is_positive", condition=Q(amount__gt=0)),
        )
        triggers = (
            pgtrigger.Trigger(
                name="within_the_contribution",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                declare=[("whole", "numeric"), ("shared", "numeric")],
                func=WITHIN_THE_CONTRIBUTION,
            ),
        )

    def __str__(self) -> str:
        return f"£{self.amount:,.2f} of {self.contribution}"
