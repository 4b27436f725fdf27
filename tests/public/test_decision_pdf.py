"""A notice as PDF."""

import shutil
import subprocess
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client

from grants.models import Ground
from register.actions.withholding import withhold
from register.models import Notice
from register.notices import pdf
from tests import stories


def fetched(decision):
    return Client().get(f"/decisions/{decision.reference}.pdf")


def test_a_published_decision_is_a_tagged_pdf_under_its_title(published):
    response = fetched(published)
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")
    assert b"pdfuaid" in response.content
    assert published.title.encode() in response.content or published.title.encode("utf-16-be") in response.content


def test_it_is_made_once_and_comes_out_the_same_if_it_has_to_be_made_again(published):
    first = fetched(published).content
    notice = Notice.objects.get()
    kept = pdf.folder() / f"{notice.chain_digest}.pdf"
    moment = kept.stat().st_mtime_ns
    assert fetched(published).content == first
    assert kept.stat().st_mtime_ns == moment
    pdf.delete_pdf(notice)
    assert fetched(published).content == first


def test_what_is_withheld_is_said_in_its_place_with_its_ground_and_whose_view_it_is(draft, olu, ada):
    view = {"ground": Ground.SAFETY, "viewed_on": date(2024, 1, 30), "viewed_by": "Chief Constable"}
    for what in ("reasons", "condition-2"):
        withhold(stories.fresh(draft), by=olu, what=what, values=view)
    stories.published(stories.approved(stories.sent(stories.fresh(draft), by=olu), by=ada), by=ada)
    contents = pdf.contents(Notice.objects.get())
    told = {each["title"]: each["blocks"] for each in (*contents["sections"], *contents["conditions"])}
    words = f"Withheld: {Ground.SAFETY.label.lower()}. This is the view of the Chief Constable, 30 January 2024."
    second = next(title for title in told if title.startswith("2. "))
    assert [told[title][0]["text"] for title in ("Reasons", second)] == [words] * 2


def test_a_draft_and_a_misspelt_reference_have_none(draft):
    assert fetched(draft).status_code == 404
    assert Client().get("/decisions/none.pdf").status_code == 404


def test_the_address_may_be_typed_in_small_letters(published):
    response = Client().get(f"/decisions/{published.reference.lower()}.pdf")
    assert (response.status_code, response.url) == (301, f"/decisions/{published.reference}.pdf")


def test_people_s_text_is_set_as_it_is_written_and_never_run(olu, ada, reference):
    reasons = "#panic() $x$ `raw` \\ @ref <label> // no comment, and *plain* text, long enough for the gate.\n- #eval"
    decision = stories.whole(officer=olu, approver=ada, reasons=reasons, title="A #title [with] $markup$")
    assert fetched(decision).content.startswith(b"%PDF-")


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed")
def test_the_text_can_be_read_out(small):
    text = subprocess.run(
        [shutil.which("pdftotext"), "-", "-"], input=fetched(small.hotspot).content, capture_output=True, check=True
    ).stdout.decode()
    assert small.hotspot.title in " ".join(text.split())


@time_machine.travel(datetime(2024, 6, 30, 23, 30, tzinfo=UTC))
def test_its_day_is_the_day_in_london(draft, olu, ada):
    stories.published(stories.approved(stories.sent(draft, by=olu), by=ada), by=ada)
    assert ["Version", "1, published on 1 July 2024"] in pdf.contents(Notice.objects.get())["facts"]
