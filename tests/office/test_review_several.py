"""Several contributions, reports and papers accepted or returned at once, with one comment."""

import pytest
from django.urls import reverse

from conditions.actions.contributions import change_contribution, record_contribution
from conditions.actions.evidence import add_evidence
from conditions.models import Contribution, Evidence
from grants.models import Event
from tests import snapshots
from tests.stories import contribution, match_obligation, whole

PAGE = reverse("office:review_list")


@pytest.fixture
@snapshots.remembered
def scene(reference, olu, ada, mo, sal):
    """Two contributions of Manchester, a declaration of Salford."""
    obligation = match_obligation(whole(officer=olu, approver=ada))
    for name in ("Vans", "Youth club"):
        record_contribution(obligation, by=mo, values=contribution(description=name, amount=100))
    other = match_obligation(whole(officer=olu, approver=ada, district="salford"))
    add_evidence(other, by=sal, statement="All of it was spent.")


def keys(page):
    return {each.name: each.key for each in page.context["waiting"]}


def test_all_that_is_chosen_is_accepted_with_one_comment(scene, olu, signed_in):
    client = signed_in(olu)
    chosen = list(keys(client.get(PAGE)).values())
    page = client.post(PAGE, {"chosen": chosen, "comment": "Thank you.", "accept": "yes"}, follow=True)
    assert "3 accepted." in page.text
    assert set(Contribution.objects.values_list("accepted_comment", flat=True)) == {"Thank you."}
    assert Evidence.objects.get().accepted_by == olu
    assert Event.objects.filter(by=olu, verb__startswith="accepted").count() == 3


def test_what_changed_meanwhile_is_refused_by_name_and_the_rest_goes_through(scene, olu, mo, signed_in):
    client = signed_in(olu)
    chosen = list(keys(client.get(PAGE)).values())
    change_contribution(Contribution.objects.get(description="Vans"), by=mo, values={"proof": "An invoice"})
    page = client.post(PAGE, {"chosen": chosen, "comment": "", "accept": "yes"}, follow=True)
    assert "2 accepted." in page.text
    assert "Vans, £100.00: It has been changed since you opened this page" in page.text
    assert list(Contribution.objects.filter(accepted_at=None).values_list("description", flat=True)) == ["Vans"]


def test_a_return_needs_its_comment_and_keeps_what_was_chosen(scene, olu, signed_in):
    client = signed_in(olu)
    chosen = keys(client.get(PAGE))["Vans"]
    page = client.post(PAGE, {"chosen": chosen, "comment": "", "return": "yes"})
    assert "Say what is missing" in page.text
    assert page.text.count(" checked") == 1
    client.post(PAGE, {"chosen": chosen, "comment": "No invoice.", "return": "yes"})
    assert Contribution.objects.get(description="Vans").returned_comment == "No invoice."


def test_nothing_chosen_says_so(scene, olu, signed_in):
    assert "Choose at least one" in signed_in(olu).post(PAGE, {"comment": "", "accept": "yes"}).text


def test_nobody_accepts_what_they_have_sent(scene, olu, signed_in):
    sent = record_contribution(
        Contribution.objects.first().shares.get().obligation, by=olu, values=contribution(description="By post")
    )
    client = signed_in(olu)
    page = client.post(PAGE, {"chosen": keys(client.get(PAGE))["By post"], "comment": "", "accept": "yes"}, follow=True)
    assert "You sent or changed this yourself" in page.text
    assert Contribution.objects.get(pk=sent.pk).accepted_at is None


@pytest.mark.parametrize(
    ("asked", "count"), [({}, 3), ({"partnership": "manchester"}, 2), ({"kind": "evidence"}, 1), ({"page": "2"}, 3)]
)
def test_it_is_narrowed_to_a_partnership_or_to_what_was_sent(asked, count, scene, olu, signed_in):
    assert len(keys(signed_in(olu).get(PAGE, asked))) == count


def test_pages_lead_through_all_of_it(scene, olu, signed_in, monkeypatch):
    monkeypatch.setattr("conditions.views.office.reviews.PER_PAGE", 2)
    client = signed_in(olu)
    pages = [keys(client.get(PAGE, {"page": number})) for number in (1, 2)]
    assert [len(each) for each in pages] == [2, 1]
    assert not pages[0].keys() & pages[1].keys()
