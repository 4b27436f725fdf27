"""Taking in a file."""

import hashlib
import os
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from functools import partial
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from grants.file_kinds import PAPERS, FileRefused, file_kind, safe_name
from grants.malware import NotScanned, malware_in
from grants.models import StoredFile, User
from grants.paper_contents.apart import look_apart
from grants.refused import Refused


def store_file(
    upload: "UploadedFile[Any]",
    *,
    by: User,
    kinds: Iterable[str] = PAPERS,
    look_through: bool = False,
    at: datetime | None = None,
) -> StoredFile:
    """Keep a file of one of the kinds, by name ("PDF", "CSV"…: grants/file_kinds.py), in private storage.

    What may become public is looked through for what it does not show. The content is on the disk before its row is
    written, so that no crash leaves a row without a file. Refused: any other kind, content that is not what the name
    says, an empty file, more than 20 MB, macros, programs in disguise, and what ClamAV finds or cannot look at.
    """
    name, size = upload.name or "", upload.size or 0
    try:
        kind = file_kind(name, size, upload, kinds)
    except FileRefused as unfit:
        raise Refused(str(unfit)) from unfit
    refuse_malware(upload)
    stored = StoredFile(
        name=safe_name(name),
        content_type=kind.content_type,
        size=size,
        sha256=digest(upload),
        hidden_data=[asdict(each) for each in look_apart(kind.name, upload)] if look_through else None,
        added_by=by,
        added_at=at or timezone.now(),
    )
    stored.content.save(stored.name, upload, save=False)
    storage, path = stored.content.storage, str(stored.content.name)
    try:
        with storage.open(path) as written:
            os.fsync(written.fileno())
        with transaction.atomic():
            stored.save()
    except Exception:
        storage.delete(path)
        raise
    return stored


def refuse_malware(upload: "UploadedFile[Any]") -> None:
    try:
        found = malware_in(upload)
    except NotScanned as unknown:
        raise Refused("The file could not be searched for malware just now. Try again in some minutes.") from unknown
    if found:
        raise Refused(f"There is malware in this file ({found}). It was not kept. Tell whoever sent it to you.")


# What a stored file may belong to.
HOLDERS = ("papers", "evidence", "internal_paper", "agreement", "planversions", "plandrafts", "return_figures")


def delete_file(stored: StoredFile) -> None:
    """Delete a file that nothing refers to any more: its content once that is certain."""
    stored.delete()
    transaction.on_commit(partial(stored.content.delete, save=False))


def digest(upload: "UploadedFile[Any]") -> str:
    sha256 = hashlib.sha256()
    for chunk in upload.chunks():
        sha256.update(chunk)
    upload.seek(0)
    return sha256.hexdigest()
