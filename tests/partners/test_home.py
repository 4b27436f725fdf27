"""Where a lead arrives."""

from django.urls import reverse

from grants.actions.office_data import add_membership, end_membership
from grants.models import Role, User

HOME = reverse("partners:home")
MANCHESTER = reverse("partners:partnership_detail", args=["manchester"])


def test_mo_who_leads_one_partnership_goes_straight_to_it(signed_in, mo):
    assert signed_in(mo).get(HOME)["Location"] == MANCHESTER


def test_a_lead_of_two_partnerships_chooses(signed_in, mo, salford, ann):
    add_membership(mo, Role.LEAD, by=ann, partnership=salford)
    page = signed_in(mo).get(HOME)
    assert [each.slug for each in page.context["partnerships"]] == ["manchester", "salford"]
    assert MANCHESTER in page.text


def test_an_officer_who_leads_none_is_told_so(signed_in, olu):
    page = signed_in(olu).get(HOME)
    assert page.status_code == 403
    assert "your account leads none" in page.text


def test_rights_end_with_the_role(signed_in, mo, ann):
    client = signed_in(mo)
    end_membership(mo.memberships.get(), by=ann)
    assert client.get(HOME)["Location"].startswith(reverse("account_login"))
    client = signed_in(User.objects.get(pk=mo.pk))
    assert client.get(HOME).status_code == 403
    assert client.get(MANCHESTER).status_code == 404


def test_whoever_is_signed_out_signs_in_first(client):
    assert client.get(HOME)["Location"].startswith(reverse("account_login"))
