"""The same amount to all ten partnerships, in one step."""

from tests.stories import bare_draft


def test_each_partnership_gets_an_award_and_its_council_is_paid(reference, olu, signed_in):
    decision = bare_draft(by=olu)
    address = f"/office/decisions/{decision.reference}/awards/all-partnerships/"
    client = signed_in(olu)
    form = {"title": "Hate crime work", "year": "2023/24", "amount": "5,000", "revision": decision.revision}
    assert client.post(address, form).status_code == 302
    assert decision.awards.count() == 10
    assert decision.total == 50_000
    assert {each.recipient for each in decision.awards.all()} == {
        each.partnership.accountable_body for each in decision.awards.all()
    }
    assert "Olu added awards" in client.post(address, form).content.decode()
    assert decision.awards.count() == 10


def test_an_amount_that_is_none_gets_a_sentence(draft, olu, signed_in):
    address = f"/office/decisions/{draft.reference}/awards/all-partnerships/"
    page = signed_in(olu).post(address, {"title": "Hate crime work", "amount": "lots", "revision": draft.revision})
    assert "Write the amount in full" in page.content.decode()
