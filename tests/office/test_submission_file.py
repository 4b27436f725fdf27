"""The submission: the record as it is put before the person who decides, to be read and signed."""

from decimal import Decimal
from io import BytesIO

import docx
import pypdfium2
import pytest

from grants.actions.awards import add_award
from grants.actions.decisions import revise
from grants.models import Allocation, FundingStream, SampleMark
from register.actions.withholding import withhold
from tests import stories


def fetched(client, decision, ending):
    return client.get(f"/office/decisions/{decision.reference}/for-decision.{ending}")


def words_of_pdf(content) -> str:
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content)]
    return " ".join(" ".join(pages).split())


def words_of_docx(content) -> str:
    document = docx.Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join([*(each.text for each in document.paragraphs), *cells]).split())


READERS = {"pdf": words_of_pdf, "docx": words_of_docx}


@pytest.mark.parametrize("ending", READERS)
def test_in_a_sample_it_says_that_it_is_one(ending, draft, olu, signed_in):
    assert "Sample data" not in READERS[ending](fetched(signed_in(olu), draft, ending).content)
    SampleMark.objects.create()
    assert "The standing of conditions on real decisions is invented." in READERS[ending](
        fetched(signed_in(olu), draft, ending).content
    )


@pytest.mark.parametrize("ending", READERS)
def test_it_says_all_that_is_to_be_weighed_and_has_a_place_to_sign(ending, draft, olu, signed_in):
    stream = FundingStream.objects.get(slug="challenger-soc-hotspot-fund")
    Allocation.objects.create(stream=stream, year=2023, amount=Decimal("20000.00"))
    revise(
        draft,
        by=olu,
        values={"alternatives": "To do nothing.", "equality_implications": "No group is put at a disadvantage."},
    )
    response = fetched(signed_in(olu), draft, ending)
    words = READERS[ending](response.content)
    for said in (
        "For decision: Hotspot work against organised crime",
        "It is not published",
        "For decision by: Director for Police, Crime, Criminal Justice and Fire",
        "What is to be decided",
        "£7,500 goes to Manchester City Council",
        "To do nothing.",
        "No group is put at a disadvantage.",
        "Manchester City Council, for the Manchester",
        "£20,000.00",
        "£12,500.00",
        "Match funding from the partnership",
        "Signature:",
        "Date:",
    ):
        assert said in words, said
    assert response["Cache-Control"] == "private, no-store"


def test_it_can_be_written_before_the_day_of_the_decision(draft, olu, signed_in):
    revise(draft, by=olu, values={"decided_on": None})
    words = words_of_pdf(fetched(signed_in(olu), draft, "pdf").content)
    assert "What is to be decided" in words
    assert "Date of decision" not in words


def test_who_decides_reads_what_the_public_will_not(draft, olu, signed_in):
    withhold(draft, by=olu, what="reasons", values={"ground": "enactment", "reason": "A court forbids it."})
    words = words_of_docx(fetched(signed_in(olu), draft, "docx").content)
    assert "26% of the mapped threats" in words
    assert "What the public would not read" in words
    assert "A court forbids it." in words


def test_without_a_recipient_it_says_what_is_missing(draft, olu, signed_in):
    add_award(draft, by=olu, values={"title": "Later", "amount": 10}, proposed=True)
    client = signed_in(olu)
    assert fetched(client, draft, "pdf").url == f"/office/decisions/{draft.reference}/"
    assert "every award needs its recipient" in client.get(f"/office/decisions/{draft.reference}/").content.decode()


def test_a_variation_says_what_would_change(published, olu, signed_in):
    variation = stories.variation(by=olu, award=published.awards.get(), new_amount=Decimal("9000.00"))
    words = words_of_pdf(fetched(signed_in(olu), variation, "pdf").content)
    assert "What would change of earlier awards" in words
    assert "£9,000.00" in words


def test_the_word_file_has_headings_and_heads_of_tables(draft, olu, signed_in):
    document = docx.Document(BytesIO(fetched(signed_in(olu), draft, "docx").content))
    styles = {each.style.name for each in document.paragraphs}
    assert {"Heading 1", "Heading 2"} <= styles
    conditions = [each.text for each in document.paragraphs if each.style.name == "Heading 3"]
    assert conditions[0] == "1, SC1: Match funding from the partnership"
    assert len(conditions) == draft.conditions.count()
    assert all("tblHeader" in table.rows[0]._tr.xml for table in document.tables)
    assert document.core_properties.language == "en-GB"


def test_nobody_else_gets_it_and_no_other_ending_exists(draft, olu, mo, client, signed_in):
    assert fetched(client, draft, "pdf").status_code == 302
    assert fetched(signed_in(mo), draft, "pdf").status_code == 403
    assert fetched(signed_in(olu), draft, "exe").status_code == 404


def test_of_what_is_published_it_does_not_say_that_it_is_not(published, olu, signed_in):
    words = words_of_docx(fetched(signed_in(olu), published, "docx").content)
    assert "Draft wording" not in words
    assert "The wording is that of the notice as it is published." in words
