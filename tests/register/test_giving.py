"""360Giving data: the fields that the standard requires, and the quality rules that its users check (domain §11)."""

import json
import os
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from grants.actions.awards import change_award
from grants.actions.decisions import revise
from grants.models import Ground, Organisation
from public.browse.money import Narrowing
from public.open_data import giving
from public.open_data import tables as open_data
from public.open_data.giving_check import Schemas
from public.open_data.rows import AwardRow, award_rows
from register.actions.withholding import withhold
from register.models import ListedAward
from tests import stories
from tests.public.small_register import build


@pytest.fixture
def small(db):
    return build()


def grants() -> list[dict]:
    return giving.package(award_rows(Narrowing()), modified=timezone.now())["grants"]


def test_the_package_says_whose_it_is_and_under_which_licence(small):
    package = giving.package(award_rows(Narrowing()), modified=timezone.now())
    assert package["version"] == "1.4"
    assert package["license"] == open_data.LICENCE_URL
    assert {"title", "description", "issued", "modified", "publisher"} <= package.keys()
    assert {"name", "identifier"} <= package["publisher"].keys()


# The fields of the standard's schema that these grants use, each with what its value has to be; an organisation, a
# place, a programme and so on are lists of such objects. Nothing else may stand there.
TEXT, DAY, MOMENT, ADDRESS = r".+", r"\d{4}-\d\d-\d\d", r"\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)", r"https?://\S+"
ORGANISATION = {"id": r"[A-Za-z0-9:-]+", "name": TEXT}
SCHEMA = {
    "id": r"[A-Za-z0-9-]+",
    "title": r".{1,140}",
    "description": TEXT,
    "currency": "GBP",
    "amountAwarded": float,
    "awardDate": DAY,
    "fundingOrganization": ORGANISATION,
    "recipientOrganization": ORGANISATION,
    "url": ADDRESS,
    "plannedDates": {"startDate": DAY, "endDate": DAY},
    "grantProgramme": {"code": TEXT, "title": TEXT, "url": ADDRESS},
    "beneficiaryLocation": {"name": TEXT, "countryCode": "GB", "geoCode": r"E\d{8}", "geoCodeType": "MD"},
    "locationScope": "GLS050",
    "fromOpenCall": "Yes|No",
    "classifications": {"vocabulary": TEXT, "title": TEXT},
    "relatedDocument": {"title": TEXT, "url": ADDRESS},
    "dateModified": MOMENT,
    "dataSource": ADDRESS,
}
OFTEN_EMPTY = {"classifications", "plannedDates", "fromOpenCall", "beneficiaryLocation", "locationScope"}


def fits(value: object, shape: object) -> bool:
    if isinstance(shape, dict):
        return all(
            each.keys() == shape.keys() and all(fits(each[name], shape[name]) for name in shape) for each in value
        )
    return isinstance(value, shape) if isinstance(shape, type) else bool(re.fullmatch(shape, value))


def test_every_grant_fits_the_schema_of_the_standard(small):
    stories.whole(officer=small.office.olu, approver=small.office.ada, title="For a charity", conditions=())
    ListedAward.objects.filter(listing__title="For a charity").update(partnership=None)
    told = grants()
    assert len(told) == 6
    for grant in told:
        assert SCHEMA.keys() - OFTEN_EMPTY <= grant.keys() <= SCHEMA.keys()
        assert [name for name in grant if not fits(grant[name], SCHEMA[name])] == []
        assert grant["amountAwarded"] > 0
        assert date.fromisoformat(grant["awardDate"]) <= date.today()  # noqa: DTZ011
    assert [grant["title"] for grant in told if "beneficiaryLocation" not in grant] == ["Mentoring in Manchester"]


def test_the_package_fits_the_schema_of_the_standard(small):
    package = json.loads(Client().get(reverse("public:giving_json")).getvalue())
    assert all(re.fullmatch(DAY, package[name]) for name in ("issued", "modified"))
    assert re.fullmatch(ADDRESS, package["license"])
    assert all(isinstance(package[name], str) for name in ("version", "title", "description"))
    assert len({json.dumps(grant, sort_keys=True) for grant in package["grants"]}) == len(package["grants"]) >= 1


def test_ids_are_unique_and_on_one_line_without_slashes(small):
    ids = [grant["id"] for grant in grants()]
    assert len(ids) == len(set(ids)) == 5
    assert all(re.fullmatch(r"360G-example-[A-Za-z0-9-]+", each) for each in ids)


def test_one_funder_and_one_recipient_each_with_an_id_and_a_name(small):
    for grant in grants():
        for role in ("fundingOrganization", "recipientOrganization"):
            (organisation,) = grant[role]
            assert organisation["id"]
            assert organisation["name"]
    assert "GB-LAE-MAN" in {grant["recipientOrganization"][0]["id"] for grant in grants()}


