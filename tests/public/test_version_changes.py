"""What changed between two versions."""

from django.test import Client


def test_only_what_changed_is_shown_with_the_words_marked(small, read):
    page = read(f"/decisions/{small.hotspot.reference}/versions/1/2/")
    assert page.all(".//h2") == ["Reasons"]
    assert page.all(".//p[@class='changed']/ins") == ["- The team is strong."]
    assert "A reason had been left out." in page


def test_a_withdrawal_shows_its_reason(small, read):
    page = read(f"/decisions/{small.gone.reference}/versions/1/2/")
    assert "Reason for the withdrawal" in page.all(".//h2")
    assert page.all(".//p[@class='changed']/ins")[0] == "The council no longer needs the money."


def test_the_wrong_way_round_is_turned_round(small):
    of = f"/decisions/{small.hotspot.reference}/versions/"
    assert Client().get(f"{of}2/1/").url == f"{of}1/2/"


def test_versions_that_do_not_exist_cannot_be_compared(small, read):
    for pair in ("1/1", "1/3", "0/1", "7/9"):
        read(f"/decisions/{small.hotspot.reference}/versions/{pair}/", status=404)
