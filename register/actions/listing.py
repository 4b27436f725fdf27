"""The listing: always what the newest notices say, and nothing else."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.text import slugify

from grants.actions.diary import record
from grants.models import Award, FundingStream, Organisation, Partnership
from grants.years import FinancialYear
from register.document import AwardEntry, Document
from register.models import ListedAward, ListedMaker, ListedPriority, ListedVariationLine, Listing, Notice
from register.money.budget import varied_amounts

# Publishers take turns for the whole register, because each notice is chained to the one before it.
REGISTER_LOCK = 20_110_915  # the Police Reform and Social Responsibility Act received Royal Assent on 15/09/2011


def list_decision(notice: Notice) -> list[Listing]:
    """Rewrite the listing of one decision from its newest notice, and that of the decisions it varies; gives them."""
    document = notice.document
    was_varied = varied_awards(notice)
    listing, is_new = save_listing(notice, document)
    if not is_new:
        clear(listing)
    save_makers_and_priorities(listing, document)
    save_variation_lines(listing, document)
    save_awards(listing, document)
    return [listing, *update_varied_listings(was_varied | varied_awards(notice))]


@transaction.atomic
def rebuild_listing() -> int:
    """Build the whole listing again from the notices; gives the number of decisions listed. Publishers wait for it. The
    diary tells of it, so that cached public pages are no longer used."""
    lock_register()
    Listing.objects.all().delete()
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
            "is_withdrawn": notice.kind == Notice.Kind.WITHDRAWAL,
            "words": words(document),
        },
    )


def first_sequence(notice: Notice) -> int:
    return Notice.objects.filter(decision=notice.decision).order_by("version").values_list("sequence", flat=True)[0]


def words(document: Document) -> str:
    """What a search looks in besides title and summary."""
    said = [document.reference, document.external_reference, document.purpose, document.decision_text, document.reasons]
    said += [f"{award.title} {award.recipient.name} {named(award)}" for award in document.awards]
    said += [condition.wording for condition in document.conditions]
    return "\n".join(filter(None, said))


def named(award: AwardEntry) -> str:
    return " ".join(place.name for place in (award.partnership, award.stream) if place)


def clear(listing: Listing) -> None:
    for rows in (listing.makers, listing.priorities, listing.variations, listing.awards):
        rows.all().delete()


def save_makers_and_priorities(listing: Listing, document: Document) -> None:
    """List who decided, and which priorities the decision serves; one named twice is listed once."""
    makers = {slugify(title)[:120]: title for title in document.decision_makers}
    priorities = {entry.slug: entry.name for entry in document.priorities}
    ListedMaker.objects.bulk_create(
        ListedMaker(listing=listing, position=position, slug=slug, title=title)
        for position, (slug, title) in enumerate(makers.items(), start=1)
    )
    ListedPriority.objects.bulk_create(
        ListedPriority(listing=listing, position=position, slug=slug, name=name)
        for position, (slug, name) in enumerate(priorities.items(), start=1)
    )


def save_variation_lines(listing: Listing, document: Document) -> None:
    if not document.makes_awards:
        return
    for entry in document.varied:
        award = Award.objects.get(decision__reference=entry.reference, number=entry.number)
        ListedVariationLine.objects.create(
            listing=listing, award=award, base_amount=entry.base_amount, new_amount=entry.new_amount
        )


def save_awards(listing: Listing, document: Document) -> None:
    """List the awards in force, each at its current amount, and the total of the decision."""
    entries = {entry.number: entry for entry in document.awards if document.makes_awards}
    rows = {award: entries[award.number] for award in listing.decision.awards.all() if award.number in entries}
    varied, places = varied_amounts(rows), SlugIds.of(rows.values())
    # What no variation touches stands at what its own notice says, not at what its working row says now.
    listed = [
        listed_award(listing, award, entry, varied.get(award.pk, entry.amount), places) for award, entry in rows.items()
    ]
    ListedAward.objects.bulk_create(listed)
    listing.total = sum((row.current_amount for row in listed), Decimal("0.00"))
    listing.save(update_fields=["total"])


@dataclass(frozen=True)
class SlugIds:
    """The ids of those whom a notice names, by the slugs it knows them under."""

    recipients: dict[str, int]
    partnerships: dict[str, int]
    streams: dict[str, int]

    @classmethod
    def of(cls, entries: Iterable[AwardEntry]) -> "SlugIds":
        entries = list(entries)
        return cls(
            ids(Organisation.objects.filter(slug__in=[entry.recipient.slug for entry in entries])),
            ids(Partnership.objects.filter(slug__in=[each.partnership.slug for each in entries if each.partnership])),
            ids(FundingStream.objects.filter(slug__in=[each.stream.slug for each in entries if each.stream])),
        )


def ids(named: QuerySet[Any]) -> dict[str, int]:
    return dict(named.values_list("slug", "pk"))


def listed_award(listing: Listing, award: Award, entry: AwardEntry, current: Decimal, places: SlugIds) -> ListedAward:
    return ListedAward(
        listing=listing,
        award=award,
        number=entry.number,
        title=entry.title,
        recipient_id=places.recipients.get(entry.recipient.slug),
        recipient_name=entry.recipient.name,
        partnership_id=places.partnerships[entry.partnership.slug] if entry.partnership else None,
        stream_id=places.streams[entry.stream.slug] if entry.stream else None,
        year=FinancialYear.parse(entry.year) if entry.year else None,
        starts_on=entry.starts_on,
        ends_on=entry.ends_on,
        amount=entry.amount,
        current_amount=current,
    )


def varied_awards(notice: Notice) -> set[Award]:
    return {line.award for line in ListedVariationLine.objects.filter(listing__decision=notice.decision)}


def update_varied_listings(awards: Collection[Award]) -> list[Listing]:
    """Bring the listings of awards that a variation changes up to their new amounts; gives them."""
    varied = varied_amounts(awards)
    rows = list(ListedAward.objects.filter(award__in=awards))
    for row in rows:
        row.current_amount = varied.get(row.award_id, row.amount)
    ListedAward.objects.bulk_update(rows, ["current_amount"])
    listings = list(Listing.objects.filter(awards__in=rows).distinct())
    for listing in listings:
        listing.total = listing.awards.total()
        listing.save(update_fields=["total"])
    return listings
