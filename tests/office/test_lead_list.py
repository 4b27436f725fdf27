"""Olu sees who leads each partnership."""

LIST, NEW = "/office/leads/", "/office/leads/new/"


def test_it_names_the_leads_and_the_partnerships_without_one(signed_in, olu, mo):
    client = signed_in(olu)
    page = client.get(LIST).text
    assert "mo@example.org" in page
    assert "Not invited yet." in page
    assert f"{NEW}?for=bury" in page
    assert LIST in client.get("/office/").text


def test_the_form_has_the_partnership_chosen(signed_in, olu, salford):
    form = signed_in(olu).get(f"{NEW}?for=salford").context["form"]
    assert form["partnership"].value() == salford.pk


def test_one_who_signs_in_needs_no_invitation(signed_in, olu, mo):
    signed_in(mo)
    page = signed_in(olu).get(LIST).text
    assert "Signs in." in page
    assert f"{LIST}{mo.pk}/invite/" not in page
