"""The PDF of a decision as the public will have it, before it is published."""

import pypdfium2

from grants.actions.awards import add_award


def test_the_pdf_is_marked_on_every_page_and_has_no_digests(sent, ada, signed_in):
    response = signed_in(ada).get(f"/office/decisions/{sent.reference}/preview.pdf")
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(response.content)]
    text = " ".join(pages)
    assert ["Draft: not published" in page for page in pages] == [True] * len(pages)
    assert "1, not published" in text
    assert "Hotspot work against organised crime" in text
    assert "Digests" not in text


def test_what_cannot_be_shown_leads_to_the_page_that_says_why(draft, olu, signed_in):
    add_award(draft, by=olu, values={"title": "Later", "amount": 10}, proposed=True)
    response = signed_in(olu).get(f"/office/decisions/{draft.reference}/preview.pdf")
    assert response.url == f"/office/decisions/{draft.reference}/preview/"
