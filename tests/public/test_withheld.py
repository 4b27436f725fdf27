"""What is not public, and why."""

from datetime import date

from grants.actions.decisions import revise
from grants.models import Ground
from register.actions.withholding import withhold
from tests import stories

VIEW = {"ground": Ground.SAFETY, "viewed_on": date(2024, 1, 30), "viewed_by": "Chief Constable"}
HOUSE = {
    "decision_text": "£7,500 is granted for better locks.",
    "reasons": "Victims who feel safe stay, and give evidence, so that offenders are brought to justice.",
}


def test_each_withheld_part_stands_with_its_ground_and_whose_view_it_is(draft, olu, ada, read):
    withhold(draft, by=olu, what="reasons", values=VIEW)
    stories.published(stories.approved(stories.sent(stories.fresh(draft), by=olu), by=ada), by=ada)
    (row,) = read("/withheld/").all(".//tbody/tr")
    assert "Chief Constable, 30 January 2024" in row
    assert Ground.SAFETY.label in row
    assert "26%" not in read("/returns/2024-02/")
    assert "Reasons Withheld" in read("/returns/2024-02/").all(".//dt")
    assert "Chief Constable" in read("/panel/?from=2024-02-01&to=2024-02-28")


def test_with_a_recipient_it_is_said_that_the_title_and_partnership_are_withheld_too(draft, olu, ada, read):
    revise(draft, by=olu, values={"summary": "", **HOUSE})
    withhold(draft, by=olu, what="award-1", values=VIEW)
    stories.published(stories.approved(stories.sent(stories.fresh(draft), by=olu), by=ada), by=ada)
    assert "with the title of the award, and its partnership if it has one" in read("/withheld/")
    assert "Withheld with the recipient are the title of the award" in read(f"/decisions/{draft.reference}/")


def test_what_a_draft_withholds_is_nobody_s_business_yet(draft, olu, read):
    withhold(draft, by=olu, what="reasons", values=VIEW)
    assert "Nothing is withheld" in read("/withheld/")
