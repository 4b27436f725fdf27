"""A decision as the public will read it, before it is sent, approved and published."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from conditions.actions.payments import record_payment
from grants.actions.awards import add_award
from grants.actions.decisions import revise
from grants.actions.papers import add_paper
from grants.models import Decision
from grants.models.subscriptions import Subscription
from register.actions.approval import approve, send_for_approval
from register.actions.publishing import publish
from tests import stories
from tests.stories import as_shown, fresh


def words(html: str) -> str:
    return " ".join(html.split())


def preview(client, decision) -> str:
    return words(client.get(f"/office/decisions/{decision.reference}/preview/").content.decode())


def article(page: str) -> str:
    return page.split("<article>")[1].split("</article>", maxsplit=1)[0]


def public_page(client, decision) -> str:
    return words(client.get(f"/decisions/{decision.reference}/").content.decode())


@pytest.mark.parametrize("state", ["draft", "sent", "approved", "published"])
def test_it_is_there_in_every_state_and_marked(state, request, ada, signed_in):
    page = preview(signed_in(ada), request.getfixturevalue(state))
    assert "Draft: not published." in page
    assert "Hotspot work against organised crime" in article(page)


def test_it_is_the_page_that_the_public_then_reads(approved, ada, signed_in):
    before = article(preview(signed_in(ada), approved)).split('id="take-away"')[0]
    publish(approved, by=ada)
    after = words(signed_in(ada).get(f"/decisions/{approved.reference}/").content.decode())
    makers = before.split("<br>by ")[1].split("</dd>")[0]  # they have a page of their own once they are published
    linked = after.split("<br>by ")[1].split("</dd>")[0]
    assert before.replace(makers, linked) == article(after).split('id="take-away"')[0]


def test_what_is_missing_is_said_where_nothing_can_be_shown(draft, olu, signed_in):
    add_award(draft, by=olu, values={"title": "Later", "amount": 10}, proposed=True)
    assert "This can be shown once the decision has its date" in preview(signed_in(olu), draft)


def test_a_correction_shows_every_changed_word_unfolded(published, olu, signed_in):
    revise(published, by=olu, values={"summary": "Manchester City Council gets £7,500 to mentor young people."})
    page = preview(signed_in(olu), published)
    assert "What differs from version 1" in page
    assert '<h2 class="govuk-heading-s">Plain summary</h2>' in page
    assert "<ins> young people.</ins>" in page
    assert "This will be version 2." in page
    assert "<details" not in page.split('id="changes"')[1].split('id="checklist"')[0]


def test_what_was_sent_for_a_condition_is_carried_into_a_correction(published, olu, ada, signed_in):
    stories.send(stories.match_obligation(published), by=olu)
    public = words(signed_in(olu).get(f"/decisions/{published.reference}/").content.decode())
    revise(published, by=olu, values={"summary": "Other words."})
    page = preview(signed_in(olu), published)
    conditions = [each.split('id="conditions"')[1].split('id="record"')[0] for each in (page, public)]
    assert conditions[0] == conditions[1]


def test_what_has_been_paid_stands_in_a_correction_as_in_public(published, olu, signed_in):
    record_payment(published.awards.get(), by=olu, amount=Decimal("500.00"), paid_on=date(2024, 3, 1), reason="Agreed.")
    revise(published, by=olu, values={"summary": "Other words."})
    pages = (preview(signed_in(olu), published), public_page(signed_in(olu), published))
    payments = [each.split('id="payments"')[1].split('id="conditions"')[0] for each in pages]
    assert "£500.00" in payments[0]
    assert payments[0] == payments[1]


def test_a_variation_binds_the_earlier_awards_at_their_new_amounts(published, olu, signed_in):
    variation = stories.variation(by=olu, award=published.awards.get(), new_amount=Decimal("9000.00"))
    page = preview(signed_in(olu), variation)
    assert "+£1,500.00" in page
    assert "£9,000.00" in page


def test_the_buttons_stand_at_the_end_of_what_has_to_be_read(sent, ada, olu, signed_in):
    page = preview(signed_in(ada), sent)
    places = [page.index(mark) for mark in ("<article>", 'id="checklist"', ">Approve<", ">Return<")]
    assert places == sorted(places)
    assert "thing to check" not in page or 'open> <summary class="govuk-details__summary">' in page
    assert ">Approve<" not in preview(signed_in(olu), sent)


def test_publishing_asks_once_and_says_what_follows(draft, olu, ada, mo, signed_in):
    at = datetime(2024, 2, 8, 9, tzinfo=UTC)
    Subscription.objects.create(email="reader@example.org", confirmed_at=at)
    add_paper(draft, by=olu, title="Risks of the hotspot work", url="https://example.org/risks")
    decision = approve(send_for_approval(fresh(draft), by=olu), by=ada)
    page = preview(signed_in(olu), decision).split("When you publish it:")[1]
    assert "anybody can read version 1" in page
    assert "1 background paper is public: Risks of the hotspot work" in page
    assert "5 conditions begin; the first is due on 31 March 2024" in page
    assert "1 lead gets a letter about a new grant: Mo (Manchester" in page
    assert "of 1 request to follow a list" in page
    assert page.index("request to follow") < page.index(">Publish<")


def test_after_approving_the_way_on_is_publishing(sent, ada, signed_in):
    address = f"/office/decisions/{sent.reference}/approve/"
    response = signed_in(ada).post(address, as_shown(sent), follow=True)
    assert response.redirect_chain[-1][0] == f"/office/decisions/{sent.reference}/preview/#next"
    assert ">Publish<" in response.content.decode()


def test_a_button_below_an_older_revision_does_nothing_and_says_what_changed(sent, olu, ada, signed_in):
    shown = sent.revision
    revise(sent, by=olu, values={"summary": "Other words."})
    send_for_approval(fresh(sent), by=olu)
    address = f"/office/decisions/{sent.reference}/approve/"
    page = words(signed_in(ada).post(address, as_shown(sent, revision=shown)).content.decode())
    assert "It has changed since you opened this page, so nothing was done." in page
    assert "Olu revised on" in page
    assert "Plain summary" in page
    assert fresh(sent).state == Decision.State.SENT
    assert f'name="revision" value="{fresh(sent).revision}"' in page
    signed_in(ada).post(address, as_shown(sent))
    assert fresh(sent).state == Decision.State.APPROVED


@pytest.mark.parametrize("button", ["send", "approve", "return", "publish", "answer", "keep"])
def test_the_address_of_a_button_opened_as_a_link_leads_back(button, sent, ada, signed_in):
    response = signed_in(ada).get(f"/office/decisions/{sent.reference}/{button}/")
    assert (response.status_code, response.url) == (302, f"/office/decisions/{sent.reference}/")
    assert fresh(sent).state == Decision.State.SENT


def test_nobody_else_reaches_it(draft, mo, client, signed_in):
    for address in (
        f"/office/decisions/{draft.reference}/preview/",
        f"/office/decisions/{draft.reference}/preview.pdf",
    ):
        assert client.get(address).status_code == 302
        assert signed_in(mo).get(address).status_code == 403


def test_due_dates_are_those_that_begin(draft, olu, signed_in):
    page = article(preview(signed_in(olu), draft))
    assert f"Due {date(2024, 3, 31):%-d %B %Y}" in page
    assert "Nothing has been sent yet" in page
