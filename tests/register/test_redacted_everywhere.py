"""After a redaction the text is found nowhere in public, and nowhere in the database or on the disk."""

from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, transaction

from conditions.actions.assessments import assess
from conditions.actions.conditions import remove_condition
from conditions.models import Condition, Obligation
from grants.actions.decisions import revise
from grants.actions.papers import add_paper, remove_paper
from grants.models import Decision, KeptText, Letter, StoredFile, Subscription
from grants.refused import Refused
from intake.models import ImportedNotice
from public.actions import confirm
from register.actions.approval import return_decision
from register.actions.publishing import publish
from register.actions.redacting import ask_for_redaction, redact
from register.actions.withholding import acknowledge
from register.checks.scanned_texts import open_hits
from register.models import Listing, Notice
from register.notices.pdf import folder, pdf
from tests import stories
from tests.papers import upload
from tests.register.test_withhold import every_address, said_in_public

SECRET, MAIL = "Unmistakable", "jo@example.com"
WHY = "It named a person."


@pytest.fixture
def naming(draft, olu, ada, mo) -> Decision:
    """Published with a name in its title, its reasons, an award, a paper and a condition that the office has assessed;
    imported, returned once, and sent to a lead and to somebody who follows, with the name in all of it."""
    long = f"It names Jo {SECRET}, who lives nearby, among those whom the money is meant to help."
    revise(
        draft,
        by=olu,
        values={"title": f"Work with {SECRET}", "summary": long, "reasons": long, "purpose": f"{long} So."},
    )
    draft.awards.update(title=f"{SECRET} house")
    add_paper(draft, by=olu, title=f"{SECRET} paper", upload=upload(f"{SECRET}.pdf"))
    kept = KeptText.of(draft, {"text": f"Reasons: {SECRET}", "leftovers": [{"text": SECRET, "why": "No field."}]})
    kept.save()
    ImportedNotice.objects.create(decision=draft, texts=kept, digest="0" * 64, imported_by=olu)
    revise(draft, by=olu, values={"interests": f"Write to {MAIL}."})
    for hit in open_hits(stories.fresh(draft)):
        acknowledge(draft, hit, by=olu)
    return_decision(stories.sent(draft, by=olu), by=ada, comment=f"Is {SECRET} named for a reason?")
    Condition.objects.filter(decision=draft, number=2).update(title=f"{SECRET} title", wording=f"{SECRET} wording")
    confirm(Subscription.objects.create(email="reader@example.org"))
    decision = stories.published(stories.approved(stories.sent(draft, by=olu), by=ada), by=ada)
    call_command("send_letters")
    for obligation in Obligation.objects.filter(condition__decision=decision):
        assess(obligation, by=olu, finding="not_met", reasons="Nothing was sent to us in time.")
    return decision


@pytest.fixture
def corrected(naming, olu, ada) -> Decision:
    values = {name: stories.RECORD[name] for name in ("title", "summary", "reasons", "purpose")}
    revise(naming, by=olu, values={**values, "interests": ""})
    remove_paper(naming.papers.get(), by=olu)
    naming.awards.update(title="Mentoring")
    remove_condition(naming.conditions.get(number=2), by=olu)
    publish(stories.approved(stories.sent(naming, by=olu), by=ada), by=ada, note="What named a person is out.")
    return stories.fresh(naming)


@pytest.fixture
def withdrawn(naming, ada) -> Decision:
    stories.withdrawn(naming, by=ada, reason="It was published by mistake.")
    return stories.fresh(naming)


def taken_out(decision, *versions, by, administrator):
    for version in versions:
        notice = decision.notices.get(version=version)
        pdf(notice)
        redact(ask_for_redaction(notice, by=by, reason=WHY), by=administrator)
    return decision.notices.order_by("version")


def assert_gone(decision):
    for address in every_address(decision.reference):
        assert SECRET not in said_in_public(address), address
    assert "0 decisions" in said_in_public(f"/decisions/?q={SECRET}")
    stored = [*Obligation.objects.values_list("terms_data"), *Listing.objects.values_list("title", "words", "search")]
    assert SECRET not in str(stored)
    kept = {path.stem for path in folder().glob("*.pdf")}
    assert not kept & set(Notice.objects.filter(document_data=None).values_list("chain_digest", flat=True))
    call_command("verify_register")
    assert holding(SECRET) == holding(MAIL) == set()


