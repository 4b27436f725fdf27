"""The same imports from the command line."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from grants.actions.office_data import end_membership
from grants.models import Decision, Role
from intake.actions.publishing import approve_spreadsheet
from intake.management.commands.write_past_decisions import invented
from intake.models import SpreadsheetImport
from intake.spreadsheets.template import template_csv

NOTICES = Path(__file__).parent.parent / "notices"


def run(*args: str) -> str:
    out = StringIO()
    call_command(*args, stdout=out, stderr=out)
    return out.getvalue()


def test_import_notice_drafts_each_file_and_tells_what_is_left_over(reference, olu):
    told = run("import_notice", str(NOTICES / "fortnight.html"), str(NOTICES / "saved-page.html"), "--as", olu.email)
    assert "GM-2025-0001 drafted: Uplift of community safety grants" in told
    assert "to look at: A sum of £1,500 was not taken for an award: it is a limit, or not exact" in told
    assert Decision.objects.count() == 3
    assert "here already" in run("import_notice", str(NOTICES / "saved-page.html"), "--as", olu.email)


def test_a_spreadsheet_is_checked_then_drafted_then_published_by_somebody_else(reference, olu, ada, tmp_path):
    file = tmp_path / "past.csv"
    file.write_bytes(template_csv())
    assert "1 rows checked" in run("import_spreadsheet", str(file), "--as", olu.email, "--dry-run")
    assert not Decision.objects.exists()
    assert "1 decisions drafted" in run("import_spreadsheet", str(file), "--as", olu.email, "--send")
    number = str(SpreadsheetImport.objects.get().pk)
    with pytest.raises(CommandError, match="Only an approver"):
        run("publish_import", number, "--as", olu.email)
    assert run("publish_import") == ""
    assert "1 published, 0 refused" in run("publish_import", number, "--as", ada.email)
    assert Decision.objects.get().approved_by == ada


def test_the_timer_publishes_every_approved_import_and_names_one_that_it_may_not(reference, olu, ada, abe, tmp_path):
    for number, approver in enumerate((ada, abe)):
        file = tmp_path / f"past-{number}.csv"
        file.write_bytes(template_csv().replace(b"1647", b"%d" % number).replace(b"01/06/", b"0%d/06/" % (number + 1)))
        run("import_spreadsheet", str(file), "--as", olu.email, "--send")
        spreadsheet = SpreadsheetImport.objects.get(name=file.name)
        approve_spreadsheet(spreadsheet, by=approver)
    end_membership(abe.memberships.get(role=Role.APPROVER), by=None)
    with pytest.raises(CommandError, match=r"past-1\.csv: Only an approver"):
        run("publish_import")
    published = Decision.objects.exclude(published_at=None)
    assert [decision.approved_by for decision in published] == [ada]


def test_what_goes_wrong_is_said(reference, olu, tmp_path):
    file = tmp_path / "past.csv"
    file.write_bytes(template_csv().replace(b"Manchester City Council", b"Nobody"))
    with pytest.raises(CommandError, match="Nothing was drafted"):
        run("import_spreadsheet", str(file), "--as", olu.email)
    for command in (["import_notice", "/nowhere"], ["import_spreadsheet", "/nowhere.csv"], ["publish_import", "999"]):
        with pytest.raises(CommandError):
            run(*command, "--as", olu.email)
        with pytest.raises(CommandError, match="Nobody here"):
            run(*command, "--as", "nobody@example.org")


def test_write_past_decisions_writes_what_the_import_takes(reference, olu, tmp_path):
    for name in ("past.csv", "past.xlsx"):
        run("write_past_decisions", str(tmp_path / name), "--rows", "20")
        assert "20 rows checked" in run("import_spreadsheet", str(tmp_path / name), "--as", olu.email, "--dry-run")


def test_no_two_of_the_decisions_that_it_invents_look_alike():
    cells = (invented(number, f"district {number % 10}", "") for number in range(20_000))
    assert len({(each["decided_on"], each["recipient"], each["amount"]) for each in cells}) == 20_000
