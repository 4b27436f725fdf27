"""What a mail server that is dead, or hangs, does to pages and to letters that wait; part of `make drills`. It reads
tables, so it is imported once Django knows them."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager

from django.db import connection

from grants.models import Letter
from local_setup import mail_servers
from local_setup.readers import Readers
from local_setup.visitor import Visitor, fields

BAD = {"is not there": mail_servers.absent, "takes the call and says nothing": mail_servers.silent}
READERS, PAUSE = 12, 0.25


def play(port: int) -> None:
    """At a site whose own mail server says nothing."""
    for name, server in BAD.items():
        print(f"| the mail server {name} | {letters_wait(port, server)} |", flush=True)
    for page, seconds in pages_that_send(port).items():
        print(f"| {page}, while the mail server says nothing | answered after {seconds:.1f} s |", flush=True)
    print(f"| the mail server is back | {each_goes_once()} |", flush=True)


def letters_wait(port: int, server: Callable[[], AbstractContextManager[int]]) -> str:
    with server() as mail, Readers(port, READERS, pause=PAUSE) as reading:
        began = time.monotonic()
        told = wait_for(sending(mail))
        took = time.monotonic() - began
    waiting = Letter.objects.unsent().count()
    return f"`send_letters` ends after {took:.0f} s: {told} {waiting} letters wait. Meanwhile {reading.told(began)}"


def pages_that_send(port: int) -> dict[str, float]:
    """Seconds of the two pages on which anybody may have an e-mail sent."""
    visitor, took = Visitor(port, 50), {}
    for what, path, values in (
        ("a forgotten password", "/account/password/reset/", {"email": "ada@example.org"}),
        ("a wish to follow a list", "/follow/", {"email": "reader@example.org", "frequency": "daily"}),
    ):
        form = fields(visitor.get(path).text, 'name="email"')
        began = time.monotonic()
        status = visitor.post(path, form | values).status
        took[f"{what} ({status})"] = time.monotonic() - began
    visitor.leave()
    return took


def each_goes_once() -> str:
    """Two send at once, and one after them; the quarter of an hour for which a try that failed rests is over."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE grants_letter SET claimed_until = NULL WHERE sent_at IS NULL")
    with mail_servers.taking() as server:
        mail = int(server.server_address[1])
        for each in [sending(mail), sending(mail)]:
            wait_for(each)
        wait_for(sending(mail))
    doubled = sum(times > 1 for times in server.taken.values())
    left = Letter.objects.unsent().count()
    return f"{len(server.taken)} e-mails arrive, {doubled} of them twice, by two senders at once; {left} letters wait"


def sending(mail: int) -> subprocess.Popen[str]:
    environment = os.environ | {"PCC_EMAIL_URL": f"smtp://127.0.0.1:{mail}"}
    command = [sys.executable, "manage.py", "send_letters"]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wait_for(process: subprocess.Popen[str]) -> str:
    said, failed = process.communicate(timeout=600)
    return said.strip() or failed.strip()[-200:]
