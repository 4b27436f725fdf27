"""The one public face of payments: what is due to be paid on the awards of a decision, and what has been paid.

It never gives who recorded them, nor what was recorded wrongly.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Sum

from conditions.match import indicative_repayment
from conditions.models import Obligation, Payment, PaymentDue
from conditions.terms import OUT_OF_SIGHT
from grants.models.money import ZERO
from grants.years import london_today


@dataclass(frozen=True)
class PaymentRow:
    """A payment, due or made, in pounds. `reason`: why it was made although a condition was not met."""

    on: date
    amount: Decimal
    reason: str = ""


@dataclass
class AwardPayments:
    """What is due on an award (by its number) by the office's schedule, and apart from it what has been paid."""

    number: int
    today: date
    due: list[PaymentRow] = field(default_factory=list)
    made: list[PaymentRow] = field(default_factory=list)

    @property
    def due_so_far(self) -> Decimal:
        return sum((row.amount for row in self.due if row.on <= self.today), ZERO)

    @property
    def due_in_all(self) -> Decimal:
        return sum((row.amount for row in self.due), ZERO)

    @property
    def paid(self) -> Decimal:
        return sum((row.amount for row in self.made), ZERO)


def payments_of(reference: str, *, is_taken_down: bool = False, today: date | None = None) -> list[AwardPayments]:
    """Of each award in force of a published decision on which something is due or paid, in the order of the awards;
    without the reasons while the text of the decision is out of public sight."""
    day = today or london_today()
    found: dict[int, AwardPayments] = {}
    of_decision = {"award__decision__reference": reference, "award__in_force__isnull": False}
    due = PaymentDue.objects.filter(**of_decision).order_by("due_on")
    made = Payment.objects.that_stand().filter(**of_decision).order_by("paid_on", "pk")
    for number, on, amount in due.values_list("award__number", "due_on", "amount"):
        found.setdefault(number, AwardPayments(number, day)).due.append(PaymentRow(on, amount))
    for number, on, amount, reason in made.values_list("award__number", "paid_on", "amount", "reason"):
        shown = OUT_OF_SIGHT if reason and is_taken_down else reason
        found.setdefault(number, AwardPayments(number, day)).made.append(PaymentRow(on, amount, shown))
    return [found[number] for number in sorted(found)]


def together(payments: Iterable[AwardPayments]) -> AwardPayments:
    """What is due and what has been paid on several awards (under the number 0); there has to be one at least."""
    rows = list(payments)
    due, made = ([row for each in rows for row in getattr(each, name)] for name in ("due", "made"))
    return AwardPayments(0, rows[0].today, due, made)


def repayments(obligations: Iterable[int]) -> dict[int, Decimal]:
    """What would be paid back if the awards of these obligations (ids) closed with the match evidenced today: always to
    be called indicative. Those that ask for no match have none."""
    asked = Obligation.objects.asking_for_match().filter(pk__in=list(obligations), evidenced__isnull=False)
    paid = dict(asked.order_by().values_list("pk").annotate(Sum("award__payments__amount", default=ZERO)))
    found = {}
    for each in asked:
        match, amount, evidenced = each.terms.match, each.award_amount, each.evidenced
        if match and amount is not None and evidenced is not None:
            found[each.pk] = indicative_repayment(amount, paid[each.pk], evidenced, match.basis, match.figure)
    return found
