"""How conditions stand is kept added up: right on each day without a job, and nobody waits for anybody to keep it."""

import re
from datetime import date

import pytest
from django.core.management import call_command
from django.db import connections, transaction

from conditions.actions.assessments import assess
from conditions.actions.standings import standing_faults
from conditions.models import Obligation, StandingTotal
from conditions.tallies import counts, figures

DAYS = (date(2024, 3, 2), date(2024, 3, 3), date(2024, 3, 31), date(2024, 4, 1), date(2024, 4, 30), date(2024, 5, 1))
FAULTS = {
    "UPDATE conditions_standingtotal SET number = number + 1": "kept of the conditions of 2023/.* instead of",
    "UPDATE conditions_standingtotal SET missing = missing + 1": "kept of the conditions of 2023/.* come to.$",
    "DELETE FROM conditions_standingtotal": "kept of the conditions of 2023/.* 0 instead of",
    "UPDATE conditions_obligation SET streams = '{}'": "condition 1 carries other streams",
    "UPDATE conditions_obligation SET match_grant = 1": "carries other streams, or another grant",
}


@pytest.mark.django_db
def test_what_is_kept_says_on_each_day_what_is_due_without_a_job(published):
    asked, kept = Obligation.objects.in_force(), StandingTotal.objects.all()
    said = [counts(kept, today=day) for day in DAYS]
    assert said == [counts(asked, today=day) for day in DAYS]
    assert [figures(kept, today=day) for day in DAYS] == [figures(asked, today=day) for day in DAYS]
    assert len({tuple(each.items()) for each in said}) > 2


@pytest.mark.django_db
@pytest.mark.parametrize(("statement", "named"), FAULTS.items())
def test_what_is_kept_otherwise_is_found(published, statement, named):
    assert not list(standing_faults())
    with transaction.atomic(), connections["default"].cursor() as cursor:
        cursor.execute(statement)
    assert [each for each in standing_faults() if re.search(named, each)]
    if "standingtotal" in statement:
        call_command("rebuild_standings")
        assert not list(standing_faults())


@pytest.mark.django_db(transaction=True)
def test_two_people_who_find_on_conditions_of_one_kind_never_wait_for_each_other(published, ada):
    """Both change the same sums, in two transactions of which the one is open while the other one is done."""
    first, second = Obligation.objects.in_force().exclude(terms_data__kind="match").order_by("due_on")[:2]
    Obligation.objects.filter(pk=second.pk).update(terms_data=first.terms_data, due_on=first.due_on)
    other = connections.create_connection("default")
    with transaction.atomic():
        assess(first, by=ada, finding="waived", reasons="It is no longer needed.")
        with other.cursor() as cursor:
            cursor.execute("SET lock_timeout = '1s'")
            cursor.execute(
                "UPDATE conditions_obligation SET settled = 'waived', turn = 'nobody' WHERE id = %s", [second.pk]
            )
    other.close()
    assert not list(standing_faults())
    assert counts(StandingTotal.objects.all())["waived"] == 2
