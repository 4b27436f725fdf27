"""What the database itself refuses of plans and their versions."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from grants.actions.plan_take_downs import take_down_plan
from grants.models import PlanTakeDown, PlanVersion
from tests.constraints import NOW, change_each, double_each
from tests.grants.test_publish_plan import published_plan


def test_a_plan_has_one_version_of_a_number_and_none_of_them_changes(reference, olu):
    version = published_plan(olu)
    for change in ({"name": "Another name"}, {"number": 2}, {"summary": ""}, {"is_redacted": True}):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            PlanVersion.objects.update(**change)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        version.delete()
    version.pk = None
    with pytest.raises(IntegrityError, match="one_plan_version_per_number"), transaction.atomic():
        version.save(force_insert=True)


def test_what_must_never_be_false_of_a_take_down(reference, olu, ada, subtests):
    take_down_plan(published_plan(olu), by=ada, reason="It may name somebody.")
    by_the_same = {"redacted_by": F("taken_down_by"), "redacted_at": NOW}
    checks = [
        ("a_plan_take_down_has_a_reason", PlanTakeDown, {"reason": ""}),
        ("two_people_redact_a_plan", PlanTakeDown, by_the_same),
    ]
    change_each(checks, subtests)
    double_each([("one_plan_take_down_at_a_time", PlanTakeDown, {})], subtests)
