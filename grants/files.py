"""Handing out a stored file, and checking that all of them are there. Views decide who may have one."""

import hashlib
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404

from grants.models import StoredFile

HOUR, DAY = 3600, 24 * 3600  # seconds


def attachment(stored: StoredFile, name: str = "") -> FileResponse:
    """The file as a download, under the name that it was sent with or another one: never shown in the page's own place,
    never guessed at, never allowed to run anything."""
    try:
        content = stored.content.open("rb")
    except FileNotFoundError as missing:
        raise Http404(f"The content of {stored} is missing from the disk.") from missing
    response = FileResponse(content, as_attachment=True, filename=name or stored.name, content_type=stored.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-cache"
    return response


def check_stored_files() -> tuple[int, list[str]]:
    """How many stored files there are, and a sentence on each that is missing, not what was sent, or unknown."""
    files = StoredFile.objects.order_by("pk")
    faults = [f"{stored} (file {stored.pk}): {fault}" for stored in files for fault in faults_of(stored)]
    unknown = [
        f"{path}: is on the disk and is not recorded in the database." for path in unknown_files(older_than=HOUR)
    ]
    return len(files), faults + unknown


def remove_unknown_files() -> int:
    """Remove the files that no row has known for a day, from uploads that were rolled back; returns their number."""
    unknown = unknown_files(older_than=DAY)
    for path in unknown:
        Path(settings.FILES_DIR, path).unlink(missing_ok=True)
    return len(unknown)


def faults_of(stored: StoredFile) -> Iterator[str]:
    try:
        with stored.content.open("rb") as content:
            if hashlib.file_digest(content, "sha256").hexdigest() != stored.sha256:
                yield "its content is not what was sent."
    except FileNotFoundError:
        yield "missing from the disk."


def unknown_files(*, older_than: int) -> list[str]:
    """What is on the disk and in no row, as `content` names it, "3f/3f9a…"; cached PDFs have other names. Not what came
    within so many seconds, since the row of a file is saved after its content."""
    folder, latest = Path(settings.FILES_DIR), time.time() - older_than
    paths = (path for path in folder.glob("??/*") if path.is_file() and path.stat().st_mtime < latest)
    return sorted(
        {str(path.relative_to(folder)) for path in paths} - set(StoredFile.objects.values_list("content", flat=True))
    )
