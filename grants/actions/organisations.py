"""Recipients that officers add as they enter awards, so that no decision waits for an administrator."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from grants.actions.decisions import require_editor
from grants.actions.diary import record, set_fields
from grants.actions.office_data import free_slug
from grants.identifiers import fault_of, normal
from grants.models import Organisation, User
from grants.refused import Refused


@transaction.atomic
def add_organisation(*, by: User, values: Mapping[str, Any], at: datetime | None = None) -> Organisation:
    """A recipient that the office did not have yet; officers add them as they enter awards.

    Refused where its name or its identifier is there already, and for an identifier that its scheme does not know. The
    address of an individual does not tell the name.
    """
    require_editor(by)
    values = {**values, "identifier": normal(values.get("identifier", ""))}
    for field in ("name", "identifier"):
        same = Organisation.objects.filter(**{f"{field}__iexact": values.get(field) or None}).first()
        if same:
            raise Refused(f"The office has this {field} already: {same}. Choose it from the list.")
    if fault := fault_of(values["identifier"], values["kind"]):
        raise Refused(fault)
    named = "individual" if values["kind"] == Organisation.Kind.INDIVIDUAL else values["name"]
    organisation = Organisation(slug=free_slug(Organisation, named, "recipient"))
    changes = set_fields(organisation, values)
    record("added", organisation, by=by, at=at, changes=changes)
    return organisation
