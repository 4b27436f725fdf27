"""An approver takes down, alone and at once, and restores."""

from register.models import TakeDown


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
