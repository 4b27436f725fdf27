"""The listing: always what the newest notices say, and nothing else."""

from collections.abc import Collection
from decimal import Decimal

from django.db import connection, transaction
from django.utils.text import slugify

from grants.models import Award, FundingStream, Organisation, Partnership
from grants.years import FinancialYear
from register.models import ListedAward, ListedMaker, ListedPriority, ListedVariation, Listing, Notice
from register.money.budget import varied_amounts
from register.notices.document import AwardEntry, Document

# Publishers take turns for the whole register, because each notice is chained to the one before it.
REGISTER_LOCK = 20_110_915  # the Police Reform and Social Responsibility Act received Royal Assent on 15/09/2011


def list_decision(notice: Notice) -> list[Listing]:
    """Rewrite the listing of one decision from its newest notice, and that of the decisions it varies; gives them."""
    document = notice.document
    was_varied = varied_awards(notice)
    listing = keep_listing(notice, document)
    keep_served(listing, document)
    keep_variations(listing, document)
    keep_awards(listing, document)
    return [listing, *follow(was_varied | varied_awards(notice))]


@transaction.atomic
def rebuild_listing() -> int:
    """Write the whole listing anew from the notices; gives the number of decisions listed. Publishers wait for it."""
    lock_register()
    Listing.objects.all().delete()
    newest = Notice.objects.order_by("decision_id", "-version").distinct("decision_id")
    notices = sorted(newest, key=first_sequence)
    for notice in notices:
        list_decision(notice)
    return len(notices)


def lock_register() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [REGISTER_LOCK])


def keep_listing(notice: Notice, document: Document) -> Listing:
    listing, _ = Listing.objects.update_or_create(
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
    return listing


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


def keep_served(listing: Listing, document: Document) -> None:
    """List who decided, and which priorities the decision serves; one named twice is listed once."""
    listing.makers.all().delete()
    listing.priorities.all().delete()
    makers = {slugify(title)[:120]: title for title in document.decision_makers}
    priorities = {entry.slug: entry.name for entry in document.priorities}
    for position, (slug, title) in enumerate(makers.items(), start=1):
        ListedMaker.objects.create(listing=listing, position=position, slug=slug, title=title)
    for position, (slug, name) in enumerate(priorities.items(), start=1):
        ListedPriority.objects.create(listing=listing, position=position, slug=slug, name=name)


def keep_variations(listing: Listing, document: Document) -> None:
    listing.variations.all().delete()
    if not document.makes_awards:
        return
    for entry in document.varied:
        award = Award.objects.get(decision__reference=entry.reference, number=entry.number)
        ListedVariation.objects.create(
            listing=listing, award=award, base_amount=entry.base_amount, new_amount=entry.new_amount
        )


def keep_awards(listing: Listing, document: Document) -> None:
    """List the awards in force, each at its current amount, and the total of the decision."""
    listing.awards.all().delete()
    entries = {entry.number: entry for entry in document.awards if document.makes_awards}
    rows = {award: entries[award.number] for award in listing.decision.awards.filter(number__in=entries)}
    varied = varied_amounts(rows)
    # What no variation touches stands at what its own notice says, not at what its working row says now.
    amounts = {award: varied.get(award.pk, entry.amount) for award, entry in rows.items()}
    for award, entry in rows.items():
        list_award(listing, award, entry, amounts[award])
    listing.total = sum(amounts.values(), Decimal("0.00"))
    listing.save()


def list_award(listing: Listing, award: Award, entry: AwardEntry, current: Decimal) -> None:
    ListedAward.objects.create(
        listing=listing,
        award=award,
        number=entry.number,
        title=entry.title,
        recipient=Organisation.objects.filter(slug=entry.recipient.slug).first(),
        recipient_name=entry.recipient.name,
        partnership=Partnership.objects.get(slug=entry.partnership.slug) if entry.partnership else None,
        stream=FundingStream.objects.get(slug=entry.stream.slug) if entry.stream else None,
        year=FinancialYear.parse(entry.year) if entry.year else None,
        starts_on=entry.starts_on,
        ends_on=entry.ends_on,
        amount=entry.amount,
        current_amount=current,
    )


def varied_awards(notice: Notice) -> set[Award]:
    return {line.award for line in ListedVariation.objects.filter(listing__decision=notice.decision)}


def follow(awards: Collection[Award]) -> list[Listing]:
    """Bring the listings of awards that a variation changes up to their new amounts; gives them."""
    varied = varied_amounts(awards)
    rows = list(ListedAward.objects.filter(award__in=awards))
    for row in rows:
        row.current_amount = varied.get(row.award_id, row.amount)
        row.save()
    listings = list(Listing.objects.filter(awards__in=rows).distinct())
    for listing in listings:
        listing.total = listing.awards.total()
        listing.save()
    return listings
