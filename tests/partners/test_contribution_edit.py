"""Mo brings a pledge up to date, and mends what was returned."""

import pytest
from django.urls import reverse

from conditions.actions.contributions import record_contribution
from conditions.actions.reviews import return_sent
from conditions.models import Contribution
from tests.office.test_contribution_edit import TYPED
from tests.stories import contribution, match_obligation


@pytest.fixture
def pledged(published, mo):
    pledge = contribution(stage="pledged", spent_on=None)
    return record_contribution(match_obligation(published), by=mo, values=pledge)


def address(pledged, slug="manchester"):
    return reverse("partners:contribution_edit", args=[slug, pledged.pk])


def test_a_pledge_has_been_spent(signed_in, mo, pledged):
    form = signed_in(mo).get(address(pledged)).context["form"]
    assert form["stage"].value() == "pledged"
    page = signed_in(mo).post(address(pledged), TYPED, follow=True)
    assert "Your contribution is saved." in page.text
    assert Contribution.objects.awaiting_review().get().amount == 4000


def test_what_was_returned_says_why_and_goes_to_the_office_again(signed_in, mo, olu, pledged):
    return_sent(pledged, by=olu, comment="Which sessions are meant?")
    assert "Which sessions are meant?" in signed_in(mo).get(address(pledged)).text
    signed_in(mo).post(address(pledged), TYPED)
    assert Contribution.objects.awaiting_review().count() == 1


@pytest.mark.parametrize("slug", ["manchester", "salford"])
def test_sal_finds_nothing(signed_in, sal, pledged, slug):
    assert signed_in(sal).post(address(pledged, slug), TYPED).status_code == 404
