"""`manage.py check_files`: what of the stored files is not as it was sent."""

import os
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from grants.actions.files import store_file
from grants.models import StoredFile


@pytest.fixture
def stored(olu) -> StoredFile:
    return store_file(SimpleUploadedFile("risks.pdf", b"%PDF-1.7\n"), by=olu)


def said() -> str:
    out = StringIO()
    call_command("check_files", stdout=out)
    return out.getvalue()


def found() -> str:
    out = StringIO()
    with pytest.raises(CommandError, match="1 wrong"):
        call_command("check_files", stdout=out)
    return out.getvalue()


def test_files_as_they_were_sent_are_counted(stored):
    assert said() == "1 stored files checked: all as they were sent.\n"


def test_a_missing_file_is_named(stored):
    Path(stored.content.path).unlink()
    assert found() == f"risks.pdf (file {stored.pk}): missing from the disk.\n"


def test_a_changed_file_is_named(stored):
    Path(stored.content.path).write_bytes(b"%PDF-1.8\n")
    assert "its content is not what was sent" in found()


def test_a_file_that_no_row_knows_is_named_once_an_upload_must_have_ended(db):
    path = Path(settings.FILES_DIR, "ff", "f" * 32)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"Left over")
    assert "all as they were sent" in said()
    os.utime(path, (0, 0))
    try:
        assert found() == f"ff/{'f' * 32}: is on the disk and is not recorded in the database.\n"
    finally:
        path.unlink()
