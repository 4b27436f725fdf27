"""What may happen to the background papers of a decision."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from grants.actions.decisions import open_for_editing, record_edit
from grants.actions.diary import set_fields
from grants.actions.files import digest, store_file
from grants.file_kinds import safe_name
from grants.models import Decision, Paper, StoredFile, User
from grants.refused import Refused


@transaction.atomic
def add_paper(
    decision: Decision,
    *,
    by: User,
    title: str,
    url: str = "",
    upload: "UploadedFile[Any] | None" = None,
    at: datetime | None = None,
) -> Paper:
    """Add a link or a file. Its number follows the highest ever given in the decision, since addresses use it.

    Refused: neither or both of the two, and a file that `store_file` refuses.
    """
    decision = open_for_editing(decision, by=by)
    decision.last_paper_number += 1
    paper = Paper(decision=decision, number=decision.last_paper_number)
    changes = set_fields(paper, {"title": title, **content(by, url, upload, at)})
    record_edit(decision, "added a paper", by=by, thing=paper, changes=changes, at=at)
    return paper


@transaction.atomic
def change_paper(
    paper: Paper,
    *,
    by: User,
    title: str,
    url: str = "",
    upload: "UploadedFile[Any] | None" = None,
    at: datetime | None = None,
) -> Paper:
    """Change the title, and the link or the file if a new one is given. Another file of the same name is a change."""
    decision = open_for_editing(paper.decision, by=by)
    paper = decision.papers.get(pk=paper.pk)
    given = content(by, url, upload, at, current=paper.file) if url or upload else {}
    changes = set_fields(paper, {"title": title, **given})
    record_edit(decision, "changed a paper", by=by, thing=paper, changes=changes, at=at)
    return paper


@transaction.atomic
def remove_paper(paper: Paper, *, by: User, at: datetime | None = None) -> None:
    """Take a paper off the list. Its number is not used again; what a notice has listed stays on record there."""
    decision = open_for_editing(paper.decision, by=by)
    paper = decision.papers.get(pk=paper.pk)
    decision.withholdings.filter(what=f"paper-{paper.number}").delete()
    gone = {f"Paper {paper.number}": [paper.title, ""]}
    paper.delete()
    record_edit(decision, "removed a paper", by=by, changes=gone, at=at)


def content(
    by: User, url: str, upload: "UploadedFile[Any] | None", at: datetime | None, *, current: StoredFile | None = None
) -> Mapping[str, Any]:
    """The fields of a link or a file; of the file that a paper has already, that one."""
    if bool(url) == bool(upload):
        raise Refused("Give either the address of the paper or a file.")
    if upload is None:
        return {"url": url, "file": None}
    if current and (current.name, current.sha256) == (safe_name(upload.name or ""), digest(upload)):
        return {"file": current}
    return {"url": "", "file": store_file(upload, by=by, at=at)}
