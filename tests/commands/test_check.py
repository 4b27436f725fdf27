"""`manage.py check` refuses to go on where Django would run on something else than PostgreSQL through psycopg2."""

import os
import subprocess
import sys

import pytest


@pytest.fixture
def check(tmp_path, settings):
    """Runs the checks in a process of their own, with `tmp_path` among the places that Python imports from."""

    def run(**environment: str) -> str:
        told = {**os.environ, "PYTHONPATH": f"{settings.BASE_DIR}{os.pathsep}{tmp_path}", **environment}
        command = [sys.executable, "-m", "django", "check"]
        return subprocess.run(command, env=told, capture_output=True, text=True, check=False).stderr

    return run


def test_the_machine_as_it_is_passes(check):
    assert "pcc.E" not in check()


def test_psycopg_3_is_refused(check, tmp_path):
    (tmp_path / "psycopg").mkdir()
    (tmp_path / "psycopg" / "__init__.py").write_text("raise ImportError")
    assert "psycopg 3 is installed, and Django would use it instead of psycopg2." in check()


def test_another_database_is_refused(check):
    assert "DATABASE_URL is not an address like postgresql://" in check(DATABASE_URL="sqlite://:memory:")
