"""What a notice says of each condition beside its wording: what it is a figure of, which awards it binds, when it is
due."""

from collections.abc import Iterator
from datetime import date

from conditions import terms_in_words
from conditions.schedule import due_dates_of
from conditions.terms import ConditionTerms
from grants.formatting import day, pounds
from grants.years import FinancialYear
from register.document import Document


def terms_in_sentences(document: Document, terms: ConditionTerms, *, dated: bool = True) -> Iterator[str]:
    """`dated`: with the days on which it falls due."""
    if len(document.awards) > 1:
        yield f"Applies to {bound(document, terms)}."
    yield f"Falls due {terms_in_words.how_often(terms)}, for {terms_in_words.falls_due_for(terms.per).lower()}."
    if dated and (dates := due_dates(document, terms)):
        yield f"Due: {'; '.join(map(day, dates))}."
    if terms.due_set_by_office:
        yield "The decision states no due date: the office set it."
    if terms.is_dependency:
        yield "Must be met before money is paid."
    if terms.threshold:
        yield f"Most that may be left unallocated: {pounds(terms.threshold)}."
    if match := terms.match:
        sources = f", from {terms_in_words.sources(match)}" if match.sources else ""
        yield f"Match required: {terms_in_words.basis(match)}{sources}."
        yield f"What counts was spent {terms_in_words.match_period(match)}."
        yield f"Staff time, goods and premises: {terms_in_words.in_kind_rule(match).lower()}."


def bound(document: Document, terms: ConditionTerms) -> str:
    if len(terms.awards) == len(document.awards):
        return f"all {len(terms.awards)} awards"
    return f"award{'' if len(terms.awards) == 1 else 's'} {', '.join(map(str, terms.awards))}"


def due_dates(document: Document, terms: ConditionTerms) -> list[date]:
    """The days on which it falls due, earliest first, for the years of the awards that it binds."""
    years = {award.year for award in document.awards if award.number in terms.awards and award.year}
    return sorted(
        {due.due_on for year in years for due in due_dates_of(terms, FinancialYear.parse(year), document.decided_on)}
    )
