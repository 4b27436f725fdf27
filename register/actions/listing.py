"""The listing: always what the newest notices say, and nothing else."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from grants.actions.diary import record
from grants.models import Award
from grants.models.money import ZERO
from register.actions.chaining import lock_register
from register.actions.indexing import index, suggest
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
    """Build the whole listing again from the notices; gives the number of decisions listed. Publishers wait for it. The
    diary records it, so that cached public pages are no longer used."""
    lock_register()
    Listing.objects.all().delete()
    ListedWord.objects.all().delete()
    AwardTotal.objects.all().delete()  # of no award any more: what is left was wrong
    newest = Notice.objects.order_by("decision_id", "-version").distinct("decision_id")
    notices = sorted(newest, key=first_sequence)
    for notice in notices:
        list_decision(notice)
    if notices:
        record("rebuilt the listing", notices[-1], by=None)
    return len(notices)


def list_first(notices: Sequence[Notice]) -> list[tuple[Listing, list[ListedAward]]]:
    """List decisions whose only notices these are, and which vary none; gives each with its awards. They are as
    `list_decision` makes them, in eight statements for all of them together instead of thirty for each."""
    documents = [notice.document for notice in notices]
    named = Named.in_documents(documents)
    rows = [unsaved(notice, document, named) for notice, document in zip(notices, documents, strict=True)]
    listings = Listing.objects.bulk_create(listing for listing, _ in rows)
    save_what_they_name(zip(listings, documents, strict=True))
    ListedAward.objects.bulk_create(award for _, awards in rows for award in awards)
    suggest({word for listing in listings for word in listing.own_words})
    return rows


def unsaved(notice: Notice, document: Document, named: Named) -> tuple[Listing, list[ListedAward]]:
    """The row of a decision of which nothing has been varied, and those of its awards."""
    listing = Listing(decision=notice.decision, **values_of(notice, document))
    awards = list(awards_of(listing, document, named))
    amounts = [each.amount for each in awards]
    listing.total = listing.decided_total = sum(amounts, ZERO)
    set_search(listing, document, amounts, named)
    return listing, awards


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
