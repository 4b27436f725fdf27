"""What may happen to the background papers of a decision."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction
from django.utils import timezone

from grants.actions.decisions import open_for_editing, record_edit
from grants.actions.diary import record, set_fields
from grants.actions.files import digest, store_file
from grants.file_kinds import kind_of_content, safe_name
from grants.models import Decision, Paper, PaperAcknowledgement, StoredFile, User
from grants.paper_contents.apart import clean_apart
from grants.paper_contents.hidden import HiddenContent
from grants.refused import Refused
from grants.revisions import refuse_overtaken


@transaction.atomic
def add_paper(
    decision: Decision,
    *,
    by: User,
    title: str,
    is_evaluation: bool = False,
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
    changes = set_fields(paper, {"title": title, "is_evaluation": is_evaluation, **content(by, url, upload, at)})
    record_edit(decision, "added a paper", by=by, thing=paper, changes=changes, at=at)
    return paper


@transaction.atomic
def change_paper(
    paper: Paper,
    *,
    by: User,
    title: str,
    is_evaluation: bool = False,
    url: str = "",
    upload: "UploadedFile[Any] | None" = None,
    revision: int | None = None,
    at: datetime | None = None,
) -> Paper:
    """Change the title, whether it is an evaluation, and the link or the file if a new one is given. Another file of
    the same name is a change. Refused (Stale) where it has been changed since `revision`, and once it is removed."""
    decision = open_for_editing(paper.decision, by=by)
    current = decision.papers.filter(pk=paper.pk).first()
    if current is None:
        raise Refused("This paper has been removed meanwhile. Add it again, if it is still needed.")
    paper = current
    refuse_overtaken(Paper, paper.pk, since=revision)
    given = content(by, url, upload, at, current=paper.file) if url or upload else {}
    changes = set_fields(paper, {"title": title, "is_evaluation": is_evaluation, **given})
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


@transaction.atomic
def clean_paper(paper: Paper, *, by: User, at: datetime | None = None) -> Paper:
    """Put a copy of the file in its place, without the names in its properties and what a picture says beside what it
    shows. It is a new file, which somebody has to look at. Refused where none can be made."""
    decision = open_for_editing(paper.decision, by=by)
    paper = decision.papers.select_related("file").get(pk=paper.pk)
    if paper.file is None or not any(each.is_removable for each in paper.file.hidden_contents):
        raise Refused("There is nothing in this paper that can be removed safely.")
    with paper.file.content.open("rb") as old:
        made = clean_apart(kind_of_content(paper.file.content_type), old)
    if made is None:
        raise Refused("A copy without it could not be made. Remove it in the program that the file comes from.")
    changes = {"File": [paper.file.name, f"{paper.file.name}, a copy without its properties"]}
    set_fields(paper, content(by, "", SimpleUploadedFile(paper.file.name, made), at))
    record_edit(decision, "removed properties of a paper", by=by, thing=paper, changes=changes, at=at)
    return paper


@transaction.atomic
def acknowledge_contents(
    paper: Paper, sentences: Iterable[str], *, by: User, reason: str, at: datetime | None = None
) -> None:
    """Let something that the file of a paper holds and does not show be published, by name and with a reason. It holds
    for this file alone. Refused: for anybody but approvers, without a reason, for what must be replaced."""
    if not by.is_approver:
        raise Refused("Only an approver may let it be published.")
    decision = open_for_editing(paper.decision, by=by)
    paper = decision.papers.select_related("file").get(pk=paper.pk)
    if not reason.strip():
        raise Refused("Say why it may be published.")
    may_be = {each.sentence for each in open_contents(paper) if not each.must_be_replaced}
    if not (chosen := list(dict.fromkeys(sentences))) or not may_be.issuperset(chosen):
        raise Refused("The paper has changed since you opened the page. Look at what it holds now.")
    PaperAcknowledgement.objects.bulk_create(
        PaperAcknowledgement(
            paper=paper, file=paper.file, sentence=sentence, reason=reason.strip(), by=by, at=at or timezone.now()
        )
        for sentence in chosen
    )
    comment = f"{' '.join(chosen)} Why: {reason.strip()}"
    record("let hidden content be published", paper, by=by, decision=decision, comment=comment, at=at)


def open_contents(paper: Paper) -> list[HiddenContent]:
    """What the file of a paper holds and does not show, and nobody has let be published."""
    if paper.file is None or not (found := paper.file.hidden_contents):
        return []
    known = {row.sentence for row in paper.acknowledgements.all() if row.file_id == paper.file_id}
    return [each for each in found if each.sentence not in known]


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
    return {"url": "", "file": store_file(upload, by=by, look_through=True, at=at)}
