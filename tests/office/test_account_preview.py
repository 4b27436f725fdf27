"""The account as it would be published today."""

from django.urls import reverse

from tests.office.test_account_edit import written

__all__ = ["written"]

PREVIEW = reverse("office:account_preview", args=["2023-24"])


def test_it_has_the_words_and_the_figures_of_today(signed_in, oma, written):
    page = signed_in(oma).get(PREVIEW).text
    assert "Not published. These are the figures of today" in page
    assert "Streets are calmer." in page
    assert "£7,500.00" in page


def test_before_anything_is_written_there_is_none(signed_in, oma, published):
    assert signed_in(oma).get(PREVIEW).status_code == 404
