"""Asking a timestamp authority to sign a digest (RFC 3161): the few lines of DER that it takes, and what came back."""

from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPException
from secrets import token_bytes
from urllib.request import Request, urlopen

PATIENCE = 10  # seconds
LARGEST = 256 * 1024  # bytes of an answer
SEQUENCE, INTEGER, OCTETS, TIME = 0x30, 0x02, 0x04, 0x18
WITH_CERTIFICATE = b"\x01\x01\xff"
SHA256 = bytes.fromhex("300d06096086480165030402010500")
GRANTED = (b"\0", b"\1")


class NotStamped(Exception):
    """Nothing was signed; the text is one sentence for whoever runs the register."""


@dataclass(frozen=True)
class Stamp:
    reply: bytes
    stamped_at: datetime


def ask(digest: str, *, url: str) -> Stamp:
    """Have the authority sign a SHA-256 digest, in hexadecimal. What it signed must be this digest, in answer to this
    very question; whether the signature is its own is proved by those who have its certificate. Raises NotStamped."""
    nonce = b"\x01" + token_bytes(7)
    asked = Request(url, query(digest, nonce), {"Content-Type": "application/timestamp-query"})  # noqa: S310 - set by who runs the register
    try:
        with urlopen(asked, timeout=PATIENCE) as answer:  # noqa: S310
            reply = answer.read(LARGEST)
    except (OSError, HTTPException, ValueError) as failure:
        raise NotStamped(f"The timestamp service did not answer: {failure}") from failure
    return Stamp(reply, stamped_at(reply, digest, nonce))


def query(digest: str, nonce: bytes) -> bytes:
    imprint = der(SEQUENCE, SHA256 + der(OCTETS, bytes.fromhex(digest)))
    return der(SEQUENCE, der(INTEGER, b"\1") + imprint + der(INTEGER, nonce) + WITH_CERTIFICATE)


def stamped_at(reply: bytes, digest: str, nonce: bytes) -> datetime:
    """The time that was signed."""
    try:
        status, *token = elements(inside(reply))
        if elements(status[1])[0][1] not in GRANTED or not token:
            raise NotStamped("The timestamp service refused to sign.")
        signed = inside(elements(token[0][1])[1][1])
        info = elements(inside(inside(elements(elements(signed)[2][1])[1][1])))
        imprint, said = elements(info[2][1])[1][1], next(value for tag, value in info if tag == TIME)
        answers = imprint == bytes.fromhex(digest) and (INTEGER, nonce) in info
        moment = datetime.strptime(said.decode()[:14], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except (IndexError, ValueError, StopIteration) as failure:
        raise NotStamped("The timestamp service answered with something else than a timestamp.") from failure
    if not answers:
        raise NotStamped("The timestamp service signed something else than it was asked to.")
    return moment


def der(tag: int, content: bytes) -> bytes:
    return bytes((tag, len(content))) + content  # a question is shorter than 128 bytes


def inside(data: bytes) -> bytes:
    """What its first element holds."""
    return elements(data)[0][1]


def elements(data: bytes) -> list[tuple[int, bytes]]:
    """Tag and content of each element that stands there one after the other."""
    found = []
    while data:
        length, start = data[1], 2
        if length & 0x80:
            start += length & 0x7F
            length = int.from_bytes(data[2:start])
        if len(data) < start + length:
            raise ValueError("cut short")
        found.append((data[0], data[start : start + length]))
        data = data[start + length :]
    return found
