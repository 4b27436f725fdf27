"""The cells of the files that have a line for each award, said to the database by column, which makes whole lines of
them. No row is made an object, and no cell is looked at here, which takes most of the time of a long file; the bytes
are the same (tests/public/test_award_cells.py)."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import Case, CharField, F, Func, IntegerField, QuerySet, Value, When
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast, Coalesce, Concat, NullIf

from conditions.terms import OUT_OF_SIGHT
from grants.models.organisations import Organisation
from public.open_data.lines import lines_of
from public.open_data.tables import AWARDS, TRANSPARENCY, address
from register.models import ListedAward

RECORD = KeyTransform("record", "listing__notice__document_data")
PURPOSE = KeyTextTransform("value", KeyTransform("purpose", RECORD))
KINDS, INDIVIDUAL = Organisation.Kind, Organisation.Kind.INDIVIDUAL
IS_INDIVIDUAL = When(recipient__kind=INDIVIDUAL, then=Value(None, CharField()))


def of_recipient(field: str) -> Case:
    """Of whoever may be named: no individual."""
    return Case(IS_INDIVIDUAL, default=F(f"recipient__{field}"), output_field=CharField())


def page() -> Concat:
    before, after = address("decision_detail", "REFERENCE").split("REFERENCE")
    return Concat(Value(before), F("listing__reference"), Value(after))


def values() -> dict[str, Any]:
    """By the name of each column, its value."""
    return {
        "award": Concat(F("listing__reference"), Value("-"), Cast("number", CharField())),
        "decision": F("listing__reference"),
        "title": F("title"),
        "purpose": Case(
            When(listing__notice__taken_down_at=None, then=PURPOSE),
            default=Value(OUT_OF_SIGHT),
            output_field=CharField(),
        ),
        "recipient": F("recipient_name"),
        "recipient_slug": of_recipient("slug"),
        "recipient_kind": Case(
            *(When(recipient__kind=kind.value, then=Value(kind.label)) for kind in KINDS),
            When(recipient__kind=None, recipient_name=INDIVIDUAL.label, then=Value(INDIVIDUAL.label)),
        ),
        "recipient_identifier": of_recipient("identifier"),
        "partnership": F("partnership__name"),
        "partnership_slug": F("partnership__slug"),
        "district_code": F("partnership__gss_code"),
        "stream": F("stream__name"),
        "stream_slug": F("stream__slug"),
        "financial_year": F("year"),
        "decided_on": F("listing__decided_on"),
        "starts_on": F("starts_on"),
        "ends_on": F("ends_on"),
        "amount_awarded": F("amount"),
        "amount": F("current_amount"),
        "ended": Case(When(current_amount=0, then=Value("yes")), default=Value("no")),
        "url": page(),
    }


def transparency_values() -> dict[str, Any]:
    """The same for the columns of the Transparency Code."""
    said = values()
    days = [
        Func(F(name), Value("DD/MM/YYYY"), function="to_char", output_field=CharField())
        for name in ("starts_on", "ends_on")
    ]
    year = [Cast(Cast(F("year"), IntegerField()) + later, CharField()) for later in (0, 1)]
    period = Case(
        When(starts_on__isnull=False, ends_on__isnull=False, then=Concat(days[0], Value(" to "), days[1])),
        When(year__isnull=False, then=Concat(Value("01/04/"), year[0], Value(" to 31/03/"), year[1])),
        output_field=CharField(),
    )
    return {
        "Date awarded": said["decided_on"],
        "Period": period,
        "Department": Value(settings.OFFICE.body),
        "Beneficiary": said["recipient"],
        "Registration number": of_recipient("registration_number"),
        "Purpose": Coalesce(NullIf(said["purpose"], Value("")), F("title"), output_field=CharField()),
        "Amount": said["amount"],
    }


def award_lines(found: QuerySet[ListedAward]) -> Iterator[str]:
    """Of these awards, in their order, the lines of their file, many at a time."""
    return lines_of(found.values_list(*values().values()), AWARDS)


def transparency_lines(found: QuerySet[ListedAward]) -> Iterator[str]:
    return lines_of(found.values_list(*transparency_values().values()), TRANSPARENCY)
