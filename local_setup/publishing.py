"""How many decisions 16 writers publish a second, each in a transaction of its own: in as many processes as serve the
site, with eight threads each, which have published some before. Other writers may have their turns in between."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from multiprocessing import get_context
from time import monotonic

import django
from django.utils import timezone

from grants.models import Decision, User
from local_setup.bench_import import APPROVER, OFFICER
from local_setup.invented import Inventor, syllables
from register.actions.approval import approve, send_for_approval
from register.actions.publishing import publish

PROCESSES, THREADS = 2, 8
WAITS = timedelta(days=30)
threads = ThreadPoolExecutor(THREADS)  # of this process


def approved_decisions(number: int) -> list[int]:
    """Invented ones that wait to be published (their ids), which takes longer than to publish them."""
    officer, approver = (User.objects.get(email=email) for email in (OFFICER, APPROVER))
    inventor, day = Inventor(officer, approver), timezone.localdate() - WAITS
    after = Decision.objects.latest("pk").pk + 1
    made = (inventor.grant(f"Turn{syllables(after + place)}", day, is_refused=False) for place in range(number))
    sent = (send_for_approval(each, by=officer) for each in made)
    return [approve(each, by=approver, exceeding_reason=inventor.text(9)).pk for each in sent]


@contextmanager
def writers(first: Sequence[int]) -> Iterator[ProcessPoolExecutor]:
    """The processes, which have published these, so that all that a process does once is done."""
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn"), initializer=django.setup) as processes:
        published_a_second(processes, first)
        yield processes


def published_a_second(processes: ProcessPoolExecutor, decisions: Sequence[int]) -> float:
    """By all writers together, from the first to the last of these."""
    start = monotonic()
    list(processes.map(publish_all, [decisions[place::PROCESSES] for place in range(PROCESSES)]))
    return len(decisions) / (monotonic() - start)


def publish_all(decisions: Sequence[int]) -> None:
    """By the threads of one process, each of which keeps its connection."""
    list(threads.map(publish_in_turn, [decisions[place::THREADS] for place in range(THREADS)]))


def publish_in_turn(decisions: Sequence[int]) -> None:
    officer = User.objects.get(email=OFFICER)
    for pk in decisions:
        publish(Decision.objects.get(pk=pk), by=officer, acknowledged=True)
