"""How shares were set, as pages, the PDF and the comparison of versions say it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from grants.formatting import day, pounds
from grants.models import Award
from grants.splitting import SplitMethod, SplitRow, SplitTerms
from register.document import Document
from register.document_entries import WITHHELD, AwardEntry

PENNIES = (
    "Each share is to the penny: pennies that do not divide went to the largest remainders, and of equal ones in the "
    "order of names."
)


@dataclass(frozen=True)
class WorkingRow:
    """What one award got by the split; `decided` is its amount where that is another one."""

    award: AwardEntry | Award
    with_headings: tuple[tuple[str, str], ...]
    percent: str
    amount: Decimal
    decided: Decimal | None

    @property
    def name(self) -> str:
        return str(self.award.partnership or self.award.recipient)

    @property
    def sentence(self) -> str:
        changed = f"; {pounds(self.decided)} as decided, set by hand" if self.decided is not None else ""
        figures = "".join(f"{heading}: {figure}; " for heading, figure in self.with_headings)
        return f"Award {self.award.number}, {self.name}: {figures}{pounds(self.amount)} ({self.percent}){changed}"


@dataclass(frozen=True)
class Working:
    """A split in words, and its table. `columns` are the headings of the figures."""

    title: str
    sentences: tuple[str, ...]
    explanation: str
    columns: tuple[str, ...]
    rows: tuple[WorkingRow, ...]

    @property
    def is_changed(self) -> bool:
        return any(row.decided is not None for row in self.rows)

    @property
    def text(self) -> str:
        """All of it as paragraphs and a list."""
        rows = "\n".join(f"- {row.sentence}" for row in self.rows)
        return "\n\n".join(filter(None, (f"{self.title}. {' '.join(self.sentences)}", self.explanation, rows)))


def workings(document: Document) -> list[Working]:
    return [working_of(each, document.awards) for each in document.splits]


def working_of(terms: SplitTerms, awards: Iterable[AwardEntry] | Iterable[Award]) -> Working:
    """With the awards as the page shows them: those of a notice, or of a draft."""
    own = {award.number: award for award in awards if award.number in terms.awards}
    columns = tuple(f"{each.name}{f' ({each.weight:f}%)' if each.weight else ''}" for each in terms.measures)
    rows = tuple(working_row(row, own[row.award], terms, columns) for row in terms.rows if row.award in own)
    pots = dict.fromkeys(f"{award.stream or 'No stream'}, {award.year or 'no year'}" for award in own.values())
    sentences = tuple(sentences_of(terms, len(rows)))
    return Working("; ".join(pots), sentences, terms.explanation, columns, rows)


def working_row(row: SplitRow, award: AwardEntry | Award, terms: SplitTerms, columns: tuple[str, ...]) -> WorkingRow:
    """A figure that is withheld with its recipient is said to be so."""
    write = "{:,f}".format if terms.method == SplitMethod.FORMULA else pounds
    figures = [write(each) for each in row.figures] or [WITHHELD] * len(columns)
    percent = f"{row.amount * 100 / terms.total:.2f}%"
    return WorkingRow(
        award,
        tuple(zip(columns, figures, strict=True)),
        percent,
        row.amount,
        award.amount if award.amount != row.amount else None,
    )


def sentences_of(terms: SplitTerms, count: int) -> Iterator[str]:
    total, awards = pounds(terms.total), f"{count} award{'s' if count != 1 else ''}"
    match terms.method:
        case SplitMethod.EQUAL:
            yield f"{total} was divided equally among {awards}."
        case SplitMethod.FORMULA:
            weights = ", ".join(f"{each.name} {each.weight:f}%" for each in terms.measures)
            yield f"{total} was divided among {awards} by a formula: {weights}."
            yield "An award’s share is its part of the sum of each column, times the weight of the column."
        case SplitMethod.UPLIFT:
            more = f"{terms.percent:f}%" if terms.percent is not None else f"{pounds(terms.added)} for each"
            yield f"{awards} as the year before, with {more} more: {total} in all."
        case SplitMethod.NEED:
            yield f"{total} was divided among {awards} by need."
    if terms.source or terms.figures_on:
        about = f"as of {day(terms.figures_on)}" if terms.figures_on else ""
        yield f"Figures: {', '.join(filter(None, (terms.source, about)))}."
    if terms.method != SplitMethod.NEED and terms.added is None:
        yield PENNIES
    if count < len(terms.rows) or sum(row.amount for row in terms.rows) != terms.total:
        yield "Some of the awards that it was divided among are not in the decision any more."
