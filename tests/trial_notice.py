"""From the paste of a notice to its public page in a browser, and the clicks and fields that it takes (docs/trials.md).

It is a trial, no part of the suite: `.venv/bin/python -m pytest -s tests/trial_notice.py` prints the table. The notice
has the layout of the office's own decision pages, and is invented.
"""

import time

from playwright.sync_api import expect

from tests.trial_seven_shapes import Hand, enter, tally  # noqa: F401  # `enter` is a fixture

NOTICE = """Decision details

PCC DN - Lighting and wardens in Bury and Bolton

Decision Maker: Deputy Mayor for Safety, Justice and Fire, Chief Executive Officer, Director for Police, Crime, \
Criminal Justice and Fire

Decision status: Recommendations Approved

Is Key decision?: No

Is subject to call in?: No

Purpose:

To light two parks, and to pay wardens who walk them in the evening.

Decision:

£58,000 will be granted to Bury Metropolitan Borough Council for 2023/24 and £41,500 will be granted to Bolton Council \
for 2023/24.

This makes £99,500.

Reasons for the decision:

Residents of both districts say that they stay away from the parks after dark, and lit paths with wardens on them were \
used by twice as many people in an earlier trial.

Alternative options considered:

Cameras alone were considered, and would have helped fewer people.

Interests and Nature of Interests Declared:

None.

Report author: A. N. Officer

Publication date: 04/12/2023

Date of decision: 20/11/2023
"""


def test_a_notice_of_two_awards_and_three_makers(olu, ada, enter, tmp_path):  # noqa: F811
    officer, approver = enter("olu"), enter("ada")
    begun = time.monotonic()
    officer.home()
    officer.follow("New decision from a notice")
    officer.fill("Text of the page", NOTICE)
    officer.press("Save and continue")
    expect(officer.page.get_by_role("heading", name="Check what was read from the notice")).to_be_visible()
    pictures(officer, tmp_path)
    officer.on(officer.page.get_by_label("Anti-social Behaviour, Crime and Policing Act 2014, section 143"))
    for place in (0, 1):
        officer.page.get_by_label("Funding stream").nth(place).select_option(label="Safer Streets Round 5")
        officer.clicks += 1
    officer.tick("No conditions attached")
    officer.press("Save and continue")
    officer.press("Send for approval")
    approver.home()
    approver.follow("Lighting and wardens in Bury and Bolton")
    approver.follow("Read it, and approve or return it")
    approver.press("Approve")
    approver.press("Publish")
    seconds = time.monotonic() - begun
    clicks, fields = tally(officer, approver)
    print(f"\n| {clicks} clicks and choices | {fields} typed fields | {seconds:.0f} seconds |\nPictures: {tmp_path}")
    approver.follow("see the public page")
    for words in ("£99,500", "Chief Executive Officer", "Bolton", "Bury"):
        expect(approver.page.locator("main")).to_contain_text(words)
    assert (clicks, fields) <= (12, 3)


def pictures(hand: Hand, folder) -> None:
    for width in (1280, 360):
        hand.page.set_viewport_size({"width": width, "height": 900})
        hand.page.screenshot(path=folder / f"notice-{width}.png", full_page=True)
    hand.page.set_viewport_size({"width": 1280, "height": 900})
