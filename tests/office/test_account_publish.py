"""Olu writes the account of a year, Ada reads and publishes it."""

from django.urls import reverse

from register.models import YearAccount
from tests.office.test_account_edit import written

__all__ = ["written"]

PUBLISH = reverse("office:account_publish", args=["2023-24"])


def test_words_are_kept_for_the_office_until_somebody_else_publishes_them(signed_in, ada, written, client):
    assert client.get("/years/2023-24/report/").status_code == 404
    page = signed_in(ada).get(PUBLISH)
    form = page.context["form"]
    after = signed_in(ada).post(PUBLISH, {name: form[name].value() for name in ("revision", "seen")}, follow=True)
    assert "The account is public." in after.text
    assert "Streets are calmer." in client.get("/years/2023-24/report/").text


def test_an_officer_cannot_open_the_page_that_publishes(signed_in, oma, written):
    assert signed_in(oma).get(PUBLISH).status_code == 403
    assert not YearAccount.objects.exists()
