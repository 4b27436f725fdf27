"""Variations: a later decision changes an earlier one's awards, line by line."""

from decimal import Decimal

import pytest

from grants.actions.decisions import revise
from grants.models import Decision, VariationLine
from grants.refused import Refused
from tests import stories
from tests.stories import bare_draft, fresh, vary, withdrawn

AMOUNTS = {"base_amount": Decimal("7500.00"), "new_amount": Decimal("7695.00")}


@pytest.fixture
def variation(published, olu):
    return stories.variation(by=olu, award=published.awards.get(), new_amount=Decimal("7695.00"))


def test_a_line_says_what_it_was_based_on_and_what_comes_of_it(variation):
    line = variation.variation_lines.get()
    assert (line.base_amount, line.new_amount) == (Decimal("7500.00"), Decimal("7695.00"))


def test_varying_an_award_again_changes_its_line(variation, published, olu):
    vary(variation, by=olu, award=published.awards.get(), base_amount=Decimal("7500.00"), new_amount=Decimal("0.00"))
    assert VariationLine.objects.get().new_amount == 0


def test_varying_an_award_to_the_same_amount_is_no_change(variation, published, olu, ada):
    approved = stories.approved(stories.sent(variation, by=olu), by=ada)
    vary(approved, by=olu, award=published.awards.get(), **AMOUNTS)
    assert fresh(approved).state == "approved"


def test_only_a_variation_varies(draft, published, olu):
    other = bare_draft(by=olu)
    with pytest.raises(Refused, match="Only a variation"):
        vary(other, by=olu, award=published.awards.get(), **AMOUNTS)


def test_only_what_is_published_can_be_varied(olu, draft):
    variation = bare_draft(by=olu, kind=Decision.Kind.VARIATION)
    with pytest.raises(Refused, match="earlier, published decision"):
        vary(variation, by=olu, award=draft.awards.get(), **AMOUNTS)


def test_what_was_withdrawn_cannot_be_varied(published, olu, ada):
    withdrawn(published, by=ada, reason="Taken by somebody without the power to take it.")
    variation = bare_draft(by=olu, kind=Decision.Kind.VARIATION)
    with pytest.raises(Refused, match="earlier, published decision"):
        vary(variation, by=olu, award=published.awards.get(), **AMOUNTS)


def test_a_decision_does_not_vary_itself(published, olu):
    revise(published, by=olu, values={"kind": Decision.Kind.VARIATION})
    with pytest.raises(Refused, match="earlier, published decision"):
        vary(published, by=olu, award=published.awards.get(), **AMOUNTS)


def test_only_officers_and_approvers_vary(variation, published, mo):
    with pytest.raises(Refused, match="Only an officer"):
        vary(variation, by=mo, award=published.awards.get(), **AMOUNTS)


def test_what_has_ended_is_not_varied(variation, published, olu):
    ended = {"award": published.awards.get(), "base_amount": Decimal("0.00")}
    with pytest.raises(Refused, match=r"stands at £0\.00: it has ended"):
        vary(variation, by=olu, new_amount=Decimal("100.00"), **ended)
    vary(variation, by=olu, new_amount=Decimal("0.00"), **ended)
    assert not VariationLine.objects.exists()
