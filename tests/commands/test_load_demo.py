"""Where the sample may not go."""

import pytest
from django.core.management import CommandError, call_command

from grants.actions.office_data import add_person
from grants.models import Decision, Partnership, User
from grants.models.sample import SampleMark


def test_a_database_with_people_of_its_own_is_refused_and_left_as_it_was(nothing_yet, db):
    add_person(email="somebody@example.org", name="Somebody", by=None)
    with pytest.raises(CommandError, match=r"^This database holds decisions or people of its own.*\.$"):
        call_command("load_demo")
    assert User.objects.count() == 1
    assert not SampleMark.is_set()
    assert not Partnership.objects.exists()


def test_a_database_with_decisions_of_its_own_is_refused(published):
    with pytest.raises(CommandError, match="of its own"):
        call_command("load_demo")
    assert Decision.objects.get() == published
