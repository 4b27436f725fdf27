"""What the office is told about registers of past decisions: one letter for each, with its sums."""

import pytest
from django.core import mail
from django.core.management import call_command

from grants.actions.office_data import change_person
from grants.models import Letter
from intake.actions.bringing_in import upload_spreadsheet
from intake.actions.drafting import draft_spreadsheet
from intake.actions.publishing import approve_spreadsheet, return_spreadsheet, send_spreadsheet
from tests.intake.test_import_drafting import ROWS
from tests.intake.test_past_decisions import csv_file


@pytest.fixture
def register(reference, olu):
    return draft_spreadsheet(upload_spreadsheet(csv_file(*ROWS), by=olu), by=olu)


def bodies(person):
    call_command("send_letters")
    return [email.body for email in mail.outbox if email.to == [person.email]]


def test_an_approver_reads_how_many_and_how_much(register, olu, ada):
    send_spreadsheet(register, by=olu)
    [body] = bodies(ada)
    assert f"Past decisions of {register}" in body
    assert f"{register.decisions:,} past decisions, {register.found['awards']:,} awards of £" in body
    assert f"/office/imports/{register.pk}/" in body
    assert not Letter.objects.filter(person=olu).exists()


def test_a_returned_one_goes_back_at_once_with_the_comment(register, olu, ada):
    send_spreadsheet(register, by=olu)
    return_spreadsheet(register, by=ada, comment="The year 2019 is missing.")
    [body] = bodies(olu)
    assert "Returned by Ada on" in body
    assert "The year 2019 is missing." in body
    assert bodies(ada) == []


def test_returned_to_somebody_who_has_left_it_waits_for_nobody(register, olu, oma, ada, ann, signed_in):
    send_spreadsheet(register, by=olu)
    return_spreadsheet(register, by=ada, comment="The year 2019 is missing.")
    change_person(olu, {"is_active": False}, by=ann)
    others = signed_in(oma).get("/office/").text.split('id="others"')[1].split("</section>")[0]
    assert "nobody: Olu has left" in others
    assert "The year 2019 is missing." in others


def test_its_approval_is_told_once_and_none_of_its_decisions(register, olu, ada):
    send_spreadsheet(register, by=olu)
    approve_spreadsheet(register, by=ada)
    call_command("publish_import")
    assert [letter.kind for letter in Letter.objects.filter(person=olu)] == []
    bodies(olu)
    assert [letter.kind for letter in Letter.objects.filter(person=olu)] == ["approved"]
