"""`manage.py check_files --remove-unknown`: what no row knows goes, once it must have been given up."""

import os
import time
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import transaction

from grants.actions.files import store_file
from grants.models import StoredFile

AN_HOUR = 3600


@pytest.fixture
def left_over(olu) -> Iterator[Path]:
    """Of an upload whose transaction was rolled back after the file had been written."""
    with transaction.atomic():
        stored = store_file(SimpleUploadedFile("risks.pdf", b"%PDF-1.7\n"), by=olu)
        transaction.set_rollback(True)
    assert not StoredFile.objects.exists()
    path = Path(stored.content.path)
    yield path
    path.unlink(missing_ok=True)


def aged(path: Path, hours: int) -> None:
    moment = time.time() - hours * AN_HOUR
    os.utime(path, (moment, moment))


def said(*options: str) -> str:
    out = StringIO()
    call_command("check_files", *options, stdout=out)
    return out.getvalue()


def test_a_file_that_no_row_knows_is_removed_after_a_day(left_over):
    aged(left_over, 25)
    assert "1 unknown file removed" in said("--remove-unknown")
    assert not left_over.exists()
    assert "all as they were sent" in said()


def test_within_a_day_it_stays_and_is_reported(left_over):
    aged(left_over, 23)
    with pytest.raises(CommandError, match="1 wrong"):
        said("--remove-unknown")
    assert left_over.exists()


def test_without_the_option_nothing_is_removed(left_over):
    aged(left_over, 25)
    with pytest.raises(CommandError, match="1 wrong"):
        said()
    assert left_over.exists()


def test_what_a_row_knows_is_never_removed(olu):
    path = Path(store_file(SimpleUploadedFile("risks.pdf", b"%PDF-1.7\n"), by=olu).content.path)
    aged(path, 1_000)
    assert said("--remove-unknown") == "1 stored files checked: all as they were sent.\n"
    path.unlink()
