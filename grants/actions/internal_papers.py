"""Papers of a decision that stay in the office. They are no part of the record: an approval stays as it is."""

from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from grants.actions.decisions import require_editor
from grants.actions.diary import record
from grants.actions.files import delete_file, store_file
from grants.models import Decision, InternalPaper, User


@transaction.atomic
def keep_internal_paper(
    decision: Decision, *, by: User, title: str, upload: "UploadedFile[Any]", at: datetime | None = None
) -> InternalPaper:
    """Keep a file for the office alone, whatever state the decision is in. Refused as `store_file` refuses."""
    require_editor(by)
    paper = InternalPaper.objects.create(decision=decision, title=title, file=store_file(upload, by=by, at=at))
    record("kept an internal paper", decision, by=by, at=at, comment=f"{title} ({paper.file.name})")
    return paper


@transaction.atomic
def remove_internal_paper(paper: InternalPaper, *, by: User, at: datetime | None = None) -> None:
    """Delete the paper and its file; the diary keeps that it was there."""
    require_editor(by)
    title, file, decision = paper.title, paper.file, paper.decision
    paper.delete()
    delete_file(file)
    record("removed an internal paper", decision, by=by, at=at, comment=f"{title} ({file.name})")
