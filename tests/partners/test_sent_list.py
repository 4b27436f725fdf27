"""Mo finds everything that the partnership has sent, with its papers, on one page."""

from django.urls import reverse

from conditions.actions.contributions import record_contribution
from conditions.actions.evidence import add_evidence
from conditions.actions.taking_back import take_back
from conditions.models import Evidence, Obligation
from tests.stories import contribution, match_obligation, send, sends_return, whole

PAGE = reverse("partners:sent_list", args=["manchester"])


def test_all_that_was_sent_newest_first_with_its_papers(signed_in, mo, reference, olu, ada):
    decision = whole(officer=olu, approver=ada, conditions=("SC1", "GM4"))
    send(match_obligation(decision), by=mo)
    take_back(record_contribution(match_obligation(decision), by=mo, values=contribution(amount=800)), by=mo)
    asked = Obligation.objects.get(terms_data__code="GM4")
    add_evidence(asked, by=mo, statement="The board has seen it.")
    sends_return(asked, by=mo)
    page = signed_in(mo).get(PAGE).text
    order = ("Monitoring return", "Declaration", "£800.00", "£5,000.00", "invoice.pdf")
    assert [page.index(each) for each in order] == sorted(page.index(each) for each in order)
    assert (
        reverse("partners:evidence_file", args=["manchester", Evidence.objects.get(contribution__isnull=False).pk])
        in page
    )
    assert "Taken back" in page


def test_nothing_yet(signed_in, mo, published):
    assert "Nothing has been sent yet." in signed_in(mo).get(PAGE).text
