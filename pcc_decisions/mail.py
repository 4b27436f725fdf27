"""The mail server, from one address."""

from dataclasses import dataclass
from typing import Self
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


@dataclass(frozen=True)
class MailServer:
    host: str
    port: int
    user: str
    password: str
    starttls: bool
    tls: bool

    @classmethod
    def at(cls, address: str) -> Self:
        """Reads "smtp+tls://user:password@host:587", reserved characters %-encoded; ImproperlyConfigured for what is no
        such address. `smtps` speaks TLS from the first byte, `smtp+tls` after STARTTLS, and plain `smtp` not at all."""
        parts = urlsplit(address)
        if parts.scheme not in PORTS or not parts.hostname:
            raise ImproperlyConfigured("PCC_EMAIL_URL names no mail server: write smtp+tls://user:password@host:587")
        return cls(
            host=parts.hostname,
            port=parts.port or PORTS[parts.scheme],
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            starttls=parts.scheme == "smtp+tls",
            tls=parts.scheme == "smtps",
        )
