"""A long list whose order no single index has."""

from collections.abc import Mapping, Sequence

from django.db.models import Q

from conditions.models import ObligationQuerySet


class InParts:
    """Obligations in their order, to be read page by page: one part of them after another, each by its own index, so
    that they are never all put in order. `parts`: how many each has; `order`: that within each."""

    def __init__(self, rows: ObligationQuerySet, parts: Mapping[Q, int], order: Sequence[str]) -> None:
        self.rows, self.parts, self.order = rows, parts, order

    def __len__(self) -> int:
        return sum(self.parts.values())

    def __getitem__(self, part: slice) -> ObligationQuerySet:
        shown: list[int] = []
        begin, end = part.start, part.stop
        for wanted, number in self.parts.items():
            if begin < number and end > 0:
                own = self.rows.filter(wanted).order_by(*self.order)
                shown += own.values_list("pk", flat=True)[max(begin, 0) : end]
            begin, end = begin - number, end - number
        return self.rows.filter(pk__in=shown)
