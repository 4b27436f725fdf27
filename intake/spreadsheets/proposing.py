"""What the columns of a register seem to mean: by their headings, by what their cells hold, and by one another."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from grants.names import fold

from .matching import Grouping, Matching
from .meanings import IGNORED, KEPT, MANY, TOTAL, WIDE, fits, labels, meanings, proposals
from .tables import LINE_ABOVE, SHEET_NAME, TITLE, Table
from .values import day_of, looks_like_money, year_of

NUMBERS = re.compile(
    r"(?i)\b(?:number|no|ref|reference|id|code|year|age|ages|count|days|months|people|participants|score|percentage)\b"
)
FEW = 400


def headings_of(tables: Sequence[Table]) -> list[str]:
    """All headings of the tables that are read, in order, and what stands outside the columns."""
    found = dict.fromkeys(heading for table in tables for heading in table.headings)
    if len({table.sheet for table in tables}) > 1 or any(year_of(table.sheet) for table in tables):
        found[SHEET_NAME] = None
    if any(table.title for table in tables):
        found[TITLE] = None
    if any(row.line for table in tables for row in table.data):
        found[LINE_ABOVE] = None
    return list(found)


def samples(tables: Sequence[Table], heading: str, most: int = FEW) -> list[str]:
    return [cell for table in tables for cell in table.samples(heading, most)][:most]


def few(tables: Sequence[Table], heading: str) -> list[str]:
    """Three different values, as an officer is shown them."""
    return list(dict.fromkeys(samples(tables, heading)))[:3]


def propose(tables: Sequence[Table]) -> Matching:
    """What the headings say, as far as their columns hold such values; and what is the same in all rows."""
    columns = proposed_columns(tables, headings_of(tables))
    grouping = proposed_grouping(tables, columns)
    return Matching(columns, proposed_same(tables, columns, grouping), grouping)


def proposed_columns(tables: Sequence[Table], headings: Sequence[str]) -> dict[str, str]:
    said = {heading: samples(tables, heading) for heading in headings}
    known = meanings()
    is_template = all(heading.casefold() in labels() for heading in headings)
    columns = dict.fromkeys(headings, "")
    outside = (SHEET_NAME, TITLE, LINE_ABOVE)
    claims = sorted(
        ((sure, place, order), heading, name)
        for place, heading in enumerate(headings)
        if heading not in outside
        for order, (sure, name) in enumerate(proposals(heading))
        if is_template or fits(known[name], said[heading])
    )
    taken: set[str] = set()
    for _, heading, name in claims:
        if not columns[heading] and (name in MANY or name not in taken):
            columns[heading] = name
            taken.add(name)
    if not taken & {"recipient", "payee"}:
        columns |= nameless_names(columns, said)
    found = settled({heading: name or outside_of(heading, said, taken) for heading, name in columns.items()}, said)
    return with_titles_of_awards(tables, found)


def with_titles_of_awards(tables: Sequence[Table], columns: dict[str, str]) -> dict[str, str]:
    """A title that differs within one reference is that of the award."""
    at = {name: heading for heading, name in columns.items()}
    known_by = at.get("reference") or at.get("external_reference")
    if not known_by or "title" not in at or "award_title" in at:
        return columns
    titles: dict[str, set[str]] = {}
    for table in tables:
        for row in table.data:
            if (reference := table.cell(row, known_by)) and (title := table.cell(row, at["title"])):
                titles.setdefault(reference, set()).add(title)
    several = any(len(each) > 1 for each in titles.values())
    return {**columns, at["title"]: "award_title"} if several else columns


def nameless_names(columns: Mapping[str, str], said: Mapping[str, list[str]]) -> dict[str, str]:
    """An empty corner above the names is their heading."""
    first = next(iter(columns), "")
    known = meanings()
    is_corner = first and not columns[first] and first.startswith("Column ") and said[first]
    return {first: "payee"} if is_corner and fits(known["payee"], said[first]) else {}


def outside_of(heading: str, said: Mapping[str, list[str]], taken: set[str]) -> str:
    """What a heading means that nothing was proposed for; a sheet or a line between the rows may name a year."""
    cells = said[heading]
    names_years = bool(cells) and all(year_of(cell) for cell in cells)
    if heading in (SHEET_NAME, LINE_ABOVE) and names_years and not taken & {"year", WIDE}:
        return "year"
    if heading == TITLE and names_years and not taken & {"year", WIDE, "decided_on"}:
        return "year"
    if heading == LINE_ABOVE and "stream" not in taken and not names_years:
        return "stream"
    return KEPT


def settled(columns: dict[str, str], said: Mapping[str, list[str]]) -> dict[str, str]:
    """Proposals that depend on one another: a district beside a recipient is the partnership; a total that is the only
    sum is the amount; in a table of years the plain amount is not one more."""
    by_looks(columns, said)
    names = set(columns.values())
    for heading, name in columns.items():
        if name == "payee" and "recipient" in names:
            columns[heading] = "partnership" if "partnership" not in names else KEPT
        elif name == "partnership" and not names & {"recipient", "payee"}:
            columns[heading] = "payee"
        elif (
            name == TOTAL
            and not names & {"amount", WIDE}
            and names & {"recipient", "payee"}
            and fits(meanings()["amount"], said[heading])
        ):
            columns[heading] = "amount"
            names.add("amount")
        elif name == "amount" and WIDE in names:
            columns[heading] = TOTAL
        elif name == "purpose" and fold(heading) == "summary" and {"title", "outcome"} <= names:
            columns[heading] = "summary"
        elif name == "award_title" and not names & {"purpose", "title"} and fold(heading) == "title":
            columns[heading] = "title"
    return columns


def by_looks(columns: dict[str, str], said: Mapping[str, list[str]]) -> None:
    """What only the cells say: the one column of days, and the one of sums; several of sums are streams, or who is
    paid."""
    names = set(columns.values())
    is_of_awards = names & {"recipient", "payee", "partnership", "stream"} and not names & {"amount", WIDE}
    sums = [each for each in columns if is_sums(columns, said, each)] if is_of_awards else []
    columns |= dict.fromkeys(sums, "amount" if len(sums) == 1 and TOTAL not in names else WIDE)
    days = [each for each in columns if columns[each] == KEPT and said[each] and is_mostly_days(said[each])]
    if "decided_on" not in names and len(days) == 1:
        columns[days[0]] = "decided_on"


def is_mostly_days(cells: Sequence[str]) -> bool:
    return sum(day_of(cell) is not None and not looks_like_money(cell) for cell in cells) * 2 > len(cells)


def is_sums(columns: Mapping[str, str], said: Mapping[str, list[str]], heading: str) -> bool:
    """Whether a column of sums has a heading that nobody knows: a stream, or who is paid."""
    return columns[heading] == KEPT and is_money(heading, said[heading])


def proposed_grouping(tables: Sequence[Table], columns: Mapping[str, str]) -> Grouping:
    references = [heading for heading, name in columns.items() if name in ("reference", "external_reference")]
    rows = [(table, row) for table in tables for row in table.data]
    is_template = all(heading.casefold() in labels() for heading in columns)
    if is_template or (references and all(any(table.cell(row, each) for each in references) for table, row in rows)):
        return Grouping.REFERENCE
    return Grouping.ROW if "decided_on" in columns.values() else Grouping.TABLE


def proposed_same(tables: Sequence[Table], columns: Mapping[str, str], grouping: Grouping) -> dict[str, str]:
    at = {name: heading for heading, name in columns.items()}
    same = {} if "outcome" in at else {"outcome": "Approved"}
    if "title" in at:
        return same
    what = at.get("award_title") or at.get("purpose")
    who = at.get("recipient") or at.get("payee")
    references = [at[name] for name in ("reference", "external_reference") if name in at]
    shared = grouping is Grouping.REFERENCE and any(
        count > 1 for count in Counter(cell for each in references for cell in samples(tables, each)).values()
    )
    if grouping in (Grouping.TABLE, Grouping.DAY) or shared:
        return same | shared_title(tables, at, grouping)
    return same | {"title": ": ".join(f"{{{heading}}}" for heading in (what, who) if heading)}


def shared_title(tables: Sequence[Table], at: Mapping[str, str], grouping: Grouping) -> dict[str, str]:
    """A title for decisions of several rows: the title of the table, or the day and the reference; else none."""
    if grouping is Grouping.TABLE and all(table.title for table in tables):
        return {"title": f"{{{TITLE}}}"}
    told = [f"decided on {{{at['decided_on']}}}"] if "decided_on" in at else []
    told += [f"{{{at[name]}}}" for name in ("reference", "external_reference") if name in at][:1]
    return {"title": f"Grants {', '.join(told)}"} if told else {}


def unread_money(tables: Sequence[Table], matching: Matching) -> list[str]:
    """Headings of columns that hold sums and are not read: no sum goes unmentioned."""
    not_read = [heading for heading, name in matching.columns.items() if name in (KEPT, IGNORED)]
    return [heading for heading in not_read if is_money(heading, samples(tables, heading))]


def is_money(heading: str, cells: Sequence[str]) -> bool:
    """Whether a column holds sums, and no numbers of something else by its heading."""
    return holds_money(cells) and (not NUMBERS.search(heading) or any("£" in cell for cell in cells))


def holds_money(cells: Sequence[str]) -> bool:
    """Most of these are sums: with a pound sign, pence or thousands, or of three digits and more, so that they are no
    numbers of another sort."""
    sums = [cell for cell in cells if looks_like_money(cell) and re.search(r"£|,\d{3}|\.\d\d?$|^\d{3,7}$", cell)]
    return bool(sums) and len(sums) * 2 > len(cells)
