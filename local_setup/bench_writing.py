"""What approving and publishing cost in a register of some size, beside pgbench."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from statistics import quantiles
from time import monotonic

from django.db import connection
from django.utils import timezone

from grants.models import Decision, User
from local_setup.bench_import import APPROVER, OFFICER
from local_setup.invented import Inventor, syllables
from local_setup.serving import CONNECTIONS
from register.actions.approval import approve, send_for_approval
from register.actions.publishing import publish

THIRD = 16  # of the decisions that are measured are published one by one, the others by 16 writers
NUMBER = 3 * THIRD + 1
REASON = "It is a measurement."


class Writing:
    def __init__(self) -> None:
        self.officer, self.approver = (User.objects.get(email=email) for email in (OFFICER, APPROVER))
        inventor, day = Inventor(self.officer, self.approver), timezone.localdate() - timedelta(days=30)
        first = Decision.objects.latest("pk").pk * 1_000
        drafts = [inventor.grant(f"Bench{syllables(first + each)}", day, is_refused=False) for each in range(NUMBER)]
        self.sent = [send_for_approval(each, by=self.officer).pk for each in drafts]
        self.approving: list[float] = []
        self.publishing: list[float] = []

    def approve_all(self) -> None:
        for pk in self.sent:
            self.approving.append(seconds(lambda pk=pk: approve(fresh(pk), by=self.approver, exceeding_reason=REASON)))  # type: ignore[misc]

    def publish_one(self) -> None:
        pk = self.sent.pop()
        self.publishing.append(seconds(lambda: self.publish(pk)))

    def publish(self, pk: int) -> None:
        publish(fresh(pk), by=self.officer, acknowledged=True)

    def publish_last(self) -> None:
        self.publish(self.sent.pop())

    def publish_many(self, number: int) -> float:
        """Decisions a second, published by 16 writers at once."""
        chosen, self.sent = self.sent[:number], self.sent[number:]
        with ThreadPoolExecutor(CONNECTIONS, initializer=connection.ensure_connection) as writers:
            list(writers.map(lambda _: connection.ensure_connection(), range(CONNECTIONS)))
            took = seconds(lambda: list(writers.map(self.publish, chosen)))
            list(writers.map(lambda _: connection.close(), range(CONNECTIONS * 2)))
        return number / took

    def told(self, pgbench: Callable[[], float]) -> str:
        """In turns with pgbench, which inserts the same rows under the same lock."""
        self.approve_all()
        for _ in range(THIRD):
            self.publish_one()
        ours, theirs = [], []
        for _ in range(2):
            ours.append(self.publish_many(THIRD))
            theirs.append(pgbench())
        published, inserted = sum(ours) / 2, sum(theirs) / 2
        singly = f"One after the other, approving took {spread(self.approving)}, publishing {spread(self.publishing)}."
        return (
            f"{singly} {CONNECTIONS} writers published {published:.0f} a second; {CONNECTIONS} of pgbench inserted the "
            f"rows of {inserted:.0f}, under the same lock: {published / inserted:.2f} of it."
        )


def fresh(pk: int) -> Decision:
    return Decision.objects.get(pk=pk)


def seconds(work: Callable[[], object]) -> float:
    start = monotonic()
    work()
    return monotonic() - start


def spread(times: list[float]) -> str:
    points = quantiles(times, n=100)
    return f"{points[49] * 1000:.0f} ms (p95 {points[94] * 1000:.0f})"
