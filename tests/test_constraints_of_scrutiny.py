"""What the database says a second time of meetings, recommendations and the two people who publish them."""

import pytest

from register.actions.scrutiny import enter
from register.models import Recommendation, ScrutinyEntry
from tests import scrutiny_stories
from tests.constraints import refused, twin


@pytest.fixture
def recommended(reference, olu, oma):
    return scrutiny_stories.told(writer=olu, publisher=oma)


def test_numbers_are_given_once(recommended):
    for name, row in (("one_item_per_number", recommended.item), ("one_recommendation_per_number", recommended)):
        with refused(name):
            twin(row).save()


def test_a_response_has_its_day_and_reason(recommended):
    with refused("a_response_has_its_day_and_reason"):
        Recommendation.objects.update(response="accepted")


def test_two_people_publish(recommended, olu):
    with refused("two_people_publish_scrutiny"):
        ScrutinyEntry.objects.update(published_by=olu)


def test_one_change_waits_at_a_time(recommended, olu):
    entry = enter("body", by=olu, values=scrutiny_stories.body(name="Executive Board"))
    with refused("one_change_waits_at_a_time"):
        for _ in range(2):
            twin(entry, thing_id=recommended.pk, form_key=None).save()
