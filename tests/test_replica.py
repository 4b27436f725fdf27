"""Which of two databases a public page is read from: the copy, once it has the newest edition."""

import pytest
from django.db import OperationalError

from pcc_decisions import replica
from pcc_decisions.replica import COPY, PRIMARY, Copy


class Two:
    """The editions of both, and what pages are read from; a database without an edition does not answer."""

    def __init__(self) -> None:
        self.editions: dict[str, list[int]] = {}
        self.read = ""

    def asked(self, alias, _statement):
        if not self.editions[alias]:
            raise OperationalError
        left = self.editions[alias]
        return (left.pop(0) if len(left) > 1 else left[0]), None

    def read_from(self, alias) -> None:
        self.read = alias


@pytest.fixture
def two(monkeypatch) -> Two:
    both = Two()
    monkeypatch.setattr(replica, "asked", both.asked)
    monkeypatch.setattr(replica, "read_from", both.read_from)
    monkeypatch.setattr(replica, "WAITS", 0.05)
    return both


@pytest.mark.parametrize(
    ("primary", "copy", "read", "newest"),
    [
        ([7], [7], COPY, 7),
        ([7], [6, 6, 7], COPY, 7),  # it is waited for
        ([7], [6], PRIMARY, 7),
        ([7], [], PRIMARY, 7),
        ([], [6], COPY, 6),  # what was public when the first was lost
    ],
)
def test_a_page_is_as_new_as_the_register(two, primary, copy, read, newest):
    two.editions = {PRIMARY: primary, COPY: copy}
    assert (Copy().newest("")[0], two.read) == (newest, read)


def test_a_late_copy_keeps_nobody_waiting_twice(two):
    two.editions = {PRIMARY: [7], COPY: [6]}
    late = Copy()
    late.newest("")
    two.editions[COPY] = [6, 7, 7]
    late.newest("")
    assert two.read == PRIMARY
