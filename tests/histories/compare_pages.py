"""What the public pages say of money: years, streams, partnerships, decisions, returns, the panel's pack, lists."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from tests.histories import oracle_conditions, oracle_money
from tests.histories.comparing import Checks, Comparison
from tests.histories.driver import DISTRICTS, STREAMS
from tests.histories.facts import AwardKey, Grant, Made
from tests.histories.oracle_money import ZERO, Wanted
from tests.histories.reading import captioned, in_address, in_words, plain, pounds, rows, tiles


def checks(comparison: Comparison) -> Checks:
    for query, _, wanted in narrowings(comparison):
        yield partial(narrowed_list, comparison, query, wanted)
    for _, address, wanted in narrowings(comparison):
        yield partial(overview, comparison, address, wanted)
    for made in comparison.facts.published():
        yield partial(decision_page, comparison, made)
    for month, decided in months(comparison).items():
        yield partial(monthly_return, comparison, month, decided)
    for first in (date(2022, 1, 1), comparison.facts.today - timedelta(days=90)):
        yield partial(panel, comparison, first)
    yield partial(home, comparison)
    yield partial(list_of_returns, comparison)


def narrowings(c: Comparison) -> Iterator[tuple[str, str, Wanted]]:
    """What a list is narrowed to, and the page of the same."""
    for district in filter(None, DISTRICTS):
        yield f"partnership={district}", f"/partnerships/{district}/", partial(is_of, district=district)
    for year in {grant.year for grant in c.grants.values()}:
        yield f"year={in_address(year)}", f"/years/{in_address(year)}/", partial(is_of, year=year)
    for stream in STREAMS:
        yield f"stream={stream}", f"/funding-streams/{stream}/", partial(is_of, stream=stream)


def is_of(_key: AwardKey, grant: Grant, **wanted: object) -> bool:
    return all(getattr(grant, name) == value for name, value in wanted.items())


def overview(c: Comparison, address: str, wanted: Wanted) -> None:
    html = c.public.html(address)
    shown = tiles(html)
    c.same(f"{address}, awarded", shown["awarded, as it stands"], pounds(oracle_money.total(c.facts, wanted)))
    c.same(f"{address}, awards", shown["award"], str(oracle_money.count(c.facts, wanted)))
    of_match = {
        occurrence: standing.match
        for occurrence, standing in c.standings.items()
        if standing.match and occurrence.award and wanted(occurrence.award, c.grants[occurrence.award])
    }
    evidenced = sum((each.evidenced for each in of_match.values()), ZERO)
    worth = sum((c.amounts[key] for key in {each.award for each in of_match} if key), ZERO)
    if evidenced and worth:
        drawn = re.search(r"£1 of grant drew (£[\d,.]+\d)", plain(html))
        right = pounds(oracle_conditions.per_pound(evidenced, worth))
        c.same(f"{address}, leverage", drawn[1] if drawn else None, right)
    covered = oracle_conditions.coverage((each.required, each.evidenced) for each in of_match.values())
    if covered is not None:
        c.says(f"{address}, coverage", f"{covered:.1f}%", plain(html))


def narrowed_list(c: Comparison, query: str, wanted: Wanted) -> None:
    """The head of a narrowed list, and its file: what was decided of that, and as it stands."""
    decided = oracle_money.as_decided(c.facts, c.facts.published(), wanted)
    stands = oracle_money.total(c.facts, wanted)
    table = c.public.table(f"/decisions.csv?{query}")
    for column, right in (("of_which", decided), ("of_which_stands", stands)):
        c.same(f"/decisions.csv?{query}, {column}", sum((Decimal(row[column]) for row in table), ZERO), right)
    if decided or stands:
        text = c.public.text(f"/decisions/?{query}")
        c.says(f"/decisions/?{query}", pounds(decided), text)
        c.says(f"/decisions/?{query}", pounds(stands), text)


def decision_page(c: Comparison, made: Made) -> None:
    html, contents = c.public.html(f"/decisions/{made.reference}/"), oracle_money.contents(made)
    text, where = plain(html), f"the page of {made.reference}"
    if made.kind == "grant" and made.makes_awards:
        own = oracle_money.total(c.facts, lambda key, _: key[0] == made.reference)
        c.says(where, pounds(own), text)
        c.says(where, pounds(sum((grant.amount for grant in contents.grants.values()), ZERO)), text)
    if made.kind == "variation" and made.makes_awards and contents.lines.keys() <= c.grants.keys():
        c.says(where, pounds(abs(oracle_money.difference(made))), text)
    for key in (key for key in c.grants if key[0] == made.reference):
        payments(c, key, html)
    if contents.other and made.versions[-1].word:
        c.says(where, pounds(contents.other.amount), text)
    if made.is_withdrawn:
        c.says(where, "withdrawn", text.lower())


def payments(c: Comparison, key: AwardKey, html: str) -> None:
    """What is due and, apart from it, what has been paid."""
    due, paid = c.facts.due.get(key, []), [each[1] for each in c.facts.paid.get(key, [])]
    captions = "Payments due and payments made, for each award"
    said = captioned(html).get((captions, f"Award {key[1]}"), ["", ""])
    where = f"payments of {key}"
    if due:
        so_far = sum((amount for day, amount in due if day <= c.facts.today), ZERO)
        in_all = sum((amount for _, amount in due), ZERO)
        c.says(where, f"{pounds(so_far)} of {pounds(in_all)} was due by today", said[0])
    if len(paid) > 1:
        c.says(where, f"{pounds(sum(paid, ZERO))} paid in all", said[1])
    for amount in paid:
        c.says(where, f"{pounds(amount)} on", said[1])


def months(c: Comparison) -> dict[tuple[int, int], list[Made]]:
    """The decisions that gave or varied grants, by the month in which they were taken."""
    found: dict[tuple[int, int], list[Made]] = defaultdict(list)
    for made in c.facts.published():
        if made.outcome != "not_approved" and made.kind in ("grant", "variation"):
            found[made.decided_on.year, made.decided_on.month].append(made)
    return found


def monthly_return(c: Comparison, month: tuple[int, int], decided: list[Made]) -> None:
    """Every grant and variation of the month, withdrawn ones too, by what was decided."""
    address = "/returns/{}-{:02}/".format(*month)
    text = c.public.text(address)
    for made in decided:
        c.says(address, made.reference, text)
    right = oracle_money.as_decided(c.facts, decided)
    c.says(address, f"{len(decided)} decision", text)
    gone = all(made.is_withdrawn for made in decided)
    c.says(address, "withdrawn since: nothing of" if gone else f"{pounds(right)} as decided", text)


def list_of_returns(c: Comparison) -> None:
    said = {cells[0]: cells[1:] for cells in rows(c.public.html("/returns/"))[1:]}
    right = {
        f"{date(*month, 1):%B %Y}": [
            str(len(decided)),
            pounds(oracle_money.as_decided(c.facts, decided)),
            pounds(oracle_money.as_it_stands(c.facts, decided)),
        ]
        for month, decided in months(c).items()
    }
    c.same("/returns/", said, right)


def panel(c: Comparison, first: date) -> None:
    last = c.facts.today
    html = c.public.html(f"/panel/?from={first}&to={last}")
    shown = tiles(html)
    decided = [made for made in c.facts.published() if first <= made.decided_on <= last]
    c.same(f"panel from {first}, decisions", shown["decision"], str(len(decided)))
    right = pounds(oracle_money.as_decided(c.facts, decided))
    c.same(f"panel from {first}, as decided", shown["of grants, as decided"], right)
    if "of grants, as it stands now" in shown:
        stands = pounds(oracle_money.as_it_stands(c.facts, decided))
        c.same(f"panel from {first}, as it stands", shown["of grants, as it stands now"], stands)
    past_due = sum(each.standing == "past_due" for each in c.standings.values())
    said = re.search(r"(\d+) occurrences? of \d+ condition", plain(html))
    c.same("panel, past due now", int(said[1]) if said else 0, past_due)


def home(c: Comparison) -> None:
    html = c.public.html("/")
    year = re.search(r"(20\d\d)/\d\d at a glance", plain(html))
    assert year
    right = oracle_money.total(c.facts, lambda _, grant: grant.year == int(year[1]))
    c.same(
        f"home, awarded for {in_words(int(year[1]))}", tiles(html)["awarded for the year, as it stands"], pounds(right)
    )
