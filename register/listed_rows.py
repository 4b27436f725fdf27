"""The rows that list a decision, made from its newest notice, before anything of them is saved."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.db import connection

from grants.models import FundingStream, Organisation, Partnership
from grants.years import FinancialYear
from register.document import Document
from register.document_entries import AwardEntry
from register.models import ListedAward, ListedMaker, ListedPriority, ListedStrand, Listing, Notice, PublicList
from register.models.public_lists import in_time
from register.search_index import parts_of, suggested, together
from register.subsidies import entry_due_on

WEIGHTS = "ABCD"
VECTORS = f"""
    SELECT ({" || ".join(f"setweight(to_tsvector('english', of_{each}), '{each}')" for each in WEIGHTS)})::text
    FROM unnest({", ".join(["%s::text[]"] * len(WEIGHTS))})
        WITH ORDINALITY AS texts ({", ".join(f"of_{each}" for each in WEIGHTS)}, place) ORDER BY place
"""  # noqa: S608 - ours


@dataclass(frozen=True)
class Named:
    """Everybody whom some documents name, by the slugs that they are named under; each kind in its own order. Asked for
    all of the documents at once: three queries for any number of decisions."""

    organisations: Mapping[str, Organisation]
    partnerships: Mapping[str, Partnership]
    streams: Mapping[str, int]

    @classmethod
    def in_documents(cls, documents: Iterable[Document]) -> Self:
        entries = [entry for document in documents for entry in document.awards]
        recipients = {entry.recipient.slug for entry in entries if entry.recipient.slug}
        places = {entry.partnership.slug for entry in entries if entry.partnership}
        streams = {entry.stream.slug for entry in entries if entry.stream}
        return cls(
            {each.slug: each for each in Organisation.objects.filter(slug__in=recipients)},
            {each.slug: each for each in Partnership.objects.filter(slug__in=places)},
            dict(FundingStream.objects.filter(slug__in=streams).order_by().values_list("slug", "pk")),
        )

    def paid(self, entry: AwardEntry) -> int | None:
        """The recipient of an award, or what it was merged into; None for individuals, and where it is withheld."""
        found = self.organisations.get(entry.recipient.slug)
        return (found.merged_into_id or found.pk) if found else None


def values_of(notice: Notice, document: Document) -> dict[str, Any]:
    """What the row of a decision says, but for its sums and what a search looks in."""
    other = document.other_money
    return {
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
        # That of a first notice that is not chained yet is known once it is.
        "first_sequence": first_sequence(notice),
        "other_party": other.party if other else "",
        "other_amount": other.amount if other else None,
        "other_year": other.year if other else None,
        "subsidy_due_on": entry_due_on(document),
        "is_withdrawn": notice.kind == Notice.Kind.WITHDRAWAL,
        "has_exceeded": bool(document.text("exceeding_reason") or document.withdrawal_exceeding_reason),
        "lists": sorted(lists(notice, document)),
        "words": words(document),
    }


def lists(notice: Notice, document: Document) -> Iterator[PublicList]:
    """The public lists that the decision is on from this notice on."""
    if notice.version > 1 and is_corrected(notice):
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


def is_corrected(notice: Notice) -> bool:
    return Notice.objects.filter(decision=notice.decision_id, kind=Notice.Kind.CORRECTION).exists()


def first_sequence(notice: Notice) -> int:
    if notice.version == 1:
        return notice.sequence
    first = Notice.objects.filter(decision=notice.decision_id, version=1)
    return first.values_list("sequence", flat=True)[0]


def words(document: Document) -> str:
    """What a search shows its words in, besides title and summary."""
    texts = [document.reference, document.text("external_reference"), document.text("own_number")]
    texts += [row.words for row in document.headings if row.entry]
    texts += [f"{award.title} {award.recipient.name} {named(award)}" for award in document.awards]
    texts += [condition.wording for condition in document.conditions]
    return "\n".join(filter(None, texts))


def named(award: AwardEntry) -> str:
    return " ".join(place.name for place in (award.partnership, award.stream) if place)


@dataclass(frozen=True)
class SearchTexts:
    """What searches look in, by its weight, and the words that may be suggested because of the decision; `amounts` are
    those that its awards have now."""

    by_weight: Mapping[str, str]
    own_words: list[str]

    @classmethod
    def of(cls, document: Document, amounts: Sequence[Any], named: Named) -> Self:
        parts = parts_of(document, amounts, named.organisations, named.partnerships)
        words = {word for texts, _ in parts.values() for text in texts for word in suggested(text)}
        return cls({weight: together(*texts_and_facts) for weight, texts_and_facts in parts.items()}, sorted(words))


def set_search(pairs: Sequence[tuple[Listing, SearchTexts]]) -> None:
    """The database makes the vectors of all of these in one errand, before anybody waits for their rows."""
    columns = [[texts.by_weight[weight] for _, texts in pairs] for weight in WEIGHTS]
    with connection.cursor() as cursor:
        cursor.execute(VECTORS, columns)
        vectors = cursor.fetchall()
    for (listing, texts), (vector,) in zip(pairs, vectors, strict=True):
        listing.search, listing.own_words = vector, texts.own_words


def makers_of(listing: Listing, document: Document) -> Iterator[ListedMaker]:
    """Who decided; one named twice is listed once, and so is what follows."""
    for position, (slug, title) in enumerate(document.makers.items(), start=1):
        yield ListedMaker(listing=listing, position=position, slug=slug, title=title)


def priorities_of(listing: Listing, document: Document) -> Iterator[ListedPriority]:
    priorities = {entry.slug: entry.name for entry in document.priorities}
    for position, (slug, name) in enumerate(priorities.items(), start=1):
        yield ListedPriority(listing=listing, position=position, slug=slug, name=name)


def strands_of(listing: Listing, document: Document) -> Iterator[ListedStrand]:
    """What of the work against serious and organised crime it is."""
    for position, (slug, name) in enumerate(document.strands.items(), start=1):
        yield ListedStrand(listing=listing, position=position, slug=slug, name=name)


def awards_of(listing: Listing, document: Document, named: Named) -> Iterator[ListedAward]:
    """The awards at what the notice says, whatever their working rows say now; none where it gives no grants."""
    if not document.gives_grants:
        return
    awards = {award.number: award for award in listing.decision.awards.all()}
    for entry in document.awards:
        yield ListedAward(
            listing=listing,
            award=awards[entry.number],
            number=entry.number,
            title=entry.title,
            recipient_id=named.paid(entry),
            recipient_name=entry.recipient.name,
            partnership_id=named.partnerships[entry.partnership.slug].pk if entry.partnership else None,
            stream_id=named.streams[entry.stream.slug] if entry.stream else None,
            year=FinancialYear.parse(entry.year) if entry.year else None,
            starts_on=entry.starts_on,
            ends_on=entry.ends_on,
            decided_on=listing.decided_on,
            amount=entry.amount,
            current_amount=entry.amount,
        )
