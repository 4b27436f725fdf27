"""`python -m pcc_decisions.server`: the web server, with all of the application read before its workers begin.

They start as copies of a process that has read it: one that dies is back within a tenth of a second, and not after the
two that reading takes; and together they hold it in memory once.

It is read in a thread that gives way, which Linux has threads do by themselves: what the other servers are asked
meanwhile comes first.
"""

import gc
import os
from importlib import import_module
from runpy import run_module
from threading import Thread

GIVING_WAY = 5  # of `nice`: a third of what is not given way


def read_all() -> None:
    """All that the workers serve, and what is otherwise read for the first page."""
    os.nice(GIVING_WAY)
    import_module("pcc_decisions.wsgi")
    import_module("django.urls").get_resolver().url_patterns  # noqa: B018
    import_module("pcc_decisions.edition").release()
    # A worker that looks for what nobody uses any more would write to all of it, and so have a copy.
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    reading = Thread(target=read_all)
    reading.start()
    reading.join()
    run_module("granian", run_name="__main__", alter_sys=True)
