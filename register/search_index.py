"""What a search finds of a published decision, and how much it counts: title before names, names before summary and
purpose, these before the rest. Only the document is read, so what is withheld is never found.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import chain

from conditions.terms import ConditionTerms
from grants.models import Organisation, Partnership
from grants.years import FinancialYear
from register.document import Document
from register.search_words import (
    GAP,
    HYPHENATED,
    TEXTS,
    as_written,
    day_words,
    indexed,
    plain,
    reference_words,
    sum_words,
)

# What people call an outcome that the record calls otherwise.
OUTCOME_WORDS = {
    "not_approved": "notapproved refused refusal rejected declined turned down unsuccessful",
    "deferred": "deferred postponed delayed",
}
# What is written in the record; choices are the same few words in every decision, and make none easier to find.
WRITTEN = ("text", "line", "list")
OF_ANOTHER_WEIGHT = ("purpose", "external_reference", "own_number")
# The least that is offered when a word is misspelled, and the most that is kept.
SHORTEST, LONGEST = 3, 40


Organisations = Mapping[str, Organisation]
Partnerships = Mapping[str, Partnership]


def parts_of(
    document: Document, amounts: Sequence[Decimal], recipients: Organisations, partnerships: Partnerships
) -> dict[str, tuple[list[str], list[str]]]:
    """For each weight, texts as the notice has them, and facts; `amounts` are those that its awards have now, and
    recipients and partnerships those that it names, by their slugs, perhaps among others."""
    references = [document.reference, document.text("external_reference"), document.text("own_number")]
    return {
        "A": ([document.title, *references], [*chain(*map(reference_words, references))]),
        "B": ([*names(document)], [*identifiers(document, partnerships)]),
        "C": ([*what_for(document)], []),
        "D": (
            [*chain(rest(document, recipients), *map(of_condition, document.conditions))],
            [*stated(amounts, document)],
        ),
    }


def together(texts: Iterable[str], facts: Iterable[str]) -> str:
    """Texts, each once, with a gap between two; and facts."""
    return GAP.join([*map(indexed, dict.fromkeys(filter(None, texts))), *dict.fromkeys(facts)])


def names(document: Document) -> Iterator[str]:
    for award in document.awards:
        yield award.recipient.name
        yield from (place.name for place in (award.partnership, award.stream) if place)
    yield from (line.recipient_name for line in document.varied)


def identifiers(document: Document, partnerships: Partnerships) -> Iterator[str]:
    """The identifiers of recipients, each as a whole and by its last part, and the codes of districts."""
    # In an order that every process has: sets of texts have another one in each.
    for identifier in sorted({award.recipient.identifier for award in document.awards}):
        parts = plain(identifier).split("-")
        yield from ("".join(parts), parts[-1])
    slugs = {award.partnership.slug for award in document.awards if award.partnership}
    for partnership in (each for slug, each in partnerships.items() if slug in slugs):
        yield from (indexed(text) for text in (partnership.district, partnership.gss_code, partnership.csp_code))


def what_for(document: Document) -> Iterator[str]:
    yield from (document.summary, document.text("purpose"))
    yield from (award.title for award in document.awards)
    yield from (entry.name for entry in document.priorities)


def rest(document: Document, recipients: Organisations) -> Iterator[str]:
    record = sorted(document.record.items())  # the database keeps it in an order of its own
    yield from (entry.words for name, entry in record if entry.kind in WRITTEN and name not in OF_ANOTHER_WEIGHT)
    yield from chain(document.decision_makers, other_words(document))
    yield from (paper.title for paper in document.papers)
    yield from (text for line in document.varied for text in (line.reference, line.title))
    yield from (
        document.supersedes,
        document.withdrawal_reason,
        document.withdrawal_exceeding_reason,
        document.kind_label,
    )
    slugs = {award.recipient.slug for award in document.awards}
    yield from (each.get_kind_display() for slug, each in recipients.items() if slug in slugs)


def other_words(document: Document) -> Iterator[str]:
    """Words by which people ask for what the record only ticks."""
    yield OUTCOME_WORDS.get(document.outcome, document.outcome_label)
    yield "increased increase uplift raised" if document.difference > 0 else ""
    yield "reduced reduction cut lowered" if document.difference < 0 else ""
    yield "withdrawn withdrawal" if document.withdrawal_reason else ""
    record = document.record
    yield "key decision" if "is_key" in record and record["is_key"].value is True else ""
    yield record["legal_power"].code.replace("_", " section ") if "legal_power" in record else ""


def of_condition(terms: ConditionTerms) -> tuple[str, ...]:
    return terms.code, terms.title, terms.wording


def stated(amounts: Sequence[Decimal], document: Document) -> Iterator[str]:
    """Days, financial years and sums of the record, as facts."""
    for day in (document.decided_on, document.first_published_on):
        yield from day_words(day)
    years = {award.year for award in document.awards if award.year}
    yield from (f"fy{FinancialYear.parse(year).start}" for year in sorted(years))
    yield from chain(*map(sum_words, sorted(set(sums(amounts, document)))))


def sums(amounts: Sequence[Decimal], document: Document) -> Iterator[Decimal]:
    yield from (*amounts, *(award.amount for award in document.awards))
    yield from (total for total in (sum(amounts), document.total, document.difference) if total)
    yield from (Decimal(str(entry.value)) for entry in document.record.values() if entry.kind == "pounds")
    for line in document.varied:
        yield from (line.base_amount, line.new_amount, line.new_amount - line.base_amount)


# What is suggested


@lru_cache(TEXTS)
def suggested(text: str) -> tuple[str, ...]:
    """The words of a text that a misspelled one may have meant, those with hyphens as one word too."""
    whole = plain(text)
    together = (word.replace("-", "") for word in HYPHENATED.findall(whole))
    return tuple(
        word for word in (*as_written(whole), *together) if word.isalpha() and SHORTEST <= len(word) <= LONGEST
    )
