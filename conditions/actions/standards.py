"""The office's library of standard conditions: a version is never changed, a new wording is a new version."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from conditions.models import StandardCondition
from grants.actions.office_data import save_office_data
from grants.models import User


@transaction.atomic
def write_version(code: str, *, by: User, values: Mapping[str, Any], at: datetime | None = None) -> StandardCondition:
    """The next version of a standard condition, or the first of a new code. It is the one offered from now on."""
    earlier = list(StandardCondition.objects.select_for_update().filter(code=code))
    for version in earlier:
        save_office_data(version, {"is_current": False}, by=by, at=at)
    written = StandardCondition()
    number = max((version.version for version in earlier), default=0) + 1
    save_office_data(written, {**values, "code": code, "version": number, "is_current": True}, by=by, at=at)
    return written
