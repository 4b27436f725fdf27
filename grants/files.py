"""Handing out a stored file, and checking that all of them are there. Views decide who may have one."""

import hashlib
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404

from grants.models import StoredFile


def attachment(stored: StoredFile) -> FileResponse:
    """The file as a download: never shown in the page's own place, never guessed at, never allowed to run anything."""
    try:
        content = stored.content.open("rb")
    except FileNotFoundError as missing:
        raise Http404(f"The content of {stored} is missing from the disk.") from missing
    response = FileResponse(content, as_attachment=True, filename=stored.name, content_type=stored.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-cache"
    return response


def check_stored_files() -> tuple[int, list[str]]:
    """How many stored files there are, and a sentence on each that is missing, not what was sent, or unknown."""
    files = {stored.content.name: stored for stored in StoredFile.objects.order_by("pk")}
    faults = [f"{stored} (file {stored.pk}): {fault}" for stored in files.values() for fault in faults_of(stored)]
    unknown = [
        f"{name}: is on the disk and is not recorded in the database." for name in old_files() if name not in files
    ]
    return len(files), faults + unknown


def faults_of(stored: StoredFile) -> Iterator[str]:
    try:
        with stored.content.open("rb") as content:
            if hashlib.file_digest(content, "sha256").hexdigest() != stored.sha256:
                yield "its content is not what was sent."
    except FileNotFoundError:
        yield "missing from the disk."


def old_files() -> list[str]:
    """What lies on the disk, as `content` names it, "3f/3f9a…": kept PDFs are called otherwise. Not what came within
    the last hour, since the row of a file is written after its content."""
    folder, an_hour_ago = Path(settings.FILES_DIR), time.time() - 3600
    paths = (path for path in folder.glob("??/*") if path.is_file() and path.stat().st_mtime < an_hour_ago)
    return sorted(str(path.relative_to(folder)) for path in paths)
