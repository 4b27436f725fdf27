"""What Ada approved is what is published, names included, by whatever route."""

import pytest

from grants.actions.office_data import save_office_data
from grants.models import Decision
from grants.refused import Refused
from register.actions.approval import approve, return_decision, send_for_approval
from register.actions.as_approved import seen_of
from register.actions.publishing import publish
from register.models import ApprovedDocument, Notice
from register.preview import preview_of
from tests.stories import fresh


def rename(thing, ann, **values):
    save_office_data(thing, values or {"name": "Another Company Ltd"}, by=ann)


def test_a_recipient_renamed_after_the_approval_is_not_published(approved, olu, ann):
    rename(approved.awards.get().recipient, ann)
    with pytest.raises(Refused, match=r"Award 1: recipient: “Manchester City Council.*” is now “Another Company Ltd"):
        publish(approved, by=olu)
    assert not Notice.objects.exists()


@pytest.mark.parametrize("part", ["partnership", "stream"])
def test_nor_is_anything_else_that_it_names(approved, olu, ann, part):
    rename(getattr(approved.awards.get(), part), ann)
    with pytest.raises(Refused, match="This is not what was approved"):
        publish(approved, by=olu)


def test_approved_again_it_is_published_under_the_new_name(approved, olu, ada, ann):
    rename(approved.awards.get().recipient, ann)
    decision = return_decision(approved, by=ada, comment="It has another name now.")
    approve(send_for_approval(decision, by=olu), by=ada)
    notice = publish(decision, by=olu)
    assert notice.document.awards[0].recipient.name == "Another Company Ltd"
    assert not ApprovedDocument.objects.exists()


def test_a_name_that_changes_while_the_approver_reads_is_not_approved(sent, ada, ann):
    seen = seen_of(preview_of(sent).document)
    rename(sent.awards.get().recipient, ann)
    with pytest.raises(Refused, match="A name in it has changed since you opened this page"):
        approve(sent, by=ada, seen=seen)
    assert fresh(sent).state == Decision.State.SENT


def test_the_button_carries_what_was_read(sent, ada, ann, signed_in):
    client, page = signed_in(ada), f"/office/decisions/{sent.reference}/"
    form = client.get(f"{page}preview/").context["approve_form"]
    typed = {"revision": form.initial["revision"], "seen": form.initial["seen"]}
    rename(sent.awards.get().recipient, ann)
    answer = client.post(f"{page}approve/", typed)
    assert "A name in it has changed" in answer.text
    assert "Another Company Ltd" in answer.text
    again = answer.context["approve_form"]
    client.post(f"{page}approve/", {name: again[name].value() for name in typed})
    assert fresh(sent).state == Decision.State.APPROVED


def test_a_button_that_says_not_what_was_read_does_nothing(sent, ada, signed_in):
    answer = signed_in(ada).post(f"/office/decisions/{sent.reference}/approve/", {})
    assert "Open the page again" in answer.text
    assert fresh(sent).state == Decision.State.SENT
