"""The versions of a decision."""

from tests import stories


def test_every_version_is_listed_newest_first_with_its_note(small, read):
    page = read(f"/decisions/{small.hotspot.reference}/versions/")
    assert page.all(".//ol/li/h2") == ["Version 2", "Version 1"]
    assert "Correction, published on" in page
    assert "Publication, published on 7 March 2024 at 09:30" in page
    assert "A reason had been left out." in page


def test_every_version_says_in_roles_whose_hands_it_went_through(small, read):
    rows = read(f"/decisions/{small.gone.reference}/versions/").all(".//ol/li")
    assert "Decided by Director for Police, Crime, Criminal Justice and Fire." in rows[0]
    assert "Withdrawn by an approver of Greater Manchester Combined Authority." in rows[0]
    hands = "Approved by an approver of Greater Manchester Combined Authority who had not edited it"
    assert f"{hands}, and published by the same person." in rows[1]


def test_a_version_that_another_published_says_so(approved, olu, read):
    published = stories.published(approved, by=olu)
    for page in ("versions/", "versions/1/"):
        assert "and published by somebody else of that office." in read(f"/decisions/{published.reference}/{page}")


def test_a_later_version_leads_to_what_changed(small, read):
    of = f"/decisions/{small.hotspot.reference}/versions/"
    assert read(of).links["What changed from version 1 to 2"] == f"{of}1/2/"


def test_a_withdrawal_is_a_version_too(small, read):
    assert "Withdrawal, published on" in read(f"/decisions/{small.gone.reference}/versions/")


def test_an_unknown_decision_has_no_versions(db, read):
    read("/decisions/GM-1999-0001/versions/", status=404)


def test_it_is_not_said_that_every_version_can_still_be_read(small, read):
    page = read(f"/decisions/{small.hotspot.reference}/versions/")
    assert "can still be read here, except where one says that its text was redacted or taken down" in page