def test_amounts_are_current_and_never_zero(small):
    assert sorted(grant["amountAwarded"] for grant in grants()) == [7695, 100_000, 100_000, 100_000, 100_000]
    ended = {"amount": Decimal("0.00"), "ended_reason": "The work stopped."}
    change_award(small.many.awards.first(), by=small.office.olu, values=ended)
    small.office.publishes(stories.fresh(small.many), note="It has been ended early.")
    assert len(grants()) == 4


def test_planned_dates_are_those_that_the_record_gives(draft, olu, ada):
    change_award(draft.awards.get(), by=olu, values={"starts_on": date(2024, 4, 1)})
    decision = stories.published(stories.approved(stories.sent(draft, by=olu), by=ada), by=ada)
    (grant,) = grants()
    assert grant["plannedDates"] == [{"startDate": "2024-04-01"}]
    ListedAward.objects.filter(listing__decision=decision).update(starts_on=None)
    (undated,) = grants()
    assert "plannedDates" not in undated


@pytest.mark.parametrize(("recorded", "said"), [(True, "Yes"), (False, "No"), (None, None)])
def test_an_open_call_is_stated_only_when_it_is_recorded(draft, olu, ada, recorded, said):
    revise(draft, by=olu, values={"from_open_call": recorded})
    stories.published(stories.approved(stories.sent(stories.fresh(draft), by=olu), by=ada), by=ada)
    (grant,) = grants()
    assert grant.get("fromOpenCall") == said


def test_a_grant_was_modified_by_the_newest_notice_that_touches_it(small):
    def modified() -> str:
        (grant,) = [each for each in grants() if each["id"].endswith(f"{small.hotspot.reference}-1")]
        return grant["dateModified"]

    assert modified() == small.change.notices.get().published_at.isoformat()
    gone = stories.withdrawn(small.change, by=small.office.ada, reason="The money was not available after all.")
    assert modified() == gone.published_at.isoformat()


def test_the_type_of_a_code_follows_the_code(published):
    for code, kind in {"E06000001": "UA", "E07000001": "NMD", "E09000001": "LONB", "W06000001": "UA"}.items():
        published.awards.get().partnership.__class__.objects.filter(slug="manchester").update(gss_code=code)
        (grant,) = grants()
        assert grant["beneficiaryLocation"][0]["geoCodeType"] == kind


SCHEMAS = os.environ.get("GIVING_SCHEMAS", "")


@pytest.mark.skipif(not SCHEMAS, reason="GIVING_SCHEMAS is no path to the published 360Giving schemas.")
def test_the_official_schema_finds_nothing(small):
    found = json.loads(Client().get(reverse("public:giving_json")).getvalue())
    assert Schemas(Path(SCHEMAS)).faults(found) == []


def test_a_description_is_not_the_title_and_holds_no_email_address(published):
    (row,) = award_rows(Narrowing())
    again = giving.grant(AwardRow(row.award, row.award.title))
    assert again["description"] != again["title"]
    written = giving.grant(AwardRow(row.award, "Ask somebody@example.org about it"))
    assert written["description"] == "Ask [e-mail address] about it"


def test_a_person_stays_without_a_name(draft, olu, ada):
    somebody = Organisation.objects.create(name="Private Person", slug="private-person", kind="individual")
    change_award(draft.awards.get(), by=olu, values={"recipient": somebody})
    stories.published(stories.approved(stories.sent(draft, by=olu), by=ada), by=ada)
    (grant,) = grants()
    assert "recipientOrganization" not in grant
    assert grant["recipientIndividual"]["name"] == "Individual"
    assert "Private" not in str(grant)


def test_a_grant_whose_recipient_is_withheld_is_left_out(draft, olu, ada):
    stories.award(draft, by=olu, amount=Decimal("4000.00"), district="salford", stream="challenger-soc-hotspot-fund")
    revise(
        draft,
        by=olu,
        values={"reasons": "Money spent where the threats are does more than the same sum spread thinly."},
    )
    view = {"ground": Ground.SAFETY, "viewed_on": date(2024, 1, 30), "viewed_by": "Chief Constable"}
    withhold(draft, by=olu, what="award-2", values=view)
    stories.published(stories.approved(stories.sent(stories.fresh(draft), by=olu), by=ada), by=ada)
    assert {row.award.recipient_name for row in award_rows(Narrowing())} == {
        "Manchester City Council",
        "Withheld",
    }
    assert [grant["amountAwarded"] for grant in grants()] == [7500]
