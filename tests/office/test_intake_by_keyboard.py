"""A notice and a register are brought in with the keyboard alone, on a telephone."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

REGISTER = ["When,Group,What for,Sum given", "4 May 2022,Ashdale Cadets,Evening club,£500.00"]
MOST_TABS, WIDTH = 60, 360
NOTICE = (Path(__file__).parent.parent / "notices" / "hotspot-activity.txt").read_text()


@pytest.fixture
def hand(new_context, signed_in, live_server, transactional_db, reference, olu, axe):
    context = new_context(viewport={"width": WIDTH, "height": 800})
    session = signed_in(olu).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()
    page.goto("/office/")

    class Hand:
        def __init__(self):
            self.page = page

        def reach(self, target):
            """Go on to something with the tabulator; it is then in sight."""
            for _ in range(MOST_TABS):
                if target.evaluate("each => each === document.activeElement"):
                    expect(target).to_be_in_viewport()
                    return
                page.keyboard.press("Tab")
            pytest.fail(f"Not reached in {MOST_TABS} steps: {target}")

        def press(self, name):
            target = page.get_by_role("button", name=name).last
            expect(target).to_be_visible()
            self.reach(target)
            page.keyboard.press("Enter")

        def sees(self, heading):
            expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= WIDTH

    return Hand()


def test_a_notice_from_the_box_to_the_draft(hand):
    hand.page.goto("/office/decisions/new/from-a-notice/")
    hand.reach(hand.page.get_by_label("Text of the page"))
    hand.page.keyboard.insert_text(NOTICE)
    hand.press("Save and continue")
    hand.sees("Check what was read from the notice")
    hand.press("Save and continue")
    hand.sees("Targeted hotspot activity to tackle organised crime")


def test_a_register_from_the_file_to_its_drafts(hand):
    hand.page.goto("/office/imports/")
    upload = hand.page.get_by_label("Register of past decisions")
    upload.set_input_files({"name": "ride.csv", "mimeType": "text/csv", "buffer": "\n".join(REGISTER).encode()})
    hand.press("Look at the file")
    hand.sees("Look: what is in the file")
    hand.press("Save, and match the columns")
    hand.sees("Match")
    hand.press("Save, and go on")
    hand.sees("Answer")
    hand.reach(hand.page.get_by_label("What the new recipients are"))
    hand.page.keyboard.type("Char")
    hand.press("Add all")
    hand.sees("ride.csv")
    hand.press("Draft 1 decision")
    expect(hand.page.get_by_role("button", name="Send for approval")).to_be_visible()
