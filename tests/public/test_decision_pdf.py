"""A notice as PDF."""

import shutil
import subprocess
from datetime import UTC, date, datetime
from decimal import Decimal

import pypdfium2
import pytest
import time_machine
from django.conf import settings
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from conditions.terms import MatchTerms
from conditions.terms_in_words import sources
from grants.formatting import day as in_words
from grants.models import Ground
from grants.years import london_today
from register.actions.withholding import withhold
from register.models import Notice
from register.notices import pdf
from register.notices.typesetting import typeset
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


def text_of(content):
    document = pypdfium2.PdfDocument(content)
    words = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return words


def test_it_says_what_the_page_says_of_the_terms(published, client):
    [first] = [each for each in pdf.contents(Notice.objects.get())["conditions"] if each["title"].startswith("1. ")]
    text = " ".join(text_of(fetched(published).content).split())
    assert all(sentence in text for sentence in first["terms"])
    assert f"{settings.SITE_ADDRESS}/decisions/{published.reference}/" in text
    for words in ("Kind of decision: Grant", "Key decision:", "for the "):
        assert words in text


def test_a_match_says_its_basis_its_figure_and_its_due_dates(olu, ada):
    decision = stories.whole(officer=olu, approver=ada, conditions=("GM1", "GM4", "SC1"))
    terms = {each["title"]: each["terms"] for each in pdf.contents(decision.notices.get())["conditions"]}
    said = "\n".join(sentence for sentences in terms.values() for sentence in sentences)
    assert "Match required: 100% of the grant, from " in said
    assert "Falls due " in said


def test_a_sample_is_marked_as_one_and_kept_apart(published):
    notice = Notice.objects.get()
    plain, marked = pdf.pdf(notice), pdf.pdf(notice, sample="this register shows how it works.")
    assert "Sample data: this register shows how it works." in text_of(marked)
    assert "Sample data" not in text_of(plain)
    pdf.delete_pdf(notice)
    assert not list(pdf.folder().glob(f"{notice.chain_digest}*"))


TYPED = {
    "Word's own bullets": ("\uf0b7 one\n\uf0a7 two \uf0fc", "✓"),
    "a place that nobody has named": ("the \ue000 sign", "the [U+E000] sign"),
    "a script without a font": ("\U00012000", "[U+12000]"),
    "emoji": ("well done 👍🏽 👨‍👩‍👧 ♥️ 1️⃣ 🇬🇧", "1"),
    "scripts of the city": ("اردو বাংলা ਪੰਜਾਬੀ 中文 Polski Українська हिन्दी አማርኛ ไทย 한국어", "中文"),
    "what has no width": ("a\u200bb\u202ec\u2060d\ufeff", "b"),
}


@pytest.mark.parametrize(("typed", "shown"), TYPED.values(), ids=TYPED)
def test_what_word_and_people_type_is_set_mapped_or_marked(typed, shown, published):
    contents = pdf.contents(Notice.objects.get()) | {"title": typed, "summary": typed}
    made = typeset(contents, timestamp=0)
    assert shown in text_of(made)


def test_many_different_characters_without_a_font_are_all_marked(published):
    contents = pdf.contents(Notice.objects.get())
    typed = "".join(map(chr, range(0xE000, 0xE200))) + "".join(map(chr, range(0x12000, 0x12100)))
    contents["sections"] = [{"title": "x", "blocks": [{"item": False, "text": typed}]}]
    text = "".join(text_of(typeset(contents, timestamp=0)).split())
    assert "[U+E000][U+E001]" in text
    assert "[U+120FE][U+120FF]" in text


ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(ANYTHING, ANYTHING, st.lists(ANYTHING, max_size=4))
def test_no_text_of_unicode_is_refused(published, title, summary, texts):
    contents = pdf.contents(Notice.objects.get()) | {"title": title, "summary": summary}
    contents["sections"] = [{"title": text, "blocks": [{"item": True, "text": text}]} for text in texts]
    assert typeset(contents, timestamp=0).startswith(b"%PDF-")


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


def test_a_withdrawn_decision_says_when_it_was_withdrawn(published, ada):
    notice = stories.withdrawn(published, by=ada)
    assert ["Withdrawn", in_words(london_today(notice.published_at))] in pdf.contents(notice)["facts"]


def test_who_may_contribute_is_read_as_a_choice(reference):
    match = MatchTerms(
        basis="grant_percent", figure=Decimal(100), sources=("partnership", "council"), in_kind="allowed"
    )
    assert sources(match) == "the community safety partnership or the council"
