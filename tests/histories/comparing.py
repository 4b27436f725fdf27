"""Reads what the product says, page by page and file by file, and names what the oracle says otherwise."""

import csv
import re
from calendar import month_name
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from html import unescape
from io import StringIO
from typing import Any

from django.test import Client

from tests.histories import oracle
from tests.histories.driver import DISTRICTS, STREAMS, Driver
from tests.histories.facts import AwardKey, Grant, Made, Occurrence

WITHHELD = "Withheld"


def pounds(amount: Decimal) -> str:
    return f"£{amount:,.2f}"


def in_words(year: int) -> str:
    return f"{year}/{(year + 1) % 100:02}"


class Reader:
    """Somebody at a browser; the pages are read as plain text."""

    def __init__(self, person: Any = None) -> None:
        self.client = Client()
        if person:
            self.client.force_login(person)

    def get(self, address: str) -> Any:
        answer = self.client.get(address)
        assert answer.status_code == 200, f"{address} answers {answer.status_code}"
        return answer

    def html(self, address: str) -> str:
        return self.get(address).content.decode()

    def table(self, address: str) -> list[dict[str, str]]:
        answer = self.get(address)
        text = answer.getvalue() if answer.streaming else answer.content
        return list(csv.DictReader(StringIO(text.decode("utf-8-sig"))))


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html))).strip()


def tiles(html: str) -> dict[str, str]:
    found = re.findall(r'<div class="tile"><dt>(.*?)</dt><dd[^>]*>(.*?)</dd>', html, re.DOTALL)
    return {re.sub(r"s$", "", plain(name)): plain(value) for name, value in found}


def rows(html: str) -> list[list[str]]:
    """The cells of every row of every table."""
    found = re.findall(r"<tr[^>]*>(.*?)</tr>", html, re.DOTALL)
    return [[plain(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)] for row in found]


