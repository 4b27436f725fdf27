"""One contribution for several grants: how much of it counts where."""

from decimal import Decimal

import pytest
from django.urls import reverse

from conditions.actions.contributions import record_contribution
from tests.stories import JUST_OPENED, contribution, match_obligation, whole


@pytest.fixture
def obligation(published):
    return match_obligation(published)


@pytest.fixture
def other(reference, olu, ada):
    return match_obligation(whole(officer=olu, approver=ada))


@pytest.fixture
def offered(obligation, mo):
    return record_contribution(obligation, by=mo, values=contribution())


def address(offered):
    return reverse("office:contribution_share", args=[offered.pk])


def test_olu_shares_it_over_two_grants(signed_in, olu, offered, obligation, other):
    typed = {f"share_{obligation.pk}": "3,000", f"share_{other.pk}": "2000.00"} | JUST_OPENED
    page = signed_in(olu).post(address(offered), typed, follow=True)
    assert "The shares of the contribution are saved." in page.text
    assert dict(offered.shares.values_list("obligation", "amount")) == {obligation.pk: 3000, other.pk: 2000}


def test_a_penny_too_much_is_refused_and_changes_nothing(signed_in, olu, offered, obligation, other):
    typed = {f"share_{obligation.pk}": "3,000", f"share_{other.pk}": "2000.01"} | JUST_OPENED
    page = signed_in(olu).post(address(offered), typed)
    assert page.context["form"].errors == {"__all__": ["The shares are more than the contribution of £5,000.00."]}
    assert offered.shares.get().amount == Decimal("5000.00")


def test_no_share_at_all_is_refused(signed_in, olu, offered, obligation):
    page = signed_in(olu).post(address(offered), {f"share_{obligation.pk}": "0"} | JUST_OPENED)
    assert page.context["form"].errors == {"__all__": ["Enter a share for at least one condition"]}


def test_only_matches_of_its_own_partnership_are_offered(signed_in, olu, ada, offered, obligation, other):
    whole(officer=olu, approver=ada, district="salford")
    form = signed_in(olu).get(address(offered)).context["form"]
    assert set(form.fields) == {f"share_{obligation.pk}", f"share_{other.pk}", "revision"}
    assert form[f"share_{obligation.pk}"].initial == Decimal("5000.00")
