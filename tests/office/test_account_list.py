"""The years whose account is to be written."""

from django.urls import reverse

from tests.office.test_account_edit import written

__all__ = ["written"]

LIST = reverse("office:account_list")


def test_only_who_may_publish_is_led_there(signed_in, oma, ada, written):
    for person, may in ((oma, False), (ada, True)):
        page = " ".join(signed_in(person).get(LIST).text.split())
        assert "Go on writing the account of 2023/24" in page
        assert ("Read and publish" in page) is may


def test_without_decisions_there_is_nothing_to_write(signed_in, olu, reference):
    assert "No year that has ended has a published decision." in signed_in(olu).get(LIST).text
