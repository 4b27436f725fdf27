"""The mail server is told in one address."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from pcc_decisions.mail import MailServer


@pytest.mark.parametrize(
    ("address", "server"),
    [
        ("smtp://localhost", MailServer("localhost", 25, "", "", starttls=False, tls=False)),
        (
            "smtp+tls://me%40x.org:p%2Fw@mail.org",
            MailServer("mail.org", 587, "me@x.org", "p/w", starttls=True, tls=False),
        ),
        ("smtps://u:p@mail.org:1465", MailServer("mail.org", 1465, "u", "p", starttls=False, tls=True)),
    ],
)
def test_an_address_says_all(address, server):
    assert MailServer.at(address) == server


@pytest.mark.parametrize("address", ["mail.org", "https://mail.org", "smtp://"])
def test_anything_else_is_refused(address):
    with pytest.raises(ImproperlyConfigured, match="smtp\\+tls"):
        MailServer.at(address)
