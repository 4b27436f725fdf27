"""One version as data, and docs/verify.md: what it tells people to run, run."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from tests.public.test_version_detail import redact

GUIDE = (Path(__file__).parents[2] / "docs" / "verify.md").read_text()
PYTHON = re.search(r"```python\n(.*?)```", GUIDE, re.DOTALL)[1]
SHELL = re.search(r"```sh\n(.*?)```", GUIDE, re.DOTALL)[1]


@pytest.fixture
def told(small):
    return lambda version: Client().get(f"/decisions/{small.hotspot.reference}/versions/{version}.json").json()


@pytest.fixture
def check(tmp_path):
    """Do what the guide says with Python; gives what it prints."""

    def run(notice):
        (tmp_path / "check.py").write_text(PYTHON)
        (tmp_path / "notice.json").write_text(json.dumps(notice))
        return subprocess.run(
            [sys.executable, "-I", "check.py", "notice.json"], cwd=tmp_path, capture_output=True, text=True, check=False
        ).stdout.strip()

    return run


def test_every_version_passes_the_check_of_the_guide(told, check):
    for version in (1, 2):
        assert check(told(version)) == "This notice is as it was published."


def test_a_changed_document_or_note_does_not_pass(told, check):
    notice = told(2)
    notice["document"]["awards"][0]["amount"] = "7500.01"
    assert check(notice) == "THIS NOTICE WAS CHANGED."
    notice = told(2)
    notice["metadata"]["note"] = "Another note."
    assert check(notice) == "THIS NOTICE WAS CHANGED."


def test_a_redacted_version_still_holds_its_place_in_the_chain(small, told, check):
    redact(small, 1)
    assert told(1)["document"] is None
    assert check(told(1)) == "This notice is as it was published."


@pytest.mark.skipif(not all(map(shutil.which, ("jq", "xxd", "sha256sum"))), reason="jq, xxd or sha256sum is missing")
def test_the_shell_commands_of_the_guide_print_both_digests(told, tmp_path):
    notice = told(2)
    (tmp_path / "notice.json").write_text(json.dumps(notice))
    printed = subprocess.run(["/bin/sh", "-c", SHELL], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert [line.split()[0] for line in printed.splitlines()] == [notice["document_digest"], notice["chain_digest"]]


@pytest.mark.parametrize("version", ["0", "3", "9" * 30])
def test_a_version_that_does_not_exist_is_not_found(small, version):
    assert Client().get(f"/decisions/{small.hotspot.reference}/versions/{version}.json").status_code == 404
