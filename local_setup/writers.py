"""Approvers who approve and publish one decision after the other, by the pages and buttons that people use, whatever
happens meanwhile; and whether what they were told was done has been done, once."""

import threading
import time
from collections import Counter
from datetime import timedelta
from io import StringIO
from typing import Self

from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from grants.models import Event, User
from local_setup.invented import Inventor
from local_setup.visitor import Visitor, fields
from register.actions.approval import send_for_approval
from register.models import Notice

OFFICER, APPROVERS = "olu@example.org", ("ada@example.org", "abe@example.org")
DEEDS = {"approve": "approved", "publish": "published"}  # the button, and the verb of the diary
SIGNED_IN = 10 * 60  # seconds, after which they would be asked who they are
READ, DONE = 200, 302


def sent_decisions(number: int) -> list[str]:
    """References of invented decisions that wait for approval."""
    officer, approver = (User.objects.get(email=email) for email in (OFFICER, APPROVERS[0]))
    inventor, day = Inventor(officer, approver), timezone.localdate() - timedelta(days=30)
    drafts = (inventor.grant(f"Drill{place}x", day, is_refused=False) for place in range(number))
    return [send_for_approval(each, by=officer).reference for each in drafts]


class Writers:
    def __init__(self, port: int, password: str, number: int, decisions: list[str], *, seconds: float) -> None:
        self.port, self.password, self.waiting = port, password, decisions
        self.pause = seconds * number / max(len(decisions), 1)  # so that the decisions last for as long
        self.writing, self.told_done = True, Counter[tuple[str, str]]()
        self.tried: list[str] = []
        self.threads = [threading.Thread(target=self.write, args=(each,), daemon=True) for each in range(number)]

    def __enter__(self) -> Self:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_raised: object) -> None:
        self.writing = False
        for thread in self.threads:
            thread.join()

    def write(self, number: int) -> None:
        writer, since = Visitor(self.port, number + 1), -float(SIGNED_IN)
        while self.writing and self.waiting:
            reference = self.waiting.pop()
            self.tried.append(reference)
            for button in DEEDS:
                while self.writing and not self.carried_out(writer, button, reference):
                    if time.monotonic() - since > SIGNED_IN or not writer.cookies:
                        email = APPROVERS[number % len(APPROVERS)]
                        writer = Visitor(self.port, number + 1)
                        since = time.monotonic() if writer.sign_in(email, self.password).status == DONE else since
                    time.sleep(0.1)
            time.sleep(self.pause)
        writer.leave()

    def publish(self, reference: str) -> None:
        """One decision, by one of the approvers, who has just signed in."""
        writer = Visitor(self.port, 0)
        writer.sign_in(APPROVERS[0], self.password)
        self.tried.append(reference)
        for button in DEEDS:
            while not self.carried_out(writer, button, reference):
                pass
        writer.leave()

    def carried_out(self, writer: Visitor, button: str, reference: str) -> bool:
        """Whether it is, as the page says: after no answer they look again, and press again what is still offered."""
        address = f"/office/decisions/{reference}/"
        page = writer.get(f"{address}preview/")
        if page.status != READ:
            return False
        sends = fields(page.text, f"{reference}/{button}/")
        if not sends:
            return True
        typed = {"exceeding_reason": "It is a drill of the servers, and no money moves.", "acknowledged": "on"}
        answer = writer.post(f"{address}{button}/", sends | (typed if button == "approve" else {"acknowledged": "on"}))
        if answer.status == DONE and address in answer.headers["location"]:
            self.told_done[reference, button] += 1
        return False  # until the page says so too

    def counted(self) -> str:
        """Against the diary and the chain."""
        connection.close()
        events = Event.objects.filter(decision__reference__in=self.tried, verb__in=DEEDS.values())
        happened = Counter(events.values_list("decision__reference", "verb"))
        notices = Counter(
            Notice.objects.filter(decision__reference__in=self.tried).values_list("decision__reference", flat=True)
        )
        lost = [each for each in self.told_done if not happened[each[0], DEEDS[each[1]]]]
        lost += [each for each in self.told_done if each[1] == "publish" and not notices[each[0]]]
        doubled = [
            each for counts in (happened, notices, self.told_done) for each, times in counts.items() if times > 1
        ]
        unanswered = sum(happened.values()) - len(self.told_done)
        return (
            f"{len(self.told_done):,} deeds acknowledged: lost {len(lost)}, doubled {len(doubled)}; "
            f"{unanswered} more were done whose answer did not arrive; {proved()}"
        )


def proved() -> str:
    try:
        call_command("verify_register", stdout=StringIO())
    except CommandError as fault:
        return f"`verify_register` says: {fault}"
    return "the chain is whole (`verify_register`)"
