"""Recipients: added by officers as they enter awards, so that no decision waits for an administrator; and changed."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from grants.actions.decisions import require_editor
from grants.actions.diary import record, set_fields
from grants.actions.office_data import free_slug
from grants.actions.other_names import add_other_name, remove_other_name
from grants.identifiers import fault_of, normal
from grants.models import Organisation, User
from grants.refused import Refused
from grants.revisions import refuse_overtaken


@transaction.atomic
def add_organisation(*, by: User, values: Mapping[str, Any], at: datetime | None = None) -> Organisation:
    """A recipient that the office did not have yet; officers add them as they enter awards.

    Refused where its name or its identifier is there already, and for an identifier that its scheme does not know. The
    address of an individual does not tell the name.
    """
    require_editor(by)
    values = {**values, "identifier": normal(values.get("identifier", ""))}
    refuse_unfit(values, Organisation.objects.all(), "Choose it from the list.")
    named = "individual" if values["kind"] == Organisation.Kind.INDIVIDUAL else values["name"]
    organisation = Organisation(slug=free_slug(Organisation, named, "recipient"))
    changes = set_fields(organisation, values)
    record("added", organisation, by=by, at=at, changes=changes)
    return organisation


@transaction.atomic
def change_organisation(
    organisation: Organisation,
    values: Mapping[str, Any],
    *,
    by: User,
    other_names: Iterable[str],
    revision: int | None = None,
    at: datetime | None = None,
) -> Organisation:
    """Change what the office says of an organisation, and all that it is also known as. Published notices keep the
    name that they were published with.

    Refused as `add_organisation` refuses, for one that was merged into another, and (Stale) where it has been changed
    since `revision`.
    """
    require_editor(by)
    organisation = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    refuse_overtaken(Organisation, organisation.pk, since=revision)
    if organisation.merged_into:
        raise Refused(f"This organisation was merged into {organisation.merged_into}. Change that one.")
    values = {**values, "identifier": normal(values.get("identifier", ""))}
    others = Organisation.objects.exclude(pk=organisation.pk)
    refuse_unfit(values, others, "If both are the same organisation, merge them.")
    if changes := set_fields(organisation, values):
        record("changed", organisation, by=by, at=at, changes=changes)
    wanted = {name.casefold(): name for name in other_names}
    for other in organisation.other_names.all():
        if wanted.pop(other.name.casefold(), None) is None:
            remove_other_name(other, by=by, at=at)
    for name in wanted.values():
        add_other_name(organisation, name, by=by, at=at)
    return organisation


def refuse_unfit(values: Mapping[str, Any], others: QuerySet[Organisation], advice: str) -> None:
    """Refuse a name or an identifier that another one has, and an identifier that its scheme does not know."""
    for field in ("name", "identifier"):
        same = others.filter(**{f"{field}__iexact": values.get(field) or None}).first()
        if same:
            raise Refused(f"The office has this {field} already: {same}. {advice}")
    if fault := fault_of(values["identifier"], values["kind"]):
        raise Refused(fault)
