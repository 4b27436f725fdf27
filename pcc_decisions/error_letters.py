"""An e-mail to administrators when a page breaks: which page, and where in the program; nothing that was asked for or
typed, and nothing of what the error says, which may quote it."""

import logging
from collections.abc import Sequence
from smtplib import SMTPException
from threading import Thread, current_thread, main_thread
from time import monotonic

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db import DatabaseError, connection

from pcc_decisions.logs import places, request_id, route_of

logger = logging.getLogger(__name__)
AGAIN = 3600  # seconds, after which the same fault is told once more


class ErrorLetters(logging.Handler):
    """Sends one for each fault that breaks a page, once an hour from each process."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.told: dict[str, float] = {}

    def emit(self, record: logging.LogRecord) -> None:
        if not record.exc_info or not record.exc_info[0] or not (settings.ERRORS_TO or not settings.DEVELOPMENT):
            return
        kind, where = record.exc_info[0].__qualname__, places(record)
        fault = f"{kind} {where[-1:]}"
        if monotonic() - self.told.get(fault, -AGAIN) < AGAIN:
            return
        self.told[fault] = monotonic()
        request = getattr(record, "request", None)
        page = f"{request.method} {route_of(request)}" if request else "none"
        Thread(target=send, args=(kind, words(page, kind, where))).start()


def words(page: str, kind: str, where: Sequence[str]) -> str:
    lines = "\n".join(f"  {place}" for place in where)
    return f"""A page of the register broke. Whoever asked for it was shown an error page.

Page: {page}
Request: {request_id()}
Error: {kind}
Where, the innermost call last:
{lines}

The log of the server has a line of the same request. If it goes on, you are told again in an hour. This letter holds
nothing that anybody asked for or typed.
"""


def send(kind: str, body: str) -> None:
    """To those who are named for it, or to all administrators."""
    subject = f"{settings.OFFICE.short_label}: a page broke ({kind})"
    try:
        to = settings.ERRORS_TO or administrators()
        EmailMessage(subject, body, bcc=to).send()
    except (SMTPException, OSError, DatabaseError) as failure:
        logger.warning("A letter about an error could not be sent: %s", type(failure).__name__)
    finally:
        if current_thread() is not main_thread():
            connection.close()  # a thread has one of its own


def administrators() -> list[str]:
    people = get_user_model().objects.with_role("administrator")
    return list(people.values_list("email", flat=True))