class Comparison:
    def __init__(self, driver: Driver) -> None:
        self.driver, self.facts, self.public = driver, driver.facts, Reader()
        self.amounts, self.grants = oracle.in_force(driver.facts), oracle.grants_of(driver.facts)
        self.found: list[str] = []
        self.compared = 0

    def same(self, what: str, said: Any, right: Any) -> None:
        self.compared += 1
        if said != right:
            self.found.append(f"{what}: the product says {said}, the rules say {right}")

    def says(self, where: str, words: str, text: str) -> None:
        self.same(f"{where} says {words}", words in text, right=True)

    def files(self) -> list[str]:
        """What the open data say."""
        self.awards_file()
        self.giving_file()
        self.transparency_file()
        self.decisions_file()
        self.conditions_file()
        return self.found

    def pages(self) -> list[str]:
        self.overviews()
        self.decision_pages()
        self.returns()
        self.panel()
        self.lists()
        self.standings()
        self.office()
        self.leads()
        return self.found

    # Files

    def awards_file(self) -> None:
        said = {row["award"]: row for row in self.public.table("/data/awards.csv")}
        self.same("awards.csv, which awards", sorted(said), sorted(name(key) for key in self.grants))
        records = {row["award"]: row for row in self.public.get("/data/awards.json").json()["awards"]}
        for key, grant in self.grants.items():
            row = said.get(name(key))
            if row is None:
                continue
            right = (
                str(grant.amount),
                str(self.amounts[key]),
                in_words(grant.year),
                WITHHELD if grant.is_withheld else grant.recipient,
            )
            shown = (row["amount_awarded"], row["amount"], row["financial_year"], row["recipient"])
            self.same(f"awards.csv, {name(key)}", shown, right)
            record = records[name(key)]
            self.same(f"awards.json, {name(key)}", (record["amount_awarded"], record["amount"]), right[:2])

    def giving_file(self) -> None:
        said = {
            each["id"].split("-", 2)[-1]: Decimal(str(each["amountAwarded"]))
            for each in self.public.get("/data/360giving.json").json()["grants"]
        }
        worth = {key: amount for key, amount in self.amounts.items() if amount and not self.grants[key].is_withheld}
        self.same("360Giving, sum", sum(said.values(), oracle.ZERO), sum(worth.values(), oracle.ZERO))
        self.same("360Giving, how many grants", len(said), len(worth))

    def transparency_file(self) -> None:
        said = self.public.table("/data/transparency-code.csv")
        self.same(
            "Transparency Code, sum",
            sum((Decimal(row["Amount"]) for row in said), oracle.ZERO),
            oracle.total(self.facts),
        )

    def decisions_file(self) -> None:
        said = {row["reference"]: row for row in self.public.table("/data/decisions.csv")}
        self.same("decisions.csv, which", sorted(said), sorted(made.reference for made in self.facts.published()))
        for made in self.facts.published():
            row = said[made.reference]
            own = oracle.total(self.facts, lambda key, _, made=made: key[0] == made.reference)
            if made.kind == "grant":
                self.same(f"decisions.csv, total of {made.reference}", Decimal(row["total"]), own)
            self.same(
                f"decisions.csv, {made.reference} withdrawn", row["withdrawn"], "yes" if made.is_withdrawn else "no"
            )

    def conditions_file(self) -> None:
        table = {said_identity(row): row for row in self.public.table("/data/conditions.csv")}
        asked = {identity(each): (each, term) for each, term in oracle.occurrences(self.facts).items()}
        self.same("conditions.csv, which are asked", sorted(table), sorted(asked))
        for key in table.keys() & asked.keys():
            row, (each, term) = table[key], asked[key]
            figures = oracle.match_of(self.facts, each, term)
            said = (row["match_required"], row["match_evidenced"], row["match_gap"])
            self.same(f"conditions.csv, match of {key}", said, tuple(map(str, figures)) if figures else ("", "", ""))
            right = (STANDINGS[oracle.standing(self.facts, each, term)], TURNS[oracle.turn(self.facts, each, term)])
            self.same(f"conditions.csv, standing of {key}", (row["standing"], row["turn"]), right)

    # Public pages

    def overviews(self) -> None:
        for year in {grant.year for grant in self.grants.values()}:
            self.overview(f"/years/{in_words(year).replace('/', '-')}/", lambda _, grant, year=year: grant.year == year)
        for stream in STREAMS:
            self.overview(f"/funding-streams/{stream}/", lambda _, grant, stream=stream: grant.stream == stream)
        for district in filter(None, DISTRICTS):
            self.overview(f"/partnerships/{district}/", lambda _, grant, district=district: grant.district == district)

    def overview(self, address: str, wanted: Any) -> None:
        html = self.public.html(address)
        shown = tiles(html)
        self.same(f"{address}, awarded", shown["awarded, as it stands"], pounds(oracle.total(self.facts, wanted)))
        self.same(f"{address}, awards", shown["award"], str(oracle.count(self.facts, wanted)))
        pairs = [
            (figures[0], figures[1])
            for each, term in oracle.occurrences(self.facts).items()
            if each.award and wanted(each.award, self.grants[each.award])
            if (figures := oracle.match_of(self.facts, each, term))
        ]
        drawn = re.search(r"£1 of grant drew (£[\d,.]+\d)", plain(html))
        evidenced = sum((shown for _, shown in pairs), oracle.ZERO)
        asked = {
            each.award
            for each, term in oracle.occurrences(self.facts).items()
            if term.match and each.award and wanted(each.award, self.grants[each.award])
        }
        worth = sum((self.amounts[key] for key in asked if key), oracle.ZERO)
        if evidenced and worth:
            self.same(f"{address}, leverage", drawn[1] if drawn else None, pounds(oracle.per_pound(evidenced, worth)))

    def decision_pages(self) -> None:
        for made in self.facts.published():
            text = plain(self.public.html(f"/decisions/{made.reference}/"))
            own = oracle.total(self.facts, lambda key, _, made=made: key[0] == made.reference)
            if made.kind == "grant" and made.makes_awards:
                self.says(f"the page of {made.reference}", pounds(own), text)
            if (
                made.kind == "variation"
                and made.makes_awards
                and oracle.contents(made).lines.keys() <= self.grants.keys()
            ):
                self.says(f"the page of {made.reference}", pounds(abs(oracle.difference(made))), text)
            if made.is_withdrawn:
                self.says(f"the page of {made.reference}", "withdrawn", text.lower())
            self.public.get(f"/decisions/{made.reference}.json")
        self.public.get("/decisions/")

    def returns(self) -> None:
        said = {cells[0]: cells[2] for cells in rows(self.public.html("/returns/")) if len(cells) == 4}
        months: dict[tuple[int, int], list[Made]] = defaultdict(list)
        for made in self.facts.published():
            months[made.decided_on.year, made.decided_on.month].append(made)
        for (year, month), decided in months.items():
            text = plain(self.public.html(f"/returns/{year}-{month:02}/"))
            if not any(made.outcome != "not_approved" for made in decided):
                continue
            right = pounds(oracle.as_decided(self.facts, decided))
            for made in decided:
                if made.outcome != "not_approved":
                    self.says(f"the return of {year}-{month}", made.reference, text)
            self.says(f"the return of {year}-{month}", f"{right} as decided", text)
            self.same(f"/returns/, {year}-{month}", said.get(f"{month_name[month]} {year}"), right)

    def panel(self) -> None:
        last = self.facts.today
        for first in (date(2023, 1, 1), last - timedelta(days=90)):
            shown = tiles(self.public.html(f"/panel/?from={first}&to={last}"))
            decided = [made for made in self.facts.published() if first <= made.decided_on <= last]
            self.same(f"panel from {first}, decisions", shown["decision"], str(len(decided)))
            right = pounds(oracle.as_decided(self.facts, decided))
            self.same(f"panel from {first}, as decided", shown["of grants, as decided"], right)

    def lists(self) -> None:
        """The heads of narrowed lists: what was decided of that, and as it stands."""
        for query, wanted in self.narrowings():
            text = plain(self.public.html(f"/decisions/?{query}"))
            decided = oracle.as_decided(self.facts, self.facts.published(), wanted)
            stands = oracle.total(self.facts, wanted)
            self.says(f"/decisions/?{query}", pounds(decided), text)
            self.says(f"/decisions/?{query}", pounds(stands), text)

    def narrowings(self) -> Iterator[tuple[str, Callable[[AwardKey, Grant], bool]]]:
        for district in {grant.district for grant in self.grants.values() if grant.district}:
            yield f"partnership={district}", lambda _, grant, district=district: grant.district == district
        for year in {grant.year for grant in self.grants.values()}:
            yield f"year={year}-{(year + 1) % 100:02}", lambda _, grant, year=year: grant.year == year
        for stream in {grant.stream for grant in self.grants.values()}:
            yield f"stream={stream}", lambda _, grant, stream=stream: grant.stream == stream

    def standings(self) -> None:
        """How many conditions stand where, and of what is past due how many are with the office."""
        asked = oracle.occurrences(self.facts)
        counts = Counter(oracle.standing(self.facts, each, term) for each, term in asked.items())
        waiting = sum(
            oracle.turn(self.facts, each, term) == "office"
            for each, term in asked.items()
            if oracle.standing(self.facts, each, term) == "past_due"
        )
        shown = tiles(self.public.html("/conditions/"))
        for name_, label in STANDINGS.items():
            said = [(tile, number) for tile, number in shown.items() if tile.startswith(label)]
            self.same(
                f"/conditions/, {label}", [number for _, number in said], [str(counts[name_])] if counts[name_] else []
            )
            if name_ == "past_due" and said:
                with_office = re.search(r"(\d+) of", said[0][0])
                self.same("/conditions/, past due with the office", int(with_office[1]) if with_office else 0, waiting)

    # The office and the leads

    def office(self) -> None:
        reader = Reader(self.driver.oma)
        html = reader.html("/office/budgets/")
        committed = oracle.committed(self.facts)
        said = budgets(html)
        for (stream, year), amount in self.facts.allocations.items():
            right = committed.get((stream, year), oracle.ZERO)
            shown = said.get((STREAM_NAMES[stream], in_words(year)), ("", "", ""))
            self.same(
                f"/office/budgets/, {stream} {in_words(year)}",
                shown,
                (pounds(amount), pounds(right), signed(amount - right)),
            )
        shown = tiles(reader.html("/office/obligations/"))
        figures = [
            figures
            for each, term in oracle.occurrences(self.facts).items()
            if (figures := oracle.match_of(self.facts, each, term))
        ]
        self.same(
            "/office/obligations/, match required",
            shown["Match required"],
            pounds(sum((each[0] for each in figures), oracle.ZERO)),
        )
        self.same(
            "/office/obligations/, gap",
            shown["Still to be evidenced"],
            pounds(sum((each[2] for each in figures), oracle.ZERO)),
        )
        reader.get("/office/")
        reader.get("/office/review/")
        for made in self.facts.decisions.values():
            reader.get(f"/office/decisions/{made.reference}/")

    def leads(self) -> None:
        for district, lead in self.driver.leads.items():
            reader = Reader(lead)
            text = plain(reader.html(f"/partners/{district}/"))
            asked = [(each, term) for each, term in oracle.occurrences(self.facts).items() if each.district == district]
            open_ = [(each, term) for each, term in asked if not oracle.finding(self.facts, each, term)]
            figures = [oracle.match_of(self.facts, each, term) for each, term in open_]
            gap = sum((each[2] for each in figures if each), oracle.ZERO)
            if gap:
                self.says(f"/partners/{district}/", pounds(gap), text)
            own = [amount for key, amount in self.amounts.items() if self.grants[key].district == district]
            said = [Decimal(amount.replace(",", "")) for amount in re.findall(r"20\d\d/\d\d: £([\d,]+\.\d\d)", text)]
            self.same(f"/partners/{district}/, all grants", sum(said, oracle.ZERO), sum(own, oracle.ZERO))
            table = reader.table(f"/partners/{district}/conditions.csv")
            self.same(f"/partners/{district}/conditions.csv, how many", len(table), len(asked))


