"""Two organisations that are one: everything follows to the one that is kept."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from grants.actions.decisions import record_edit, require_editor
from grants.actions.diary import record, set_fields
from grants.models import Award, Decision, Organisation, OtherName, User
from grants.refused import Refused
from register.models import ListedAward

WAITING = (Decision.State.SENT, Decision.State.APPROVED)


@transaction.atomic
def merge_organisations(
    merged: Organisation, into: Organisation, *, by: User, at: datetime | None = None
) -> Organisation:
    """Merge an organisation into another one, which takes over its awards, its partnerships and its other names, and
    its identifier where it has none. What was published keeps the old name, which leads to the other one from now on.

    Refused: into itself, twice, of an individual and another, and while a decision that pays it waits for approval or
    publication, since that says who is paid.
    """
    require_editor(by)
    both = Organisation.objects.filter(pk__in=(merged.pk, into.pk)).order_by("pk").select_for_update(of=("self",))
    rows = {row.pk: row for row in both}
    merged, into = rows[merged.pk], rows[into.pk]
    refuse_merging(merged, into)
    for award in Award.objects.filter(recipient=merged).select_related("decision"):
        follow(award, into, by=by, at=at)
    ListedAward.objects.filter(recipient=merged).update(recipient=into)
    merged.partnerships.update(accountable_body=into)
    merged.merged.update(merged_into=into)
    known = {name.casefold() for name in into.other_names.values_list("name", flat=True)}
    follow_names((other for other in merged.other_names.all() if other.name.casefold() not in known), into)
    identifier = merged.identifier if not into.identifier else ""
    set_fields(merged, {"merged_into": into} | ({"identifier": ""} if identifier else {}))
    changes = set_fields(into, {"identifier": identifier}) if identifier else {}
    record("merged", merged, by=by, at=at, changes={"Merged": [str(merged), str(into)]})
    record("took over", into, by=by, at=at, changes={"Merged": [str(merged), str(into)], **changes})
    return into


def refuse_merging(merged: Organisation, into: Organisation) -> None:
    if merged == into:
        raise Refused("Choose another organisation: this is the same one.")
    if merged.merged_into or into.merged_into:
        raise Refused("One of them was merged already: merge the one that was kept.")
    if (merged.kind == Organisation.Kind.INDIVIDUAL) != (into.kind == Organisation.Kind.INDIVIDUAL):
        raise Refused("An individual and an organisation are never one.")
    waiting = Decision.objects.filter(awards__recipient=merged, state__in=WAITING).distinct()
    if references := ", ".join(waiting.values_list("reference", flat=True)[:5]):
        raise Refused(f"{references} pays it and waits for approval or publication: publish or return that first.")


def follow(award: Award, into: Organisation, *, by: User, at: datetime | None) -> None:
    """The award is paid to the other one. A draft says so in its diary, as for any edit; of what is published, the
    register keeps what it says."""
    changes = set_fields(award, {"recipient": into})
    if award.decision.state == Decision.State.DRAFT:
        decision = Decision.objects.select_for_update(no_key=True).get(pk=award.decision_id)
        record_edit(decision, "changed an award", by=by, thing=award, changes=changes, at=at)


def follow_names(others: Iterable[OtherName], into: Organisation) -> None:
    for other in others:
        set_fields(other, {"organisation": into})
