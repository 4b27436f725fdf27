"""How much of each payment due is still to be paid, saved on its row by every action that changes it."""

from collections.abc import Collection
from decimal import Decimal

from django.db.models import Sum

from conditions.models import AwardInForce, Payment, PaymentDue
from grants.models.money import ZERO


def update_outstanding(awards: Collection[int]) -> None:
    """Of these awards (ids): what has been paid goes to the payments due in the order of the schedule; nothing is due
    beyond what the award stands at, and so nothing on one that has ended or is no longer in force. Money paid back is
    not due again."""
    stands = dict(AwardInForce.objects.filter(award__in=awards).values_list("award", "amount"))
    made = Payment.objects.that_stand().filter(award__in=awards, amount__gt=0).order_by()
    paid = dict(made.values_list("award").annotate(Sum("amount")))
    due = list(PaymentDue.objects.filter(award__in=awards).order_by("award", "pk"))
    reached: dict[int, Decimal] = {}
    for each in due:
        before = reached.get(each.award_id, ZERO)
        reached[each.award_id] = before + each.amount
        until = min(before + each.amount, stands.get(each.award_id, ZERO))
        each.outstanding = max(ZERO, until - max(before, paid.get(each.award_id, ZERO)))
    PaymentDue.objects.bulk_update(due, ["outstanding"])
