"""A grant ends: Mo reports what was spent, learned and continues, Olu accepts it, and what was left is settled."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse

from conditions.actions.ends import Settled, settle_underspend
from conditions.actions.returns import Told, submit_return
from conditions.actions.reviews import accept
from conditions.models import AwardEnd, MonitoringReturn
from grants.refused import Refused
from grants.years import FinancialYear
from register.actions.redacting import ask_for_redaction_of_reasons, carry_out
from register.actions.taking_down import take_down
from register.yearly_account import draw_up
from tests import stories
from tests.conditions.test_results import decision  # noqa: F401

LAST_DAY = date(2025, 3, 31)
LEARNED, GOES_ON = "Mentors have to be found a term ahead.", "Two schools pay for their own groups from now on."
WHY = "An invoice of March had been left out."


def ends(award, *, by, spent="7100.00", **told):
    words = {"is_final": True, "lessons": LEARNED, "continues": GOES_ON} | told
    return submit_return(award, LAST_DAY, by=by, told=Told(Decimal(spent), Decimal(spent), **words))


@pytest.fixture
def award(decision):  # noqa: F811
    return decision.awards.get()


@pytest.fixture
def end(award, mo, olu):
    """£400 of £7,500 was left."""
    accept(ends(award, by=mo), by=olu)
    return AwardEnd.objects.get()


@pytest.fixture
def carrying(award, olu, ada):
    """A published variation of the same award."""
    draft = stories.variation(by=olu, award=award, new_amount=Decimal("7250.00"))
    return stories.published(stories.approved(stories.sent(draft, by=olu), by=ada), by=ada)


def page_of(client, award):
    return client.get(f"/decisions/{award.decision.reference}/").text


def settle(signed_in, olu, award, **typed):
    there = reverse("office:underspend_settle", args=[award.decision.reference, 1])
    known = signed_in(olu).get(there).context["form"].initial["known"]
    return signed_in(olu).post(there, {"known": known} | typed, follow=True)


def test_mo_closes_a_grant_and_once_accepted_all_of_it_is_public(signed_in, client, mo, olu, award, time_machine):
    time_machine.move_to(date(2025, 4, 7))
    assert (
        f"/{LAST_DAY}/?end=yes" in signed_in(mo).get(reverse("partners:partnership_detail", args=["manchester"])).text
    )
    there = reverse("partners:monitoring_return_new", args=["manchester", award.pk, LAST_DAY])
    typed = {"form_key": str(uuid4()), "spent": "7,100", "is_final": "on", "lessons": LEARNED, "continues": GOES_ON}
    assert "End of grant report, year to 31 March 2025" in signed_in(mo).get(f"{there}?end=yes").text
    for wrong, sentence in (
        ({"is_final": ""}, "Enter what will be spent by the end of the year"),
        ({"is_final": "", "forecast": "7,100"}, "Tick that this is one."),
        ({"forecast": "7,500"}, "both sums are what was spent in the end"),
        ({"lessons": "Much."}, "Write what was learned in at least 20 characters"),
        ({"continues": "Ring 0161 496 0000 about the groups."}, "a phone number"),
    ):
        assert sentence in signed_in(mo).post(there, typed | wrong).text
    assert "Your monitoring return is with the office." in signed_in(mo).post(there, typed, follow=True).text
    assert LEARNED not in page_of(client, award)
    sent = MonitoringReturn.objects.get()
    shown = reverse("office:monitoring_return_detail", args=[sent.pk])
    assert "End of grant report: Mentoring" in signed_in(olu).get(shown).text
    accept(sent, by=olu)
    text = page_of(client, award)
    for words in (LEARNED, GOES_ON, "£7,100.00</span> spent of", "£400.00</span>: £400.00 not settled yet."):
        assert words in text


def test_the_office_settles_what_was_left_and_the_same_is_said_everywhere(signed_in, client, olu, award, end, carrying):
    assert "underspend to settle" in signed_in(olu).get(reverse("office:home")).text
    typed = {"returned": "150", "carried_over": "250.00", "carried_over_by": carrying.reference}
    assert "recorded, and public" in settle(signed_in, olu, award, **typed).text
    text = page_of(client, award)
    assert "£150.00 returned, £250.00 carried over by decision" in text
    assert f'href="/decisions/{carrying.reference}/"' in text
    assert "underspend to settle" not in signed_in(olu).get(reverse("office:home")).text
    lines = client.get("/data/payments.csv").getvalue().decode()
    assert ",7100.00,400.00,400.00," in lines
    figures = draw_up(FinancialYear(2023), foreword="", commentary={}, today=LAST_DAY).together.ends
    assert figures.in_words == ("1 accepted, £400.00 underspent: £150.00 returned, £250.00 carried over")
    listed = signed_in(olu).get(reverse("office:office_list", args=["awards"])).text
    assert "£400.00" in listed


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"returned": "400.01"}, "£400.01 would be settled, and £400.00 was left."),
        ({"carried_over": "100"}, "Money is carried over by a variation: publish it first"),
        ({"repurposed": "100"}, "Money is repurposed by a variation: publish it first"),
        ({"carried_over": "100", "carried_over_by": "GM-1999-0001"}, "Choose one of the published variations"),
        ({"returned": "1", "known": "Something else"}, "It was changed since you opened this page"),
    ],
)
def test_what_cannot_be_settled_is_refused_and_nothing_typed_is_lost(signed_in, olu, award, end, typed, sentence):
    page = settle(signed_in, olu, award, **typed)
    assert sentence in page.text
    assert [page.context["form"][name].value() for name in typed] == list(typed.values())
    end.refresh_from_db()
    assert end.settled == 0


def test_a_variation_without_money_or_of_somebody_else_settles_nothing(olu, ada, end, carrying):
    with pytest.raises(Refused, match="Enter how much is carried over"):
        settle_underspend(end.award, by=olu, settled=Settled(carried_over_by=carrying))
    other = stories.whole(officer=olu, approver=ada, district="salford").awards.get()
    draft = stories.variation(by=olu, award=other, new_amount=Decimal("7000.00"))
    foreign = stories.published(stories.approved(stories.sent(draft, by=olu), by=ada), by=ada)
    with pytest.raises(Refused, match="no published variation of an award of the same partnership"):
        settle_underspend(end.award, by=olu, settled=Settled(repurposed=Decimal(1), repurposed_by=foreign))


def test_where_the_variation_is_withdrawn_the_money_waits_to_be_settled_again(client, olu, ada, end, carrying):
    settle_underspend(end.award, by=olu, settled=Settled(carried_over=Decimal(400), carried_over_by=carrying))
    assert not AwardEnd.objects.to_settle().exists()
    stories.withdrawn(carrying, by=ada)
    assert AwardEnd.objects.to_settle().get() == end
    text = page_of(client, end.award)
    assert "which was withdrawn since" in text
    assert "£400.00 not settled yet" in text


def test_a_corrected_report_keeps_what_was_settled_only_where_as_much_was_left(mo, olu, end):
    settle_underspend(end.award, by=olu, settled=Settled(returned=Decimal(400)))
    with pytest.raises(Refused, match="What takes its place is an end of grant report too"):
        submit_return(end.award, LAST_DAY, by=mo, told=Told(Decimal(7100), Decimal(7100), reason=WHY))
    accept(ends(end.award, by=mo, reason=WHY, lessons=f"{LEARNED} Always."), by=olu)
    assert [each.returned for each in AwardEnd.objects.all()] == [400]
    accept(ends(end.award, by=mo, spent="7200.00", reason=WHY), by=olu)
    end.refresh_from_db()
    assert (end.underspend, end.settled, end.reason) == (300, 0, WHY)


def test_only_the_last_period_ends_a_grant_and_more_than_all_leaves_nothing(mo, olu, award):
    told = Told(Decimal(1), Decimal(1), is_final=True, lessons=LEARNED, continues=GOES_ON)
    with pytest.raises(Refused, match="that of the last period, to 31 March 2025"):
        submit_return(award, date(2024, 12, 31), by=mo, told=told)
    with pytest.raises(Refused, match="No end of grant report"):
        settle_underspend(award, by=olu, settled=Settled())
    accept(ends(award, by=mo, spent="8000.00"), by=olu)
    assert AwardEnd.objects.get().underspend == 0


def test_redacted_and_out_of_sight_its_words_are_gone(client, olu, ada, ann, end):
    published = stories.fresh(end.award.decision)
    carry_out(ask_for_redaction_of_reasons(published, by=ada, reason="It named somebody."), by=ann)
    end.refresh_from_db()
    assert end.lessons.startswith("Redacted")
    assert MonitoringReturn.objects.get().continues.startswith("Redacted")
    take_down(published, by=ada, reason="It may name somebody.")
    assert (
        "Redacted: It named somebody." not in page_of(client, end.award).partition('id="ended"')[2].partition("<h2")[0]
    )
