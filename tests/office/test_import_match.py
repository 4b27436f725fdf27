"""What the columns of a register mean: proposed, changed, kept, and proposed for the next file of its shape."""

import pytest

from intake.forms.registers import column_name
from tests.office.bringing_in import RIDE, bring_in, look, match, posted


@pytest.fixture
def office(reference, olu, signed_in):
    return signed_in(olu)


def test_one_can_leave_and_come_back(office, oma, signed_in):
    address = bring_in(office)
    look(office, address)
    match(office, address, **{"same-title": "Grant to {Group}", column_name("What for"): "ignore"})
    later = signed_in(oma)
    assert "To be answered" in later.get("/office/imports/").text
    page = later.get(address + "match/")
    assert page.context["form"]["same-title"].value() == "Grant to {Group}"
    assert page.context["form"][column_name("What for")].value() == "ignore"


def test_the_next_file_of_that_shape_is_matched_as_the_last(office):
    address = bring_in(office)
    look(office, address)
    match(
        office,
        address,
        **{"same-title": "Grant to {Group}", column_name("What for"): "reasons", "save_as": "Small grants"},
    )
    address = bring_in(office, [line.replace("500", "600") for line in RIDE], "next.csv")
    page = office.get(address + "match/")
    assert page.context["form"][column_name("What for")].value() == "reasons"
    assert page.context["form"]["same-title"].value() == "Grant to {Group}"


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"same-decided_on": "32/1/2022"}, "32/1/2022 is not a real date"),
        ({"same-title": "Grant to {Grup}"}, "There is no column “Grup” in the file"),
        ({column_name("When"): "colour"}, "Choose one of those that are offered"),
    ],
)
def test_a_matching_that_cannot_be_is_told_and_loses_nothing(office, changed, told):
    address = bring_in(office)
    look(office, address)
    sent = posted(office.get(address + "match/")) | {"same-purpose": "What I typed"} | changed
    page = office.post(address + "match/", sent)
    assert told in page.text
    assert "What I typed" in page.text


@pytest.mark.parametrize(
    ("page", "field", "theirs", "hers"),
    [("look/", "left-out-0", "4", "5"), ("match/", "same-title", "Oma’s title", "Olu’s title")],
)
def test_of_two_at_one_import_the_later_reads_both(office, oma, signed_in, page, field, theirs, hers):
    address = bring_in(office)
    look(office, address)
    sent = posted(office.get(address + page))
    assert signed_in(oma).post(address + page, sent | {field: theirs}).status_code == 302
    late = office.post(address + page, sent | {field: hers})
    assert "in another window or by somebody else" in late.text
    assert f"“{theirs}”. Here you say “{hers}”" in late.text
    assert signed_in(oma).get(address + page).context["form"][field].value() == theirs
    assert office.post(address + page, posted(late)).status_code == 302
    assert office.get(address + page).context["form"][field].value() == hers
