"""Letters that could not be sent lie in /admin/ until an administrator has them tried again."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from grants.actions.letters import write_letters
from grants.models import Letter
from grants.models.letters import MAX_ATTEMPTS

LIST = reverse("admin:grants_letter_changelist")


@pytest.fixture
def given_up(mo):
    write_letters([Letter(key="due:1", person=mo, kind=Letter.Kind.DUE_IN_7, subject="Due soon", body="Send it.")])
    claimed_until = timezone.now() - timedelta(days=1)
    Letter.objects.update(attempts=MAX_ATTEMPTS, claimed_until=claimed_until, last_error="Nobody listens")
    return Letter.objects.get()


@pytest.mark.parametrize(("stands", "number"), [("sent", 0), ("waiting", 0), ("given-up", 1)])
def test_they_are_found_by_where_they_stand(given_up, signed_in, ann, stands, number):
    page = signed_in(ann).get(LIST, {"stands": stands})
    assert page.context["cl"].result_count == number


def test_an_administrator_has_one_tried_again(given_up, signed_in, ann, olu):
    chosen = {"action": "try_again", "_selected_action": given_up.pk}
    signed_in(olu).post(LIST, chosen)
    assert not Letter.objects.ready(timezone.now()).exists()
    page = signed_in(ann).post(LIST, chosen, follow=True)
    assert "will be tried again" in page.text
    assert Letter.objects.ready(timezone.now()).get() == given_up
