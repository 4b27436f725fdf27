"""What was taught is a row: administrators see it, change it, and let it be forgotten."""

import pytest

from grants.models import Event
from intake.actions.bringing_in import save_matching
from intake.actions.learning import keep_example
from intake.actions.teaching import known_for, teach_label
from intake.models import LearnedLine, SavedMatching, TaughtLabel
from intake.notices.layouts import Target
from intake.notices.learned import Item
from intake.notices.notice import parse_notice
from intake.spreadsheets.matching import Matching
from tests.stories import JUST_OPENED

PAGE = "/admin/intake/taughtlabel/"


@pytest.fixture
def taught(db, olu) -> TaughtLabel:
    return teach_label("Why we chose this", "reasons", by=olu, publisher="Eastmoor")


def test_it_is_seen_changed_and_deleted(taught, ann, signed_in):
    client = signed_in(ann)
    assert "Why we chose this" in client.get(PAGE).content.decode()
    typed = {"publisher": "Eastmoor", "label": "Why we chose this", "field": "purpose", "how": "text"} | JUST_OPENED
    client.post(f"{PAGE}{taught.pk}/change/", typed)
    taught.refresh_from_db()
    assert taught.field == "purpose"
    assert client.post(f"{PAGE}{taught.pk}/change/", typed | {"how": "date"}).status_code == 200
    client.post(f"{PAGE}{taught.pk}/delete/", {"post": "yes"})
    assert not TaughtLabel.objects.exists()
    assert Event.objects.latest("pk").verb == "forgot a label"


def test_a_learned_line_is_seen_changed_and_deleted(olu, ann, signed_in):
    keep_example((Item("Why", Target("reasons", "text")),), "Eastmoor", "GM-2025-0001", by=olu)
    line, page = LearnedLine.objects.get(), "/admin/intake/learnedline/"
    assert "Why" in signed_in(olu).get(page).text
    typed = {"publisher": "Eastmoor", "learned_from": line.learned_from, "number": "1", "words": "Why"} | JUST_OPENED
    client = signed_in(ann)
    assert client.post(f"{page}{line.pk}/change/", typed | {"field": "purpose", "how": "date"}).status_code == 200
    client.post(f"{page}{line.pk}/change/", typed | {"field": "purpose", "how": "text"})
    assert known_for("A notice of Eastmoor")[1].examples == ((Item("Why", Target("purpose", "text")),),)
    client.post(f"{page}{line.pk}/delete/", {"post": "yes"})
    assert not LearnedLine.objects.exists()
    assert Event.objects.latest("pk").verb == "forgot a learned line"


def test_a_saved_matching_is_seen_and_forgotten(olu, ann, signed_in):
    saved = save_matching("Small grants", ["amount", "recipient"], Matching(), by=olu)
    page = "/admin/intake/savedmatching/"
    assert "Small grants" in signed_in(olu).get(page).text
    assert signed_in(olu).post(f"{page}{saved.pk}/delete/", {"post": "yes"}).status_code == 403
    signed_in(ann).post(f"{page}{saved.pk}/delete/", {"post": "yes"})
    assert not SavedMatching.objects.exists()
    assert Event.objects.latest("pk").verb == "forgot a matching"


def test_an_officer_sees_it_and_deletes_nothing(taught, olu, signed_in):
    assert signed_in(olu).get(PAGE).status_code == 200
    assert signed_in(olu).post(f"{PAGE}{taught.pk}/delete/", {"post": "yes"}).status_code == 403


def test_a_label_without_a_publisher_counts_first_in_a_notice_that_names_none(olu):
    teach_label("Purpose", "reasons", by=olu)
    teach_label("Summary", "reasons", by=olu, publisher="Eastmoor")
    assert known_for("Some text")[1].splitter.layouts.find("Purpose").targets[0].field == "reasons"
    assert known_for("A notice of Eastmoor")[1].splitter.layouts.find("Purpose").targets[0].field == "purpose"


def test_a_label_of_another_publisher_counts_where_nothing_else_says_what_it_means(taught, olu):
    teach_label("Purpose", "reasons", by=olu, publisher="Eastmoor")
    known = known_for("Some text")[1]
    find = known.splitter.layouts.find
    assert (find("Why we chose this:").targets[0].field, find("Purpose").targets[0].field) == ("reasons", "purpose")
    known = known_for("A notice of Eastmoor")[1]
    assert known.splitter.layouts.find("Purpose").targets[0].field == "reasons"


def test_a_label_that_two_publishers_use_differently_is_not_known(taught, olu):
    teach_label("why we chose this", "alternatives", by=olu, publisher="Westmoor")
    assert known_for("Some text")[1].splitter.layouts.find("Why we chose this") is None


def test_a_line_to_be_left_out_is_not_asked_about_again_but_more_text_than_a_line_is(taught, olu):
    teach_label("Officer approval", "", by=olu, publisher="Eastmoor")
    teach_label("Notes in the margin", "", by=olu, publisher="Eastmoor")
    known = known_for("A notice of Eastmoor")[1]
    found = parse_notice(
        "Decision Title: Lanterns for the ferry\n\nOfficer approval: N/A\n\nDecision summary:\n\n"
        "The PCC has awarded £700 to Ferry Friends Ltd for 2024/25.\n\nDate: 01/03/2024\n\n"
        "Notes in the margin:\n\nThe ferry runs late.\n\nIt is dark by then.\n",
        known,
    )
    assert [(left.text, left.asks_nothing) for left in found.leftovers] == [
        ("Officer approval\nN/A", True),
        ("Notes in the margin\nThe ferry runs late.", True),
        ("It is dark by then.", False),
    ]
