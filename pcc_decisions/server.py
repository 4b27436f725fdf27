"""`python -m pcc_decisions.server`: the web server, with all of the application read before its workers begin.

They start as copies of a process that has read it: one that dies is back within a tenth of a second, and not after the
two that reading takes; and together they hold it in memory once.
"""

from runpy import run_module

from django.urls import get_resolver

import pcc_decisions.wsgi  # noqa: F401 - all that the workers serve
from pcc_decisions.edition import release


def read_the_rest() -> None:
    """What is otherwise read for the first page."""
    get_resolver().url_patterns  # noqa: B018
    release()


if __name__ == "__main__":
    read_the_rest()
    run_module("granian", run_name="__main__", alter_sys=True)
