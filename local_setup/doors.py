"""`make doors`: how long an answer takes that must not tell who has an account: a wrong password, and a forgotten one,
of somebody who has an account, somebody who was invited and never came, and somebody whom nobody knows. Each is asked
TIMES times in turn, in a database of its own, with the passwords hashed as on a server. On a busy machine the time of
the processor says more than that of the clock."""

import logging
import os
import tempfile
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, thread_time
from typing import Any

import django
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client

from local_setup.postgres import remove, running
from pcc_decisions.command_line import command_line

TIMES = int(os.environ.get("TIMES") or 100)
AT_ONCE = 4  # askings of one account, before its own limit would answer


def main() -> None:
    with command_line(), tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "postgres"
        with running(place) as url:
            os.environ |= {"DATABASE_URL": url, "PCC_DEVELOPMENT": "1", "PCC_FILES_DIR": f"{folder}/files"}
            os.environ["PCC_EMAIL_URL"] = "smtp://127.0.0.1:9"  # where nobody takes a letter
            django.setup()
            logging.disable()
            measure()
        remove(place)


def measure() -> None:
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    people: Any = get_user_model()
    for number in range(TIMES // AT_ONCE + 1):
        people.objects.create_user(f"here-{number}@example.org", "Somebody", "correct horse battery staple")
        people.objects.create_user(f"invited-{number}@example.org", "Somebody invited")
    client = Client(headers={"host": "127.0.0.1"})
    for what, ask in (("A wrong password", sign_in), ("A forgotten password", forget)):
        took: dict[str, list[tuple[float, float]]] = {"here": [], "invited": [], "nobody": []}
        texts = set()
        for turn in range(TIMES):
            for who, times in took.items():
                began, worked = perf_counter(), thread_time()
                answer = ask(client, f"{who}-{turn // AT_ONCE}@example.org", turn)
                times.append(((perf_counter() - began) * 1000, (thread_time() - worked) * 1000))
                texts.add((answer.status_code, len(answer.content) // 100))
        print(f"{what}: answers by status and length in hundreds: {sorted(texts)}")
        for who, times in took.items():
            whole, work = ([each[part] for each in times[3:]] for part in (0, 1))
            print(f"  {who:8} half within {median(whole):6.1f} ms; of the processor {spread(work)}")


def spread(work: list[float]) -> str:
    cuts = quantiles(work, n=20)
    return f"{median(work):.1f} ms, nine in ten from {cuts[0]:.1f} to {cuts[-1]:.1f}"


def sign_in(client: Any, email: str, turn: int) -> Any:
    return client.post("/sign-in/", {"login": email, "password": "wrong"}, headers=from_elsewhere(turn))


def forget(client: Any, email: str, turn: int) -> Any:
    return client.post("/account/password/reset/", {"email": email}, headers=from_elsewhere(turn))


def from_elsewhere(turn: int) -> dict[str, str]:
    """Each asking from another network, so that no limit answers."""
    return {"x-forwarded-for": f"198.51.{turn // 250}.{turn % 250}"}


if __name__ == "__main__":
    main()
