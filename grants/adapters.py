"""How sign-in (django-allauth) behaves here."""

import logging
from smtplib import SMTPException
from threading import Thread
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.urls import reverse

from grants.actions.office_data import change_password
from grants.letters_of_accounts import new_password
from grants.models import User

logger = logging.getLogger(__name__)


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the office: nobody signs up. What is mailed leads to this site's own address, whatever name
    it was asked under."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def set_password(self, user: User, password: str) -> None:
        user.password = change_password(user, password, by=user).password

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """To the address of the account, after the answer: that takes as long where there is no account, and says the
        same where the mail server is dead."""
        link = reverse("account_reset_password_from_key", args=[context["uid"], context["key"]])
        Thread(target=send, args=(new_password(user, link),)).start()


def send(message: EmailMessage) -> None:
    try:
        message.send()
    except (SMTPException, OSError) as failure:
        logger.warning("A link to choose a new password could not be sent: %s", type(failure).__name__)