STANDINGS = {
    "not_yet_due": "Not yet due",
    "due_soon": "Due soon",
    "past_due": "Past due",
    "met": "Met",
    "not_met": "Not met",
    "waived": "Waived",
}
TURNS = {"partnership": "The partnership’s", "office": "The office’s", "nobody": "Nobody’s"}
STREAM_NAMES = {"community-safety-grant": "Community Safety Grant", "hate-crime-grant": "Hate Crime Grant"}


def name(key: AwardKey) -> str:
    return f"{key[0]}-{key[1]}"


def said_identity(row: dict[str, str]) -> tuple[str, ...]:
    """A condition is known by its award, or by its partnership and year."""
    own = "" if row["award"] else row["partnership"].split()[0].lower()
    number = row["award"].rpartition("-")[2]
    return row["decision"], row["condition"], number, row["financial_year"], row["due_on"], own


def identity(each: Occurrence) -> tuple[str, ...]:
    number = str(each.award[1]) if each.award else ""
    own = "" if each.award else each.district
    return each.reference, str(each.condition), number, in_words(each.year), each.due_on.isoformat(), own


def budgets(html: str) -> dict[tuple[str, str], tuple[str, str, str]]:
    """By stream and year: allocated, committed, headroom, as shown."""
    found = {}
    for table in re.findall(r"<table[^>]*>(.*?)</table>", html, re.DOTALL):
        caption = re.search(r"<caption[^>]*>(.*?)</caption>", table, re.DOTALL)
        for cells in rows(table):
            if caption and len(cells) >= 4:
                found[plain(caption[1]), cells[0]] = (cells[1], cells[2], cells[3])
    return found


def signed(amount: Decimal) -> str:
    return pounds(amount) if amount >= 0 else f"−{pounds(-amount)}"
