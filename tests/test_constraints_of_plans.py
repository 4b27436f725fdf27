"""What the database itself refuses of plans and their versions."""

import pytest
from django.db import IntegrityError, transaction

from grants.models import PlanVersion
from tests.grants.test_publish_plan import published_plan


def test_a_plan_has_one_version_of_a_number_and_none_of_them_changes(reference, olu):
    version = published_plan(olu)
    for change in ({"name": "Another name"}, {"number": 2}):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            PlanVersion.objects.update(**change)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        version.delete()
    version.pk = None
    with pytest.raises(IntegrityError, match="one_plan_version_per_number"), transaction.atomic():
        version.save(force_insert=True)
