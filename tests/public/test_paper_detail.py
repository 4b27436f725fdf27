"""A paper is handed out only while the notice that stands lists it, and then as it was when that was published."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from grants.actions.papers import add_paper, change_paper, remove_paper
from register.actions.withholding import withhold
from tests import stories
from tests.papers import pdf

PDF = pdf()
LATER = pdf("% later")


@pytest.fixture
def paper(draft, olu):
    return add_paper(draft, by=olu, title="Risks", upload=SimpleUploadedFile("Risks of 2024.pdf", PDF))


@pytest.fixture
def address(draft):
    return f"/decisions/{draft.reference}/papers/1/"


def publish(decision, olu, ada, note=""):
    return stories.published(stories.approved(stories.sent(stories.fresh(decision), by=olu), by=ada), by=ada, note=note)


def content(response):
    return b"".join(response.streaming_content)


def test_before_publication_there_is_none(paper, address, client):
    assert client.get(address).status_code == 404


def test_it_comes_as_a_download_with_its_name(paper, address, draft, olu, ada, client):
    publish(draft, olu, ada)
    response = client.get(address)
    assert response["Content-Disposition"] == 'attachment; filename="Risks of 2024.pdf"'
    assert "sandbox" in response["Content-Security-Policy"]
    assert content(response) == PDF
    page = client.get(f"/decisions/{draft.reference}/").content.decode()
    assert f'<a href="{address}">Risks</a>' in page
    assert address not in client.get(f"/decisions/{draft.reference}/versions/1/").content.decode()


def test_a_new_file_is_handed_out_once_it_is_published(paper, address, draft, olu, ada, client):
    publish(draft, olu, ada)
    change_paper(paper, by=olu, title="Risks", upload=SimpleUploadedFile("Later.pdf", LATER))
    assert content(client.get(address)) == PDF
    publish(draft, olu, ada, note="A newer paper has come in.")
    assert content(client.get(address)) == LATER


def test_what_is_taken_off_the_list_is_gone_with_the_next_notice(paper, address, draft, olu, ada, client):
    publish(draft, olu, ada)
    remove_paper(paper, by=olu)
    publish(draft, olu, ada, note="The paper is out of date.")
    assert client.get(address).status_code == 404


def test_what_is_withheld_has_a_heading_and_a_ground(paper, address, draft, olu, ada, client):
    withhold(draft, by=olu, what="paper-1", values={"ground": "enactment"})
    publish(draft, olu, ada)
    assert client.get(address).status_code == 404
    page = client.get(f"/decisions/{draft.reference}/").content.decode()
    assert "Background paper 1" in page
    assert "an enactment forbids it" in page
    assert "Risks" not in page


def test_a_link_stays_a_link(draft, olu, ada, client, address):
    add_paper(draft, by=olu, title="Plan", url="https://www.example.org/plan")
    publish(draft, olu, ada)
    assert (
        '<a href="https://www.example.org/plan" rel="noreferrer">Plan</a>'
        in client.get(f"/decisions/{draft.reference}/").content.decode()
    )
    assert client.get(address).status_code == 404


def test_an_evaluation_is_published_afterwards_and_named_with_the_results(draft, olu, ada, signed_in, read, client):
    decision = publish(draft, olu, ada)
    address = f"/decisions/{decision.reference}/"
    typed = {"title": "What the mentoring changed", "url": "https://example.org/evaluation", "is_evaluation": "on"}
    signed_in(olu).post(f"/office{address}papers/new/", typed)
    assert "What the mentoring changed" not in read(address)
    decision = publish(decision, olu, ada, note="An evaluation was added.")
    page = read(address)
    assert "Results Evaluations of what the money did: What the mentoring changed" in page
    assert "1. What the mentoring changed (evaluation)" in page
    [paper] = client.get(f"{address.rstrip('/')}.json").json()["document"]["papers"]
    assert paper["is_evaluation"] is True
    form = signed_in(olu).get(f"/office{address}papers/1/").context["form"]
    assert form.initial["is_evaluation"] is True
    change_paper(decision.papers.get(), by=olu, title="What the mentoring changed")
    publish(decision, olu, ada, note="It was no evaluation.")
    assert "Evaluations of" not in read(address)
