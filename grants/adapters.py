"""How sign-in (django-allauth) behaves here."""

import logging
from smtplib import SMTPException
from threading import Thread
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.ratelimit import consume
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.crypto import get_random_string

from grants.access import gave_two_elsewhere, said_lately
from grants.actions.office_data import change_password
from grants.formatting import day
from grants.letters_of_accounts import new_password
from grants.models import User
from grants.networks import ip_of
from grants.years import london_today

logger = logging.getLogger(__name__)


# How many wrong passwords: a person waits for minutes at most.
TRIES = {"strange": "10/m/ip,20/5m/key", "known": "5/m/key"}
KNOWN = "known"
# How somebody says again who it is.
WAYS = {
    "reauthenticate": "Use your password",
    "mfa_reauthenticate": "Use a code",
    "mfa_reauthenticate:webauthn": "Use your passkey",
}
YEAR = 365 * 24 * 3600


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the office: nobody signs up. What is mailed leads to this site's own address, whatever name
    it was asked under."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return ip_of(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a try, before the password is looked at; one that succeeds is taken off again.

        Strangers are counted by network and by account. A browser in which somebody has signed in before is counted by
        itself for that account, so that no stranger shuts its owner out.
        """
        email = credentials.get("email", "").lower()
        browser = known_browser(request, email)
        tries = "known" if browser else "strange"
        self._login_failed_rl_usage = consume(
            request, app="allauth.account", action=tries, config=TRIES, key=browser or email
        )
        if not self._login_failed_rl_usage:
            raise self.validation_error("too_many_login_attempts")

    def post_login(self, request: HttpRequest, user: User, **options: Any) -> HttpResponseBase:
        response: HttpResponseBase = super().post_login(request, user, **options)
        if not known_browser(request, user.email):
            response.set_signed_cookie(
                settings.KNOWN_COOKIE_NAME,
                f"{user.pk}:{get_random_string(16)}",
                salt=KNOWN,
                max_age=YEAR,
                httponly=True,
                samesite="Lax",
                secure=not settings.DEVELOPMENT,
            )
        return response

    def get_login_stages(self) -> list[str]:
        """With our own second factor."""
        own = f"{SecondFactorStage.__module__}.{SecondFactorStage.__name__}"
        theirs = f"{AuthenticateStage.__module__}.{AuthenticateStage.__name__}"
        return [own if each == theirs else each for each in super().get_login_stages()]

    def is_reauthentication_required(self, *, app: str, **_options: Any) -> bool:
        """Before a second factor changes; signing in counts."""
        return not said_lately(self.request)

    def get_reauthentication_methods(self, user: User) -> list[dict[str, str]]:
        """In our words."""
        return [{**each, "description": WAYS[each["id"]]} for each in super().get_reauthentication_methods(user)]

    def set_password(self, user: User, password: str) -> None:
        """Whoever had the link from the account's own letters is no stranger."""
        user.password = change_password(user, password, by=user).password
        self.request.session[KNOWN] = f"{user.pk}:{get_random_string(16)}"

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """To the address of the account, after the answer: that takes as long where there is no account, and says the
        same where the mail server is dead."""
        link = reverse("account_reset_password_from_key", args=[context["uid"], context["key"]])
        Thread(target=send, args=(new_password(user, link),)).start()


class SecondFactorStage(AuthenticateStage):
    """Asked for unless it was given to Microsoft."""

    def _should_handle(self, request: HttpRequest) -> bool:
        return super()._should_handle(request) and not gave_two_elsewhere(request, self.login.user)


class PasskeyAdapter(DefaultMFAAdapter):
    """A passkey is shown under the name of the register, not of the host."""

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": settings.OFFICE.short_label}

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002
        return f"Passkey of {day(london_today())}"


def send(message: EmailMessage) -> None:
    try:
        message.send()
    except (SMTPException, OSError) as failure:
        logger.warning("A link to choose a new password could not be sent: %s", type(failure).__name__)


def known_browser(request: HttpRequest, email: str) -> str:
    """The name of a browser in which this account has signed in, or chosen a password; empty for a stranger's."""
    cookie = request.get_signed_cookie(settings.KNOWN_COOKIE_NAME, default="", salt=KNOWN, max_age=YEAR)
    for mark in (cookie, request.session.get(KNOWN, "")):
        if mark and User.objects.filter(pk=mark.partition(":")[0], email=email).exists():
            return str(mark)
    return ""
