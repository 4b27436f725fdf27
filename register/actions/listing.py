"""The listing: always what the newest notices say, and nothing else."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any

from django.db import connection, transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from grants.actions.diary import record
from grants.actions.inserting import insertion, number, run
from grants.models import Award
from grants.models.money import ZERO
from register.actions.chaining import lock_register
from register.actions.indexing import index, suggestion
from register.document import Document
from register.listed_rows import (
    Named,
    awards_of,
    first_sequence,
    makers_of,
    priorities_of,
    set_search,
    strands_of,
    values_of,
)
from register.models import (
    AwardTotal,
    ListedAward,
    ListedMaker,
    ListedPriority,
    ListedStrand,
    ListedVariationLine,
    ListedWord,
    Listing,
    Notice,
)
from register.models.listing import DIFFERENCE, amount_after

PAGE = 500  # decisions that are in memory at a time


def list_decision(notice: Notice) -> list[Listing]:
    """Rewrite the listing of one decision from its newest notice, and the amounts of those it varies; gives them."""
    document = notice.document
    values = values_of(notice, document)
    listing, is_new = Listing.objects.update_or_create(decision=notice.decision, defaults=values)
    varied = set() if is_new else varied_awards(listing)
    if not is_new:
        clear(listing)
    save_what_they_name([(listing, document)])
    if document.gives_grants:
        save_variation_lines(listing, document)
        ListedAward.objects.bulk_create(awards_of(listing, document, Named.in_documents([document])))
    listings = update_amounts(listing, varied | varied_awards(listing))
    for each in listings:
        index(each)
    return listings


@transaction.atomic
def rebuild_listing() -> int:
    """Build the whole listing again from the notices, some at a time; gives the number of decisions listed. Publishers
    wait for it, and the public reads the old one until it is done. The diary records it, so that cached public pages
    are no longer used."""
    lock_register()
    for model in (ListedMaker, ListedPriority, ListedStrand, ListedVariationLine, ListedAward, Listing, ListedWord):
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {model._meta.db_table}")  # noqa: S608 - ours
    AwardTotal.objects.all().delete()  # of no award any more: what is left was wrong
    firsts = Notice.objects.filter(version=1).order_by("sequence").values_list("decision_id", flat=True).iterator()
    count, last = 0, None
    while page := list(islice(firsts, PAGE)):
        for varies, notices in groupby(newest_of(page), key=lambda each: bool(each.document_data["varied"])):
            several = list(notices)
            if varies:
                for notice in several:
                    list_decision(notice)
            else:
                save_rows(rows_of(several))
            count, last = count + len(several), several[-1]
    if last:
        record("rebuilt the listing", last, by=None)
    return count


def newest_of(decisions: Sequence[int]) -> list[Any]:
    """The newest notices of these decisions (ids), in their order."""
    notices = Notice.objects.filter(decision__in=decisions).order_by("decision_id", "-version").distinct("decision_id")
    found = {each.decision_id: each for each in notices.select_related("decision").prefetch_related("decision__awards")}
    return [found[each] for each in decisions]


@dataclass(frozen=True)
class ListedRows:
    """Of one decision, not saved yet."""

    listing: Listing
    awards: list[ListedAward]
    document: Document


def rows_of(notices: Sequence[Notice]) -> list[ListedRows]:
    """Of decisions that vary none, of which nothing has been varied, what `list_decision` would make of each. Notices
    that are not chained yet, too: nobody has to wait while searches are told what they find."""
    documents = [notice.document for notice in notices]
    named = Named.in_documents(documents)
    return [unsaved(notice, document, named) for notice, document in zip(notices, documents, strict=True)]


def unsaved(notice: Notice, document: Document, named: Named) -> ListedRows:
    listing = Listing(decision=notice.decision, **values_of(notice, document))
    awards = list(awards_of(listing, document, named))
    amounts = [each.amount for each in awards]
    listing.total = listing.decided_total = sum(amounts, ZERO)
    set_search(listing, document, amounts, named)
    return ListedRows(listing, awards, document)


def save_rows(rows: Sequence[ListedRows]) -> None:
    """In seven errands for any number of decisions, instead of thirty for each."""
    for each in rows:
        each.listing.first_sequence = first_sequence(each.listing.notice)
    run(statements_of(rows))


def statements_of(rows: Sequence[ListedRows]) -> list[str]:
    """The statements that list decisions, once their notices are there. What hangs on the rows is saved at once, which
    nobody waits for."""
    listings = [each.listing for each in rows]
    awards = [award for each in rows for award in each.awards]
    number(listings, awards)
    save_what_they_name((each.listing, each.document) for each in rows)
    words = {word for each in rows for word in each.listing.own_words}
    return [insertion(listings), insertion(awards), suggestion(words)]


def clear(listing: Listing) -> None:
    for rows in (listing.makers, listing.priorities, listing.strands, listing.variation_lines, listing.awards):
        rows.all().delete()


def save_what_they_name(pairs: Iterable[tuple[Listing, Document]]) -> None:
    """List who decided, which priorities decisions serve, and what of the work against serious and organised crime they
    are."""
    pairs = list(pairs)
    ListedMaker.objects.bulk_create(row for pair in pairs for row in makers_of(*pair))
    ListedPriority.objects.bulk_create(row for pair in pairs for row in priorities_of(*pair))
    ListedStrand.objects.bulk_create(row for pair in pairs for row in strands_of(*pair))


def save_variation_lines(listing: Listing, document: Document) -> None:
    references = {entry.reference for entry in document.varied}
    awards = Award.objects.filter(decision__reference__in=references).select_related("decision")
    named = {(award.decision.reference, award.number): award for award in awards}
    ListedVariationLine.objects.bulk_create(
        ListedVariationLine(
            listing=listing,
            award=named[entry.reference, entry.number],
            base_amount=entry.base_amount,
            new_amount=entry.new_amount,
        )
        for entry in document.varied
    )


def varied_awards(listing: Listing) -> set[int]:
    return set(listing.variation_lines.values_list("award_id", flat=True))


def update_amounts(listing: Listing, varied: Collection[int]) -> list[Listing]:
    """Update the amounts in force of a listed decision and of varied awards, and the totals of their decisions; gives
    the listings whose awards these are."""
    awards = ListedAward.objects.filter(Q(listing=listing) | Q(award__in=varied))
    lines = ListedVariationLine.objects.filter(award=OuterRef("award")).order_by()
    awards.update(
        current_amount=amount_after(ListedVariationLine.objects.all()),
        varied_amount=total_of(lines, DIFFERENCE, by="award"),
    )
    varying = update_differences(listing, awards)
    listings = Listing.objects.filter(Q(pk=listing.pk) | Q(pk__in=awards.values("listing")))
    own = ListedAward.objects.filter(listing=OuterRef("pk")).order_by()
    standing = ListedVariationLine.objects.standing().filter(listing=OuterRef("pk")).order_by()
    Listing.objects.filter(Q(pk__in=varying) | Q(pk__in=listings.values("pk"))).update(
        total=total_of(own, F("current_amount")),
        decided_total=total_of(own, F("amount")) + total_of(standing, DIFFERENCE),
    )
    return [listing, *listings.exclude(pk=listing.pk).select_related("notice", "decision")]


def total_of(rows: QuerySet[Any], amount: Combinable, *, by: str = "listing") -> Coalesce:
    return Coalesce(Subquery(rows.values(by).annotate(sum=Sum(amount)).values("sum")), ZERO)


def update_differences(listing: Listing, awards: QuerySet[ListedAward]) -> set[int]:
    """Update what each variation line adds to the one before it that is in force, or to the award; nothing where the
    award is no longer in force, as those of a withdrawn decision (`listing`). Gives the decisions of the lines."""
    amounts = dict(awards.values_list("award", "amount"))
    of_awards = Q(award__in=amounts) | Q(award__decision=listing.decision_id)
    lines = list(ListedVariationLine.objects.filter(of_awards).order_by("listing__first_sequence"))
    for line in lines:
        in_force = line.award_id in amounts
        line.current_difference = line.new_amount - amounts[line.award_id] if in_force else ZERO
        amounts |= {line.award_id: line.new_amount} if in_force else {}
    ListedVariationLine.objects.bulk_update(lines, ["current_difference"])
    return {line.listing_id for line in lines}
