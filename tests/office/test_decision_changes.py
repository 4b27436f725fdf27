"""Exactly what publishing would change, before it is published."""

from grants.actions.awards import add_award
from grants.actions.decisions import revise
from grants.models import Decision


def read(client, decision):
    return client.get(f"/office/decisions/{decision.reference}/changes/")


def test_every_changed_word_is_shown(published, signed_in, olu):
    revise(published, by=olu, values={"summary": "Manchester City Council gets £7,500 to mentor young people."})
    page = read(signed_in(olu), published).content.decode()
    assert '<h2 class="govuk-heading-s">Plain summary</h2>' in page
    assert "<ins> young people.</ins>" in page
    assert "Lead officer" not in page


def test_what_stays_inside_is_no_change(published, signed_in, olu):
    revise(published, by=olu, values={"lead_officer": "Somebody else"})
    assert "Nothing in the record is different." in read(signed_in(olu), published).content.decode()


def test_while_something_essential_is_missing_it_says_so(published, signed_in, olu):
    add_award(published, by=olu, values={"title": "Later", "amount": 10}, proposed=True)
    assert "This can be shown once" in read(signed_in(olu), published).content.decode()


def test_before_the_first_publication_there_is_nothing_to_compare(draft, signed_in, olu):
    assert read(signed_in(olu), draft).status_code == 404


def test_the_page_of_the_decision_leads_there(published, signed_in, olu):
    address = f"/office/decisions/{published.reference}/"
    assert f"{address}changes/" not in signed_in(olu).get(address).content.decode()
    revise(Decision.objects.get(), by=olu, values={"summary": "Anything else."})
    assert f"{address}changes/" in signed_in(olu).get(address).content.decode()
