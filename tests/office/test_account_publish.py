"""Olu writes the account of a year, Ada reads and publishes it."""

import pytest
from django.urls import reverse

from register.models import AccountDraft, YearAccount

LIST = reverse("office:account_list")
EDIT = reverse("office:account_edit", args=["2023-24"])
PREVIEW = reverse("office:account_preview", args=["2023-24"])
PUBLISH = reverse("office:account_publish", args=["2023-24"])
SLUG = "strengthening-communities-and-places"


@pytest.fixture
def written(signed_in, olu, published):
    typed = {"foreword": "What the year brought.", f"about-{SLUG}": "Streets are calmer.", "revision": "0"}
    return signed_in(olu).post(EDIT, typed, follow=True)


def test_words_are_kept_for_the_office_until_somebody_else_publishes_them(signed_in, olu, ada, written, client):
    assert "The words are kept." in written.text
    assert "Streets are calmer." in signed_in(olu).get(PREVIEW).text
    assert client.get("/years/2023-24/report/").status_code == 404
    page = signed_in(ada).get(PUBLISH)
    form = page.context["form"]
    after = signed_in(ada).post(PUBLISH, {name: form[name].value() for name in ("revision", "seen")}, follow=True)
    assert "The account is public." in after.text
    assert "Streets are calmer." in client.get("/years/2023-24/report/").text
    assert "Write a new version of the account of 2023/24" in " ".join(signed_in(olu).get(LIST).text.split())


def test_what_a_colleague_wrote_meanwhile_is_not_lost(signed_in, oma, written):
    late = signed_in(oma).post(EDIT, {"foreword": "Mine.", "revision": "0"})
    assert "A colleague has changed these words" in late.text
    assert "Mine." in late.text
    assert AccountDraft.objects.get().foreword == "What the year brought."


def test_an_officer_cannot_open_the_page_that_publishes(signed_in, oma, written):
    assert signed_in(oma).get(PUBLISH).status_code == 403
    assert not YearAccount.objects.exists()


def test_a_year_that_is_none_has_no_page(signed_in, olu, published):
    assert signed_in(olu).get(reverse("office:account_edit", args=["never"])).status_code == 404
