"""Where people arrive after signing in."""

from tests.stories import person


def test_everybody_arrives_where_their_work_begins(signed_in, olu, ada, ann, mo):
    arrivals = [signed_in(person).get("/arrive/").url for person in (olu, ada, ann, mo)]
    assert arrivals == ["/office/", "/office/", "/admin/", "/partners/"]


def test_somebody_whose_membership_has_ended_arrives_at_the_public_pages(mo, signed_in):
    mo.memberships.update(ended_at="2024-01-01T00:00Z")
    assert signed_in(mo).get("/arrive/").url == "/"


def test_a_stranger_is_asked_to_sign_in(client):
    assert client.get("/arrive/").url == "/sign-in/?next=/arrive/"


def test_a_lead_who_is_an_officer_too_arrives_at_the_office(salford, signed_in):
    both = person("Bo", "lead", salford)
    both.memberships.create(role="officer")
    assert signed_in(both).get("/arrive/").url == "/office/"
