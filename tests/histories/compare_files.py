"""What the open data say of money."""

from decimal import Decimal
from functools import partial

from tests.histories import oracle_money
from tests.histories.comparing import Checks, Comparison, name
from tests.histories.facts import Made
from tests.histories.oracle_money import ZERO
from tests.histories.reading import in_words

WITHHELD = "Withheld"
IN_WORDS = {"True": "yes", "False": "no", "None": ""}
KINDS = {"contract": "Contract", "external": "Acceptance of external funding", "other": "Other"}


def checks(comparison: Comparison) -> Checks:
    for check in (awards, the_same_in_every_form, giving, transparency, decisions, other_money):
        yield partial(check, comparison)


def awards(c: Comparison) -> None:
    said = {row["award"]: row for row in c.public.table("/data/awards.csv")}
    c.same("awards.csv, which awards", sorted(said), sorted(name(key) for key in c.grants))
    for key, grant in c.grants.items():
        row = said.get(name(key), {})
        right = {
            "amount_awarded": str(grant.amount),
            "amount": str(c.amounts[key]),
            "financial_year": in_words(grant.year),
            "starts_on": str(grant.starts_on or ""),
            "ends_on": str(grant.ends_on or ""),
        } | (
            {"recipient": WITHHELD} if grant.is_withheld else {"recipient": grant.recipient} if grant.recipient else {}
        )
        c.same(f"awards.csv, {name(key)}", {column: row.get(column) for column in right}, right)
        version = c.facts.decisions[key[0]].versions[-1]
        is_shown = bool(version.word) and not version.down_since
        c.same(f"awards.csv, purpose of {name(key)}", version.word in row.get("purpose", ""), is_shown)


def the_same_in_every_form(c: Comparison) -> None:
    """Each table says in JSON and in Excel what it says as CSV."""
    for table in ("awards", "decisions", "conditions", "other-money"):
        rows = c.public.table(f"/data/{table}.csv")
        said = [list(row.values()) for row in rows]
        (records,) = (value for value in c.public.data(f"/data/{table}.json").values() if isinstance(value, list))
        c.same(
            f"{table}.json",
            [[IN_WORDS.get(str(cell), str(cell)) for cell in record.values()] for record in records],
            said,
        )
        c.same(f"{table}.xlsx, how many rows", len(c.public.sheet(f"/data/{table}.xlsx")) - 1, len(said))


def giving(c: Comparison) -> None:
    """Grants that have ended, and those of whose recipient nothing may be said, are not in 360Giving."""
    said = {
        each["id"].split("-", 2)[-1]: Decimal(str(each["amountAwarded"]))
        for each in c.public.data("/data/360giving.json")["grants"]
    }
    worth = {key: amount for key, amount in c.amounts.items() if amount and not c.grants[key].is_withheld}
    c.same("360Giving, sum", sum(said.values(), ZERO), sum(worth.values(), ZERO))
    c.same("360Giving, how many grants", len(said), len(worth))


def transparency(c: Comparison) -> None:
    said = c.public.table("/data/transparency-code.csv")
    amounts = sum((Decimal(row["Amount"]) for row in said), ZERO)
    c.same("Transparency Code, sum", amounts, oracle_money.total(c.facts))


def decisions(c: Comparison) -> None:
    said = {row["reference"]: row for row in c.public.table("/data/decisions.csv")}
    c.same("decisions.csv, which", sorted(said), sorted(made.reference for made in c.facts.published()))
    for made in c.facts.published():
        row = said.get(made.reference, {})
        right = {
            "total": str(stands(c, made)),
            "decided_total": str(oracle_money.as_decided(c.facts, [made])),
            "withdrawn": "yes" if made.is_withdrawn else "no",
            "decided_on": str(made.decided_on),
            "first_published_on": str(made.published_on),
        }
        c.same(f"decisions.csv, {made.reference}", {column: row.get(column) for column in right}, right)


def stands(c: Comparison, made: Made) -> Decimal:
    """What a decision's own awards stand at."""
    return oracle_money.total(c.facts, lambda key, _: key[0] == made.reference)


def other_money(c: Comparison) -> None:
    said = {row["decision"]: row for row in c.public.table("/data/other-money.csv")}
    in_force = {
        made.reference: (made, other)
        for made in c.facts.published()
        if made.stands and (other := oracle_money.contents(made).other)
    }
    c.same("other-money.csv, which", sorted(said), sorted(in_force))
    for reference, (made, other) in in_force.items():
        row = said.get(reference, {})
        shown = (row.get("kind"), row.get("amount"), row.get("financial_year"))
        c.same(f"other-money.csv, {reference}", shown, (KINDS[made.kind], str(other.amount), in_words(other.year)))
        if not made.versions[-1].down_since:
            c.same(f"other-money.csv, whose {reference}", row.get("supplier_or_giver"), other.party)
