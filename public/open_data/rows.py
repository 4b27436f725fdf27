"""The rows of the open data: where the cells of each table come from (public/open_data/tables.py).

Every award is here once; pounds are exact decimals.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import islice
from typing import Any

from django.conf import settings
from django.db.models import Case, F, JSONField, QuerySet, Value, When

from conditions.standing import Obligations, Standing, standings_one_by_one
from conditions.terms import OUT_OF_SIGHT
from grants.models.organisations import Organisation
from public.browse.money import Money, Narrowing, RowMoney, with_money
from public.open_data.tables import address
from register.models import ListedAward, Listing, ListingQuerySet, Notice, PublicList, Recommendation

# Rows that are read at a time: however long a file is, it takes no more memory, and its first rows leave at once.
CHUNK = 500  # rows that are held at a time, however long the file is
INDIVIDUAL = Organisation.Kind.INDIVIDUAL
OPEN_CALL = {True: "Yes", False: "No"}


@dataclass(frozen=True)
class DecisionRow:
    listing: Listing
    of_what: str = ""

    def url(self) -> str:
        return address("decision_detail", self.listing.reference)

    def makers(self) -> str:
        return joined(self.listing.makers.all())

    def priorities(self) -> str:
        return joined(self.listing.priorities.all())

    def strands(self) -> str:
        return joined(self.listing.strands.all())

    def recipients(self) -> str:
        return joined(award.recipient_name for award in self.listing.awards.all())

    def lists(self) -> str:
        return joined(PublicList(name).label for name in self.listing.lists)

    def key_notice_on(self) -> date | None:
        written = getattr(self.listing, "key_notice", None)
        return date.fromisoformat(written) if written else None

    @cached_property
    def money(self) -> RowMoney:
        return RowMoney(self.listing)

    @property
    def whole(self) -> Money:
        return self.money.own_whole + self.money.added_whole.once

    @property
    def part(self) -> Money | None:
        """The part of it that a narrowed list is about."""
        return self.money.own + self.money.added.once if self.of_what else None


@dataclass(frozen=True)
class AwardRow:
    award: ListedAward
    # What the money is for, as the newest notice of the decision says; empty where it is withheld.
    purpose: str
    from_open_call: str = ""
    # When the newest notice of a variation of it was published, if there is one.
    varied_at: datetime | None = None

    def key(self) -> str:
        return award_key(self.award.listing.reference, self.award.number)

    def url(self) -> str:
        return address("decision_detail", self.award.listing.reference)

    @property
    def named_recipient(self) -> Organisation | None:
        """Whoever is paid, where that may be named: no individual, and nobody who is withheld."""
        paid = self.award.recipient
        return None if paid is None or paid.kind == INDIVIDUAL else paid

    def recipient_kind(self) -> str:
        """What kind of organisation is paid; empty where that is withheld or not recorded."""
        paid = self.award.recipient
        if paid is None:
            return INDIVIDUAL.label if self.award.recipient_name == INDIVIDUAL.label else ""
        return paid.get_kind_display()

    def modified_at(self) -> datetime:
        """When the newest notice that touches it was published, be it of its own decision or of a variation."""
        own = self.award.listing.published_at
        return max(own, self.varied_at or own)

    def period(self) -> str:
        """The days the award is for, where they are stated; else its financial year."""
        award, year = self.award, self.award.year
        if award.starts_on and award.ends_on:
            return f"{award.starts_on:%d/%m/%Y} to {award.ends_on:%d/%m/%Y}"
        return f"{year.first_day:%d/%m/%Y} to {year.last_day:%d/%m/%Y}" if year else ""

    def department(self) -> str:
        return settings.OFFICE.body

    def purpose_or_title(self) -> str:
        return self.purpose or self.award.title


@dataclass(frozen=True)
class PaymentsRow:
    """An award with what is due and paid on it (`conditions.payments.with_payments`), and how it ended."""

    award: Any

    @property
    def end(self) -> Any:
        """Nothing is said of one whose recipient is withheld (`conditions/ends.py`)."""
        award = self.award.award
        return None if award.in_force.is_withheld else getattr(award, "end", None)

    def key(self) -> str:
        return award_key(self.award.listing.reference, self.award.number)

    def url(self) -> str:
        return address("decision_detail", self.award.listing.reference) + "#payments"


@dataclass(frozen=True)
class OtherMoneyRow:
    listing: Listing
    # What the giver asks in return, as the newest notice says.
    conditions: str

    def url(self) -> str:
        return address("decision_detail", self.listing.reference)


@dataclass(frozen=True)
class BrowsedRow:
    """Something that decisions are browsed by; `page` is the name of its page."""

    thing: Any
    page: str

    def strands(self) -> str:
        """Of a stream or a partnership: the 4Ps and themes that it names."""
        return joined(name for _, name in self.thing.strands)

    def url(self) -> str:
        return address(self.page, self.thing.slug)


@dataclass(frozen=True)
class RecommendationRow:
    thing: Recommendation

    def url(self) -> str:
        return f"{address('meeting_detail', self.thing.item.meeting_id)}#{self.thing.anchor}"


def other_money_rows(found: ListingQuerySet) -> Iterator[OtherMoneyRow]:
    path = "notice__document_data__record__giver_conditions__value"
    rows: QuerySet[Any] = found.annotate(conditions=F(path))
    return (OtherMoneyRow(listing, listing.conditions or "") for listing in rows.iterator(CHUNK))


def decision_rows(found: ListingQuerySet, narrowing: Narrowing) -> Iterator[DecisionRow]:
    rows: QuerySet[Any] = with_money(found, narrowing).prefetch_related("makers", "priorities", "strands")
    rows = rows.select_related("notice").defer("notice__document_data")
    rows = rows.annotate(key_notice=F("notice__document_data__record__key_notice_on__value"))
    return (DecisionRow(listing, narrowing.words) for listing in rows.iterator(CHUNK))


def award_rows(narrowing: Narrowing) -> Iterator[AwardRow]:
    """Every award in force, or those to which a file is narrowed, each with when it was last varied."""
    return rows_of_awards(narrowing.awards.order_by("listing__reference", "number"), varied_at())


def rows_of_awards(
    awards: QuerySet[ListedAward], varied: Mapping[tuple[str, int], datetime] | None = None
) -> Iterator[AwardRow]:
    """These awards, in their order."""
    rows = awards.select_related("listing", "recipient", "partnership", "stream")
    rows = rows.defer("listing__words", "listing__search", "listing__own_words")
    with_purpose: QuerySet[Any] = rows.prefetch_related("listing__priorities", "listing__strands").annotate(
        purpose=Case(
            When(listing__notice__taken_down_at=None, then=F("listing__notice__document_data__record__purpose__value")),
            default=Value(OUT_OF_SIGHT, JSONField()),
        ),
        open_call=F("listing__notice__document_data__record__from_open_call__value"),
    )
    for award in with_purpose.iterator(CHUNK):
        at = (varied or {}).get((award.listing.reference, award.number))
        yield AwardRow(award, award.purpose or "", OPEN_CALL.get(award.open_call, ""), at)


def varied_at() -> dict[tuple[str, int], datetime]:
    """For each award that was ever varied, by the reference of its decision and its number: when the newest notice of
    such a variation was published, its withdrawal included."""
    varying = Notice.objects.filter(document_data__varied__0__isnull=False).order_by("sequence")
    notices = varying.values_list("published_at", "document_data__varied")
    return {(line["reference"], line["number"]): at for at, lines in notices for line in lines}


@dataclass(frozen=True)
class ConditionRow:
    """An obligation as it stands today, with the award or awards that it is about."""

    standing: Standing
    awards: Sequence[ListedAward]

    def award(self) -> str:
        number = self.standing.award_number
        return "" if number is None else award_key(self.standing.award_decision, number)

    def recipients(self) -> str:
        return joined(award.recipient_name for award in self.awards)


def condition_rows(found: Obligations) -> Iterator[ConditionRow]:
    """These obligations, in their order; a part of them in memory at a time."""
    for some in batched(standings_one_by_one(found), CHUNK):
        references = {each.award_decision for each in some}
        own: dict[str, list[ListedAward]] = defaultdict(list)
        awards = ListedAward.objects.filter(listing__reference__in=references)
        for award in awards.select_related("listing", "partnership").defer("listing__words", "listing__search"):
            own[award.listing.reference].append(award)
        for each in some:
            yield ConditionRow(each, [award for award in own[each.award_decision] if is_about(each, award)])


def batched(values: Iterable[Standing], size: int) -> Iterator[list[Standing]]:
    rest = iter(values)
    while some := list(islice(rest, size)):
        yield some


def is_about(standing: Standing, award: ListedAward) -> bool:
    """Whether an obligation is about an award: its own, or one of its partnership and year."""
    if standing.award_number is not None:
        return standing.award_number == award.number
    if award.partnership is None:
        return False
    return (award.partnership.slug, award.year) == (standing.partnership_slug, standing.year)


def award_key(reference: str, number: int) -> str:
    return f"{reference}-{number}"


def joined(values: Iterable[Any]) -> str:
    return "; ".join(dict.fromkeys(str(value) for value in values))
