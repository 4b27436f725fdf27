"""Loading what the search knows on the first day, out of the office pack: abbreviations, other words for the same, and
the places of each district. They are the office's from then on: loading fills an empty list, and never changes one.
"""

from collections import Counter

from django.db import models, transaction

from grants.models.organisations import Partnership
from grants.office_data import PACK, Entry, read_pack
from public.models import Place, SearchTerm


@transaction.atomic
def load() -> Counter[type[models.Model]]:
    """Fill what is empty; gives how many rows of each model were added."""
    pack = read_pack(PACK)
    added: Counter[type[models.Model]] = Counter()
    if not SearchTerm.objects.exists():
        added[SearchTerm] = len(SearchTerm.objects.bulk_create(terms(**pack["search_terms"])))
    if not Place.objects.exists():
        added[Place] = len(Place.objects.bulk_create(places(pack["places"])))
    return +added


def terms(*, abbreviations: list[list[str]], same: list[list[str]]) -> list[SearchTerm]:
    kinds = ((SearchTerm.Kind.ABBREVIATION, abbreviations), (SearchTerm.Kind.SAME, same))
    return [SearchTerm(term=term, kind=kind, means=means) for kind, pairs in kinds for term, means in pairs]


def places(by_district: Entry) -> list[Place]:
    partnerships = Partnership.objects.filter(district__in=by_district)
    return [Place(name=name, partnership=each) for each in partnerships for name in by_district[each.district]]
