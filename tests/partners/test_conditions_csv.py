"""A partnership takes its conditions away as a table."""

import csv
from decimal import Decimal

from django.test import Client
from django.urls import reverse

from conditions.actions.assessments import assess
from conditions.actions.conditions import attach_standard
from conditions.actions.contributions import record_contribution
from conditions.actions.reviews import accept
from conditions.exports import entry
from conditions.models import Obligation, StandardCondition
from conditions.standing import standing_of
from tests import stories
from tests.stories import contribution, match_obligation

TABLE = reverse("partners:conditions_csv", args=["manchester"])


def rows(answer):
    return list(csv.DictReader(answer.content.decode("utf-8-sig").splitlines()))


def test_every_condition_with_its_figures_and_finding(signed_in, published, mo, olu):
    obligation = match_obligation(published)
    accept(record_contribution(obligation, by=mo, values=contribution()), by=olu)
    assess(obligation, by=olu, finding="not_met", reasons="A third of it is missing.")
    answer = signed_in(mo).get(TABLE)
    assert answer["Content-Disposition"] == 'attachment; filename="conditions-manchester.csv"'
    table = rows(answer)
    assert len(table) == 5
    [match] = [row for row in table if row["Kind"] == "Match funding"]
    figures = [
        Decimal(match[name])
        for name in ("Grant amount", "Match required", "Evidenced", "Still to be evidenced", "Found not met")
    ]
    assert figures == [7500, 7500, 5000, 0, 2500]
    assert (match["Due"], match["Standing"], match["Reasons"]) == ("2024-03-31", "Not met", "A third of it is missing.")


def test_no_cell_acts_as_a_formula(signed_in, published, mo, olu):
    assess(
        match_obligation(published), by=olu, finding="not_met", reasons='=HYPERLINK("https://x.example") & more words'
    )
    [match] = [row for row in rows(signed_in(mo).get(TABLE)) if row["Reasons"]]
    assert match["Reasons"] == '\'=HYPERLINK("https://x.example") & more words'


def test_without_grants_there_is_the_heading_alone(signed_in, published, sal):
    assert rows(signed_in(sal).get(reverse("partners:conditions_csv", args=["salford"]))) == []


def test_what_falls_due_several_times_says_which_time_each_row_is(signed_in, draft, mo, olu, ada):
    attach_standard(draft, StandardCondition.objects.get(code="GM3"), by=olu)
    decision = stories.published(stories.approved(stories.sent(draft, by=olu), by=ada), by=olu)
    [update] = [row for row in rows(signed_in(mo).get(TABLE)) if row["Which time"]]
    assert update["Which time"] == "Update for the quarter to 31 March 2024"
    public = csv.DictReader(Client().get("/data/conditions.csv").getvalue().decode("utf-8-sig").splitlines())
    assert "Update for the quarter to 31 March 2024" in {row["occurrence"] for row in public}
    obligation = Obligation.objects.get(reference=decision.reference, terms_data__code="GM3")
    assert entry(obligation.partnership, obligation, standing_of(obligation, today=obligation.due_on)).summary == (
        f"Manchester: Spending proposals approved, then quarterly updates: {update['Which time']}, for all grants, "
        f"2023/24 ({decision.reference})"
    )
