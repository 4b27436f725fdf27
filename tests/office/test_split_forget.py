"""Olu takes back the statement of how shares were set."""

from django.urls import reverse

from grants.actions.splits import split_shares
from grants.models import Split
from grants.splitting import SplitRow, SplitTerms


def test_the_amounts_stay_and_the_decision_no_longer_says_how_they_were_set(signed_in, draft, olu):
    rows = (SplitRow(award=1, amount="50.00"),)
    split_shares(draft, by=olu, splits=[SplitTerms(method="equal", method_label="Equally", total="50.00", rows=rows)])
    signed_in(olu).post(reverse("office:split_forget", args=[draft.reference]))
    assert not Split.objects.exists()
    assert draft.awards.get().amount == 50
    assert draft.events.first().changes == {"How shares were set": ["Equally, £50.00 among 1 awards", ""]}
