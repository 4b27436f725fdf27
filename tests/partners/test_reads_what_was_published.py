"""A lead reads what was published, and no correction of it that the office is still writing."""

import pytest
from django.urls import reverse

from conditions.actions.conditions import change_condition
from grants.actions.awards import change_award
from grants.actions.decisions import revise
from register.actions.withholding import withhold
from tests import stories

VIEW = {"ground": "enactment", "reason": ""}
HOME = reverse("partners:partnership_detail", args=["manchester"])


@pytest.fixture
def published(draft, olu, ada):
    """The wording of the second condition, and who gets the money, are withheld from the public."""
    said = "£7,500 pays for mentoring of children at risk."
    draft = revise(
        draft,
        by=olu,
        values={"summary": said, "decision_text": said, "reasons": f"{said} More is done where the threats are."},
    )
    for what in ("condition-2", "award-1"):
        withhold(draft, by=olu, what=what, values=VIEW)
    return stories.published(stories.approved(stories.sent(draft, by=olu), by=ada), by=ada)


@pytest.fixture
def pages(signed_in, mo, published):
    """All that Mo reads of the decision."""
    tasks = published.conditions.get(number=2).obligations.get()
    addresses = (
        HOME,
        reverse("partners:obligation_detail", args=["manchester", tasks.pk]),
        reverse("partners:conditions_csv", args=["manchester"]),
    )
    return lambda: " ".join(signed_in(mo).get(address).text for address in addresses)


def write_a_correction(decision, *, by):
    revise(decision, by=by, values={"title": "A title of tomorrow"})
    change_award(decision.awards.get(), by=by, revision=None, values={"title": "An award of tomorrow"})
    change_condition(decision.conditions.get(number=2), by=by, values={"wording": "A wording of tomorrow."})


def test_titles_and_withheld_wording_are_those_of_the_notice(pages, published, olu):
    before = pages()
    assert "Mentoring in Manchester" in before
    assert "adds value to services" in before
    write_a_correction(stories.fresh(published), by=olu)
    assert "tomorrow" not in pages()
    assert "Mentoring in Manchester" in pages()


def test_a_variation_brings_nothing_of_a_correction_that_is_not_published(pages, published, olu, ada):
    award = published.awards.get()
    write_a_correction(stories.fresh(published), by=olu)
    change = stories.variation(by=olu, award=award, new_amount=7695)
    stories.published(stories.approved(stories.sent(change, by=olu), by=ada), by=ada)
    assert "£7,695.00" in pages()
    assert "tomorrow" not in pages()
    assert "Mentoring in Manchester" in pages()
