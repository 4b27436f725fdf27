"""Mo shares one contribution over two grants."""

import pytest
from django.urls import reverse

from conditions.actions.contributions import record_contribution
from tests.stories import JUST_OPENED, contribution, match_obligation, whole


@pytest.fixture
def obligation(published):
    return match_obligation(published)


@pytest.fixture
def offered(obligation, mo):
    return record_contribution(obligation, by=mo, values=contribution())


def test_mo_says_how_much_counts_where(signed_in, mo, olu, ada, offered, obligation):
    other = match_obligation(whole(officer=olu, approver=ada))
    address = reverse("partners:contribution_share", args=["manchester", offered.pk])
    typed = {f"share_{obligation.pk}": "3,000", f"share_{other.pk}": "2,000"} | JUST_OPENED
    assert "The shares of your contribution are saved." in signed_in(mo).post(address, typed, follow=True).text
    assert dict(offered.shares.values_list("obligation", "amount")) == {obligation.pk: 3000, other.pk: 2000}


@pytest.mark.parametrize("slug", ["manchester", "salford"])
def test_sal_finds_nothing(signed_in, sal, offered, obligation, slug):
    address = reverse("partners:contribution_share", args=[slug, offered.pk])
    assert signed_in(sal).post(address, {f"share_{obligation.pk}": "1"}).status_code == 404
    assert offered.shares.get().amount == 5000
