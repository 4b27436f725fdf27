"""Olu writes about a year."""

import pytest
from django.urls import reverse

from register.models import AccountDraft

EDIT = reverse("office:account_edit", args=["2023-24"])

SLUG = "strengthening-communities-and-places"


@pytest.fixture
def written(signed_in, olu, published):
    typed = {"foreword": "What the year brought.", f"about-{SLUG}": "Streets are calmer.", "revision": "0"}
    return signed_in(olu).post(EDIT, typed, follow=True)


def test_words_are_kept_for_the_office(written):
    assert "The words are kept." in written.text
    assert AccountDraft.objects.get().commentary == {SLUG: "Streets are calmer."}


def test_what_a_colleague_wrote_meanwhile_is_not_lost(signed_in, oma, written):
    late = signed_in(oma).post(EDIT, {"foreword": "Mine.", "revision": "0"})
    assert "What the year brought." in late.text
    assert "Mine." in late.text
    assert AccountDraft.objects.get().foreword == "What the year brought."


def test_a_year_that_is_none_has_no_page(signed_in, olu, published):
    assert signed_in(olu).get("/office/yearly-accounts/never/").status_code == 404
