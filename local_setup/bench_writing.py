"""What approving and publishing cost in a register of some size, beside pgbench."""

from collections.abc import Callable
from datetime import timedelta
from statistics import quantiles
from time import monotonic

from django.utils import timezone

from grants.models import Decision, User
from local_setup.bench_import import APPROVER, OFFICER
from local_setup.invented import Inventor, syllables
from local_setup.publishing import approved_decisions, published_a_second, writers
from register.actions.approval import approve, send_for_approval
from register.actions.publishing import publish

SINGLE, ROUND, ROUNDS = 12, 64, 2  # decisions one after the other; decisions of 16 writers, so many times
REASON = "It is a measurement."


class Writing:
    """Decisions that wait for approval, and others that wait to be published; what each took."""

    def __init__(self) -> None:
        self.officer, self.approver = (User.objects.get(email=email) for email in (OFFICER, APPROVER))
        inventor, day = Inventor(self.officer, self.approver), timezone.localdate() - timedelta(days=30)
        first = Decision.objects.latest("pk").pk + 1
        names = [f"Bench{syllables(first + each)}" for each in range(SINGLE + 1)]
        self.sent = [send_for_approval(inventor.grant(each, day, is_refused=False), by=self.officer) for each in names]
        self.warming, *self.waiting = (approved_decisions(ROUND) for _ in range(ROUNDS + 1))

    def told(self, pgbench: Callable[[], float]) -> str:
        """One by one; then 16 writers in turns with pgbench, which inserts the same rows under the same lock."""
        approving = [seconds(lambda each=each: self.approve(each)) for each in self.sent]  # type: ignore[misc]
        publishing = [seconds(self.publish_one) for _ in range(SINGLE)]
        ours, theirs = 0.0, 0.0
        with writers(self.warming) as processes:
            for each in self.waiting:
                ours += published_a_second(processes, each) / ROUNDS
                theirs += pgbench() / ROUNDS
        singly = f"One after the other, approving took {spread(approving)}, publishing {spread(publishing)}."
        return (
            f"{singly} 16 writers published {ours:.0f} a second, and 16 of pgbench inserted the rows of {theirs:.0f} "
            f"under the same lock: {ours / theirs:.2f} of it."
        )

    def approve(self, decision: Decision) -> None:
        approve(decision, by=self.approver, exceeding_reason=REASON)

    def publish_one(self) -> None:
        publish(Decision.objects.get(pk=self.sent.pop().pk), by=self.officer, acknowledged=True)


def seconds(work: Callable[[], object]) -> float:
    start = monotonic()
    work()
    return monotonic() - start


def spread(times: list[float]) -> str:
    points = quantiles(times, n=100)
    return f"{points[49] * 1000:.0f} ms (p95 {points[94] * 1000:.0f})"