def holding(word: str) -> set[str]:
    """The models with a row that holds it, anywhere in the database."""
    return {model.__name__ for model in apps.get_models() if word in str(list(model._base_manager.values()))}


def test_of_a_version_that_was_corrected(corrected, ada, ann, django_capture_on_commit_callbacks):
    assert SECRET in said_in_public(f"/decisions/{corrected.reference}/")  # under "No longer asked"
    places = {"Acknowledgement", "Condition", "KeptText", "Letter", "Notice", "Obligation", "StoredFile"}
    assert holding(SECRET) | holding(MAIL) == places
    stored = StoredFile.objects.get(name=f"{SECRET}.pdf")
    with django_capture_on_commit_callbacks(execute=True):
        taken_out(corrected, 1, by=ada, administrator=ann)
    assert_gone(corrected)
    assert not Path(stored.content.path).exists()
    assert "Condition 2" in said_in_public(f"/decisions/{corrected.reference}/")


def test_of_a_decision_that_was_withdrawn_with_its_text(withdrawn, ada, ann):
    first, second, third = taken_out(withdrawn, 1, 2, by=ada, administrator=ann)
    assert first.is_redacted
    assert second.is_redacted
    assert (third.kind, third.note, third.document.title) == ("withdrawal", WHY, "Withdrawn decision")
    assert_gone(withdrawn)
    page = said_in_public(f"/decisions/{withdrawn.reference}/")
    assert "It was published by mistake." in page


def test_what_another_version_still_tells_keeps_its_words(withdrawn, ada, ann):
    taken_out(withdrawn, 1, by=ada, administrator=ann)
    assert SECRET in str(Obligation.objects.values_list("terms_data"))
    assert withdrawn.notices.count() == 2


def test_the_correction_that_stands_is_not_redacted(corrected, ada):
    with pytest.raises(Refused, match="First publish a correction"):
        ask_for_redaction(corrected.notices.get(version=2), by=ada, reason=WHY)


def test_who_did_what_and_when_stays_in_the_diary(corrected, ada, ann):
    def lines() -> list[tuple]:
        return list(corrected.events.order_by("pk").values_list("verb", "by", "at", "labels", "texts__digest"))

    before = lines()
    taken_out(corrected, 1, by=ada, administrator=ann)
    assert lines()[: len(before)] == before
    event = corrected.events.filter(labels__contains=["Reasons"]).earliest("pk")
    assert (event.is_redacted, event.changes, event.comment) == (True, {}, "")


def test_the_office_reads_that_a_line_was_redacted(corrected, ada, ann, olu, signed_in):
    taken_out(corrected, 1, by=ada, administrator=ann)
    page = signed_in(olu).get(f"/office/decisions/{corrected.reference}/").text
    assert "What this line quoted has been redacted." in page


def test_a_letter_not_sent_yet_is_written_again_without_it(corrected, ada, ann):
    unsent = Letter.objects.filter(kind=Letter.Kind.GRANT).update(sent_at=None)
    assert unsent == 1
    taken_out(corrected, 1, by=ada, administrator=ann)
    assert not Letter.objects.filter(kind=Letter.Kind.GRANT).exists()
    call_command("send_letters")
    assert "Mentoring" in Letter.objects.get(kind=Letter.Kind.GRANT).body


def test_texts_of_other_decisions_stay(corrected, olu, ada, ann):
    other = stories.whole(officer=olu, approver=ada, district="bury")
    taken_out(corrected, 1, by=ada, administrator=ann)
    assert all(event.changes for event in other.events.filter(verb="revised"))


@pytest.mark.parametrize(
    "change",
    [
        {"digest": "0" * 64},
        {"content": {"comment": "Other"}},
        {"content": None},
        {"content": None, "salt": None, "decision": None},
    ],
)
def test_the_database_lets_a_kept_text_be_emptied_and_nothing_else(draft, change):
    row = KeptText.objects.filter(decision=draft).first()
    with pytest.raises(IntegrityError), transaction.atomic():
        KeptText.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.delete()
    KeptText.objects.filter(pk=row.pk).update(content=None, salt=None)
