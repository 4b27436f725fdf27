"""Mo takes back a contribution that she recorded by mistake."""

import pytest
from django.urls import reverse

from conditions.models import Contribution, Evidence
from tests.stories import match_obligation, send


@pytest.fixture
def sent(published, mo):
    return send(match_obligation(published), by=mo)


@pytest.fixture
def page(sent):
    return reverse("partners:contribution_take_back", args=["manchester", sent.pk])


def test_it_is_asked_once_and_goes_with_its_papers(signed_in, mo, page):
    client = signed_in(mo)
    before = client.get(page).text
    assert "Mentoring sessions paid by the partnership, £5,000.00" in before
    assert "invoice.pdf" in before
    assert before.count("<form") == before.count("</form>")
    after = client.post(page, follow=True).text
    assert "It is taken back." in after
    assert Contribution.objects.get().taken_back_by == Evidence.objects.get().taken_back_by == mo


def test_a_second_press_finds_nothing_more_to_take_back(signed_in, mo, page):
    client = signed_in(mo)
    client.post(page)
    assert client.post(page).status_code == 404


def test_the_officer_who_looks_at_it_reads_who_took_it_back(signed_in, mo, olu, sent, page):
    signed_in(mo).post(page)
    read = signed_in(olu).get(reverse("office:contribution_detail", args=[sent.pk])).text
    assert "Taken back" in read
    assert "Nothing any more: the partnership took it back." in read
    assert "Your review" not in read
