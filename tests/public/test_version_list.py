"""The versions of a decision."""


def test_every_version_is_listed_newest_first_with_its_note(small, read):
    page = read(f"/decisions/{small.hotspot.reference}/versions/")
    assert page.all(".//ol/li/h2") == ["Version 2", "Version 1"]
    assert "Correction, published on" in page
    assert "Publication, published on 7 March 2024 at 09:30" in page
    assert "A reason had been left out." in page


def test_a_later_version_leads_to_what_changed(small, read):
    of = f"/decisions/{small.hotspot.reference}/versions/"
    assert read(of).links["What changed from version 1 to 2"] == f"{of}1/2/"


def test_a_withdrawal_is_a_version_too(small, read):
    assert "Withdrawal, published on" in read(f"/decisions/{small.gone.reference}/versions/")


def test_an_unknown_decision_has_no_versions(db, read):
    read("/decisions/GM-1999-0001/versions/", status=404)
