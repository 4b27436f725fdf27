"""An approver takes down, alone and at once, and restores."""

from datetime import UTC, datetime

import time_machine

from grants.actions.papers import add_paper
from register.actions.taking_down import take_down
from register.models import TakeDown
from tests import stories
from tests.papers import upload


def address(decision, then=""):
    return f"/office/decisions/{decision.reference}/take-down/{then}"


def test_one_click_and_one_sentence_and_it_stands_on_the_front_page_until_settled(published, ada, signed_in, client):
    office = signed_in(ada)
    assert address(published) in office.get(f"/office/decisions/{published.reference}/").content.decode()
    assert "Say why" in office.post(address(published), {"what": "", "reason": ""}).content.decode()
    office.post(address(published), {"what": "", "reason": "It may name a child."})
    assert "while it is being checked" in client.get(f"/decisions/{published.reference}/").content.decode()
    home = office.get("/office/").content.decode()
    assert f"{published.reference}: the text" in home
    assert "to be settled by" in home
    office.post(address(published, f"{TakeDown.objects.get().pk}/restore/"))
    assert "while it is being checked" not in client.get(f"/decisions/{published.reference}/").content.decode()
    assert "to be settled by" not in office.get("/office/").content.decode()


def test_officers_do_not_come_in(published, olu, signed_in):
    assert signed_in(olu).get(address(published)).status_code == 403
    assert address(published) not in signed_in(olu).get(f"/office/decisions/{published.reference}/").content.decode()


def test_after_five_working_days_the_front_page_says_that_it_is_late(published, ada, signed_in):
    """Taken down on a Friday: the fifth working day is the Friday after it."""
    take_down(published, by=ada, reason="It may name a child.", at=datetime(2024, 3, 8, 14, 30, tzinfo=UTC))
    for day, is_late in (("2024-03-15", False), ("2024-03-16", True)):
        with time_machine.travel(f"{day} 12:00Z", tick=False):
            page = signed_in(ada).get("/office/").content.decode()
        assert "to be settled by 15 March 2024" in page
        assert ("Past its 5 working days" in page) is is_late


def test_where_another_decision_hands_out_the_same_file_it_is_said(reference, olu, ada, signed_in, client):
    first, other = (stories.draft(by=olu, district=place) for place in ("manchester", "salford"))
    for each in (first, other):
        add_paper(each, by=olu, title="Risks", upload=upload())
        stories.published(stories.approved(stories.sent(stories.fresh(each), by=olu), by=ada), by=ada)
    said = f"{other.reference}</a>, where it can still be read. Take it down there too."
    office, down = signed_in(ada), {"what": "1", "reason": "It may name a child."}
    assert said in office.post(address(first), down, follow=True).content.decode()
    assert client.get(f"/decisions/{other.reference}/papers/1/").getvalue()
    office.post(address(other), down)
    assert said not in office.get(address(first)).content.decode()
    assert client.get(f"/decisions/{other.reference}/papers/1/").status_code == 404
