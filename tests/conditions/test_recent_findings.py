"""The newest findings, added up: the same however few of them are read at first."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conditions import findings
from conditions.actions.assessments import assess
from conditions.findings import findings_by_condition
from conditions.models import Obligation


@pytest.fixture
def found(published, ada):
    """Three waived in June, one in July, and one of June found again in August."""
    obligations = list(Obligation.objects.filter(condition__decision=published, terms_data__match=None))
    for month, which in ((6, obligations[:3]), (7, obligations[3:]), (8, obligations[:1])):
        for each in which:
            at = datetime(2024, month, 3, 12, tzinfo=UTC)
            assess(each, by=ada, finding="waived", reasons="It is no longer needed.", at=at)
    return obligations


@pytest.mark.parametrize("read", [1, 2, 3, 1_000])
@pytest.mark.parametrize("limit", [1, 2, 6])
def test_they_are_the_newest_of_each_obligation_whatever_is_read(found, monkeypatch, read, limit):
    monkeypatch.setattr(findings, "READ_AT_FIRST", read)
    told = [(each.day.month, count) for each, count in findings_by_condition(limit)]
    assert told == [(8, 1), (7, 1), (6, 1), (6, 1)][:limit]


def test_older_ones_are_not_read_where_the_newest_days_have_enough(found, monkeypatch):
    monkeypatch.setattr(findings, "READ_AT_FIRST", 1)
    with CaptureQueriesContext(connection) as asked:
        findings_by_condition(1)
    assert len(asked) == 2  # when the newest was made, and what was found since the morning of that day
    assert '"made_at" >= ' in asked[1]["sql"]
