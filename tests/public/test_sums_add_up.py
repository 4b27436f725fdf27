"""Pages, returns, the panel's pack and the files say the same sums to the penny as plain SQL over the working rows,
whatever happened."""

import csv
import io
import random
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from grants.actions.awards import change_award
from grants.actions.decisions import revise
from grants.models import Award, Decision
from register.models import ListedAward
from tests import stories
from tests.public.small_register import Office, SmallRegister
from tests.working_rows import asked

STREAMS, YEARS = ("community-safety-grant", "hate-crime-grant"), ("2023/24", "2024/25")
DISTRICTS = ("bolton", "bury", "salford")
FIRST, LAST = date(2024, 2, 1), date(2024, 4, 30)
STEPS = 6


@pytest.mark.parametrize("seed", range(2))
def test_all_sums_are_those_of_the_working_rows_after_every_step(small: SmallRegister, seed):
    dice = random.Random(seed)  # noqa: S311  a history that can be played again
    agrees()
    for _ in range(STEPS):
        dice.choice((grant, vary, vary, correct, leave))(small.office, dice)
        agrees()


def grant(office: Office, dice: random.Random) -> None:
    decided_on = date(2024, dice.randint(2, 5), 3)
    draft = stories.draft(
        by=office.olu, conditions=(), decided_on=decided_on, title=f"Grant {dice.random()}", **an_award(dice)
    )
    stories.award(draft, by=office.olu, **an_award(dice))
    office.publishes(stories.fresh(draft))


def an_award(dice: random.Random) -> dict[str, Any]:
    place, stream, year = dice.choice(DISTRICTS), dice.choice(STREAMS), dice.choice(YEARS)
    return {"amount": pennies(dice), "district": place, "stream": stream, "year": year}


def pennies(dice: random.Random) -> Decimal:
    return Decimal(dice.randint(100, 900_000)) / 100


def vary(office: Office, dice: random.Random) -> None:
    if not (standing := list(ListedAward.objects.filter(current_amount__gt=0).order_by("pk"))):
        return
    row = dice.choice(standing)
    new = dice.choice([pennies(dice), pennies(dice), Decimal("0.00")])
    change = stories.variation(by=office.olu, award=row.award, base_amount=row.current_amount, new_amount=new)
    revise(change, by=office.olu, values={"title": f"Change {dice.random()}", "decided_on": date(2024, 5, 20)})
    office.publishes(stories.fresh(change))


def correct(office: Office, dice: random.Random) -> None:
    """An award that was never varied is corrected to another amount."""
    unvaried = Award.objects.filter(listed__isnull=False, variation_lines=None, amount__gt=0).order_by("pk")
    if award := dice.choice([None, *unvaried]):
        change_award(award, by=office.olu, values={"amount": pennies(dice)})
        office.publishes(stories.fresh(award.decision), note="The amount had been typed wrongly.")


def leave(office: Office, dice: random.Random) -> None:
    """A variation is withdrawn, so that what it changed falls back."""
    published = Decision.objects.filter(kind="variation", state="published").order_by("pk")
    if decision := dice.choice([None, *published]):
        stories.withdrawn(decision, by=office.ada, reason="The money was not available after all.")


def agrees() -> None:
    client = Client()
    ((whole,),) = asked("SELECT coalesce(sum(amount), 0) FROM money")
    assert client.get("/decisions/").context["money"].stands == whole
    assert sum(Decimal(row["amount"]) for row in table("/data/awards.csv")) == whole
    decisions = table("/data/decisions.csv")
    ((decided,),) = asked("SELECT coalesce(sum(decided), 0) FROM money")
    assert sum(Decimal(row["decided_total"]) for row in decisions) == decided
    assert sum(Decimal(row["total"]) for row in decisions) == whole
    months = {
        month.slug: money.decided for month, _, money in client.get("/returns/").context["months"] if money.decided
    }
    by_month = asked("SELECT to_char(decided_on, 'YYYY-MM') AS month, sum(decided) FROM money GROUP BY month")
    assert months == {month: amount for month, amount in by_month if amount}
    for slug, amount in asked(
        "SELECT slug, sum(amount) FROM money JOIN grants_partnership AS p ON p.id = partnership_id GROUP BY slug"
    ):
        assert client.get(f"/partnerships/{slug}/").context["overview"].money.stands == amount
        assert client.get(f"/decisions/?partnership={slug}").context["money"].stands == amount
    for slug, amount in asked(
        "SELECT slug, sum(amount) FROM money JOIN grants_fundingstream AS s ON s.id = stream_id GROUP BY slug"
    ):
        assert client.get(f"/funding-streams/{slug}/").context["overview"].money.stands == amount
    for start, amount in asked("SELECT year, sum(amount) FROM money GROUP BY year"):
        page = client.get(f"/years/{start}-{(start + 1) % 100:02}/")
        assert page.context["overview"].money.stands == amount
    panel_agrees()


def panel_agrees() -> None:
    pack = Client().get(f"/panel/?from={FIRST}&to={LAST}").context["pack"]
    ((decided, stands),) = asked(
        "SELECT coalesce(sum(decided) FILTER (WHERE decided_on BETWEEN %s AND %s), 0), "
        "coalesce(sum(amount) FILTER (WHERE awarded_on BETWEEN %s AND %s "
        "OR decided_on BETWEEN %s AND %s), 0) FROM money",
        *(FIRST, LAST) * 3,
    )
    assert (pack.money.decided, pack.money.stands) == (decided, stands)
    for rows in (pack.by_stream, pack.by_partnership):
        assert sum(row.money.decided for row in rows) == decided
        assert sum(row.money.stands for row in rows) == stands


def table(address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(Client().get(address).getvalue().decode("utf-8-sig"))))
