"""Pages, returns, the panel's pack and the files say the same sums to the penny as plain SQL over the working rows."""

from datetime import date
from decimal import Decimal

from tests.histories.driver import Disagreement, Driver
from tests.histories.oracle_money import ZERO
from tests.histories.reading import Reader, in_address
from tests.working_rows import asked


def sums_of_the_working_rows(driver: Driver) -> None:
    """Nothing is compared while a correction waits: the working rows hold it, and no page does. Nor do they hold the
    amount that an award had when another decision superseded its own, and which a withdrawal has changed since."""
    published = list(driver.facts.published())
    if any(made.state in ("draft", "sent", "approved") for made in published):
        return
    if any(made.supersedes for made in published) and any(made.is_withdrawn for made in published):
        return
    reader = Reader()
    found = [f"{what}: {said}, and the working rows {right}" for what, said, right in sums(reader) if said != right]
    if found:
        raise Disagreement("\n".join(found))


def sums(reader: Reader) -> list[tuple[str, object, object]]:
    ((whole, decided),) = asked("SELECT coalesce(sum(amount), 0), coalesce(sum(decided), 0) FROM money")
    decisions = reader.table("/data/decisions.csv")
    return [
        ("/decisions/", context(reader, "/decisions/", "money").stands, whole),
        ("awards.csv", column(reader.table("/data/awards.csv"), "amount"), whole),
        ("Transparency Code", column(reader.table("/data/transparency-code.csv"), "Amount"), whole),
        ("decisions.csv, as decided", column(decisions, "decided_total"), decided),
        ("decisions.csv, as it stands", column(decisions, "total"), whole),
        *by_month(reader),
        *by_place(reader),
        *by_year(reader),
        *by_panel(reader),
    ]


def context(reader: Reader, address: str, name: str):
    return reader.get(address).context[name]


def column(table: list[dict[str, str]], name: str) -> Decimal:
    return sum((Decimal(row[name]) for row in table), ZERO)


def by_month(reader: Reader) -> list[tuple[str, object, object]]:
    months = context(reader, "/returns/", "months")
    said = {month.slug: money.decided for month, _, money in months if money.decided}
    right = asked("SELECT to_char(decided_on, 'YYYY-MM') AS month, sum(decided) FROM money GROUP BY month")
    return [("/returns/", said, {month: amount for month, amount in right if amount})]


def by_place(reader: Reader) -> list[tuple[str, object, object]]:
    found: list[tuple[str, object, object]] = []
    for page, narrowed, table, key in (
        ("partnerships", "partnership", "grants_partnership", "partnership_id"),
        ("funding-streams", "stream", "grants_fundingstream", "stream_id"),
    ):
        for slug, amount in asked(
            f"SELECT slug, sum(amount) FROM money JOIN {table} AS place ON place.id = {key} GROUP BY slug"  # noqa: S608
        ):
            found.append((f"/{page}/{slug}/", context(reader, f"/{page}/{slug}/", "overview").money.stands, amount))
            address = f"/decisions/?{narrowed}={slug}"
            found.append((address, context(reader, address, "money").stands, amount))
    return found


def by_year(reader: Reader) -> list[tuple[str, object, object]]:
    home = reader.get("/").context
    found: list[tuple[str, object, object]] = []
    for start, amount in asked("SELECT year, sum(amount) FROM money GROUP BY year"):
        address = f"/years/{in_address(start)}/"
        found.append((address, context(reader, address, "overview").money.stands, amount))
        if home["year"].slug == in_address(start):
            found.append(("/", home["awarded"], amount))
    return found


def by_panel(reader: Reader) -> list[tuple[str, object, object]]:
    first, last = date(2023, 3, 1), date(2024, 2, 29)
    pack = context(reader, f"/panel/?from={first}&to={last}", "pack")
    ((decided, stands),) = asked(
        "SELECT coalesce(sum(decided) FILTER (WHERE decided_on BETWEEN %s AND %s), 0), "
        "coalesce(sum(amount) FILTER (WHERE awarded_on BETWEEN %s AND %s "
        "OR decided_on BETWEEN %s AND %s), 0) FROM money",
        *(first, last) * 3,
    )
    found: list[tuple[str, object, object]] = [("panel", (pack.money.decided, pack.money.stands), (decided, stands))]
    for label, rows in (("stream", pack.by_stream), ("partnership", pack.by_partnership)):
        said = (sum(row.money.decided for row in rows), sum(row.money.stands for row in rows))
        found.append((f"panel, by {label}", said, (decided, stands)))
    return found
