"""What waits for the office."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from conditions.actions.assessments import assess
from conditions.actions.contributions import record_contribution
from conditions.actions.reviews import accept, return_sent
from tests.stories import contribution, match_obligation, whole

PAGE = reverse("office:review_list")
FIRST, SECOND = datetime(2024, 3, 1, 9, 0, tzinfo=UTC), datetime(2024, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def obligation(published):
    return match_obligation(published)


def waiting(page):
    return [each.name for each in page.context["waiting"]]


def test_at_first_nothing_waits_and_nothing_is_past_due(signed_in, olu, reference):
    page = signed_in(olu).get(PAGE)
    assert "No evidence is waiting." in page.text
    assert "No condition is past due." in page.text


def test_the_oldest_evidence_comes_first(signed_in, olu, mo, obligation):
    record_contribution(obligation, by=mo, values=contribution(description="Later"), at=SECOND)
    record_contribution(obligation, by=mo, values=contribution(description="Earlier"), at=FIRST)
    assert waiting(signed_in(olu).get(PAGE)) == ["Earlier", "Later"]


def test_what_is_accepted_returned_or_only_pledged_does_not_wait(signed_in, olu, mo, obligation):
    accept(record_contribution(obligation, by=mo, values=contribution(amount=1)), by=olu)
    return_sent(record_contribution(obligation, by=mo, values=contribution(amount=2)), by=olu, comment="No invoice.")
    record_contribution(obligation, by=mo, values=contribution(stage="pledged", spent_on=None))
    assert waiting(signed_in(olu).get(PAGE)) == []


def test_what_is_past_its_due_date_is_past_due_until_the_office_has_found(
    signed_in, olu, ada, obligation, published, time_machine
):
    time_machine.move_to("2024-03-31 22:30Z", tick=False)  # in London it is half past eleven, on the same day
    assert signed_in(olu).get(PAGE).context["past_due"] == []
    time_machine.move_to("2024-03-31 23:30Z", tick=False)  # half past midnight, British Summer Time
    assert len(signed_in(olu).get(PAGE).context["past_due"]) == 5
    assess(obligation, by=ada, finding="waived", reasons="The scheme ended early.")
    assert len(signed_in(olu).get(PAGE).context["past_due"]) == 4


def test_the_page_costs_the_same_however_much_waits(signed_in, olu, ada, mo, obligation, django_assert_max_num_queries):
    record_contribution(obligation, by=mo, values=contribution())
    for _ in range(3):
        record_contribution(match_obligation(whole(officer=olu, approver=ada)), by=mo, values=contribution())
    client = signed_in(olu)
    with django_assert_max_num_queries(20):
        assert len(waiting(client.get(PAGE))) == 4


@pytest.mark.parametrize(("person", "status"), [("ada", 200), ("mo", 403), ("ann", 403)])
def test_officers_and_approvers_review(signed_in, request, reference, person, status):
    assert signed_in(request.getfixturevalue(person)).get(PAGE).status_code == status
