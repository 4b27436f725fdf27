"""A partnership takes its contributions away as a table."""

import csv

from django.urls import reverse

from conditions.actions.contributions import record_contribution
from conditions.actions.reviews import return_sent
from tests.stories import contribution, match_obligation

TABLE = reverse("partners:contributions_csv", args=["manchester"])


def test_every_share_with_what_the_office_said_but_not_who(signed_in, published, mo, olu):
    given = record_contribution(match_obligation(published), by=mo, values=contribution(description="+44 mentoring"))
    return_sent(given, by=olu, comment="The invoice is missing.")
    text = signed_in(mo).get(TABLE).content.decode("utf-8-sig")
    [row] = csv.DictReader(text.splitlines())
    assert row["Contribution"] == "'+44 mentoring"
    assert (row["Amount"], row["Share for this grant"], row["Spent on"]) == ("5000.00", "5000.00", "2023-12-01")
    assert row["What the office says is missing"] == "The invoice is missing."
    assert "Olu" not in text
