"""Comments between the people of the office: on a decision, a condition or a contribution."""

from functools import partial

import pytest
from django.core import mail
from django.core.management import call_command

from grants.actions.comments import comment
from grants.actions.discarding import discard
from grants.actions.letters import choose_letters
from grants.actions.redaction import redact_texts
from grants.models import Comment, Letter, Role
from grants.refused import Refused
from register.actions.publishing import publish
from tests.stories import fresh, match_obligation, person, send
from tests.test_concurrency import at_once, refusals, slowly


def say(client, kind, thing, text):
    return client.post(f"/office/comments/{kind}/{thing.pk}/", {"text": text}, follow=True)


def test_it_stands_on_the_page_of_the_decision_with_who_said_it(draft, olu, oma, signed_in):
    say(signed_in(olu), "decision", draft, "The ward is Moss Side.\nAsk the council.")
    page = signed_in(oma).get(f"/office/decisions/{draft.reference}/").text
    part = page.split('id="comments"')[1].split("</section>")[0]
    assert "<strong>Olu</strong>" in part
    assert "The ward is Moss Side.<br>Ask the council." in part


def test_on_a_condition_and_on_a_contribution_too(published, olu, mo, signed_in):
    obligation = match_obligation(published)
    offered = send(obligation, by=mo)
    client = signed_in(olu)
    assert "Which invoices?" in say(client, "obligation", obligation, "Which invoices?").text
    assert "Looks right." in say(client, "contribution", offered, "Looks right.").text
    assert {each.decision for each in Comment.objects.all()} == {published}
    lead = signed_in(mo).get(f"/partners/manchester/conditions/{obligation.pk}/").text
    assert "Which invoices?" not in lead


def test_nothing_said_is_refused_at_the_field(draft, olu, signed_in):
    assert "Write something" in say(signed_in(olu), "decision", draft, " ").text
    assert not Comment.objects.exists()


def test_the_page_of_what_has_no_comments_is_not_found(draft, olu, mo, signed_in):
    assert signed_in(olu).get("/office/comments/award/1/").status_code == 404
    assert signed_in(mo).get(f"/office/comments/decision/{draft.pk}/").status_code == 403


def test_a_name_behind_an_at_sign_tells_that_person_and_nobody_else(draft, olu, oma, ada):
    comment(draft, by=olu, text="@oma, is this the right stream? Mail jo@example.org.", decision=draft)
    call_command("send_letters")
    [email] = mail.outbox
    assert email.to == [oma.email]
    assert "COMMENTS THAT NAME YOU" in email.body
    assert "is this the right stream?" in email.body
    assert f"/office/decisions/{draft.reference}/" in email.body


def test_the_named_person_is_told_at_once_if_they_have_chosen_so(draft, olu, oma):
    comment(draft, by=olu, text="@Oma one", decision=draft)
    call_command("send_letters")
    comment(draft, by=olu, text="@Oma two", decision=draft)
    call_command("send_letters")
    assert len(mail.outbox) == 1
    choose_letters(oma, wants=True, comments_at_once=True)
    call_command("send_letters")
    assert "@Oma two" in mail.outbox[1].body


def test_a_name_that_nobody_or_several_have_is_asked_and_loses_nothing(draft, olu, db, signed_in):
    person("Kit Jones", Role.OFFICER)
    kit = person("Kit Hill", Role.APPROVER)
    page = say(signed_in(olu), "decision", draft, "@Kit, please look").text
    assert "Several people here are called Kit: write @Kit Hill or @Kit Jones." in page
    assert "@Kit, please look</textarea>" in page
    assert "Nobody in the office is called Zed." in say(signed_in(olu), "decision", draft, "@Zed look").text
    assert not Comment.objects.exists()
    say(signed_in(olu), "decision", draft, "@kit hill, please look")
    assert Comment.objects.get().named_ids == [kit.pk]


def test_a_lead_is_told_nothing_by_name(draft, olu, mo):
    with pytest.raises(Refused, match="Nobody in the office is called Mo"):
        comment(draft, by=olu, text="@Mo", decision=draft)


def test_a_redaction_of_the_decision_reaches_its_comments_and_their_letters(published, olu, oma, signed_in):
    comment(published, by=olu, text="@Oma, Zanzibar lives there.", decision=published)
    call_command("send_letters")
    redact_texts(published)
    page = signed_in(olu).get(f"/office/decisions/{published.reference}/").text
    assert "Zanzibar" not in page
    assert "What this said has been redacted." in page
    assert "Zanzibar" not in "".join(letter.body for letter in Letter.objects.all())
    call_command("send_letters")
    assert Letter.objects.filter(kind="comment").count() == 1


def test_many_are_read_page_by_page(draft, olu, signed_in):
    for number in range(25):
        comment(draft, by=olu, text=f"Remark {number:02}", decision=draft)
    page = signed_in(olu).get(f"/office/decisions/{draft.reference}/").text
    assert "5 earlier comments" in page
    assert "Remark 24" in page
    assert "Remark 04" not in page
    assert "Remark 04" in signed_in(olu).get(f"/office/comments/decision/{draft.pk}/").text


@pytest.mark.django_db(transaction=True)
def test_a_comment_while_it_is_published_is_saved_and_changes_nothing_of_it(approved, olu, oma, ada):
    deeds = (
        partial(slowly, partial(publish, approved, by=ada)),
        partial(slowly, partial(comment, approved, by=oma, text="Are the dates right?", decision=approved)),
    )
    assert refusals(at_once(*deeds)) == []
    assert fresh(approved).state == "published"
    assert fresh(approved).comments.get().text == "Are the dates right?"


def test_a_draft_with_comments_can_still_be_discarded(draft, olu, oma):
    comment(draft, by=olu, text="@Oma, is this needed?", decision=draft)
    discard(draft, by=olu, revision=draft.revision)
    assert not Comment.objects.exists()
    call_command("send_letters")
    assert mail.outbox == []
