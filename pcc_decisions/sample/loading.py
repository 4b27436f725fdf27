"""Loading the sample: the office data, the people, the money, and then every step, in the order of time."""

from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from conditions import agreement_templates, standard_conditions
from grants import office_data
from grants.actions.office_data import save_office_data
from grants.models import Allocation, Decision, FundingStream, Post, User
from grants.models.sample import SampleMark
from grants.refused import Refused
from grants.years import LONDON, FinancialYear, london_today
from pcc_decisions.sample.data import FOLDER, Entry, moment, read
from pcc_decisions.sample.people import PEOPLE, add_people, add_recipients, person
from pcc_decisions.sample.steps import steps
from public.search import office_data as search_data
from register.actions.forward_plan import plan_decision

THE_OFFICE_OPENS = datetime(2016, 5, 9, 9, tzinfo=LONDON)
ILLUSTRATIVE = "Illustrative: this sum is invented for the sample."


@transaction.atomic
def load(password: str) -> bool:
    """Fill an empty database with the sample, and mark it; gives False where the sample is there already.

    `password`: for all its accounts. Refused for a database with decisions or people of its own.
    """
    office_data.load()  # it also lets a second load wait for the first to end
    standard_conditions.load()
    agreement_templates.load()
    search_data.load()
    if SampleMark.is_set():
        return False
    if Decision.objects.exists() or User.objects.exists():
        raise Refused("This database holds decisions or people of its own, so the sample is not loaded into it.")
    person.cache_clear()  # an earlier load may have been undone since
    now = timezone.now()
    SampleMark.objects.create()
    add_people(at=THE_OFFICE_OPENS)
    # Made once for all of them: working it out takes a third of a second, on purpose.
    User.objects.update(password=make_password(password))
    administrator = person(PEOPLE[0]["name"])
    add_recipients(by=administrator, at=THE_OFFICE_OPENS)
    years = [read(file, london_today(now)) for file in sorted((FOLDER / "years").glob("*.toml"))]
    for year in years:
        allocate(year, by=administrator, now=now)
    play(years, now=now)
    for entry in (entry for year in years for entry in year.get("planned", [])):
        announce(**entry)
    return True


def announce(*, by: str, post: str, **values: Any) -> None:
    """Notice of a decision that is intended."""
    values["post"] = Post.objects.get(title=post)
    plan_decision(by=person(by), values=values, at=moment(values["notice_on"], 10))


def allocate(year: Entry, *, by: User, now: datetime) -> None:
    """Put its money into the streams on the first day of a year that has begun."""
    for entry in year.get("allocations", []):
        if year["year"] <= FinancialYear.of(london_today(now)):
            values = {"year": year["year"], "note": ILLUSTRATIVE, **entry}
            values["stream"] = FundingStream.objects.get(name=entry["stream"])
            save_office_data(Allocation(), values, by=by, at=moment(year["year"].first_day, 0))


def play(years: list[Entry], *, now: datetime) -> None:
    """Take every step that has been taken by now, in the order of time."""
    for step in sorted((step for year in years for step in steps(year)), key=lambda step: step.at):
        if step.at <= now:
            step.do(step.entry, step.at)
