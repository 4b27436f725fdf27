"""The signed timestamp of the chain (RFC 3161): `openssl ts` is the authority, and proves what docs/verify.md says."""

import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client

from register.models import Timestamp
from register.notices.timestamping import SHA256
from register.notices.verification import newest

OPENSSL = shutil.which("openssl")
GUIDE = (Path(__file__).parents[2] / "docs" / "verify.md").read_text()
LINES = re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL)[1].splitlines()
AUTHORITY = """
[tsa]
default_tsa = own
[own]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
signer_cert = authority.pem
signer_key = key.pem
"""
pytestmark = pytest.mark.skipif(not OPENSSL, reason="no openssl is here")


def openssl(folder: Path, *arguments: str) -> str:
    done = subprocess.run([OPENSSL, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


class Answers(BaseHTTPRequestHandler):
    """Signs what it is asked to; or what `instead` makes of it."""

    instead = None

    def do_POST(self):
        folder = self.server.folder
        question = self.rfile.read(int(self.headers["Content-Length"]))
        (folder / "question").write_bytes(question)
        openssl(folder, *["ts", "-reply", "-config", "tsa.cnf", "-queryfile", "question", "-out", "answer"])
        answer = (folder / "answer").read_bytes()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.instead(answer) if self.instead else answer)

    def log_message(self, *_told):
        """Nothing on the screen."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    made = tmp_path_factory.mktemp("authority")
    (made / "tsa.cnf").write_text(AUTHORITY)
    own = "req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out authority.pem -subj /CN=Authority -days 30"
    openssl(made, *own.split(), "-addext", "extendedKeyUsage=critical,timeStamping")
    return made


@pytest.fixture
def authority(folder, settings, monkeypatch) -> Iterator[Path]:
    server = HTTPServer(("127.0.0.1", 0), Answers)
    server.folder = folder
    settings.TIMESTAMP_URL = f"http://127.0.0.1:{server.server_port}/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield folder
    server.shutdown()
    server.server_close()


def stamp() -> str:
    out = StringIO()
    call_command("timestamp_head", stdout=out)
    return out.getvalue()


def test_the_newest_digest_is_signed_once_and_anybody_proves_it(small, authority):
    assert Client().get("/data/register.tsr").status_code == 404
    before = Client().get("/data/")["ETag"]
    head = newest()
    assert f"Notice {head.sequence} was timestamped" in stamp()
    assert "has a timestamp already" in stamp()
    page = Client().get("/data/", headers={"if-none-match": before})
    assert f"was signed by 127.0.0.1 on {Timestamp.objects.get().when}" in page.text
    assert head.chain_digest in page.text
    assert head.chain_digest in Client().get("/panel/?from=2024-02-01&to=2024-05-31").text
    answer = Client().get("/data/register.tsr")
    assert answer["Content-Type"] == "application/timestamp-reply"
    (authority / "register.tsr").write_bytes(answer.content)
    (authority / "register.jsonl").write_bytes(Client().get("/data/register.jsonl").getvalue())
    told, proved, found = (as_the_guide_says(authority, line, head.chain_digest) for line in LINES)
    assert "Status: Granted." in told
    assert "Verification: OK" in proved
    assert found == "1\n"
    assert "Verification: FAILED" in as_the_guide_says(authority, LINES[1], "0" * 64)


def as_the_guide_says(folder: Path, line: str, digest: str) -> str:
    done = subprocess.run(
        line.replace("DIGEST", digest).split(), cwd=folder, capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


def digest_in(answer: bytes) -> bytes:
    return answer.partition(SHA256 + b"\x04\x20")[2][:32]


WRONG = {
    "nothing": lambda _: b"",
    "a page": lambda _: b"<html>Sign in</html>",
    "cut short": lambda answer: answer[:200],
    "a refusal": lambda _: bytes.fromhex("30053003020102"),
    "about another digest": lambda answer: answer.replace(digest_in(answer), b"\0" * 32),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_what_is_no_answer_to_the_question_is_not_kept(published, authority, monkeypatch, wrong):
    monkeypatch.setattr(Answers, "instead", staticmethod(wrong))
    with pytest.raises(CommandError, match=r"The timestamp service (answered with|refused|signed) "):
        stamp()
    assert not Timestamp.objects.exists()


def test_an_old_answer_is_no_answer(published, authority, monkeypatch):
    """Whoever stands between sends what was signed before, or somewhere else."""
    with transaction.atomic():
        stamp()
        old = bytes(Timestamp.objects.get().reply)
        transaction.set_rollback(True)
    monkeypatch.setattr(Answers, "instead", staticmethod(lambda _: old))
    with pytest.raises(CommandError, match="something else than it was asked to"):
        stamp()


def test_without_an_authority_nothing_is_signed(published, settings):
    settings.TIMESTAMP_URL = ""
    assert stamp() == "No timestamp service is configured (PCC_TIMESTAMP_URL).\n"
    settings.TIMESTAMP_URL = "http://127.0.0.1:9/"
    with pytest.raises(CommandError, match="did not answer"):
        stamp()
