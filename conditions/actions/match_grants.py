"""Which obligation of an award has the grant that sums of match count, so that they count it once."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from conditions.models import Obligation, ObligationQuerySet
from grants.models.money import ZERO


def count_grants_once(obligations: ObligationQuerySet) -> None:
    """Of each award of these, the first of its obligations that ask for match has the grant that sums count."""
    rows = Obligation.objects.filter(award__in=obligations.values("award")).order_by("award", "pk").defer("terms_data")
    changed = [
        each for _, several in groupby(rows, key=lambda each: each.award_id) for each in counted_once([*several])
    ]
    Obligation.objects.bulk_update(changed, ["match_grant"])


def counted_once(own: Sequence[Obligation]) -> Iterator[Obligation]:
    """Set that on the obligations of one award, in their order; gives those where it was otherwise."""
    asking = [each for each in own if each.required is not None and not each.lapsed_at]
    grant = max((each.award_amount or ZERO for each in asking), default=None)
    for each in own:
        counted = grant if asking and each is asking[0] else None
        if each.match_grant != counted:
            each.match_grant = counted
            yield each
