"""Loading the sample: the reference data, the cast, the money, and then every story in the order of time."""

from datetime import datetime
from itertools import chain

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from conditions import reference as conditions_reference
from grants import reference as grants_reference
from grants.models import Decision, User
from grants.refused import Refused
from grants.years import LONDON, london_today
from pcc_decisions.models import SampleMark
from pcc_decisions.sample import kept_back, this_year, year_2016, year_2018, year_2022, year_2023, year_2024, year_2025
from pcc_decisions.sample.cast import add_cast, add_recipients, person
from pcc_decisions.sample.money import allocate
from pcc_decisions.sample.telling import tell

THE_OFFICE_OPENS = datetime(2016, 5, 9, 9, tzinfo=LONDON)
YEARS = (year_2016, year_2018, year_2022, year_2023, year_2024, year_2025, kept_back)


@transaction.atomic
def load(password: str) -> bool:
    """Fill an empty database with the sample, and mark it; gives False where the sample is there already.

    `password`: for all its accounts. Refused for a database with decisions or people of its own.
    """
    grants_reference.load()  # it also lets a second load wait for the first to end
    conditions_reference.load()
    if SampleMark.is_set():
        return False
    if Decision.objects.exists() or User.objects.exists():
        raise Refused("This database holds decisions or people of its own, so the sample is not loaded into it.")
    person.cache_clear()  # of what an earlier load, undone since, has remembered
    now = timezone.now()
    SampleMark.objects.create()
    add_cast(at=THE_OFFICE_OPENS)
    # Made once for all of them: working it out takes a third of a second, on purpose.
    User.objects.update(password=make_password(password))
    add_recipients(at=THE_OFFICE_OPENS)
    allocate(now=now)
    tell(chain(*(year.STORIES for year in YEARS), this_year.stories(london_today(now))), now=now)
    return True
