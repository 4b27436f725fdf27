"""The office puts a contribution right for its partnership."""

import pytest
from django.urls import reverse

from conditions.actions.contributions import record_contribution
from conditions.actions.reviews import accept
from conditions.models import Contribution
from tests.stories import JUST_OPENED, contribution, match_obligation

TYPED = JUST_OPENED | {
    "description": "Mentoring sessions",
    "source": "partnership",
    "is_in_kind": "cash",
    "amount": "4,000.00",
    "stage": "spent",
    "spent_on": "15/1/2024",
    "counted_elsewhere": "no",
    "is_own_money": "no",
}


@pytest.fixture
def offered(published, mo):
    return record_contribution(match_obligation(published), by=mo, values=contribution())


def address(offered):
    return reverse("office:contribution_edit", args=[offered.pk])


def test_olu_corrects_the_amount(signed_in, olu, offered):
    assert signed_in(olu).get(address(offered)).context["form"]["amount"].value() == "5,000.00"
    signed_in(olu).post(address(offered), TYPED)
    changed = Contribution.objects.get()
    assert (changed.amount, changed.description, changed.shares.get().amount) == (4000, "Mentoring sessions", 4000)


def test_what_is_accepted_stays(signed_in, olu, offered):
    accept(offered, by=olu)
    page = signed_in(olu).post(address(offered), TYPED)
    assert "has been accepted" in page.context["form"].errors["__all__"][0]


def test_a_day_outside_the_match_period_is_refused_beside_the_field(signed_in, olu, offered):
    page = signed_in(olu).post(address(offered), TYPED | {"spent_on": "1/4/2024"})
    assert list(page.context["form"].errors) == ["spent_on"]
