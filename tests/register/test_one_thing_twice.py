"""One thing is not entered or published twice: what looks like another decision says why it is not (domain §8)."""

from datetime import date
from decimal import Decimal

import pytest
from django.conf import settings

from grants.actions.awards import change_award
from grants.actions.decisions import revise
from grants.look_alikes import look_alikes_of_each, marks
from grants.models import Decision
from grants.refused import Refused
from intake.actions.notices import draft_from_notices
from register.actions.approval import send_for_approval
from register.checks.checklist import checklist
from tests import stories

NEW = "/office/decisions/new/"
HOTSPOT = settings.BASE_DIR / "tests" / "notices" / "hotspot-activity.txt"


def draft_of(olu, **values):
    return stories.draft(by=olu, why_another="", **values)


def twice(decision):
    return [found for found in checklist(stories.fresh(decision)).blocks if "This looks like" in found.sentence]


@pytest.mark.parametrize(
    ("values", "is_twice"),
    [
        ({"title": "Another", "decided_on": date(2024, 1, 9), "external_reference": "2548"}, True),
        ({"amount": Decimal("7501.00")}, True),
        ({"title": "Another"}, True),
        ({"title": "Another", "amount": Decimal("7501.00")}, False),
        ({"title": "Another", "district": "salford"}, False),
        ({"decided_on": date(2024, 1, 9)}, False),
    ],
)
def test_a_reference_or_title_and_date_or_recipient_amount_and_date(reference, olu, values, is_twice):
    first = draft_of(olu, external_reference="2548")
    second = stories.fresh(draft_of(olu, **values))
    assert bool(twice(second)) is is_twice
    assert not twice(first)


def test_publishing_such_a_one_needs_the_reason(draft, olu):
    second = draft_of(olu)
    with pytest.raises(Refused, match=f"This looks like {draft.reference}: open it, or say why it is another"):
        send_for_approval(second, by=olu)
    revise(second, by=olu, values={"why_another": "It is the second half of the money."})
    assert send_for_approval(second, by=olu).state == "sent"


def test_nothing_is_saved_before_the_reason_is_given(draft, olu, signed_in):
    client, form = signed_in(olu), {"title": draft.title, "kind": "grant", "decided_on": "6/2/2024"}
    form["form_key"] = "5f0c2e9e-0f43-4c3c-b1b5-0d9d6f6c1a11"
    page = client.post(NEW, form).content.decode()
    assert f"This looks like {draft.reference}" in page
    assert f'href="/office/decisions/{draft.reference}/"' in page
    assert Decision.objects.count() == 1
    assert client.post(NEW, form | {"why_another": "The second half."}).status_code == 302
    assert client.post(NEW, form | {"why_another": "The second half."}).status_code == 302
    assert Decision.objects.count() == 2


def test_an_award_that_makes_it_the_same_is_not_saved(draft, olu, signed_in):
    other = draft_of(olu, title="Another", amount=Decimal("1.00"))
    award, known = other.awards.get(), draft.awards.get()
    form = {"title": "Mentoring", "partnership": known.partnership_id, "stream": known.stream_id, "year": "2023/24"}
    form |= {"amount": "7,500", "revision": stories.fresh(other).revision}
    page = signed_in(olu).post(f"/office/decisions/{other.reference}/awards/{award.number}/", form).content.decode()
    assert f"This looks like {draft.reference}" in page
    assert other.awards.get().amount == 1


def test_a_title_that_makes_it_the_same_is_not_saved(draft, olu, signed_in):
    other = draft_of(olu, title="Another", amount=Decimal("1.00"))
    form = {"reference": other.reference, "kind": "grant", "title": draft.title, "revision": other.revision}
    address = f"/office/decisions/{other.reference}/record/about/"
    assert f"This looks like {draft.reference}" in signed_in(olu).post(address, form).content.decode()
    assert stories.fresh(other).title == "Another"
    assert signed_in(olu).post(address, form | {"why_another": "The second half."}).status_code == 302


def test_many_awards_at_once_are_held_against_others_before_they_are_saved(draft, olu, signed_in):
    """The grid, a pasted table and the same amount to all: each asks, keeps what was typed, and saves the reason."""
    other = draft_of(olu, title="Another", district="bury", amount=Decimal("1.00"))
    address, client = f"/office/decisions/{other.reference}/awards", signed_in(olu)
    same = {"title": "Mentoring", "revision": stories.fresh(other).revision}
    award = other.awards.get()
    change_award(
        award, by=olu, values={name: getattr(draft.awards.get(), name) for name in ("recipient", "partnership")}
    )
    grid = {
        "stream_1": award.stream_id,
        "year_1": "2023/24",
        "amount_1": "7,500",
        "revision": stories.fresh(other).revision,
    }
    for page, form in (
        ("grid", grid),
        ("paste", same | {"table": "Manchester\t7,500"}),
        ("all-partnerships", same | {"amount": "7,500"}),
    ):
        asked = client.post(f"{address}/{page}/", form).content.decode()
        assert f"This looks like {draft.reference}: open it, or say why it is another" in asked
        assert "7,500" in asked
        assert [each.amount for each in other.awards.all()] == [1]
    assert client.post(f"{address}/grid/", grid | {"why_another": "The second half."}).status_code == 302
    assert other.awards.get().amount == 7500
    assert stories.fresh(other).why_another == "The second half."


def test_a_contract_takes_no_award_on_any_form(draft, olu, signed_in):
    contract = draft_of(olu, kind="contract", title="Another", amount=Decimal("1.00"))
    same = {"title": "Mentoring", "revision": stories.fresh(contract).revision, "amount": "2"}
    address, client = f"/office/decisions/{contract.reference}/awards", signed_in(olu)
    for page in ("new", "all-partnerships", "paste", "1"):
        typed = same | {"table": "Bury\t2", "partnership": contract.awards.get().partnership_id}
        assert "“Contract” is no grant and makes no award" in client.post(f"{address}/{page}/", typed).content.decode()
    assert [award.amount for award in contract.awards.all()] == [1]


def test_a_date_that_makes_it_the_same_is_asked_where_it_is_typed(draft, olu, signed_in):
    other = draft_of(olu, decided_on=date(2024, 1, 9))
    form = {"decided_on": "6/2/2024", "outcome": "approved", "is_key": "False", "revision": other.revision}
    address = f"/office/decisions/{other.reference}/record/who-and-when/"
    page = signed_in(olu).post(address, form).content.decode()
    assert f"This looks like {draft.reference}" in page
    assert 'name="why_another"' in page
    assert signed_in(olu).post(address, form | {"why_another": "The second half."}).status_code == 302
    assert stories.fresh(other).why_another == "The second half."


def test_a_notice_is_held_against_what_it_awards_on_that_day(draft, olu):
    notice = HOTSPOT.read_text().replace("Targeted hotspot activity", "Wholly other activity")
    [offered] = draft_from_notices(notice, by=olu)
    assert (offered.decision, offered.is_new) == (draft, False)
    [another] = draft_from_notices(notice, by=olu, why_another="The second half.")
    assert (another.is_new, another.decision.why_another) == (True, "The second half.")


def test_many_are_held_against_the_register_in_two_queries(draft, olu, django_assert_num_queries):
    paid = [(draft.awards.get().recipient_id, Decimal(7500))]
    entered = [marks(title=f"Title {number}", decided_on=draft.decided_on, paid=paid) for number in range(50)]
    with django_assert_num_queries(2):
        assert look_alikes_of_each(entered) == [[draft]] * 50
