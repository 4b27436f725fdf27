"""An approver asks that the reasons published beside the versions of a decision be taken out."""

import pytest

from conditions.actions.assessments import assess
from conditions.models import Obligation
from register.models import Redaction


@pytest.fixture
def address(published, olu):
    plan = Obligation.objects.get(condition__decision=published, terms_data__code="SC3")
    assess(plan, by=olu, finding="not_met", reasons="Jo has never sent us a plan.")
    return f"/office/decisions/{published.reference}/reasons/redact/"


def test_the_page_shows_them_and_asks(address, published, signed_in, ada, ann):
    client = signed_in(ada)
    assert address in client.get(f"/office/decisions/{published.reference}/").text
    assert "Clear spending plan: finding of" in client.get(address).text
    assert "Jo has never sent us a plan." in client.get(address).text
    page = client.post(address, {"reason": "It named a person."}, follow=True).text
    assert "An administrator who is somebody else carries it out" in page
    confirm = f"/office/redactions/{Redaction.objects.get().pk}/"
    administrator = signed_in(ann)
    assert "Jo has never sent us a plan." in administrator.get(confirm).text
    assert "reasons beside its versions" in administrator.post(confirm, follow=True).text
    assert "Redacted: It named a person." in client.get(address).text
    assert "It was removed on" in administrator.get(confirm).text


def test_only_approvers_come_in(address, signed_in, olu):
    assert signed_in(olu).get(address).status_code == 403


def test_where_nothing_was_published_beside_them_the_page_says_so(published, signed_in, ada):
    page = signed_in(ada).get(f"/office/decisions/{published.reference}/reasons/redact/").text
    assert "nor of from when conditions are followed, have been published" in page
    assert "Ask for redaction" not in page
