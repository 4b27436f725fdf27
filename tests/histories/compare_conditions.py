"""What is said of conditions: in the open data, on public pages, to the office and to leads; and of budgets."""

import re
from collections import Counter
from decimal import Decimal
from functools import partial

from tests.histories import oracle_money
from tests.histories.comparing import Checks, Comparison, name
from tests.histories.driver import STREAMS
from tests.histories.facts import Asked, Made, Occurrence
from tests.histories.oracle_money import ZERO
from tests.histories.reading import Reader, captioned, in_words, pounds, tiles

STANDINGS = {
    "not_yet_due": "Not yet due",
    "due_soon": "Due soon",
    "past_due": "Past due",
    "met": "Met",
    "not_met": "Not met",
    "waived": "Waived",
}
TURNS = {"partnership": "The partnership’s", "office": "The office’s", "nobody": "Nobody’s"}
STREAM_NAMES = dict(zip(STREAMS, ("Community Safety Grant", "Hate Crime Grant"), strict=True))


def checks(comparison: Comparison) -> Checks:
    for check in (conditions_file, condition_list, budgets, office_list, office_home):
        yield partial(check, comparison)
    for made in comparison.facts.decisions.values():
        yield partial(office_page, comparison, made)
    for district in comparison.driver.leads:
        yield partial(lead_page, comparison, district)


def conditions_file(c: Comparison) -> None:
    said = {said_identity(row): row for row in c.public.table("/data/conditions.csv")}
    asked = {identity(each, standing.asked): standing for each, standing in c.standings.items()}
    c.same("conditions.csv, which are asked", sorted(said), sorted(asked))
    for key in said.keys() & asked.keys():
        row, standing, match = said[key], asked[key], asked[key].match
        figures = (match.required, match.evidenced, match.gap) if match else ("", "", "")
        right = dict(zip(("match_required", "match_evidenced", "match_gap"), map(str, figures), strict=True))
        right |= {"standing": STANDINGS[standing.standing], "turn": TURNS[standing.turn]}
        moved = standing.asked.due_on != standing.asked.published_on
        right["published_due_on"] = str(standing.asked.published_on) if moved else ""
        c.same(f"conditions.csv, {key}", {column: row[column] for column in right}, right)


def said_identity(row: dict[str, str]) -> tuple[str, ...]:
    """A condition is known by its award, or by its partnership and year."""
    own = row["award"] or row["partnership"].split()[0].lower()
    return row["decision"], row["condition"], own, row["financial_year"], row["due_on"]


def identity(each: Occurrence, asked: Asked) -> tuple[str, ...]:
    own = name(each.award) if each.award else each.district
    return each.reference, str(each.condition), own, in_words(each.year), str(asked.due_on)


def condition_list(c: Comparison) -> None:
    """How many conditions stand where, and of what is past due how many are with the office."""
    counts = Counter(each.standing for each in c.standings.values())
    waiting = sum(each.standing == "past_due" and each.turn == "office" for each in c.standings.values())
    shown = tiles(c.public.html("/conditions/"))
    for standing, label in STANDINGS.items():
        said = [(tile, number) for tile, number in shown.items() if tile.startswith(label)]
        right = [str(counts[standing])] if counts[standing] else []
        c.same(f"/conditions/, {label}", [number for _, number in said], right)
        if standing == "past_due" and said:
            with_office = re.search(r"(\d+) of", said[0][0])
            c.same("/conditions/, past due with the office", int(with_office[1]) if with_office else 0, waiting)


# The office


def budgets(c: Comparison) -> None:
    said = captioned(c.officer.html("/office/budgets/"))
    committed = oracle_money.committed(c.facts)
    for (stream, year), amount in c.facts.allocations.items():
        right = committed.get((stream, year), ZERO)
        shown = said.get((STREAM_NAMES[stream], in_words(year)), [])[:3]
        c.same(f"/office/budgets/, {stream} {year}", shown, [pounds(amount), pounds(right), pounds(amount - right)])


def office_list(c: Comparison) -> None:
    shown = tiles(c.officer.html("/office/obligations/"))
    of_match = [each.match for each in c.standings.values() if each.match]
    required = sum((each.required for each in of_match), ZERO)
    gap = sum((each.gap for each in of_match), ZERO)
    c.same("/office/obligations/, match required", shown["Match required"], pounds(required))
    c.same("/office/obligations/, still to be evidenced", shown["Still to be evidenced"], pounds(gap))


def office_home(c: Comparison) -> None:
    """What is out of public sight stands on the front page until it is settled."""
    text = c.officer.text("/office/")
    for down in c.facts.taken_down:
        if not down.is_settled:
            c.says("/office/, what is out of public sight", down.reference, text)
    c.officer.get("/office/review/")


def office_page(c: Comparison, made: Made) -> None:
    html = c.officer.html(f"/office/decisions/{made.reference}/")
    c.says(f"the office's page of {made.reference}", made.working.word, html)


# Leads


def lead_page(c: Comparison, district: str) -> None:
    reader = Reader(c.driver.leads[district])
    text, where = reader.text(f"/partners/{district}/"), f"/partners/{district}/"
    asked = [standing for each, standing in c.standings.items() if each.district == district]
    gap = sum((each.match.gap for each in asked if each.match and not each.finding), ZERO)
    if gap:
        c.says(where, pounds(gap), text)
    own = sum((amount for key, amount in c.amounts.items() if c.grants[key].district == district), ZERO)
    said = [Decimal(amount.replace(",", "")) for amount in re.findall(r"20\d\d/\d\d: £([\d,]+\.\d\d)", text)]
    c.same(f"{where}, all grants", sum(said, ZERO), own)
    c.same(f"{where}conditions.csv, how many", len(reader.table(f"{where}conditions.csv")), len(asked))
