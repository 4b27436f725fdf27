"""The one public face of payments: what is due to be paid on awards, and what has been paid, as far as the office
publishes it (`settings.PUBLISHES_PAYMENTS`).

It never gives who recorded them, nor what was recorded wrongly.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from conditions.ends import public_ends
from conditions.match import indicative_repayment
from conditions.models import AwardInForce, Obligation, Payment, PaymentDue
from conditions.terms import OUT_OF_SIGHT
from grants.models.money import ZERO
from grants.years import london_today


@dataclass(frozen=True)
class PaymentRow:
    """A payment, due or made, in pounds. Due `on` a day, or once a condition is met, by its number.
    `reason`: why it was made although a condition was not met, or why it was paid back."""

    on: date | None
    amount: Decimal
    reason: str = ""
    condition: int | None = None
    is_ready: bool = False


@dataclass
class AwardPayments:
    """What is due on an award (by its number) by the office's schedule, and apart from it what has been paid, and paid
    back. `amount`: what the award stands at."""

    number: int
    today: date
    amount: Decimal = ZERO
    year: str = ""
    due: list[PaymentRow] = field(default_factory=list)
    made: list[PaymentRow] = field(default_factory=list)
    back: list[PaymentRow] = field(default_factory=list)

    @property
    def due_so_far(self) -> Decimal:
        return sum((row.amount for row in self.due if row.is_ready or (row.on and row.on <= self.today)), ZERO)

    @property
    def due_in_all(self) -> Decimal:
        return sum((row.amount for row in self.due), ZERO)

    @property
    def is_due_beyond(self) -> bool:
        """The award was lowered since its schedule was set: nothing is due beyond what it stands at."""
        return self.due_in_all > self.amount

    @property
    def paid_back(self) -> Decimal:
        return sum((row.amount for row in self.back), ZERO)

    @property
    def paid(self) -> Decimal:
        """Without what was paid back."""
        return sum((row.amount for row in self.made), ZERO) - self.paid_back


def payments_of(reference: str, *, is_taken_down: bool = False, today: date | None = None) -> list[AwardPayments]:
    """Of each award in force of a published decision, in their order, as soon as something is due or paid on
    one of them; without the reasons while the text of the decision is out of public sight."""
    if not settings.PUBLISHES_PAYMENTS:
        return []
    day = today or london_today()
    awards = AwardInForce.objects.filter(award__decision__reference=reference)
    of_awards = {"award__in_force__in": awards}
    due: Any = PaymentDue.objects.filter(**of_awards).with_readiness().order_by("due_on", "pk")
    made = Payment.objects.that_stand().filter(**of_awards).order_by("paid_on", "pk")
    found: dict[int, AwardPayments] = {}
    in_order = awards.order_by("reference", "award__number")
    for pk, number, amount, year in in_order.values_list("award", "award__number", "amount", "year"):
        found[pk] = AwardPayments(number, day, amount, str(year or ""))
    for each in due.select_related("condition"):
        condition = each.condition and each.condition.number
        row = PaymentRow(each.due_on, each.amount, condition=condition, is_ready=bool(condition) and each.is_ready)
        found[each.award_id].due.append(row)
    for pk, on, amount, reason in made.values_list("award", "paid_on", "amount", "reason"):
        shown = OUT_OF_SIGHT if reason and is_taken_down else reason
        (found[pk].made if amount > 0 else found[pk].back).append(PaymentRow(on, abs(amount), shown))
    recorded = [each for each in found.values() if each.due or each.made]
    return [each for each in found.values() if each.amount or each in recorded] if recorded else []


def together(payments: Iterable[AwardPayments]) -> AwardPayments:
    """What is due and what has been paid on several awards (under the number 0); there has to be one at least."""
    rows = list(payments)
    due, made, back = ([row for each in rows for row in getattr(each, name)] for name in ("due", "made", "back"))
    return AwardPayments(0, rows[0].today, sum((each.amount for each in rows), ZERO), "", due, made, back)


def by_year(payments: Sequence[AwardPayments]) -> list[tuple[str, AwardPayments]]:
    """Those of each financial year together, where there are several years."""
    in_order = sorted(payments, key=lambda each: each.year)
    years = [(year, together(each)) for year, each in groupby(in_order, key=lambda each: each.year)]
    return years if len(years) > 1 else []


def with_payments(awards: Any) -> Any:
    """Rows that have an `award`, of those on which something is due or paid, or that have ended: with `due_by_today`,
    `due_in_all`, `paid` and `paid_back`, in pounds. None where the office does not publish payments."""
    due = PaymentDue.objects.filter(award=OuterRef("award")).with_readiness()
    made = Payment.objects.filter(award=OuterRef("award"))
    back = made.that_stand().filter(amount__lt=0)
    if not settings.PUBLISHES_PAYMENTS:
        return awards.none()
    ends = public_ends().filter(award=OuterRef("award"))
    return awards.filter(Exists(due) | Exists(made.that_stand()) | Exists(ends)).annotate(
        due_by_today=summed(due.filter(Q(due_on__lte=london_today()) | Q(condition__isnull=False, is_ready=True))),
        due_in_all=summed(due),
        paid=summed(made),
        paid_back=summed(back) * -1,
    )


def summed(rows: QuerySet[Any]) -> Coalesce:
    total = rows.order_by().values("award").annotate(sum=Sum("amount")).values("sum")
    return Coalesce(Subquery(total), ZERO)


def repayments(obligations: Iterable[int]) -> dict[int, Decimal]:
    """What would be paid back if the awards of these obligations (ids) closed with the match evidenced today: always to
    be called indicative. Those that ask for no match have none; nor has any where payments are not published."""
    if not settings.PUBLISHES_PAYMENTS:
        return {}
    asked = Obligation.objects.asking_for_match().filter(pk__in=list(obligations), evidenced__isnull=False)
    paid = dict(asked.order_by().values_list("pk").annotate(Sum("award__payments__amount", default=ZERO)))
    found = {}
    for each in asked:
        match, amount, evidenced = each.terms.match, each.award_amount, each.evidenced
        if match and amount is not None and evidenced is not None:
            found[each.pk] = indicative_repayment(amount, paid[each.pk], evidenced, match.basis, match.figure)
    return found
