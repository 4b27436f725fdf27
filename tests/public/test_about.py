"""What the register is."""

from dataclasses import replace

import pytest


def test_about_speaks_in_the_name_of_the_office(db, read, settings):
    settings.OFFICE = replace(settings.OFFICE, policing_body="the Commissioner for Elsewhere", area="Elsewhere")
    assert "The Commissioner for Elsewhere gives money to councils" in read("/about/")


def test_about_explains_gaps_in_the_references(db, read):
    assert "References may have gaps" in read("/about/")


@pytest.mark.parametrize("address", ["/about/", "/accessibility/", "/privacy/"])
def test_every_such_page_says_whom_to_write_to(db, read, settings, address):
    assert read(address).links[settings.OFFICE.contact_email] == f"mailto:{settings.OFFICE.contact_email}"


def test_about_does_not_promise_more_than_is_kept(db, read):
    page = read("/about/")
    assert "This register shows what has been published of those decisions" in page
    assert "Personal data can be redacted from an earlier version" in page
