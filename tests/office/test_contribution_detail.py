"""Olu has seen proof, or has not."""

import pytest
from django.urls import reverse

from conditions.actions.contributions import record_contribution
from conditions.models import Contribution
from tests.stories import contribution, match_obligation


@pytest.fixture
def obligation(published):
    return match_obligation(published)


@pytest.fixture
def recorded(obligation, mo):
    return record_contribution(obligation, by=mo, values=contribution())


def answer(sent, **said):
    return {"seen": sent.as_seen, **said}


def address(recorded):
    return reverse("office:contribution_detail", args=[recorded.pk])


def test_olu_reads_everything_about_it(signed_in, olu, recorded):
    page = signed_in(olu).get(address(recorded)).text
    for fact in ("Mentoring sessions", "£5,000.00", "1 December 2023", "Invoices of the mentoring provider", "Mo,"):
        assert fact in page


def test_olu_accepts_and_goes_on_to_the_condition(signed_in, olu, recorded, obligation):
    page = signed_in(olu).post(address(recorded), answer(recorded, accept="yes"), follow=True)
    assert page.redirect_chain[0][0] == reverse("office:obligation_detail", args=[obligation.pk])
    assert "The contribution is accepted." in page.text
    assert Contribution.objects.get().accepted_by == olu


def test_olu_accepts_with_a_word_that_mo_reads(signed_in, olu, mo, recorded, obligation):
    signed_in(olu).post(
        address(recorded), answer(recorded, accept="yes", comment="Next time with the invoice number, please.")
    )
    lead_s_page = reverse("partners:obligation_detail", args=["manchester", obligation.pk])
    for page in (signed_in(olu).get(address(recorded)), signed_in(mo).get(lead_s_page)):
        assert "Next time with the invoice number, please." in page.text


def test_olu_returns_it_and_says_what_is_missing(signed_in, olu, recorded):
    signed_in(olu).post(address(recorded), answer(recorded, comment="The invoice is not dated.") | {"return": "yes"})
    assert Contribution.objects.get().returned_comment == "The invoice is not dated."


def test_a_return_without_a_word_is_refused_beside_the_field(signed_in, olu, recorded):
    page = signed_in(olu).post(address(recorded), answer(recorded, comment=" ") | {"return": "yes"})
    assert page.context["form"].errors == {"comment": ["Say what is missing, so that the partnership can correct it"]}
    assert Contribution.objects.get().awaits_review


def test_nobody_accepts_what_they_recorded_themselves(signed_in, olu, obligation):
    own = record_contribution(obligation, by=olu, values=contribution())
    page = signed_in(olu).post(address(own), answer(own, accept="yes"))
    assert "You sent or changed this yourself: another officer has to accept it." in page.text
    assert Contribution.objects.get().awaits_review


def test_the_second_of_two_officers_is_told_that_it_is_settled(signed_in, olu, oma, recorded):
    signed_in(olu).post(address(recorded), answer(recorded, accept="yes"))
    page = signed_in(oma).post(address(recorded), answer(recorded, comment="No proof.") | {"return": "yes"})
    assert "This has already been accepted." in page.text
    assert Contribution.objects.get().returned_at is None


def test_a_pledge_offers_no_acceptance(signed_in, olu, mo, obligation):
    pledge = record_contribution(obligation, by=mo, values=contribution(stage="pledged", spent_on=None))
    page = signed_in(olu).get(address(pledge))
    assert "It cannot be accepted until it has been spent." in page.text
    assert 'name="accept"' not in page.text
    refusal = signed_in(olu).post(address(pledge), answer(pledge, accept="yes"))
    assert "A pledge cannot be accepted" in refusal.text


def test_olu_is_warned_of_what_would_not_count(signed_in, olu, mo, obligation):
    own_money = record_contribution(obligation, by=mo, values=contribution(is_own_money=True))
    page = signed_in(olu).get(address(own_money))
    assert "It would not count, even if accepted. It is this office&#x27;s own money." in page.text


def test_what_mo_typed_is_text_and_never_markup(signed_in, olu, mo, obligation):
    hostile = contribution(description="<b>bold</b>", proof="<script>alert(1)</script>")
    page = signed_in(olu).get(address(record_contribution(obligation, by=mo, values=hostile))).text
    assert "<b>bold" not in page
    assert "<script>alert" not in page


def test_a_lead_has_no_such_page_not_even_for_her_own(signed_in, mo, recorded):
    assert signed_in(mo).post(address(recorded), answer(recorded, accept="yes")).status_code == 403
