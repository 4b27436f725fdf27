"""The listing: always what the newest notices say, and nothing else."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db import connection, transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from grants.actions.diary import record
from grants.models import Award, FundingStream, Organisation, Partnership
from grants.models.money import ZERO
from register.actions.indexing import index
from register.document import Document
from register.document_entries import AwardEntry, NamedEntry, RecipientEntry
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
    PublicList,
)
from register.models.listing import DIFFERENCE, amount_after
from register.models.public_lists import in_time
from register.subsidies import entry_due_on

# Publishers take turns for the whole register, because each notice is chained to the one before it.
REGISTER_LOCK = 20_110_915  # the Police Reform and Social Responsibility Act received Royal Assent on 15/09/2011


def list_decision(notice: Notice) -> list[Listing]:
    """Rewrite the listing of one decision from its newest notice, and the amounts of those it varies; gives them."""
    document = notice.document
    listing, is_new = save_listing(notice, document)
    varied = set() if is_new else varied_awards(listing)
    if not is_new:
        clear(listing)
    save_what_it_names(listing, document)
    if document.gives_grants:
        save_variation_lines(listing, document)
        save_awards(listing, document)
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


def lock_register() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [REGISTER_LOCK])


def save_listing(notice: Notice, document: Document) -> tuple[Listing, bool]:
    """The row of the decision, and whether it is a new one."""
    other = document.other_money
    return Listing.objects.update_or_create(
        decision=notice.decision,
        defaults={
            "notice": notice,
            "reference": document.reference,
            "title": document.title,
            "summary": document.summary,
            "kind": document.kind,
            "outcome": document.outcome,
            "decided_on": document.decided_on,
            "first_published_on": document.first_published_on,
            "lag_days": document.lag_days,
            "published_at": notice.published_at,
            "first_sequence": first_sequence(notice),
            "other_party": other.party if other else "",
            "other_amount": other.amount if other else None,
            "other_year": other.year if other else None,
            "subsidy_due_on": entry_due_on(document),
            "is_withdrawn": notice.kind == Notice.Kind.WITHDRAWAL,
            "has_exceeded": bool(document.text("exceeding_reason") or document.withdrawal_exceeding_reason),
            "lists": sorted(lists(notice, document)),
            "words": words(document),
        },
    )


def lists(notice: Notice, document: Document) -> Iterator[PublicList]:
    """The public lists that the decision is on from this notice on."""
    if Notice.objects.filter(decision=notice.decision, kind=Notice.Kind.CORRECTION).exists():
        yield PublicList.CORRECTED
    if notice.kind == Notice.Kind.WITHDRAWAL:
        yield PublicList.WITHDRAWN
    if document.first_published_on > in_time(document.decided_on):
        yield PublicList.LATE
    if document.withheld:
        yield PublicList.WITHHELD
    if document.splits:
        yield PublicList.SHARES
    for name, listed in (("is_key", PublicList.KEY), ("from_open_call", PublicList.OPEN_CALL)):
        if (entry := document.entry(name)) and entry.value is True:
            yield listed


def first_sequence(notice: Notice) -> int:
    return Notice.objects.filter(decision=notice.decision).order_by("version").values_list("sequence", flat=True)[0]


def words(document: Document) -> str:
    """What a search shows its words in, besides title and summary."""
    texts = [document.reference, document.text("external_reference"), document.text("own_number")]
    texts += [row.words for row in document.headings if row.entry]
    texts += [f"{award.title} {award.recipient.name} {named(award)}" for award in document.awards]
    texts += [condition.wording for condition in document.conditions]
    return "\n".join(filter(None, texts))


def named(award: AwardEntry) -> str:
    return " ".join(place.name for place in (award.partnership, award.stream) if place)


def clear(listing: Listing) -> None:
    for rows in (listing.makers, listing.priorities, listing.strands, listing.variation_lines, listing.awards):
        rows.all().delete()


def save_what_it_names(listing: Listing, document: Document) -> None:
    """List who decided, which priorities the decision serves, and what of the work against serious and organised crime
    it is; one named twice is listed once."""
    priorities = {entry.slug: entry.name for entry in document.priorities}
    ListedMaker.objects.bulk_create(
        ListedMaker(listing=listing, position=position, slug=slug, title=title)
        for position, (slug, title) in enumerate(document.makers.items(), start=1)
    )
    ListedPriority.objects.bulk_create(
        ListedPriority(listing=listing, position=position, slug=slug, name=name)
        for position, (slug, name) in enumerate(priorities.items(), start=1)
    )
    ListedStrand.objects.bulk_create(
        ListedStrand(listing=listing, position=position, slug=slug, name=name)
        for position, (slug, name) in enumerate(document.strands.items(), start=1)
    )


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


def save_awards(listing: Listing, document: Document) -> None:
    """List the awards at what the notice says, whatever their working rows say now."""
    entries = document.awards
    awards = {award.number: award for award in listing.decision.awards.all()}
    named = Organisation.objects.filter(slug__in=[entry.recipient.slug for entry in entries])
    recipients = dict(named.values_list("slug", Coalesce("merged_into", "pk")))
    partnerships = ids(Partnership.objects.all(), [entry.partnership for entry in entries])
    streams = ids(FundingStream.objects.all(), [entry.stream for entry in entries])
    ListedAward.objects.bulk_create(
        ListedAward(
            listing=listing,
            award=awards[entry.number],
            number=entry.number,
            title=entry.title,
            recipient_id=recipients.get(entry.recipient.slug),
            recipient_name=entry.recipient.name,
            partnership_id=partnerships[entry.partnership.slug] if entry.partnership else None,
            stream_id=streams[entry.stream.slug] if entry.stream else None,
            year=entry.year or None,
            starts_on=entry.starts_on,
            ends_on=entry.ends_on,
            decided_on=listing.decided_on,
            amount=entry.amount,
            current_amount=entry.amount,
        )
        for entry in entries
    )


def ids(rows: QuerySet[Any], named: Iterable[NamedEntry | RecipientEntry | None]) -> dict[str, int]:
    """The ids of those whom a notice names, by the slugs it knows them under."""
    return dict(rows.filter(slug__in=[entry.slug for entry in named if entry]).values_list("slug", "pk"))


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
