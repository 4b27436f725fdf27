"""How grants ended, and what was agreed of the money that was left (domain §12)."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Case, F, Q, Sum, When

from grants.models import Award, Decision
from grants.models.money import HIGHEST_AMOUNT, ZERO, PoundsField

SUMS = ("returned", "carried_over", "repurposed")
WITHDRAWN = Decision.State.WITHDRAWN


class AwardEndQuerySet(models.QuerySet["AwardEnd"]):
    def with_settled(self) -> "AwardEndQuerySet":
        """`settled_sum`: what is agreed and stands; what a variation carried over that was withdrawn since does not."""
        return self.annotate(settled_sum=F("returned") + standing("carried_over") + standing("repurposed"))

    def to_settle(self) -> "AwardEndQuerySet":
        return self.with_settled().filter(underspend__gt=F("settled_sum"))

    def sums(self) -> dict[str, Any]:
        """How many, and in pounds what was left in all, what became of it, and what of it is not settled."""
        added = {name: Sum(name, default=ZERO) for name in ("amount", "spent", "underspend", "returned")}
        added |= {f"{name}_stands": Sum(standing(name), default=ZERO) for name in SUMS[1:]}
        return self.order_by().aggregate(count=models.Count("pk"), **added)


def standing(name: str) -> Case:
    """Of what a variation does, zero once it is withdrawn."""
    return Case(When(**{f"{name}_by__state": WITHDRAWN}, then=ZERO), default=F(name), output_field=PoundsField())


class AwardEnd(models.Model):
    """What the newest accepted end of grant report of an award says, all of it public, and what the office has agreed
    with the partnership of its underspend: so much returned, carried over or repurposed, the last two by a variation.
    An acceptance writes it again, and what was agreed stands while the underspend is the same; the diary has all that
    stood before."""

    award = models.OneToOneField(Award, models.PROTECT, related_name="end")
    accepted_at = models.DateTimeField()
    amount = PoundsField("amount of the award")
    spent = PoundsField("what was spent")
    underspend = PoundsField()
    lessons = models.TextField(blank=True)
    continues = models.TextField("what continues", blank=True)
    # Why it takes the place of an earlier report that was accepted.
    reason = models.TextField(blank=True)
    returned = PoundsField(default=ZERO)
    carried_over = PoundsField(default=ZERO)
    carried_over_by = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="+")
    repurposed = PoundsField(default=ZERO)
    repurposed_by = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="+")

    objects = AwardEndQuerySet.as_manager()

    class Meta:
        ordering = ("award__decision__reference", "award__number")
        constraints = (
            models.CheckConstraint(
                name="an_underspend_is_what_was_left",
                condition=Q(amount__range=(ZERO, HIGHEST_AMOUNT), spent__range=(ZERO, HIGHEST_AMOUNT))
                & (Q(underspend=F("amount") - F("spent")) | Q(underspend=ZERO, spent__gte=F("amount"))),
            ),
            models.CheckConstraint(
                name="no_more_is_settled_than_was_left",
                condition=Q(returned__gte=ZERO, carried_over__gte=ZERO, repurposed__gte=ZERO)
                & Q(underspend__gte=F("returned") + F("carried_over") + F("repurposed")),
            ),
            *(
                models.CheckConstraint(
                    name=f"what_is_{name}_is_so_by_a_variation",
                    condition=Q(**{name: ZERO, f"{name}_by": None})
                    | Q(**{f"{name}__gt": ZERO, f"{name}_by__isnull": False}),
                )
                for name in SUMS[1:]
            ),
        )

    def __str__(self) -> str:
        return f"End of {self.award}"

    @property
    def settled(self) -> Decimal:
        """What is agreed and stands."""
        by_variations = ((self.carried_over, self.carried_over_by), (self.repurposed, self.repurposed_by))
        stands = (amount for amount, by in by_variations if by and by.state != WITHDRAWN)
        return sum(stands, self.returned)

    @property
    def unsettled(self) -> Decimal:
        return self.underspend - self.settled
