"""What an administrator has been asked to take out."""

from register.actions.redacting import ask_for_redaction
from tests import stories


def test_it_lists_what_was_asked_for(published, olu, ada, ann, signed_in):
    assert "Nobody has asked for one." in signed_in(ann).get("/office/redactions/").content.decode()
    decision = stories.corrected(published, officer=olu, approver=ada, summary="Nothing about anybody.")
    ask_for_redaction(decision.notices.get(version=1), by=ada, reason="It named a person.")
    page = signed_in(ann).get("/office/redactions/").content.decode()
    assert f"{decision.reference}, version 1" in page
    assert "Asked for by Ada" in page


def test_only_administrators_come_in_and_find_it_in_the_admin(ada, ann, signed_in):
    assert signed_in(ada).get("/office/redactions/").status_code == 403
    assert "/office/redactions/" in signed_in(ann).get("/admin/").content.decode()
    assert "/office/redactions/" not in signed_in(ada).get("/admin/").content.decode()
