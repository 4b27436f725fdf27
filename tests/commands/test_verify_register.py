"""`manage.py verify_register`: whatever is done to the register behind our backs is found."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from grants.actions.decisions import revise
from grants.models import Decision
from register.actions.approval import approve, send_for_approval
from register.actions.publishing import publish
from register.models import Listing, Notice
from register.notices.chain import chain_digest
from register.notices.verification import metadata_of
from tests import snapshots
from tests.stories import whole, withdrawn

pytestmark = pytest.mark.django_db


def said(*heads: str) -> str:
    out = StringIO()
    call_command("verify_register", *(["--head", *heads] if heads else []), stdout=out)
    return out.getvalue()


def tamper(statement: str, *values: object) -> None:
    """What somebody with the keys to the database could do."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE register_notice DISABLE TRIGGER USER")
        cursor.execute(statement, values)
        cursor.execute("ALTER TABLE register_notice ENABLE TRIGGER USER")


@pytest.fixture
@snapshots.remembered
def first(reference, olu, ada, abe) -> Decision:
    """A decision in two versions, another, and its withdrawal: four notices."""
    first = whole(officer=olu, approver=ada)
    revise(first, by=olu, values={"reasons": first.reasons + " One more reason."})
    publish(approve(send_for_approval(first, by=olu), by=abe), by=abe, note="A reason was missing.")
    withdrawn(whole(officer=olu, approver=ada), by=ada, reason="It was decided twice.")
    return first


def test_an_empty_register_holds():
    assert said() == "0 notices verified.\nWhat lists and sums are read from says the same.\n"


def test_what_was_published_holds(first):
    assert said().startswith("4 notices verified.\n")
    assert Notice.objects.latest("sequence").chain_digest in said()


def test_a_lawful_redaction_holds_and_is_told(first):
    Notice.objects.filter(sequence=1).update(document_data=None, salt=None)
    assert "4 notices verified.\n1 of them redacted" in said()


TAMPERING = {
    "a sum": "UPDATE register_notice SET document_data = jsonb_set(document_data, '{awards,0,amount}', '\"9\"') {}",
    "no document at all": "UPDATE register_notice SET document_data = '7' {}",
    "another salt": "UPDATE register_notice SET salt = 'x' {}",
    "another digest": "UPDATE register_notice SET document_digest = repeat('0', 64) {}",
    "another chain digest": "UPDATE register_notice SET chain_digest = repeat('0', 64) {}",
    "a note": "UPDATE register_notice SET note = 'Nothing to see' {}",
    "a date": "UPDATE register_notice SET published_at = published_at - interval '1 day' {}",
    "a document that still stands": "UPDATE register_notice SET document_data = NULL, salt = NULL {}",
}


@pytest.mark.parametrize("statement", TAMPERING.values(), ids=TAMPERING.keys())
def test_a_changed_notice_is_found(first, statement):
    tamper(statement.replace("{}", "WHERE sequence = %s"), 2)
    with pytest.raises(CommandError, match=r"Notice 2 .*, version 2\): .* The 1 before it hold"):
        said()


def test_a_removed_notice_is_found(first):
    tamper("DELETE FROM register_notice WHERE sequence = %s", 1)
    with pytest.raises(CommandError, match="notice 1 before it is missing"):
        said()


def test_a_decision_under_another_reference_is_found(first):
    tamper("UPDATE grants_decision SET reference = 'GM-1999-0001' WHERE id = %s", first.pk)
    with pytest.raises(CommandError, match="Notice 1 "):
        said()


def test_a_head_that_was_seen_is_still_in_the_chain(first):
    seen = Notice.objects.order_by("sequence").values_list("chain_digest", flat=True)
    assert "The chain passes through 2 digests that were seen before." in said(seen[1], seen[3].upper())


def test_a_tail_that_was_cut_off_is_found(first):
    head = Notice.objects.latest("sequence").chain_digest
    Listing.objects.filter(notice__sequence=4).delete()
    tamper("DELETE FROM register_takedown; DELETE FROM register_notice WHERE sequence = %s", 4)
    with pytest.raises(CommandError, match="its end was cut off"):
        said(head)


def test_a_chain_that_was_written_again_is_found(first):
    """Every digest holds, but it is another register."""
    head = Notice.objects.latest("sequence").chain_digest
    previous = ""
    for notice in Notice.objects.order_by("sequence").select_related("decision"):
        note = notice.note and "Nothing to see"
        own = chain_digest(previous, notice.document_digest, {**metadata_of(notice), "note": note})
        statement = "UPDATE register_notice SET note = %s, previous_digest = %s, chain_digest = %s WHERE id = %s"
        tamper(statement, note, previous, own, notice.pk)
        previous = own
    assert "4 notices verified." in said()
    with pytest.raises(CommandError, match=f"{head}: the register was written again"):
        said(head)


LISTED_OTHERWISE = {
    "UPDATE register_listing SET title = 'Nothing to see'": "title",
    "UPDATE register_listing SET total = total + 1": "total",
    "UPDATE register_listedaward SET recipient_name = 'A friend'": "awards",
    "UPDATE register_listedaward SET current_amount = current_amount + 1": "awards",
    "DELETE FROM register_listedmaker": "makers",
    "UPDATE register_listing SET search = ''": "search",
}


@pytest.mark.parametrize(("statement", "named"), LISTED_OTHERWISE.items())
def test_a_listing_that_says_something_else_is_found_and_left_as_it_is(published, statement, named):
    with connection.cursor() as cursor:
        cursor.execute(statement)
    before = list(Listing.objects.values())
    with pytest.raises(CommandError, match=f"GM-.* is listed otherwise than its notice says: .*{named}"):
        said()
    assert list(Listing.objects.values()) == before


def test_a_decision_that_has_left_the_listing_is_found(published):
    Listing.objects.all().delete()
    with pytest.raises(CommandError, match="is listed otherwise than its notice says"):
        said()


KEPT_OTHERWISE = {
    "UPDATE register_awardtotal SET amount = amount + 1": "2023/24 .*: amount 7501.00 instead of 7500.00",
    "DELETE FROM register_awardtotal": "2023/24 .*: awards 0 instead of 1",
    "INSERT INTO register_awardtotal VALUES ('x', NULL, 1, 1, 9, 9, 9)": "of x .*: awards 1 instead of 0",
}


@pytest.mark.parametrize(("statement", "named"), KEPT_OTHERWISE.items())
def test_a_kept_total_that_awards_do_not_come_to_is_found_and_a_rebuild_puts_it_right(published, statement, named):
    with connection.cursor() as cursor:
        cursor.execute(statement)
    with pytest.raises(CommandError, match=named):
        said()
    call_command("rebuild_listing", stdout=StringIO())
    assert said().endswith("What lists and sums are read from says the same.\n")
