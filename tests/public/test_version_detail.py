"""One version, as it read when it was published."""

from grants.models import Role
from register.actions.redacting import ask_for_redaction
from register.actions.redacting import redact as carry_out
from register.models import Notice
from tests import stories

PERSONAL = "It named a resident."


def address(decision, version):
    return f"/decisions/{decision.reference}/versions/{version}/"


def test_an_old_version_reads_as_it_did_then_and_says_that_a_later_one_stands(small, read):
    page = read(address(small.hotspot, 1))
    assert "The team is strong." not in page
    assert "£7,500.00" in page
    assert "7,695.00" not in page
    assert page.links["read the decision as it stands now"] == f"/decisions/{small.hotspot.reference}/"


def test_an_old_version_has_its_conditions_but_not_where_they_stand_today(small, read):
    page = read(address(small.hotspot, 1))
    assert len(page.all(".//section")) == 5
    assert "Past due" not in page


def test_the_newest_version_says_that_it_stands(small, read):
    assert "This is the current version." in read(address(small.hotspot, 2))


def test_the_digests_are_shown(small, read):
    notice = Notice.objects.get(decision=small.hotspot, version=2)
    page = read(address(small.hotspot, 2))
    assert page.all(".//dd/code") == [notice.document_digest, notice.previous_digest, notice.chain_digest]


def test_a_redacted_version_says_so_and_keeps_its_digests(small, read):
    digest = Notice.objects.get(decision=small.hotspot, version=1).document_digest
    redact(small, 1)
    page = read(address(small.hotspot, 1), status=410)
    assert f"Why: {PERSONAL}" in page
    assert digest in page
    assert "Manchester City Council" not in page
    assert "they cannot be compared" in read(f"{address(small.hotspot, 1)}2/")
    assert f"Its text was redacted: {PERSONAL}" in read(f"/decisions/{small.hotspot.reference}/versions/")


def redact(small, version):
    notice = Notice.objects.get(decision=small.hotspot, version=version)
    asked = ask_for_redaction(notice, by=small.office.ada, reason=PERSONAL)
    carry_out(asked, by=stories.person("Ann", Role.ADMINISTRATOR))


def test_a_version_that_does_not_exist_is_not_found(small, read):
    for version in ("3", "0", "9" * 30):
        read(address(small.hotspot, version), status=404)
