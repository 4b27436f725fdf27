"""Handing out a stored file. Views decide who may have it."""

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
