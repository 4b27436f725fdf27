"""Whether the site is up, for whoever watches it. Asked on the application's own port, these pages answer whatever the
host and the scheme are called: no redirect, no refusal."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import resolve
from django.utils import timezone

from grants.access import public
from grants.models import Letter
from pcc_decisions.backups import backups_in, made_at
from register.notices.verification import head_fault

ADDRESSES = ("/healthz", "/readyz")
ROOM = 2**30  # bytes that the disk of uploaded papers should have free
BACKUP_HOURS = 26  # one a day, and some patience
# A person gets one e-mail a day, so a letter may wait for a day and no longer.
LETTERS_WAIT = timedelta(hours=25)


class HealthMiddleware:
    """Answers them before anything looks at the host, the scheme or the visitor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info not in ADDRESSES:
            return self.get_response(request)
        answer: HttpResponse = resolve(request.path_info).func(request)
        answer["Cache-Control"] = "no-store"
        return answer


@public
def healthz(request: HttpRequest) -> HttpResponse:
    """The server answers. Asks nothing of the database, so that a database at rest does not restart the server."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@public
def readyz(request: HttpRequest) -> HttpResponse:
    """200 while the site can be used, 503 while it cannot, with a line for each thing that was looked at. What somebody
    should look into says "attention", and takes nothing out of use."""
    try:
        faults = {"migrations": migrations_fault(), "chain": head_fault()}
        ready = not any(faults.values())
        if not settings.PUBLIC_ONLY:
            faults |= {"letters": letters_fault(), "disk": disk_fault(), "backup": backup_fault()}
    except Error:
        faults, ready = {"database": "does not answer"}, False
    lines = [f"{name}: {f'attention, {fault}' if fault else 'ok'}" for name, fault in faults.items()]
    text = "\n".join(["ready" if ready else "not ready", *lines, ""])
    return HttpResponse(text, status=200 if ready else 503, content_type="text/plain; charset=utf-8")


def migrations_fault() -> str:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(waiting)} not applied" if waiting else ""


def letters_fault() -> str:
    now = timezone.now()
    given_up = Letter.objects.given_up(now).count()
    waiting = Letter.objects.unsent().filter(attempts=0, created_at__lt=now - LETTERS_WAIT).count()
    return f"{given_up} could not be sent, {waiting} wait for more than a day" if given_up or waiting else ""


def backup_fault() -> str:
    if not settings.BACKUPS_DIR:
        return "none is configured"
    made = backups_in(Path(settings.BACKUPS_DIR))
    if not made:
        return "none was made"
    hours = (timezone.now() - made_at(made[-1])) // timedelta(hours=1)
    return f"the last one was made {hours} hours ago" if hours > BACKUP_HOURS else ""


def disk_fault() -> str:
    """What a disk without room stops is uploads; the register can still be read."""
    place = next(folder for folder in (settings.FILES_DIR, *settings.FILES_DIR.parents) if folder.exists())
    free = shutil.disk_usage(place).free
    return f"{free // 2**20} MB are free" if free < ROOM else ""
