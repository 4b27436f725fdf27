"""The office reads what a partnership has sent, and accepts or returns it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conditions.actions.evidence import add_evidence
from conditions.actions.reviews import accept, return_sent
from conditions.models import Evidence
from grants.refused import Refused
from tests.stories import match_obligation


@pytest.fixture
def evidence(published, mo):
    file = SimpleUploadedFile("ledger.csv", b"paid,5000\n")
    [sent] = add_evidence(match_obligation(published), by=mo, papers=[file], statement="All paid.")
    return sent


@pytest.fixture
def address(evidence):
    return reverse("office:evidence_detail", args=[evidence.pk])


def test_an_officer_reads_who_sent_what_for_which_condition(signed_in, olu, address, published):
    page = signed_in(olu).get(address)
    assert all(text in page.text for text in ("ledger.csv", "All paid.", "Mo,", published.reference))


def test_the_file_is_a_download_for_officers_alone(signed_in, evidence, olu, mo, client):
    file = reverse("office:evidence_file", args=[evidence.pk])
    assert b"".join(signed_in(olu).get(file)) == b"paid,5000\n"
    assert signed_in(mo).get(file).status_code == 403
    assert client.get(file).status_code == 302


def test_accept(signed_in, olu, address):
    signed_in(olu).post(address, {"accept": "yes", "seen": Evidence.objects.get().as_seen})
    assert Evidence.objects.get().accepted_by == olu


def test_return_says_what_is_missing(signed_in, olu, address):
    client = signed_in(olu)
    assert (
        "Say what is missing"
        in client.post(address, {"return": "yes", "seen": Evidence.objects.get().as_seen, "comment": " "}).text
    )
    client.post(address, {"return": "yes", "seen": Evidence.objects.get().as_seen, "comment": "Which month is this?"})
    assert Evidence.objects.get().returned_comment == "Which month is this?"


def test_what_is_decided_is_decided_once(evidence, olu, oma):
    accept(evidence, by=olu)
    with pytest.raises(Refused, match="already been accepted"):
        return_sent(evidence, by=oma, comment="No.")


def test_nobody_accepts_what_they_sent_themselves(published, olu, oma):
    [sent] = add_evidence(match_obligation(published), by=olu, statement="Received by post.")
    with pytest.raises(Refused, match="another officer"):
        accept(sent, by=olu)
    accept(sent, by=oma)


def test_leads_review_nothing(signed_in, evidence, address, mo):
    assert signed_in(mo).post(address, {"accept": "yes", "seen": Evidence.objects.get().as_seen}).status_code == 403
    with pytest.raises(Refused):
        accept(evidence, by=mo)


def test_what_waits_is_read_oldest_first(evidence, mo, olu):
    [second] = add_evidence(evidence.obligation, by=mo, statement="And the rest.")
    assert list(Evidence.objects.awaiting_review()) == [evidence, second]
    accept(evidence, by=olu)
    assert list(Evidence.objects.awaiting_review()) == [second]
