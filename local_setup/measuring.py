"""What each kind of public page costs in a register of some size, asked in this process."""

import sys
from dataclasses import dataclass, field
from functools import cache
from random import Random
from statistics import mean, quantiles
from time import monotonic, process_time

import psutil
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from conditions.actions.standings import standing_faults
from grants.actions.office_data import add_lead
from grants.models import Decision, Partnership, User
from grants.years import FinancialYear
from local_setup.bench_import import APPROVER, OFFICER, prepare
from local_setup.invented import Inventor
from local_setup.multiplied import fill
from register.actions.listing_check import total_faults
from register.models import ListedAward, Listing
from register.notices.verification import verify

HEADINGS = ("p50 ms", "p95 ms", "ms of Python", "ms of PostgreSQL", "bytes", "queries")
ADDRESSES = {
    "home": "/",
    "decision": "/decisions/{reference}/",
    "list": "/decisions/",
    "list, last page": "/decisions/?page=1000000",
    "list, filtered": "/decisions/?year=2024-25&partnership=manchester",
    "search, common word": "/decisions/?q=crime",
    "search, rare word": "/decisions/?q={name}",
    "awards": "/awards/",
    "conditions": "/conditions/",
    "partnership": "/partnerships/manchester/",
    "stream": "/funding-streams/community-safety-fund/",
    "recipients": "/recipients/",
    "recipient": "/recipients/{recipient}/",
    "year": "/years/2024-25/",
    "return": "/returns/2024-05/",
    "panel": "/panel/?from=2024-05-01&to=2024-05-31",
    "withheld": "/lists/late/",
    "sitemap": "/sitemap.xml",
}
LEAD, MANY, AWARDS = "lead@example.org", "Manyawards", 90
OFFICE_ADDRESSES = {
    "office home": "/office/",
    "decisions": "/office/decisions/",
    "review": "/office/review/",
    "obligations": "/office/obligations/",
    "budgets": "/office/budgets/",
    "decision with 90 awards": "/office/decisions/{reference}/",
    "a lead's page": "/partners/manchester/",
}


@dataclass
class Measured:
    """Of one page: seconds on the clock and of the processor, bytes, and queries."""

    seconds: list[float] = field(default_factory=list)
    python: list[float] = field(default_factory=list)
    database: list[float] = field(default_factory=list)
    size: int = 0
    queries: int = 0

    @property
    def cells(self) -> list[str]:
        points = quantiles(self.seconds, n=100)
        times = (points[49], points[94], mean(self.python), mean(self.database))
        return [*(f"{each * 1000:,.1f}" for each in times), f"{self.size:,}", str(self.queries)]


def made(size: int) -> str:
    """Make the register where there is none yet; what there is to say about that."""
    start = monotonic()
    call_command("migrate", verbosity=0)
    if Listing.objects.exists():
        return f"The register was made before; it has {Listing.objects.count():,} decisions."
    prepare()
    fill(size, Inventor(*(User.objects.get(email=email) for email in (OFFICER, APPROVER))), writers=2)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    seconds, start = monotonic() - start, monotonic()
    found = verify()
    faults = [found.fault] if found.fault else [*total_faults(), *standing_faults()]
    if faults:
        sys.exit("\n".join(faults))
    proved = (
        f"all its {found.verified:,} notices and its totals hold, as was seen in {monotonic() - start:,.0f} seconds"
    )
    return f"The register was made in {seconds:,.0f} seconds; {proved}."


def table(rounds: int) -> str:
    anybody = dict.fromkeys(ADDRESSES, Client(SERVER_NAME="localhost"))
    return table_of(measured(addresses_here(), anybody, rounds), "page, made anew")


def office_table(rounds: int) -> str:
    """The pages of people who have accounts."""
    clients = {OFFICER: Client(SERVER_NAME="localhost"), LEAD: Client(SERVER_NAME="localhost")}
    for email, client in clients.items():
        client.force_login(User.objects.filter(email=email).first() or lead())
    reference = decision_with_many_awards().reference
    addresses = {name: address.format(reference=reference) for name, address in OFFICE_ADDRESSES.items()}
    whose = {name: clients[LEAD if name == "a lead's page" else OFFICER] for name in addresses}
    return table_of(measured(addresses, whose, rounds), "page of people with accounts")


def lead() -> User:
    partnership = Partnership.objects.get(slug="manchester")
    return add_lead(partnership, email=LEAD, name="A lead", by=User.objects.get(email=APPROVER))


def decision_with_many_awards() -> Decision:
    """One that is being written."""
    officer, approver = (User.objects.get(email=email) for email in (OFFICER, APPROVER))
    drafts = Decision.objects.filter(state=Decision.State.DRAFT, title__contains=MANY)
    if found := drafts.first():
        return found
    inventor, today = Inventor(officer, approver), timezone.localdate()
    decision = inventor.drafted(MANY, today)
    for _ in range(AWARDS):
        inventor.award(decision, MANY, FinancialYear.of(today))
    return decision


def table_of(found: dict[str, Measured], first: str) -> str:
    rows = [[first, *HEADINGS], ["---"] * (len(HEADINGS) + 1), *([name, *each.cells] for name, each in found.items())]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def measured(addresses: dict[str, str], clients: dict[str, Client], rounds: int) -> dict[str, Measured]:
    found = {name: Measured() for name in addresses}
    random = Random(rounds)  # noqa: S311
    for name, address in addresses.items():
        with CaptureQueriesContext(connection) as queries:
            ask(clients[name], address)
        found[name].queries = len(queries)
    for _ in range(rounds):
        for name in random.sample(list(addresses), len(addresses)):
            measure(clients[name], addresses[name], found[name])
    return found


def addresses_here() -> dict[str, str]:
    """The pages of this register."""
    names = names_here()
    return {name: address.format_map(names) for name, address in ADDRESSES.items()}


@cache
def names_here() -> dict[str, object]:
    """Of a decision in its middle, and of a recipient."""
    newest = Listing.objects.newest_first()
    chosen = newest[newest.count() // 2]
    slugs = ListedAward.objects.filter(recipient__kind="charity").values_list("recipient__slug", flat=True)
    return {
        "reference": chosen.reference,
        "decision": chosen.pk,
        "name": chosen.title.rpartition(" ")[2],
        "recipient": str(slugs.latest("pk")),
    }


def measure(client: Client, address: str, found: Measured) -> None:
    database, python, start = database_time(), process_time(), monotonic()
    found.size = ask(client, address)
    found.seconds.append(monotonic() - start)
    found.python.append(process_time() - python)
    found.database.append(database_time() - database)


def ask(client: Client, address: str) -> int:
    """How many bytes a page has."""
    answer = client.get(address)
    if answer.status_code != 200:
        sys.exit(f"{address} answered {answer.status_code}")
    return sum(map(len, answer))


def database_time() -> float:
    """Seconds of the processor that this connection has used so far."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        times = psutil.Process(cursor.fetchone()[0]).cpu_times()
    return float(times.user + times.system)
