"""`make run`: the whole site on this machine. Without a DATABASE_URL it brings its own PostgreSQL and the sample year.

Ctrl-C stops all that it started.
"""

import fcntl
import os
import secrets
import socket
import subprocess
import sys
import time

import django
from django.core.management import call_command
from django.db import connections

from local_setup.database import LOCAL, database
from pcc_decisions.command_line import command_line
from pcc_decisions.database import unreachable

HOST = "127.0.0.1"
PASSWORD_FILE = LOCAL / "demo-password"
WSGI = "pcc_decisions.wsgi:application"
GRANIAN = ("--interface=wsgi", "--no-ws", "--blocking-threads=8", "--log-level=error")
# The server stops when its input ends, which it does however this program ends, be it by `kill -9`.
LEASHED = 'exec 3<&0; "$@" <&- & web=$!; { read -r _; kill "$web" 2>&-; } <&3 & wait "$web"'
PATIENCE = 30  # seconds
ADDRESSES = {
    "The public register": "/",
    "Sign in": "/sign-in/",
    "The office": "/office/",
    "The partnerships' own pages": "/partners/",
    "Office data and people": "/admin/",
}


def main() -> None:
    port = free_port(os.environ.get("PORT") or "8000")
    sample = not os.environ.get("DATABASE_URL")
    os.environ.setdefault("PCC_DEVELOPMENT", "1")  # it serves this machine alone
    os.environ.setdefault("PCC_SITE_ADDRESS", f"http://{HOST}:{port}")
    LOCAL.mkdir(exist_ok=True)
    say("Starting PostgreSQL …" if sample else "Using the database that DATABASE_URL names …")
    with command_line(), database():
        if reason := unreachable():
            sys.exit(reason)
        with (LOCAL / "prepare.lock").open("a") as lock:  # two that start at once must not both migrate
            fcntl.flock(lock, fcntl.LOCK_EX)
            prepare(sample=sample)
        serve(port)


def free_port(text: str) -> int:
    """The port of that number; ends the program in one sentence when it is none, or taken."""
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        sys.exit(f"PORT must be a number from 1 to 65535, not {text!r}.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(text)))
        except OSError as error:
            sys.exit(f"Port {text} cannot be used ({error.strerror}): choose another, as in `make run PORT=8001`.")
    return int(text)


def prepare(*, sample: bool) -> None:
    """Bring the database up to date, and without a DATABASE_URL fill it with the sample year."""
    django.setup()
    say("Bringing the database up to date …")
    call_command("migrate", verbosity=0)
    say("Loading the office data …")
    call_command("load_office_data")
    if sample:
        say("Loading the sample year …")
        os.environ["PCC_DEMO_PASSWORD"] = demo_password()
        call_command("load_demo")
    connections.close_all()


def demo_password() -> str:
    """PCC_DEMO_PASSWORD, or the one made up on the first run and kept for the next ones."""
    if given := os.environ.get("PCC_DEMO_PASSWORD"):
        return given
    if not PASSWORD_FILE.exists():
        PASSWORD_FILE.touch(mode=0o600)
        PASSWORD_FILE.write_text(secrets.token_urlsafe(12) + "\n")
    return PASSWORD_FILE.read_text().strip()


def serve(port: int) -> None:
    """Run the web server until it ends or Ctrl-C is pressed."""
    command = [sys.executable, "-m", "granian", *GRANIAN, f"--host={HOST}", f"--port={port}", WSGI]
    # A session of its own keeps a Ctrl-C from the server, so that it is stopped once, by us.
    server = subprocess.Popen(["/bin/sh", "-c", LEASHED, "sh", *command], stdin=subprocess.PIPE, start_new_session=True)
    try:
        wait_for(server, port)
        for what, path in ADDRESSES.items():
            say(f"  {what:<28} http://{HOST}:{port}{path}")
        say("PCC decisions is ready. Ctrl-C stops it.")
        sys.exit(server.wait())
    except KeyboardInterrupt:
        say("\nStopping …")
    finally:
        server.communicate()  # closes its input and waits


def wait_for(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.1)
    sys.exit("The web server did not start; what it printed above says why.")


def say(sentence: str) -> None:
    print(sentence, flush=True)


if __name__ == "__main__":
    main()
