"""The listing: always what the newest notices say, and nothing else."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
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
from register.actions.indexing import index, no_longer_suggest, suggestion
from register.document import Document
from register.listed_rows import (
    Named,
    SearchTexts,
    awards_of,
    first_sequence,
    makers_of,
    priorities_of,
    set_search,
    strands_of,
    values_of,
)
from register.models import (
    ListedAward,
    ListedMaker,
    ListedPriority,
    ListedStrand,
    ListedVariationLine,
    Listing,
    Notice,
)
from register.models.award_totals import AGAIN
from register.models.listing import DIFFERENCE, amount_after

PAGE = 100  # decisions that are in memory at a time, and for which publishers are kept waiting
HANGING = (ListedMaker, ListedPriority, ListedStrand, ListedVariationLine, ListedAward)


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


def rebuild_listing() -> int:
    """Build the whole listing again from the notices, some decisions at a time; gives the number of decisions listed.
    Publishers wait for those, and the public reads of each decision what was listed of it or what comes in its place.
    If it is cut off, the rest is listed as it was. The diary records it, so that cached public pages are no longer
    used."""
    count, last = 0, 0
    add_up_again()
    while page := firsts_after(last):
        list_again([decision for decision, _ in page])
        count, last = count + len(page), page[-1][1]
    forget_words()
    if last:
        record("rebuilt the listing", Notice.objects.get(sequence=last), by=None)
    return count


def firsts_after(sequence: int) -> list[tuple[int, int]]:
    """The next decisions (ids) in the order in which they were first published, each with its place."""
    firsts = Notice.objects.filter(version=1, sequence__gt=sequence).order_by("sequence")
    return list(firsts.values_list("decision_id", "sequence")[:PAGE])


@transaction.atomic
def list_again(decisions: Sequence[int]) -> None:
    """Those that vary nothing, and of which nothing is varied, together, under the numbers that they had; the others
    one by one."""
    lock_register()
    lines = ListedVariationLine.objects.order_by()
    varied = {*lines.filter(award__decision__in=decisions).values_list("award__decision", flat=True)}
    varying = {*lines.filter(listing__decision__in=decisions).values_list("listing__decision", flat=True)}
    notices = newest_of(decisions)
    plain = {each.pk for each in notices if each.decision_id not in varied | varying}
    plain -= {each.pk for each in notices if each.document_data["varied"]}
    rows = rows_of([each for each in notices if each.pk in plain])
    numbers = dict(Listing.objects.filter(decision__in=decisions).values_list("decision", "pk"))
    for each in rows:
        each.listing.pk = numbers.get(each.listing.decision_id)
    delete_rows([each.listing.pk for each in rows if each.listing.pk])
    save_rows(rows)
    for notice in notices:
        if notice.pk not in plain:
            list_decision(notice)


def delete_rows(listings: list[int]) -> None:
    with connection.cursor() as cursor:
        for model in HANGING:
            cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE listing_id = ANY(%s)", [listings])  # noqa: S608
        cursor.execute("DELETE FROM register_listing WHERE id = ANY(%s)", [listings])


@transaction.atomic
def add_up_again() -> None:
    lock_register()
    run([AGAIN])


def forget_words() -> None:
    """Those that no decision has any more are not suggested any more."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT word FROM register_listedword EXCEPT SELECT unnest(own_words) FROM register_listing")
        words = [word for (word,) in cursor.fetchall()]
    with transaction.atomic():
        lock_register()
        no_longer_suggest(words)


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
    rows = [unsaved(notice, document, named) for notice, document in zip(notices, documents, strict=True)]
    amounts = ([award.amount for award in each.awards] for each in rows)
    texts = (SearchTexts.of(each.document, of_it, named) for each, of_it in zip(rows, amounts, strict=True))
    set_search([(each.listing, of_it) for each, of_it in zip(rows, texts, strict=True)])
    return rows


def unsaved(notice: Notice, document: Document, named: Named) -> ListedRows:
    listing = Listing(decision=notice.decision, **values_of(notice, document))
    awards = list(awards_of(listing, document, named))
    listing.total = listing.decided_total = sum((each.amount for each in awards), ZERO)
    return ListedRows(listing, awards, document)


def save_rows(rows: Sequence[ListedRows]) -> None:
    """In five errands for any number of decisions, instead of thirty for each."""
    for each in rows:
        each.listing.first_sequence = first_sequence(each.listing.notice)
    run(statements_of(rows))
    save_what_they_name((each.listing, each.document) for each in rows)


def statements_of(rows: Sequence[ListedRows]) -> list[str]:
    """The statements that list decisions, once their notices are there; all but what they name."""
    listings = [each.listing for each in rows]
    awards = [award for each in rows for award in each.awards]
    number([each for each in listings if not each.pk], awards)
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
    # Numbers and no conditions of their own, for which the database would go through the whole listing.
    numbers = {listing.pk, *awards.values_list("listing", flat=True)}
    own = ListedAward.objects.filter(listing=OuterRef("pk")).order_by()
    standing = ListedVariationLine.objects.standing().filter(listing=OuterRef("pk")).order_by()
    Listing.objects.filter(pk__in=varying | numbers).update(
        total=total_of(own, F("current_amount")),
        decided_total=total_of(own, F("amount")) + total_of(standing, DIFFERENCE),
    )
    others = Listing.objects.filter(pk__in=numbers - {listing.pk})
    return [listing, *others.select_related("notice", "decision")]


def total_of(rows: QuerySet[Any], amount: Combinable, *, by: str = "listing") -> Coalesce:
    return Coalesce(Subquery(rows.values(by).annotate(sum=Sum(amount)).values("sum")), ZERO)


def update_differences(listing: Listing, awards: QuerySet[ListedAward]) -> set[int]:
    """Update what each variation line adds to the one before it that is in force, or to the award; nothing where the
    award is no longer in force, as those of a withdrawn decision (`listing`). Gives the decisions of the lines."""
    amounts = dict(awards.values_list("award", "amount"))
    numbers = {*amounts, *listing.decision.awards.order_by().values_list("pk", flat=True)}
    lines = list(ListedVariationLine.objects.filter(award__in=numbers).order_by("listing__first_sequence"))
    for line in lines:
        in_force = line.award_id in amounts
        line.current_difference = line.new_amount - amounts[line.award_id] if in_force else ZERO
        amounts |= {line.award_id: line.new_amount} if in_force else {}
    ListedVariationLine.objects.bulk_update(lines, ["current_difference"])
    return {line.listing_id for line in lines}
