"""A server loads the application in a process of its own, where nothing else has started Django."""

import subprocess
import sys

from django.conf import settings


def test_the_application_loads_by_itself():
    run = [sys.executable, "-c", "import pcc_decisions.wsgi"]
    loaded = subprocess.run(run, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)
    assert loaded.returncode == 0, loaded.stderr
