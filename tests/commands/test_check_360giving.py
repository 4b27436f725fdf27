"""`manage.py check_360giving`: the rules of the 360Giving standard, over this register's own file."""

import io
import json
import os
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from public.browse.money import Narrowing
from public.open_data import giving
from public.open_data.giving_check import check
from public.open_data.giving_rules import rules
from public.open_data.rows import award_rows
from register.models import ListedAward
from tests.public.small_register import build

TODAY = date(2024, 6, 3)
SCHEMAS = os.environ.get("GIVING_SCHEMAS", "")


@pytest.fixture(autouse=True)
def without_schemas(monkeypatch):
    monkeypatch.delenv("GIVING_SCHEMAS", raising=False)


@pytest.fixture
def small(db):
    return build()


def told(**options) -> str:
    written = io.StringIO()
    call_command("check_360giving", stdout=written, **options)
    return written.getvalue()


def test_the_register_s_own_grants_have_nothing_critical_or_inaccurate(small):
    page = told()
    assert "5 grants checked." in page
    assert "Critical: 0 of 4 rules find something." in page
    assert "Accuracy: 0 of 13 rules find something." in page


def test_what_could_be_more_useful_is_counted_with_examples(small):
    line = "5 of 5 (100%) have no planned dates and no duration: "
    assert line + "360G-example-GM-2024-0001-1, 360G-example-GM-2024-0005-1, 360G-example-GM-2024-0005-2" in told()


def test_a_critical_fault_is_refused_after_all_has_been_told(small):
    ListedAward.objects.filter(number=2).update(title="")
    with pytest.raises(CommandError, match="Tools of the standard cannot use this file"):
        told()


def test_an_empty_register_has_nothing_to_check(reference):
    assert "0 grants checked." in told()


def test_without_the_schemas_it_says_that_they_were_not_checked(small):
    assert "The schema of the standard was not checked" in told()


def test_a_folder_without_the_schemas_is_answered_with_a_sentence(db, tmp_path):
    with pytest.raises(CommandError, match=r"There is no 360-giving-schema\.json in"):
        told(schemas=tmp_path)


@pytest.mark.skipif(not SCHEMAS, reason="GIVING_SCHEMAS is no path to the published 360Giving schemas.")
def test_the_published_schemas_find_nothing(small):
    assert "Critical: 0 of 5 rules find something." in told(schemas=Path(SCHEMAS))


SCHEMA = {"type": "object", "properties": {"amountAwarded": {"maximum": 8000}}}


def test_a_grant_that_does_not_fit_the_schema_is_critical(small, tmp_path):
    (tmp_path / "360-giving-schema.json").write_text(json.dumps(SCHEMA))
    (tmp_path / "360-giving-package-schema.json").write_text(json.dumps({"required": ["weather"]}))
    written = io.StringIO()
    with pytest.raises(CommandError):
        call_command("check_360giving", schemas=tmp_path, stdout=written)
    assert "The file: 'weather' is a required property" in written.getvalue()
    assert "4 of 5 (80%) do not fit the schema of the standard" in written.getvalue()


@pytest.fixture
def grant(published):
    (row,) = award_rows(Narrowing())
    return giving.grant(row)


def organisation(number: str, **more) -> list[dict]:
    return [{"id": number, "name": "Somebody"} | more]


PLANNED = [{"startDate": "2024-04-01", "endDate": "2025-03-31"}]
NOBODY = {"recipientOrganization": None}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"description": ""}, "lack a field that the standard requires"),
        ({"recipientIndividual": {"id": "1"}}, "have no recipient, or an organisation and an individual"),
        ({"id": "GM-2024-0001-1"}, "have an id that does not begin with the publisher’s prefix"),
        ({"amountAwarded": 0}, "are of £0 or less"),
        ({"awardDate": "2023-02-29"}, "have a date that does not exist"),
        ({"awardDate": "2024-06-04"}, "were awarded in the future"),
        (
            {"plannedDates": [{"startDate": "2025-01-02", "endDate": "2025-01-01"}]},
            "are planned to end before they start",
        ),
        ({"plannedDates": [{"startDate": "2036-07-01"}]}, "have a date more than 12 years ahead"),
        ({"awardDate": "1999-05-31"}, "have a date more than 25 years ago"),
        ({"fundingOrganization": organisation("XX-ABC-1")}, "name a funder by a register that is not known here"),
        ({"recipientOrganization": organisation("12345")}, "name a recipient by a register that is not known here"),
        (
            {"recipientOrganization": organisation("GB-CHC-12")},
            "have an identifier that its register cannot have given",
        ),
        ({"id": "360G-example-GM/1"}, "have an id with a space, a line break or a slash"),
        ({"title": "Ask somebody@example.org"}, "hold what looks like an e-mail address"),
        (
            NOBODY | {"recipientIndividual": {"id": "1"}, "beneficiaryLocation": [{"geoCode": "M1 1AE"}]},
            "are to an individual, with a postcode or a project",
        ),
        ({"recipientOrganization": organisation("360G-a-1")}, "name the recipient by a number of the publisher’s own"),
        ({"beneficiaryLocation": None}, "do not say where the money helps"),
        ({"grantProgramme": None}, "name no grant programme"),
        ({"plannedDates": [{"startDate": "2024-04-01"}]}, "have no planned dates and no duration"),
        ({"description": "Twice", "title": "Twice"}, "have the title as their description"),
        ({"title": "a" * 141}, "have a title of more than 140 characters"),
        ({"dateModified": None}, "do not say when they were last modified"),
        ({"dataSource": None}, "do not say where the data comes from"),
        (NOBODY | {"recipientIndividual": {"id": "1"}}, "are to an individual, without a code for the reason"),
    ],
)
def test_each_rule_finds_what_it_is_about(grant, changes, sentence):
    good = grant | {"plannedDates": PLANNED}
    assert sentence not in found(good)
    assert sentence in found({name: value for name, value in (good | changes).items() if value is not None})


def test_a_recipient_with_its_number_and_place_is_what_users_ask_for(grant):
    wanted = {"give no charity or company number of the recipient", "do not say where the recipient is"}
    assert wanted <= found(grant)
    full = organisation("GB-CHC-1234567", charityNumber="1234567", postalCode="M1 1AE")
    assert not wanted & found(grant | {"recipientOrganization": full})


def test_an_id_given_twice_and_a_second_funder_are_found_across_grants(grant):
    other = grant | {"fundingOrganization": organisation("GB-LAE-BOL")}
    assert {"have an id that an earlier grant has", "have another funder than the first grant"} <= found(grant, other)


def found(*grants: dict) -> set[str]:
    _, asked = check(grants, rules("360G-example", TODAY))
    return {each.rule.sentence for each in asked if each.count}
